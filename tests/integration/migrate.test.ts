import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from '#db'
import { emptyDatabase } from '../support/database.ts'

let empty: Awaited<ReturnType<typeof emptyDatabase>>

beforeAll(async () => {
  empty = await emptyDatabase()
})
afterAll(() => empty?.drop())

test('nodes that start at the same moment bring one database up to date together, the first time and ever after', async () => {
  const together = () =>
    Promise.all(Array.from({ length: 4 }, () => migrate(empty.ownerUrl, empty.appUrl)))
  const [one, ...others] = (await together()).toSorted((a, b) => b.length - a.length)
  expect(one!.length).toBeGreaterThan(0)
  expect(others).toEqual([[], [], []])
  for (let round = 0; round < 3; round++) expect(await together()).toEqual([[], [], [], []])
})
