import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commands } from '#app/domain/session/room/commands.ts'
import { scopes } from '#app/domain/token/token.ts'
import { accesses } from '#app/http/access.ts'
import { operations } from '#app/http/api/registry.ts'
import { jobs } from '#app/jobs/index.ts'

interface RouteModule {
  handle?: { access?: string }
  loader?: { access?: string }
  action?: { access?: string }
  default?: unknown
}

const folder = join(import.meta.dirname, '../../app/routes')
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /\.tsx?$/.test(name),
)
const modules = import.meta.glob<RouteModule>('../../app/{root.tsx,routes/**/*.{ts,tsx}}')

describe('Nobody may use what does not say who may', () => {
  test('every route of the manifest is looked at here', () => {
    const seen = Object.keys(modules).map((path) => path.split('/routes/')[1] ?? 'root.tsx')
    expect(seen.sort()).toEqual([...files, 'root.tsx'].sort())
  })

  test.each(Object.keys(modules))('%s declares its access', async (path) => {
    const route = await modules[path]!()
    const access = route.handle?.access
    expect(Object.keys(accesses)).toContain(access)
    // Loaders and actions run one by one, so each checks for itself; a page without a loader is open to all.
    if (route.loader) expect(route.loader.access).toBe(access)
    // What a page lets everybody read, it may let fewer change; never the other way round.
    if (route.action) {
      expect(Object.keys(accesses)).toContain(route.action.access)
      if (access !== 'everyone') expect(route.action.access).not.toBe('everyone')
    }
    if (route.default && access !== 'everyone') expect(route.loader).toBeDefined()
  })

  test('every operation for programs declares its access, and a scope where it isn’t about the token itself', () => {
    for (const { id, access, scope } of operations) {
      expect(Object.keys(accesses), id).toContain(access)
      if (id !== 'getMe') expect(scopes, id).toContain(scope)
    }
  })

  test('what changes something takes a scope for writing, and reading takes none', () => {
    for (const { id, method, scope } of operations) {
      if (id === 'getMe') continue
      expect(scope?.endsWith(method === 'GET' ? ':read' : ':write'), id).toBe(true)
    }
  })

  test('every command of the room says whose it is', () => {
    for (const [name, command] of Object.entries(commands)) {
      expect(command.by.length, name).toBeGreaterThan(0)
    }
  })

  test('every job acts for the market, under a name of its own', () => {
    expect(jobs.every(({ access }) => access === 'market')).toBe(true)
    expect(new Set(jobs.map(({ name }) => name)).size).toBe(jobs.length)
  })
})
