import pg from 'pg'
import { beforeAll, expect, test } from 'vitest'
import * as home from '#app/routes/_index.tsx'
import { makeBureau, makeInstitution } from '../support/people.ts'
import { testServices, visit } from '../support/visit.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const services = testServices(world)

beforeAll(async () => {
  world.bureau = await makeBureau(world)
})

/** Lets one table fail whoever reads it, while `work` runs. */
async function withoutTable(table: string, work: () => Promise<void>): Promise<void> {
  const owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  try {
    await owner.query(`alter table ${table} rename to ${table}_away`)
    await work()
  } finally {
    await owner.query(`alter table ${table}_away rename to ${table}`)
    await owner.end()
  }
}

test('the home page answers without the figures that can’t be read', async () => {
  await makeInstitution(world)
  await withoutTable('disbursement', async () => {
    const { status, data } = await visit(services, home, { path: '/' })
    expect(status).toBe(200)
    expect(data.sums).toBeNull()
    expect(data.deals).toMatchObject({ signed: { count: 0 } })
    expect(data.counts).toMatchObject({ institutions: expect.any(Number), products: 0 })
  })
})
