import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readRequestDocuments } from '#app/domain/request/search.server.ts'
import { hydrateHits } from '#app/domain/search/hydrate-hits.server.ts'
import * as requestList from '#app/routes/requests._index.tsx'
import * as requestPage from '#app/routes/requests.$id.tsx'
import { callApi, giveToken } from '../support/api.ts'
import { makeRequest } from '../support/financing.ts'
import {
  type Institution,
  makeBureau,
  makeEnterprise,
  makeInstitution,
  type Organization,
} from '../support/people.ts'
import { openSite, type Site } from '../support/site.ts'
import { testServices, visit } from '../support/visit.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const services = testServices(world)
let site: Site
let common: Organization
let rare: Organization
let bank: Institution
/** Of a firm whose section of industry five have, and of one that is alone in its own. */
let ofCommon: string
let ofRare: string
let token: string

beforeAll(async () => {
  site = await openSite(world)
  world.bureau = await makeBureau(world)
  const firms = []
  for (let count = 0; count < 5; count++) firms.push(await makeEnterprise(world))
  common = firms[0]!
  rare = await makeEnterprise(world)
  const describeAs = (id: string, industryCode: string) =>
    world.db
      .updateTable('organization')
      .set({ industry_code: industryCode, tier: 'little_giant' })
      .where('id', '=', id)
      .execute()
  for (const [index, { id }] of firms.entries()) await describeAs(id, `C352${index}`)
  await describeAs(rare.id, 'B0610')
  bank = await makeInstitution(world)
  ofCommon = await makeRequest(world, common, { anonymous: true })
  ofRare = await makeRequest(world, rare, { anonymous: true })
  token = await giveToken(world, bank.loanOfficer)
})
afterAll(() => site?.close())

/** All that would tell who it is. */
const traces = ({ id, name, owner }: Organization) => [
  id,
  name,
  owner.personId,
  '董家窑街道',
  'little_giant',
  'C3520',
  'B0610',
]

const tracesIn = (firm: Organization, shown: unknown) =>
  traces(firm).filter((trace) => JSON.stringify(shown).includes(trace))

/** Every way in which an institution meets a request, with what it shows of the industry. */
const ways: [string, (id: string) => Promise<{ shown: unknown; industry: string | null }>][] = [
  [
    'its page',
    async (id) => {
      const at = { path: `/requests/${id}`, params: { id }, as: bank.loanOfficer }
      const { data } = await visit(services, requestPage, at)
      return { shown: data, industry: data.request.industryCode }
    },
  ],
  [
    'the list',
    async (id) => {
      const { data } = await visit(services, requestList, {
        path: '/requests',
        as: bank.loanOfficer,
      })
      const row = data.requests.find((request: { id: string }) => request.id === id)
      return { shown: row, industry: row.industryCode }
    },
  ],
  [
    'what a program is given',
    async (id) => {
      const { body } = await callApi(site.url, `/requests/${id}`, { token })
      return { shown: body, industry: body.industryCode }
    },
  ],
  [
    'what search shows',
    async (id) => {
      const actor = bank.loanOfficer.actor
      const [hit] = await hydrateHits(world.db, actor, [{ kind: 'request', id }])
      return { shown: hit, industry: (hit as { industry: string | null }).industry }
    },
  ],
  [
    'what search knows',
    async (id) => {
      const [found] = await readRequestDocuments(world.db, [id])
      const { audience: _, ...known } = found!
      return { shown: known, industry: found!.facets!.industry![0] ?? null }
    },
  ],
]

describe('A request without a name', () => {
  for (const [name, look] of ways)
    test(`shows in ${name} its section of industry if five share it, and nothing else of its firm`, async () => {
      const { shown, industry } = await look(ofCommon)
      expect(tracesIn(common, shown)).toEqual([])
      expect(industry).toBe('C')
      const alone = await look(ofRare)
      expect(tracesIn(rare, alone.shown)).toEqual([])
      expect(alone.industry).toBe(null)
    })

  test('shows its firm to the officers, and to the firm itself', async () => {
    for (const as of [common.owner, world.bureau!.officer]) {
      const at = { path: `/requests/${ofCommon}`, params: { id: ofCommon }, as }
      const { data } = await visit(services, requestPage, at)
      expect(data.request).toMatchObject({
        enterprise: { id: common.id, name: common.name },
        industryCode: 'C3520',
        tier: 'little_giant',
      })
    }
  })
})
