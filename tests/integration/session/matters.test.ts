import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acceptOffer, offer } from '#app/domain/offer/write.server.ts'
import { withdrawProduct } from '#app/domain/product/write.server.ts'
import { expireRequests, withdrawRequest } from '#app/domain/request/write.server.ts'
import { addItem, addRound } from '#app/domain/session/write.server.ts'
import { restoreOrganization, suspendOrganization } from '#app/domain/standing/write.server.ts'
import { claim } from '#app/domain/thread/write.server.ts'
import { makeProduct, makeRequest, termsInput } from '../../support/financing.ts'
import {
  type Bureau,
  type Institution,
  makeBureau,
  makeEnterprise,
  makeInstitution,
  type Organization,
} from '../../support/people.ts'
import { refusalOf } from '../../support/refusal.ts'
import {
  comeIn,
  command,
  isLive,
  makeSession,
  type Node,
  nouns,
  register,
  startNode,
} from '../../support/sessions.ts'
import { testWorld } from '../../support/world.ts'

const world = testWorld()
let bureau: Bureau
let firm: Organization
let bank: Institution
let node: Node

beforeAll(async () => {
  bureau = world.bureau = await makeBureau(world)
  firm = await makeEnterprise(world)
  bank = await makeInstitution(world)
  node = await startNode(world.appUrl, nouns)
})
afterAll(() => node.close())

const officer = () => bank.loanOfficer.actor
const ask = (sessionId: string, type: string, body: unknown = {}) =>
  node.live.append(sessionId, bureau.host.actor, command(type, body))
const claimIn = (sessionId: string, requestId: string) =>
  node.live.append(sessionId, officer(), command('claim', { requestId }))
const stateOf = async (sessionId: string) => (await node.live.view(sessionId, [])).state

/** A live session with a round over each of these lists of requests; the first is open. */
async function liveOver(...rounds: string[][]) {
  const sessionId = await makeSession(world, bureau)
  await register(world, bank.loanOfficer, sessionId)
  const roundIds: string[] = []
  for (const requestIds of rounds)
    roundIds.push(
      await addRound(world.db, bureau.host.actor, sessionId, {
        title: '专场',
        minutes: 5,
        requestIds,
      }),
    )
  for (const verb of ['open_lobby', 'go_live']) await ask(sessionId, verb)
  expect(await ask(sessionId, 'open_round', { roundId: roundIds[0] })).toMatchObject({ ok: true })
  return { sessionId, roundIds }
}

const refusedAs = (context: string) => ({
  ok: false,
  refusal: { message: 'matter_ended', params: { context } },
})

describe('A room whose request has ended while it stands in a round', () => {
  test('learns that its firm has taken it back, and refuses the claim with that reason', async () => {
    const requestId = await makeRequest(world, firm)
    const { sessionId } = await liveOver([requestId, await makeRequest(world, firm)])
    const guest = comeIn(node.url, officer(), sessionId)
    await guest.until(isLive)
    await withdrawRequest(world.db, firm.owner.actor, { id: requestId })
    await guest.until(({ events }) =>
      events.some(({ type, body }) => type === 'matter_changed' && body.end === 'withdrawn'),
    )
    expect((await stateOf(sessionId)).ended).toEqual({ [requestId]: 'withdrawn' })
    expect(await claimIn(sessionId, requestId)).toMatchObject(refusedAs('withdrawn'))
    expect(await ask(sessionId, 'stage', { requestId })).toMatchObject(refusedAs('withdrawn'))
    guest.close()
  })

  test('learns that the firm came to terms with an institution', async () => {
    const requestId = await makeRequest(world, firm)
    const rival = await makeInstitution(world)
    const { threadId } = await claim(world.db, rival.loanOfficer.actor, { requestId })
    const { sessionId } = await liveOver([requestId])
    await offer(world.db, rival.loanOfficer.actor, { threadId, ...termsInput() })
    await acceptOffer(world.db, firm.owner.actor, { threadId, version: 1 })
    expect(await claimIn(sessionId, requestId)).toMatchObject(refusedAs('awarded'))
  })

  test('learns that it expired', async () => {
    const requestId = await makeRequest(world, firm, { expiresOn: '2030-12-31' })
    const { sessionId } = await liveOver([requestId])
    world.stopClock(new Date('2031-01-01T08:00:00+08:00'))
    await expireRequests(world.db)
    world.stopClock(null)
    expect((await stateOf(sessionId)).ended).toEqual({ [requestId]: 'expired' })
  })

  test('learns that its firm was suspended, and that it may act again', async () => {
    const other = await makeEnterprise(world)
    const requestId = await makeRequest(world, other)
    const { sessionId } = await liveOver([requestId])
    const clerk = bureau.officer.actor
    await suspendOrganization(world.db, clerk, other.id, '存在失信记录，待核实。')
    expect(await claimIn(sessionId, requestId)).toMatchObject(refusedAs('suspended'))
    const outside = refusalOf(claim(world.db, officer(), { requestId }))
    expect(await outside).toMatchObject(refusedAs('suspended').refusal)
    await restoreOrganization(world.db, clerk, other.id, '已核实。')
    expect((await stateOf(sessionId)).ended).toEqual({})
    expect(await claimIn(sessionId, requestId)).toMatchObject({ ok: true })
  })

  test('knows from the lobby on what ended before', async () => {
    const requestId = await makeRequest(world, firm)
    const sessionId = await makeSession(world, bureau)
    await addRound(world.db, bureau.host.actor, sessionId, {
      title: '专场',
      minutes: 5,
      requestIds: [requestId],
    })
    await withdrawRequest(world.db, firm.owner.actor, { id: requestId })
    await ask(sessionId, 'open_lobby')
    expect((await stateOf(sessionId)).ended).toEqual({ [requestId]: 'withdrawn' })
  })

  test('does not open a round in which nothing can be taken any more', async () => {
    const requestId = await makeRequest(world, firm)
    const { sessionId, roundIds } = await liveOver([await makeRequest(world, firm)], [requestId])
    await withdrawRequest(world.db, firm.owner.actor, { id: requestId })
    await ask(sessionId, 'close_round', { roundId: roundIds[0] })
    expect(await ask(sessionId, 'open_round', { roundId: roundIds[1] })).toMatchObject({
      refusal: { message: 'round_nothing_offered' },
    })
  })
})

test('A room learns that a product of its agenda was withdrawn, and does not put it on stage', async () => {
  const productId = await makeProduct(world, bank)
  const { sessionId } = await liveOver([await makeRequest(world, firm)])
  const itemId = await addItem(world.db, bureau.host.actor, sessionId, {
    kind: 'product',
    title: '',
    minutes: 5,
    productId,
  })
  await withdrawProduct(world.db, officer(), productId)
  expect((await stateOf(sessionId)).ended).toEqual({ [productId]: 'withdrawn' })
  expect(await ask(sessionId, 'stage', { itemId })).toMatchObject(refusedAs('withdrawn'))
})
