import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { offer } from '#app/domain/offer/write/make.server.ts'
import { refuse } from '#app/domain/refusal.ts'
import { createLive } from '#app/domain/session/live.server.ts'
import { getLedger, getMinutes } from '#app/domain/session/read.server.ts'
import { addRound } from '#app/domain/session/write.server.ts'
import { claim } from '#app/domain/thread/write/claim.server.ts'
import { makeRequest, termsInput } from '../../support/financing.ts'
import {
  type Bureau,
  type Institution,
  makeBureau,
  makeEnterprise,
  makeInstitution,
  type Organization,
} from '../../support/people.ts'
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
let banks: Institution[]
let nodes: [Node, Node]

beforeAll(async () => {
  bureau = await makeBureau(world)
  world.bureau = bureau
  firm = await makeEnterprise(world)
  banks = []
  for (let n = 0; n < 5; n++) banks.push(await makeInstitution(world))
  nodes = [await startNode(world.appUrl, nouns), await startNode(world.appUrl, nouns)]
})
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.close()))
})

const host = () => bureau.host.actor

/** A live session whose first round is open over these requests. */
async function openRound(requestIds: string[], minutes = 3) {
  const sessionId = await makeSession(world, bureau)
  for (const bank of banks) await register(world, bank.loanOfficer, sessionId)
  await register(world, firm.owner, sessionId)
  const roundId = await addRound(world.db, host(), sessionId, {
    title: '先进制造专场',
    minutes,
    requestIds,
  })
  const { live } = nodes[0]
  for (const verb of ['open_lobby', 'go_live']) await live.append(sessionId, host(), command(verb))
  expect(await live.append(sessionId, host(), command('open_round', { roundId }))).toMatchObject({
    ok: true,
  })
  return { sessionId, roundId }
}

describe('a claim round', () => {
  it('gives a request to as many banks as its cap says, when all claim at once on two nodes', async () => {
    const requestId = await makeRequest(world, firm)
    const { sessionId } = await openRound([requestId])
    const guests = banks.map(({ loanOfficer }, n) =>
      comeIn(nodes[n % 2 === 0 ? 0 : 1].url, loanOfficer.actor, sessionId),
    )
    await Promise.all(guests.map((guest) => guest.until(isLive)))
    const answers = await Promise.all(
      guests.map((guest) => guest.handle.send('claim', { requestId })),
    )
    expect(answers.filter((answer) => answer.ok)).toHaveLength(3)
    const threads = await world.db
      .selectFrom('thread')
      .where('request_id', '=', requestId)
      .select(['id', 'origin', 'session_id'])
      .execute()
    expect(threads).toHaveLength(3)
    expect(
      threads.every((thread) => thread.origin === 'session' && thread.session_id === sessionId),
    ).toBe(true)
    const seen = (guest: (typeof guests)[number]) =>
      guest.events.filter((event) => event.type === 'claim_recorded').map((event) => event.seq)
    await Promise.all(guests.map((guest) => guest.until((item) => seen(item).length === 3)))
    expect(new Set(guests.map((guest) => seen(guest).join())).size).toBe(1)
    const view = await nodes[1].live.view(sessionId, [])
    expect(view.state.requests[requestId]).toMatchObject({ cap: 3, live: 3 })
    for (const guest of guests) guest.close()
  })

  it('shows at once a claim that was made on the page of the request', async () => {
    const requestId = await makeRequest(world, firm)
    const { sessionId } = await openRound([requestId])
    const watcher = comeIn(nodes[1].url, firm.owner.actor, sessionId)
    await watcher.until(isLive)
    const { threadId } = await claim(world.db, banks[0]!.loanOfficer.actor, { requestId })
    await watcher.until((guest) => guest.events.some((event) => event.type === 'claim_recorded'))
    const view = await nodes[0].live.view(sessionId, [])
    expect(view.state.requests[requestId]?.claims).toMatchObject([
      { threadId, institutionId: banks[0]!.id },
    ])
    watcher.close()
  })

  it('does a claim once that is sent again with its id', async () => {
    const requestId = await makeRequest(world, firm)
    const { sessionId } = await openRound([requestId])
    const asked = command('claim', { requestId })
    const { actor } = banks[0]!.loanOfficer
    const answers = await Promise.all(
      nodes.map((node) => node.live.append(sessionId, actor, asked)),
    )
    expect(answers[0]).toMatchObject({ ok: true, result: { threadId: expect.any(String) } })
    expect(answers[1]).toEqual(answers[0])
    const again = await nodes[1].live.append(sessionId, actor, command('claim', { requestId }))
    expect(again).toMatchObject({ ok: false, refusal: { message: 'round_claimed_already' } })
  })

  it('lets no one claim who is not a loan officer', async () => {
    const requestId = await makeRequest(world, firm)
    const { sessionId } = await openRound([requestId])
    for (const actor of [firm.owner.actor, host()]) {
      const answer = await nodes[0].live.append(sessionId, actor, command('claim', { requestId }))
      expect(answer).toMatchObject({ ok: false, refusal: { refusal: 'forbidden' } })
    }
  })

  it('slows down who claims too often, whichever way the claims come', async () => {
    const requestId = await makeRequest(world, firm)
    const { sessionId } = await openRound([requestId])
    const countClaim = async () => {
      throw refuse('too_many', 'too_many', { retryAfter: 60 })
    }
    const live = createLive({ db: world.db, nouns, countClaim })
    const { actor } = banks[0]!.loanOfficer
    const answer = await live.append(sessionId, actor, command('claim', { requestId }))
    expect(answer).toMatchObject({ ok: false, refusal: { refusal: 'too_many', retryAfter: 60 } })
  })

  it('tells everyone that there is an offer, and its figures to the two sides alone', async () => {
    const requestId = await makeRequest(world, firm)
    const { sessionId } = await openRound([requestId])
    const [bank, other] = [banks[0]!.loanOfficer.actor, banks[1]!.loanOfficer.actor]
    const guests = [bank, firm.owner.actor, other, host()].map((actor) =>
      comeIn(nodes[0].url, actor, sessionId),
    )
    await Promise.all(guests.map((guest) => guest.until(isLive)))
    const { threadId } = await claim(world.db, bank, { requestId })
    await offer(world.db, bank, { threadId, ...termsInput() })
    const offered = (guest: (typeof guests)[number]) =>
      guest.events.find((event) => event.type === 'offer_recorded')
    await Promise.all(guests.map((guest) => guest.until((item) => offered(item) !== undefined)))
    const figures = guests.map((guest) => JSON.stringify(offered(guest)).includes('280000000'))
    expect(figures).toEqual([true, true, false, false])
    for (const guest of guests) guest.close()
  })

  it('closes by itself at its time, once, and takes no claim after it', async () => {
    const requestId = await makeRequest(world, firm)
    const { sessionId, roundId } = await openRound([requestId], 1)
    const watcher = comeIn(nodes[0].url, firm.owner.actor, sessionId)
    await watcher.until(isLive)
    // The end is brought near by hand: rounds last whole minutes.
    await bringNear(sessionId, roundId)
    await watcher.until((guest) => guest.events.some((event) => event.type === 'round_closed'))
    const late = await nodes[1].live.append(
      sessionId,
      banks[0]!.loanOfficer.actor,
      command('claim', { requestId }),
    )
    expect(late).toMatchObject({ ok: false, refusal: { message: 'round_not_open' } })
    const closings = await world.db
      .selectFrom('session_event')
      .where('session_id', '=', sessionId)
      .where('type', '=', 'round_closed')
      .select('seq')
      .execute()
    expect(closings).toHaveLength(1)
    watcher.close()
  })

  it('leaves minutes and a ledger of which each sees their own', async () => {
    const requestId = await makeRequest(world, firm)
    const { sessionId } = await openRound([requestId])
    const [first, second] = [banks[0]!.loanOfficer.actor, banks[1]!.loanOfficer.actor]
    for (const actor of [first, second]) {
      await nodes[0].live.append(sessionId, actor, command('claim', { requestId }))
    }
    await nodes[0].live.append(sessionId, host(), command('end'))
    const minutes = await getMinutes(world.db, host(), sessionId)
    expect(minutes).toMatchObject({
      arrived: 0,
      standings: { claims: 2, taken: 1, offers: 0 },
      rounds: [{ number: 1, requests: 1, claims: 2 }],
    })
    expect(minutes.rounds[0]?.firstAfter).not.toBeNull()
    const sizes = await Promise.all(
      [host(), first, firm.owner.actor, banks[4]!.loanOfficer.actor, null].map(
        async (actor) => (await getLedger(world.db, actor, sessionId)).length,
      ),
    )
    expect(sizes).toEqual([2, 1, 2, 0, 0])
  })
})

async function bringNear(sessionId: string, roundId: string): Promise<void> {
  const soon = new Date(Date.now() - 1000)
  await world.db.updateTable('round').set({ closes_at: soon }).where('id', '=', roundId).execute()
  const { appendFacts } = await import('#app/domain/session/event-store.server.ts')
  const { transact } = await import('#db')
  await transact(world.db, async (tx) => {
    await appendFacts(tx, sessionId, [
      { type: 'round_extended', body: { roundId, closesAt: soon.toISOString() } },
    ])
  })
}
