import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#app/domain/actor.ts'
import { withdrawRequest } from '#app/domain/request/write.server.ts'
import { getMinutes, getProgramme } from '#app/domain/session/read.server.ts'
import {
  addItem,
  addRound,
  makeScreenLink,
  registerForSession,
} from '#app/domain/session/write.server.ts'
import { makeRequest, requestForm } from '../../support/financing.ts'
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
  type Guest,
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
let other: Organization
let bank: Institution
let node: Node
let inRound: string
let later: string
let item: string
let sessionId: string
let roundId: string
let token: string

beforeAll(async () => {
  bureau = world.bureau = await makeBureau(world)
  firm = await makeEnterprise(world)
  other = await makeEnterprise(world)
  bank = await makeInstitution(world)
  node = await startNode(world.appUrl, nouns)
  inRound = await makeRequest(world, firm, { title: '甲轮的需求' })
  later = await makeRequest(world, firm, { title: '乙轮的需求', anonymous: true })
  item = await makeRequest(world, firm, { title: '上台的需求' })
  sessionId = await makeSession(world, bureau)
  const host = bureau.host.actor
  roundId = await addRound(world.db, host, sessionId, {
    title: '第一轮',
    minutes: 5,
    requestIds: [inRound],
  })
  await addRound(world.db, host, sessionId, { title: '第二轮', minutes: 5, requestIds: [later] })
  await addItem(world.db, host, sessionId, { kind: 'request', requestId: item, minutes: 5 })
  for (const person of [firm.owner, bank.loanOfficer]) await register(world, person, sessionId)
  await registerForSession(world.db, other.owner.actor, sessionId, { part: 'observer' })
  token = await makeScreenLink(world.db, host, sessionId)
  await node.live.append(sessionId, host, command('open_lobby'))
})
afterAll(() => node.close())

const titles = ['甲轮的需求', '乙轮的需求', '上台的需求']
const host = (type: string, body: unknown = {}) =>
  node.live.append(sessionId, bureau.host.actor, command(type, body))

/** Everybody in the room, by who they are. */
async function everybody(since: number | null = null): Promise<Record<string, Guest>> {
  const guests = {
    host: comeIn(node.url, bureau.host.actor, sessionId, { since }),
    bank: comeIn(node.url, bank.loanOfficer.actor, sessionId, { since }),
    own: comeIn(node.url, firm.owner.actor, sessionId, { since }),
    other: comeIn(node.url, other.owner.actor, sessionId, { since }),
    screen: comeIn(node.url, null, sessionId, { since, auth: { screenOf: sessionId, token } }),
  }
  for (const guest of Object.values(guests)) await guest.until(isLive)
  const { head } = await world.db
    .selectFrom('session')
    .where('id', '=', sessionId)
    .select('head')
    .executeTakeFirstOrThrow()
  for (const guest of Object.values(guests))
    if (since !== null) await guest.until(({ told }) => told >= head)
  return guests
}

/** The titles in all that somebody was sent. */
const titlesOf = ({ snapshot, events }: Guest): string[] =>
  titles.filter((title) => JSON.stringify([snapshot, events]).includes(title))

/** The card that somebody holds of a request in the end. */
const cardOf = ({ snapshot, events }: Guest, requestId: string) =>
  [snapshot, ...events].flatMap((item) => item?.cards?.[requestId] ?? []).at(-1)

/** All that somebody was sent of a request. */
const sentTo = ({ snapshot, events }: Guest, requestId: string): string =>
  JSON.stringify([snapshot, ...events].flatMap((item) => item?.cards?.[requestId] ?? []))

const itemOf = async (requestId: string): Promise<string> => {
  const { items } = await getProgramme(world.db, bureau.host.actor, sessionId)
  return items.find((item) => item.requestId === requestId)!.id
}

const leave = (guests: Record<string, Guest>) => {
  for (const guest of Object.values(guests)) guest.close()
}

describe('The card of a request', () => {
  test('is sent to nobody but hosts and its firm before its round opens or it goes on stage', async () => {
    for (const since of [null, 0]) {
      const guests = await everybody(since)
      const seen = Object.entries(guests).map(([name, guest]) => [name, titlesOf(guest)])
      expect(Object.fromEntries(seen)).toEqual({
        host: titles,
        own: titles,
        bank: [],
        other: [],
        screen: [],
      })
      leave(guests)
    }
  })

  test('comes when its round opens: whole to institutions, its title and amount to the others in the room', async () => {
    const early = await everybody()
    await host('go_live')
    await host('open_round', { roundId })
    const late = await everybody()
    const again = await everybody(0)
    for (const guest of Object.values(early))
      await guest.until(({ events }) => events.some(({ type }) => type === 'round_opened'))
    for (const guests of [early, late, again]) {
      for (const name of ['bank', 'other', 'screen'])
        expect([name, titlesOf(guests[name]!)]).toEqual([name, ['甲轮的需求']])
      expect(cardOf(guests.bank!, inRound)).toMatchObject({
        form: 'full',
        purpose: requestForm.purpose,
      })
      expect(cardOf(guests.own!, inRound)).toMatchObject({
        form: 'full',
        purpose: requestForm.purpose,
      })
      expect(cardOf(guests.host!, later)).toMatchObject({ form: 'full', enterprise: null })
      expect(cardOf(guests.other!, inRound)).toEqual({
        form: 'brief',
        requestId: inRound,
        title: '甲轮的需求',
        amountFen: 300_000_000,
      })
      expect(cardOf(guests.screen!, inRound)).toEqual({
        form: 'hall',
        requestId: inRound,
        title: '甲轮的需求',
        amountFen: 300_000_000,
        termMonths: 12,
        enterprise: { id: firm.id, name: firm.name },
      })
      leave(guests)
    }
  })

  test('comes when it goes on stage, and with it what the item is called; one without a name keeps it', async () => {
    const early = await everybody()
    await host('stage', { itemId: await itemOf(item) })
    await host('stage', { requestId: later })
    await host('stage')
    for (const guest of Object.values(early))
      await guest.until(({ events }) => events.filter(({ type }) => type === 'staged').length === 3)
    const late = await everybody()
    for (const guests of [early, late]) {
      for (const [name, guest] of Object.entries(guests))
        expect([name, titlesOf(guest)]).toEqual([name, titles])
      expect(cardOf(guests.screen!, later)).toMatchObject({ form: 'hall', enterprise: null })
      for (const name of ['other', 'bank', 'screen'])
        expect([name, sentTo(guests[name]!, later).includes(firm.id)]).toEqual([name, false])
      leave(guests)
    }
  })

  test('is shown no more when its firm has taken the request back, but to the hosts', async () => {
    const gone = await makeRequest(world, firm, { title: '撤回的需求' })
    const stays = await makeRequest(world, firm, { title: '留下的需求' })
    const round = { title: '第三轮', minutes: 5, requestIds: [gone, stays] }
    const thirdId = await addRound(world.db, bureau.host.actor, sessionId, round)
    await withdrawRequest(world.db, firm.owner.actor, { id: gone })
    await host('close_round', { roundId })
    await host('open_round', { roundId: thirdId })
    const guests = await everybody()
    const forms = Object.entries(guests).map(([name, guest]) => [name, cardOf(guest, gone)?.form])
    expect(Object.fromEntries(forms)).toEqual({ host: 'full', own: 'full' })
    leave(guests)
  })

  test('is as on the session’s page, where each sees what they may read elsewhere', async () => {
    const cards = async (actor: Actor | null) =>
      Object.keys((await getProgramme(world.db, actor, sessionId)).cards).length
    expect(await cards(bureau.host.actor)).toBe(5)
    expect(await cards(firm.owner.actor)).toBe(5)
    expect(await cards(bank.loanOfficer.actor)).toBe(4)
    expect(await cards(other.owner.actor)).toBe(0)
    expect(await cards(null)).toBe(0)
  })

  test('in the minutes names a request to those alone who may read it', async () => {
    for (const [actor, knows] of [
      [bureau.host.actor, true],
      [bank.loanOfficer.actor, true],
      [firm.owner.actor, true],
      [other.owner.actor, false],
      [null, false],
    ] as const) {
      const minutes = JSON.stringify(await getMinutes(world.db, actor, sessionId))
      expect(minutes.includes('上台的需求')).toBe(knows)
    }
  })
})
