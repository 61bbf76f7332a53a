import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const bootstrap = join(import.meta.dirname, '..', '..', 'app', 'cli', 'bootstrap.mjs')
const here = { os: [process.platform], cpu: [process.arch], optional: true }
const plain = { 'node_modules/plain': { version: '1.0.0' } }
const both = { ...plain, 'node_modules/native': { version: '1.0.0', ...here } }

/** A program in npm's place: writes down how it was called and installs what the n-th call is to install. */
const npm = `
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
appendFileSync('calls', process.argv[2] + '\\n')
const calls = readFileSync('calls', 'utf8').trim().split('\\n').length
const packages = JSON.parse(readFileSync('installs.json', 'utf8'))[calls - 1]
for (const path of Object.keys(packages)) mkdirSync(path, { recursive: true })
mkdirSync('node_modules/.bin', { recursive: true })
if (!existsSync('node_modules/.bin/node')) {
  writeFileSync('node_modules/.bin/node', '#!/bin/sh\\nexec ' + process.execPath + ' "$@"', { mode: 0o755 })
}
writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }))
`

let clone: string

beforeEach(() => {
  clone = mkdtempSync('/var/tmp/lianqiao-clone-')
  mkdirSync(join(clone, 'app', 'cli'), { recursive: true })
  cpSync(bootstrap, join(clone, 'app', 'cli', 'bootstrap.mjs'))
  writeFileSync(join(clone, 'package.json'), '{"type":"module"}')
  writeFileSync(join(clone, 'app', 'cli', 'main.ts'), 'console.log("handed over" as string)')
  writeFileSync(join(clone, 'npm.mjs'), npm)
})

afterEach(() => rmSync(clone, { recursive: true, force: true }))

/** Starts the clone. @returns what it said, and how npm was called in between */
function start(wanted: object, installs: object[]) {
  writeFileSync(join(clone, 'calls'), '')
  writeFileSync(join(clone, 'package-lock.json'), JSON.stringify({ packages: wanted }))
  writeFileSync(join(clone, 'installs.json'), JSON.stringify(installs))
  const { stdout } = spawnSync(process.execPath, [join(clone, 'app/cli/bootstrap.mjs'), 'start'], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, npm_execpath: join(clone, 'npm.mjs') } as never,
  })
  const calls = readFileSync(join(clone, 'calls'), 'utf8').split('\n').filter(Boolean)
  return { said: stdout.trim(), calls }
}

describe('a start of the clone', () => {
  test('installs what the lockfile says, and not again', () => {
    expect(start(plain, [plain])).toEqual({ said: 'handed over', calls: ['ci'] })
    expect(start(plain, [])).toEqual({ said: 'handed over', calls: [] })
  })

  test('installs again when the lockfile names another version or a package is gone', () => {
    start(plain, [plain])
    const newer = { 'node_modules/plain': { version: '1.0.1' } }
    expect(start(newer, [newer]).calls).toEqual(['ci'])
    rmSync(join(clone, 'node_modules', 'plain'), { recursive: true })
    expect(start(newer, [newer])).toEqual({ said: 'handed over', calls: ['ci'] })
  })

  test('adds what npm left out because its own Node is older, and needs no other install later', () => {
    expect(start(both, [plain, both])).toEqual({ said: 'handed over', calls: ['ci', 'install'] })
    expect(start(both, []).calls).toEqual([])
  })

  test('does not miss what belongs to another platform', () => {
    const elsewhere = { version: '1.0.0', optional: true, os: ['aix'], cpu: ['ppc64'] }
    const wanted = { ...plain, 'node_modules/elsewhere': elsewhere }
    expect(start(wanted, [plain]).calls).toEqual(['ci'])
    expect(start(wanted, []).calls).toEqual([])
  })
})
