import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
  'dependencies' | 'devDependencies' | 'optionalDependencies',
  Record<string, string>
>

test.each([
  ['remix', '@remix-run/node'],
  ['react', 'react'],
  ['kysely', 'kysely'],
  ['pg', 'pg'],
  ['meilisearch', 'meilisearch'],
  ['socket.io', 'socket.io'],
  ['zod', 'zod'],
  ['tailwindcss', 'tailwindcss'],
  ['vitest', 'vitest'],
])('the house is built on %s', (_, name) => {
  expect({ ...manifest.dependencies, ...manifest.devDependencies }).toHaveProperty([name])
})

test.each([
  'app',
  'db',
  'search',
  'realtime',
  'tests',
  'package.json',
  'remix.config.js',
  'README.md',
])('%s stands at the top of the house', (name) => expect(existsSync(join(root, name))).toBe(true))

test('every package has one exact version', () => {
  for (const list of [
    manifest.dependencies,
    manifest.devDependencies,
    manifest.optionalDependencies,
  ]) {
    for (const [name, version] of Object.entries(list)) {
      expect(`${name} ${version}`).toMatch(/ \d+\.\d+\.\d+[\w.-]*$/)
    }
  }
})

test('the lockfile names no address that packages came from', () => {
  expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved"/)
})
