import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listNotices } from '#app/domain/notice/read.server.ts'
import {
  findOwnRegistration,
  getMinutes,
  getSession,
  listCalendar,
  listSessionPortion,
  readSessionReason,
} from '#app/domain/session/read.server.ts'
import {
  addRound,
  cancelRegistration,
  declineRegistration,
  editSession,
  moveSessionByHost,
  readmitRegistration,
  registerForSession,
  scheduleSession,
} from '#app/domain/session/write.server.ts'
import { makeRequest } from '../../support/financing.ts'
import {
  type Bureau,
  type Institution,
  makeBureau,
  makeEnterprise,
  makeInstitution,
  makeMember,
  type Organization,
  type Person,
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
let secondHost: Person
let node: Node

beforeAll(async () => {
  bureau = await makeBureau(world)
  world.bureau = bureau
  firm = await makeEnterprise(world)
  bank = await makeInstitution(world)
  secondHost = await makeMember(world, bureau.admin, ['host'])
  node = await startNode(world.appUrl, nouns)
})
afterAll(() => node.close())

const host = () => bureau.host.actor
const ask = (sessionId: string, type: string, body: unknown = {}, who: Person = bureau.host) =>
  node.live.append(sessionId, who.actor, command(type, body))
const done = async (...asked: Parameters<typeof ask>) =>
  expect(await ask(...asked)).toMatchObject({ ok: true })
const stateOf = async (sessionId: string) => (await node.live.view(sessionId, ['hosts'])).state

/** A live session with rounds of one request each; a round of none where `empty` names its number. */
async function live({ rounds = 2, empty }: { rounds?: number; empty?: number } = {}) {
  const sessionId = await makeSession(world, bureau)
  await register(world, bank.loanOfficer, sessionId)
  await register(world, firm.owner, sessionId)
  const requestIds: string[] = []
  const roundIds: string[] = []
  for (let number = 1; number <= rounds; number++) {
    const requestId = await makeRequest(world, firm)
    requestIds.push(requestId)
    const round = { title: `专场 ${number}`, minutes: 5, requestIds: [requestId] }
    roundIds.push(await addRound(world.db, host(), sessionId, round))
    if (number === empty) {
      await world.db.deleteFrom('round_request').where('round_id', '=', roundIds.at(-1)!).execute()
    }
  }
  for (const type of ['open_lobby', 'go_live']) await done(sessionId, type)
  return { sessionId, requestIds, roundIds }
}

/** The newest notice of a kind, with what its sentence says. */
async function noticeOf(person: Person, kind: string) {
  const notices = await listNotices(world.db, person.actor, { limit: 50 })
  return notices.find((notice) => notice.kind === kind)?.params
}

describe('A break and talks', () => {
  it('close the round that runs, in the log and in its table, and nothing is taken in them', async () => {
    const { sessionId, requestIds, roundIds } = await live()
    for (const [type, roundId, requestId] of [
      ['pause', roundIds[0], requestIds[0]],
      ['start_talks', roundIds[1], requestIds[1]],
    ] as const) {
      await done(sessionId, 'open_round', { roundId })
      await done(sessionId, type)
      const claim = await ask(sessionId, 'claim', { requestId }, bank.loanOfficer)
      expect(claim).toMatchObject({ ok: false, refusal: { message: 'round_not_open' } })
      const row = await world.db
        .selectFrom('round')
        .where('id', '=', roundId!)
        .select('state')
        .executeTakeFirstOrThrow()
      expect(row.state).toBe('closed')
      await done(sessionId, 'resume')
      expect((await stateOf(sessionId)).phase).toBe('live')
    }
  })
})

describe('A round that was closed by mistake', () => {
  it('goes on with the time that it had left, and takes claims again', async () => {
    const { sessionId, requestIds, roundIds } = await live()
    await done(sessionId, 'open_round', { roundId: roundIds[0] })
    const before = (await stateOf(sessionId)).rounds[0]!
    await done(sessionId, 'close_round', { roundId: roundIds[0] })
    await done(sessionId, 'reopen_round', { roundId: roundIds[0] })
    const after = (await stateOf(sessionId)).rounds[0]!
    expect(after).toMatchObject({ state: 'open', closedAt: null })
    expect(Date.parse(after.closesAt!)).toBeGreaterThanOrEqual(Date.parse(before.closesAt!))
    await done(sessionId, 'claim', { requestId: requestIds[0] }, bank.loanOfficer)
  })
})

describe('A round without requests', () => {
  it('is not opened, and the minutes say that it was not held', async () => {
    const { sessionId, roundIds } = await live({ rounds: 3, empty: 2 })
    const refused = await ask(sessionId, 'open_round', { roundId: roundIds[1] })
    expect(refused).toMatchObject({ refusal: { message: 'round_nothing_offered' } })
    await done(sessionId, 'open_round', { roundId: roundIds[0] })
    await done(sessionId, 'end')
    const minutes = await getMinutes(world.db, host(), sessionId)
    expect(minutes.rounds.map(({ held }) => held)).toEqual([true, false, false])
  })
})

describe('Two hosts at two consoles', () => {
  it('open one round when each opens another one at the same instant', async () => {
    const { sessionId, roundIds } = await live()
    const answers = await Promise.all([
      ask(sessionId, 'open_round', { roundId: roundIds[0] }),
      ask(sessionId, 'open_round', { roundId: roundIds[1] }, secondHost),
    ])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    const { rounds } = await stateOf(sessionId)
    expect(rounds.filter(({ state }) => state === 'open')).toHaveLength(1)
  })

  it('give two minutes when both press for two', async () => {
    const { sessionId, roundIds } = await live()
    await done(sessionId, 'open_round', { roundId: roundIds[0] })
    const from = (await stateOf(sessionId)).rounds[0]!.closesAt!
    const extend = { roundId: roundIds[0], minutes: 2, from }
    const answers = await Promise.all([
      ask(sessionId, 'extend_round', extend),
      ask(sessionId, 'extend_round', extend, secondHost),
    ])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    const { closesAt } = (await stateOf(sessionId)).rounds[0]!
    expect(Date.parse(closesAt!) - Date.parse(from)).toBe(120_000)
  })
})

describe('Who is sent out', () => {
  it('is told why, sees it on the page, and comes back when the host lets them in', async () => {
    const { sessionId } = await live()
    const guest = comeIn(node.url, firm.owner.actor, sessionId)
    await guest.until(isLive)
    const { personId } = firm.owner
    await done(sessionId, 'remove', { personId, reason: '请勿发布广告' })
    await guest.until((item) => item.state?.state === 'stopped')
    guest.close()
    expect(await noticeOf(firm.owner, 'session_removed')).toMatchObject({ reason: '请勿发布广告' })
    const own = await findOwnRegistration(world.db, firm.owner.actor, sessionId)
    expect(own).toMatchObject({ state: 'declined', reason: '请勿发布广告' })
    const before = await stateOf(sessionId)
    expect(before.removed).toHaveProperty(personId)

    await done(sessionId, 'readmit', { personId })
    expect(await noticeOf(firm.owner, 'session_readmitted')).toBeDefined()
    const again = comeIn(node.url, firm.owner.actor, sessionId)
    await again.until(isLive)
    again.close()
    const { arrived, people } = await stateOf(sessionId)
    expect(people).toHaveProperty(personId)
    expect(arrived).toBe(before.arrived)
    await done(sessionId, 'end')
    const attended = await findOwnRegistration(world.db, firm.owner.actor, sessionId)
    expect(attended?.state).toBe('attended')
  })

  it('can be sent out, and let in again, from the list of registrations', async () => {
    const id = await makeSession(world, bureau)
    await register(world, firm.owner, id)
    const { id: registrationId } = await world.db
      .selectFrom('registration')
      .where('session_id', '=', id)
      .select('id')
      .executeTakeFirstOrThrow()
    const without = declineRegistration(world.db, host(), id, registrationId)
    expect((await refusalOf(without)).message).toBe('check_fields')
    await declineRegistration(world.db, host(), id, registrationId, '重复报名')
    expect(await findOwnRegistration(world.db, firm.owner.actor, id)).toMatchObject({
      state: 'declined',
      reason: '重复报名',
    })
    await readmitRegistration(world.db, host(), id, registrationId)
    const own = await findOwnRegistration(world.db, firm.owner.actor, id)
    expect(own?.state).toBe('confirmed')
    await cancelRegistration(world.db, firm.owner.actor, id)
  })
})

describe('A session that is called off', () => {
  it('stays readable with its reason for those who came for it, and for everybody who could read it', async () => {
    const id = await makeSession(world, bureau, '取消的对接会')
    await register(world, firm.owner, id)
    await moveSessionByHost(world.db, host(), id, 'cancel', '场地停电')
    for (const reader of [firm.owner.actor, null]) {
      const session = await getSession(world.db, reader, id)
      expect(session.state).toBe('cancelled')
      expect(await readSessionReason(world.db, session)).toBe('场地停电')
    }
    expect(await noticeOf(firm.owner, 'session_cancelled')).toMatchObject({ reason: '场地停电' })
    const { entries } = await listCalendar(world.db, firm.owner.actor, { when: 'mine' })
    expect(entries.map((entry) => entry.id)).toContain(id)
    const listed = await listSessionPortion(world.db, null, { limit: 100, state: 'cancelled' })
    expect(listed.items.map((entry) => entry.id)).toContain(id)
  })

  it('is nobody’s to read where it was never announced', async () => {
    const startsAt = new Date(world.db.now().getTime() + 3_600_000)
    const id = await scheduleSession(world.db, host(), {
      type: 'financing',
      title: '未发布就取消',
      startsAt,
      endsAt: new Date(startsAt.getTime() + 3_600_000),
    })
    await moveSessionByHost(world.db, host(), id, 'cancel', '计划有变')
    expect((await refusalOf(getSession(world.db, null, id))).message).toBe('session_missing')
    const listed = await listSessionPortion(world.db, null, { limit: 100, state: 'cancelled' })
    expect(listed.items.map((entry) => entry.id)).not.toContain(id)
    expect(await getSession(world.db, host(), id)).toMatchObject({ state: 'cancelled' })
  })

  it('tells why it is put off, and the new date once there is one', async () => {
    const id = await makeSession(world, bureau, '延期的对接会')
    await registerForSession(world.db, firm.owner.actor, id, { part: 'delegate' })
    await moveSessionByHost(world.db, host(), id, 'postpone', '台风预警')
    expect(await noticeOf(firm.owner, 'session_postponed')).toMatchObject({ reason: '台风预警' })
    const session = await getSession(world.db, null, id)
    expect(await readSessionReason(world.db, session)).toBe('台风预警')
    const startsAt = new Date(world.db.now().getTime() + 14 * 86_400_000)
    const endsAt = new Date(startsAt.getTime() + 3_600_000)
    const form = { type: 'financing' as const, title: '延期的对接会', startsAt, endsAt }
    await editSession(world.db, host(), id, form)
    expect(await noticeOf(firm.owner, 'session_rescheduled')).toBeUndefined()
    await moveSessionByHost(world.db, host(), id, 'publish')
    expect(await noticeOf(firm.owner, 'session_published')).toMatchObject({
      at: startsAt.toISOString(),
    })
  })
})

describe('An announcement', () => {
  it('is taken down for everybody and its words are erased', async () => {
    const { sessionId } = await live()
    await done(sessionId, 'announce', { text: '第一轮三分钟后开始', seconds: 60 })
    const [{ seq } = { seq: 0 }] = (await stateOf(sessionId)).announcements
    await done(sessionId, 'take_down', { seq })
    const view = await node.live.view(sessionId, ['screen'])
    expect(view.state.announcements).toEqual([])
    expect(JSON.stringify(view)).not.toContain('第一轮三分钟后开始')
  })
})
