import { expect, test } from 'vitest'
import { takeIn } from '#app/domain/import/apply-import.server.ts'
import { importKinds } from '#app/domain/import/kinds.server.ts'
import { readSource } from '#app/domain/import/read-table.server.ts'
import { readFirstSheet } from '#app/domain/import/sheet.server.ts'
import { testDatabase } from '../../support/database.ts'
import { sharedData } from '../../support/registry.ts'
import { testSearch } from '../../support/search.ts'

const world = testDatabase()
const found = testSearch(world)
const registry = sharedData('enterprises_donghu_registry.csv')
const atOnce = 8

test.skipIf(!registry)(
  'each of 3,250 real companies is the first hit for its full name and for its USCC (skipped without ../shared/data)',
  { timeout: 300_000 },
  async () => {
    const { tally } = await takeIn(importKinds.enterprises, {
      db: world.db,
      readSheet: readFirstSheet,
      file: await readSource(registry!),
      source: 'registry',
      dryRun: false,
      onProgress: () => {},
    })
    expect(tally).toEqual({ rows: 3250, created: 3250, updated: 0, unchanged: 0, rejected: 0 })
    await found.drain()
    const companies = await world.db
      .selectFrom('organization')
      .select(['id', 'name', 'uscc'])
      .execute()
    const missed: string[] = []
    const look = async (text: string, id: string) => {
      const { hits } = await found.search.query({ text, audience: ['public'], limit: 1 })
      if (hits[0]?.id !== id) missed.push(text)
    }
    for (let from = 0; from < companies.length; from += atOnce) {
      await Promise.all(
        companies
          .slice(from, from + atOnce)
          .flatMap(({ id, name, uscc }) => [look(name, id), look(uscc!, id)]),
      )
    }
    expect(companies).toHaveLength(3250)
    expect(missed).toEqual([])
  },
)
