import { beforeAll, describe, expect, test } from 'vitest'
import type { Acting, Actor } from '#app/domain/actor.ts'
import { listLedger, sumLedger } from '#app/domain/ledger/read.server.ts'
import { isRefusal } from '#app/domain/refusal.ts'
import {
  getRequest,
  listRequestPortion,
  listRequests,
  listOpenRequests as listTakeable,
} from '#app/domain/request/read.server.ts'
import { findInMarket } from '#app/domain/search/find.server.ts'
import { hydrateHits } from '#app/domain/search/hydrate-hits.server.ts'
import { listOpenRequests } from '#app/domain/session/read.server.ts'
import { addItem, addRound } from '#app/domain/session/write.server.ts'
import { applyDirectly, claim } from '#app/domain/thread/write.server.ts'
import { connectSearch } from '#search'
import { makeProduct, makeRequest, requestInput } from '../support/financing.ts'
import {
  type Bureau,
  type Institution,
  makeBureau,
  makeEnterprise,
  makeInstitution,
  type Organization,
} from '../support/people.ts'
import { refusalOf } from '../support/refusal.ts'
import { makeSession } from '../support/sessions.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const away = connectSearch({ url: 'http://127.0.0.1:9', key: 'none', prefix: 'none', restMs: 0 })
let bureau: Bureau
let firm: Organization
let bank: Institution
let rival: Institution
let other: Organization
let direct: string
let onMarket: string

beforeAll(async () => {
  bureau = world.bureau = await makeBureau(world)
  firm = await makeEnterprise(world)
  other = await makeEnterprise(world)
  bank = await makeInstitution(world)
  rival = await makeInstitution(world)
  onMarket = await makeRequest(world, firm, { title: '秘铜合金棒材采购款' })
  const productId = await makeProduct(world, bank)
  const { threadId } = await applyDirectly(world.db, firm.owner.actor, {
    productId,
    input: requestInput({ title: '秘铜热处理炉改造款' }),
    consent: { fields: [], until: '2030-06-30' },
    acknowledgeIneligible: true,
  })
  const thread = await world.db
    .selectFrom('thread')
    .where('id', '=', threadId)
    .select('request_id')
    .executeTakeFirstOrThrow()
  direct = thread.request_id
})

/** Everybody who comes, and whether the application is theirs to read. */
const readers = (): [string, Actor | null, boolean][] => [
  ['a visitor', null, false],
  ['its firm', firm.owner.actor, true],
  ['another firm', other.owner.actor, false],
  ['the bank that was applied to', bank.loanOfficer.actor, true],
  ['another bank', rival.loanOfficer.actor, false],
  ['an officer', bureau.officer.actor, true],
  ['a host', bureau.host.actor, false],
]

const isRead = (reading: Promise<unknown>): Promise<boolean> =>
  reading.then(
    () => true,
    (error) => {
      if (isRefusal(error)) return false
      throw error
    },
  )

describe('An application to one bank is for its firm, that bank and the officers', () => {
  test('on its page, in the lists and in what programs are given', async () => {
    for (const [name, actor, may] of readers()) {
      expect([name, await isRead(getRequest(world.db, actor, direct))]).toEqual([name, may])
      const listed = await listRequests(world.db, actor)
      expect([name, listed.some(({ id }) => id === direct)]).toEqual([name, may])
      if (!actor) continue
      const portion = await listRequestPortion(world.db, actor as Acting, { limit: 50 })
      expect([name, portion.items.some(({ id }) => id === direct)]).toEqual([name, may])
      const open = await listTakeable(world.db, actor as Acting)
      expect([name, open.some(({ id }) => id === direct)]).toEqual([name, false])
    }
  })

  test('while the search server is away, too', async () => {
    for (const [name, actor] of readers()) {
      const found = await findInMarket(world.db, away, actor, { text: '秘铜' })
      expect(found.degraded).toBe(true)
      expect([name, found.hits.map(({ title }) => title)]).not.toContain('秘铜热处理炉改造款')
      expect([name, found.hits.some(({ id }) => id === direct), found.total]).toEqual([
        name,
        false,
        found.hits.length,
      ])
    }
    const rivals = await findInMarket(world.db, away, rival.loanOfficer.actor, { text: '秘铜' })
    expect(rivals.hits.map(({ id }) => id)).toEqual([onMarket])
  })

  test('also where an index that is behind still points at it', async () => {
    for (const [name, actor, may] of readers()) {
      const hits = await hydrateHits(world.db, actor, [{ kind: 'request', id: direct }])
      if (!may) expect([name, hits]).toEqual([name, []])
    }
  })

  test('and is never offered for a session, nor taken into a round or the programme', async () => {
    const host = bureau.host.actor
    const offered = await listOpenRequests(world.db)
    expect(offered.map(({ requestId }) => requestId)).toEqual([onMarket])
    const sessionId = await makeSession(world, bureau)
    const round = { title: '第一轮', minutes: 5, requestIds: [onMarket, direct] }
    const inRound = await refusalOf(addRound(world.db, host, sessionId, round))
    expect(inRound.fields).toEqual({ requestIds: ['round_request_closed'] })
    const item = { kind: 'request' as const, requestId: direct, minutes: 5 }
    const onStage = await refusalOf(addItem(world.db, host, sessionId, item))
    expect(onStage.fields).toEqual({ requestId: ['item_needs_request'] })
  })
})

test('the ledger has the row and its amount for those alone who may read the application', async () => {
  for (const [name, actor, mayRead] of readers()) {
    if (!actor?.organization) continue
    const reader = actor as Acting
    const rows = await listLedger(world.db, reader)
    expect([name, rows.some(({ request }) => request.id === direct)]).toEqual([name, mayRead])
    const { intent } = await sumLedger(world.db, { reader })
    expect([name, intent.count]).toEqual([name, rows.length])
  }
})

test('a direct application is not there for another bank that would claim it', async () => {
  const ask = (requestId: string) =>
    refusalOf(claim(world.db, rival.loanOfficer.actor, { requestId }))
  expect(await ask(direct)).toMatchObject({ refusal: 'missing', message: 'missing' })
  expect(await ask(direct)).toEqual(await ask('00000000-0000-7000-8000-000000000000'))
})
