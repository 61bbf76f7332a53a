import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { getDesk } from '#app/domain/desk/read.server.ts'
import { fillBigMarket } from '../support/big-market.ts'
import { bigReaders, hotReads, type Readers } from '../support/hot-reads.ts'
import { makeBureau } from '../support/people.ts'
import { connectWatched, explain, type Watched } from '../support/statements.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
let watched: Watched
let readers: Readers

beforeAll(async () => {
  const bureau = await makeBureau(world)
  const { pathname } = new URL(world.appUrl)
  const address = new URL(inject('engines').adminUrl)
  address.pathname = pathname
  const admin = new pg.Client({ connectionString: address.toString() })
  await admin.connect()
  // No table larger than what PostgreSQL looks through to describe it: each run plans by the same figures.
  await fillBigMarket(admin, { organizations: 20_000, requests: 30_000 })
  await admin.end()
  watched = connectWatched(world.appUrl)
  readers = await bigReaders(watched.db, bureau.officer.actor)
}, 120_000)
afterAll(() => watched?.close())

/** Tables that grow with the market: nobody reads them from end to end for a page. */
const big = [
  ...['organization', 'person', 'person_name', 'membership', 'sign_in', 'request', 'thread'],
  ...['offer', 'listing', 'interest', 'notice', 'registration', 'session_event'],
]
const usualRows = 6_000

describe('In a big market', () => {
  test.each(hotReads)('the $name is read by its indexes', async ({ run, rows = usualRows }) => {
    const statements = await watched.during(() => run(watched.db, readers, 3))
    expect(statements.length).toBeGreaterThan(0)
    for (const statement of statements) {
      const plan = await explain(watched.pool, statement)
      const scanned = plan.scanned.filter((table) => big.includes(table))
      expect(scanned, plan.text).toEqual([])
      expect(plan.rows, plan.text).toBeLessThan(rows)
    }
  })

  test('long queues leave room for each other on an officer’s desk', async () => {
    const { db } = watched
    const { mine, others } = await getDesk(db, readers.officer, db.now())
    const kinds = Object.groupBy([...mine, ...others], ({ what }) => what)
    expect(kinds.review_request).toHaveLength(100)
    expect(kinds.review_listing).toHaveLength(100)
    expect(kinds.overdue).toHaveLength(100)
  })
})
