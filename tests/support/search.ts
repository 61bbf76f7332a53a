import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, inject } from 'vitest'
import { type Projector, startProjector } from '#app/jobs/project-search.ts'
import { createLogger } from '#app/logger.ts'
import type { Db } from '#db'
import { connectSearch, type Search } from '#search'
import type { TestDatabase } from './database.ts'

export interface TestSearch {
  readonly search: Search
  readonly prefix: string
  /** A projector that stops when the test ends. */
  startProjector(): Projector
  /** Waits until everything written so far can be found. */
  drain(): Promise<void>
}

/** Whether the live index stands, is not being built anew, and nothing waits for it. */
export async function isIndexed(db: Db): Promise<boolean> {
  const states = await db.selectFrom('app_meta').select('key').execute()
  const keys = states.map(({ key }) => key)
  if (!keys.includes('search_index') || keys.includes('search_rebuild')) return false
  const dirty = await db.selectFrom('search_dirty').select('id').limit(1).execute()
  return dirty.length === 0
}

export const silent = createLogger({ LOG_LEVEL: 'silent' })

/** Indexes of this test file's own on the real server, dropped at the end. */
export function testSearch(world: TestDatabase): TestSearch {
  const prefix = `test_${randomBytes(6).toString('hex')}`
  const projectors: Projector[] = []
  let search: Search
  beforeAll(() => {
    const { searchUrl, searchKey } = inject('engines')
    search = connectSearch({
      url: searchUrl,
      key: searchKey,
      prefix,
      restMs: 0,
      patienceMs: 30_000,
    })
  })
  afterEach(async () => {
    await Promise.all(projectors.splice(0).map((item) => item.stop()))
  })
  afterAll(async () => {
    await search.indexes.drop('shadow')
    await search.indexes.drop('live')
  })
  const begin = () => {
    const projector = startProjector({ db: world.db, search, log: silent })
    projectors.push(projector)
    return projector
  }
  return {
    get search() {
      return search
    },
    prefix,
    startProjector: begin,
    async drain() {
      const projector = begin()
      if (!(await projector.drain({ withinMs: 240_000 })))
        throw new Error('Search did not come to rest in time.')
      await projector.stop()
    },
  }
}
