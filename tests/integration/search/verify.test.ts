import { expect, test } from 'vitest'
import { verifySearch } from '#app/cli/search-verify.ts'
import { makeEnterprise } from '../../support/people.ts'
import { testSearch } from '../../support/search.ts'
import { testWorld } from '../../support/world.ts'

const world = testWorld()
const market = testSearch(world)

test('the index is compared with the database, document by document', async () => {
  const gone = await makeEnterprise(world)
  const other = await makeEnterprise(world)
  await market.drain()
  const { documents, differences } = await verifySearch(world.db, market.search)
  expect(documents).toBeGreaterThanOrEqual(2)
  expect(differences).toEqual([])

  const { indexes } = market.search
  await indexes.remove('live', [{ kind: 'organization', id: gone.id }])
  const stranger = crypto.randomUUID()
  const document = { kind: 'organization', audience: ['public'], name: '别的名字', at: 0 } as const
  await indexes.put('live', [
    { ...document, id: other.id },
    { ...document, id: stranger },
  ])
  const found = await verifySearch(world.db, market.search)
  expect(found.differences).toHaveLength(3)
  expect(found.differences).toContain(`organization_${gone.id} is missing`)
  expect(found.differences).toContain(`organization_${stranger} should not be there`)
  expect(found.differences.find((line) => line.includes(other.id))).toContain('differs in')
})
