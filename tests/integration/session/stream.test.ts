import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { signOut } from '#app/domain/account/write.server.ts'
import { suspendOrganization } from '#app/domain/standing/write.server.ts'
import { testDatabase } from '../../support/database.ts'
import {
  type Bureau,
  makeBureau,
  makeEnterprise,
  makeInstitution,
  makeMember,
  type Organization,
  type World,
} from '../../support/people.ts'
import {
  comeIn,
  command,
  isLive,
  makeSession,
  makeWorld,
  type Node,
  nouns,
  register,
  startNode,
} from '../../support/sessions.ts'

const at = testDatabase()
let world: World
let bureau: Bureau
let firms: Organization[]
let nodes: [Node, Node]

beforeAll(async () => {
  world = makeWorld(at.db)
  bureau = await makeBureau(world)
  world.bureau = bureau
  firms = await Promise.all([makeEnterprise(world), makeEnterprise(world), makeInstitution(world)])
  nodes = [await startNode(at.appUrl, nouns), await startNode(at.appUrl, nouns)]
})
afterAll(async () => {
  await Promise.all([...nodes, ...(told ?? [])].map((node) => node.close()))
})

let told: readonly Node[] | undefined

/** Two more nodes, which never look by themselves whether somebody may still listen: they must be told. */
async function openTold(): Promise<readonly Node[]> {
  const never = { recheck: 86_400_000, poll: 86_400_000 }
  told ??= [await startNode(at.appUrl, nouns, never), await startNode(at.appUrl, nouns, never)]
  return told
}

async function openSession(): Promise<string> {
  const sessionId = await makeSession(world, bureau)
  for (const { owner } of firms) await register(world, owner, sessionId)
  await nodes[0].live.append(sessionId, bureau.host.actor, command('open_lobby'))
  await nodes[0].live.append(sessionId, bureau.host.actor, command('go_live'))
  return sessionId
}

const [polling, websocket] = [['polling'], ['websocket']] as ('polling' | 'websocket')[][]

describe('the stream of a session', () => {
  it('gives everybody the same order, on both nodes and by both transports', async () => {
    const sessionId = await openSession()
    const guests = firms.map(({ owner }, n) =>
      comeIn(nodes[n % 2 === 0 ? 0 : 1].url, owner.actor, sessionId, {
        transports: (n === 1 ? polling : websocket)!,
      }),
    )
    await Promise.all(guests.map((guest) => guest.until(isLive)))
    const answers = await Promise.all(
      guests.flatMap((guest, g) =>
        Array.from({ length: 5 }, (_, n) => guest.handle.send('say', { text: `${g}号第${n}句` })),
      ),
    )
    expect(answers.every((answer) => answer.ok)).toBe(true)
    const saidBy = (guest: (typeof guests)[number]) =>
      guest.events.filter((event) => event.type === 'said').map((event) => event.seq)
    await Promise.all(guests.map((guest) => guest.until((item) => saidBy(item).length === 15)))
    const [first, ...others] = guests.map(saidBy)
    for (const other of others) expect(other).toEqual(first)
    expect(
      guests[0]?.events.every((event) => event.type !== 'said' || event.texts?.[event.seq]),
    ).toBe(true)
    for (const guest of guests) guest.close()
  })

  it('brings who returns exactly what they missed', async () => {
    const sessionId = await openSession()
    const [one] = firms
    const first = comeIn(nodes[0].url, one!.owner.actor, sessionId)
    await first.until(isLive)
    const host = bureau.host.actor
    await nodes[0].live.append(sessionId, host, command('announce', { text: '一' }))
    await first.until((guest) => guest.events.some((event) => event.type === 'announced'))
    const since = first.events.at(-1)!.seq
    first.close()
    for (const text of ['二', '三', '四']) {
      await nodes[1].live.append(sessionId, host, command('announce', { text }))
    }
    const back = comeIn(nodes[1].url, one!.owner.actor, sessionId, { since })
    await back.until((guest) => guest.events.length === 3)
    expect(back.snapshot).toBeNull()
    expect(back.events.map((event) => event.seq)).toEqual([since + 1, since + 2, since + 3])
    back.close()
  })

  it('tells the hosts who comes, spares the guests, and leaves no gap behind', async () => {
    const sessionId = await openSession()
    const host = comeIn(nodes[0].url, bureau.host.actor, sessionId)
    const guest = comeIn(nodes[0].url, firms[0]!.owner.actor, sessionId)
    await Promise.all([host, guest].map((item) => item.until(isLive)))
    const others = firms.slice(1).map(({ owner }) => owner)
    for (const { actor } of others) await nodes[1].live.enter(sessionId, actor)
    const arrivedAt = (item: typeof guest) =>
      item.events.flatMap(({ type, by }) => (type === 'arrived' ? [by?.personId] : []))
    const come = others.map(({ personId }) => personId)
    await host.until((item) => come.every((id) => arrivedAt(item).includes(id)))
    await nodes[1].live.append(sessionId, bureau.host.actor, command('announce', { text: '开始' }))
    await guest.until((item) => item.events.some(({ type }) => type === 'announced'))
    expect(arrivedAt(guest).filter((id) => id && come.includes(id))).toEqual([])
    expect(guest.snapshots).toBe(1)
    const { total, guests } = await nodes[0].live.guests(sessionId, firms[0]!.owner.actor)
    expect(total).toBe(guests.length)
    expect(guests.map(({ personId }) => personId)).toEqual(expect.arrayContaining(come))
    for (const one of [host, guest]) one.close()
  })

  it('tells who returns that nothing more is missing, also where all of it was for others', async () => {
    const sessionId = await openSession()
    const [one, ...others] = firms
    const first = comeIn(nodes[0].url, one!.owner.actor, sessionId)
    await first.until(isLive)
    const since = first.snapshot!.seq
    first.close()
    for (const { owner } of others) await nodes[1].live.enter(sessionId, owner.actor)
    const back = comeIn(nodes[1].url, one!.owner.actor, sessionId, { since })
    await back.until(({ told }) => told >= since + others.length)
    expect(back.events).toEqual([])
    back.close()
  })

  it('says after a broken connection how much was made up for', async () => {
    const sessionId = await openSession()
    const own = await startNode(at.appUrl, nouns)
    const guest = comeIn(own.url, firms[0]!.owner.actor, sessionId)
    await guest.until(isLive)
    const port = Number(new URL(own.url).port)
    await own.realtime.close()
    await guest.until((item) => item.state?.state === 'reconnecting')
    const sending = guest.handle.send('say', { text: '断线时说的话' })
    for (const text of ['二', '三']) {
      await nodes[1].live.append(sessionId, bureau.host.actor, command('announce', { text }))
    }
    await own.close()
    const next = await startNode(at.appUrl, nouns, {}, { port })
    await guest.until((item) => item.state?.caughtUp !== null && isLive(item))
    expect(guest.state?.caughtUp).toBe(2)
    expect(await sending).toMatchObject({ ok: true })
    const said = await at.db
      .selectFrom('session_text')
      .where('session_id', '=', sessionId)
      .where('text', '=', '断线时说的话')
      .select('seq')
      .execute()
    expect(said).toHaveLength(1)
    guest.close()
    await next.close()
  })

  it('keeps private words between a participant and the hosts', async () => {
    const sessionId = await openSession()
    const [asker, stranger] = [firms[0]!.owner, firms[1]!.owner]
    const host = comeIn(nodes[1].url, bureau.host.actor, sessionId)
    const own = comeIn(nodes[0].url, asker.actor, sessionId)
    const other = comeIn(nodes[0].url, stranger.actor, sessionId)
    await Promise.all([host, own, other].map((guest) => guest.until(isLive)))
    await own.handle.send('say', { text: '能否先不公开？', toHosts: true })
    await host.until((guest) => guest.events.some((event) => event.type === 'said'))
    await host.handle.send('say', { text: '可以', to: asker.personId })
    await host.handle.send('announce', { text: '完毕' })
    const done = (guest: typeof own) => guest.events.some((event) => event.type === 'announced')
    await Promise.all([own, other, host].map((guest) => guest.until(done)))
    const texts = (guest: typeof own) => JSON.stringify(guest.events)
    expect(texts(own)).toContain('可以')
    expect(texts(host)).toContain('能否先不公开')
    expect(texts(other)).not.toMatch(/可以|能否先不公开/)
    const late = comeIn(nodes[1].url, stranger.actor, sessionId)
    await late.until((guest) => guest.snapshot !== null)
    expect(JSON.stringify(late.snapshot)).not.toMatch(/可以|能否先不公开/)
    for (const guest of [host, own, other, late]) guest.close()
  })

  it('stops at once for who signs out or is sent out, on every node', async () => {
    const listening = await openTold()
    const sessionId = await openSession()
    const sentOut = firms[1]!.owner
    const leaver = await makeMember(world, firms[1]!.owner, ['member'])
    await register(world, leaver, sessionId)
    const gone = listening.map((node) => comeIn(node.url, leaver.actor, sessionId))
    const out = comeIn(listening[1]!.url, sentOut.actor, sessionId)
    await Promise.all([...gone, out].map((guest) => guest.until(isLive)))
    await signOut(at.db, leaver.actor)
    const host = bureau.host.actor
    await nodes[0].live.append(
      sessionId,
      host,
      command('remove', { personId: sentOut.personId, reason: '请勿发布广告' }),
    )
    await Promise.all(
      [...gone, out].map((guest) => guest.until((item) => item.state?.state === 'stopped')),
    )
    await nodes[0].live.append(sessionId, host, command('announce', { text: '之后' }))
    for (const guest of [...gone, out]) {
      expect(JSON.stringify(guest.events)).not.toContain('之后')
      guest.close()
    }
    const again = comeIn(nodes[0].url, sentOut.actor, sessionId)
    await again.until((guest) => guest.state?.state === 'stopped')
    expect(again.state?.reason).toMatchObject({ refusal: 'forbidden' })
    again.close()
  })

  it('stops at once for the members of an organisation that is suspended', async () => {
    const [listening] = await openTold()
    const sessionId = await openSession()
    const firm = await makeEnterprise(world)
    await register(world, firm.owner, sessionId)
    const guest = comeIn(listening!.url, firm.owner.actor, sessionId)
    await guest.until(isLive)
    const reason = '材料与登记信息不符，暂停核查'
    await suspendOrganization(at.db, bureau.officer.actor, firm.id, reason)
    await guest.until((item) => item.state?.state === 'stopped')
    guest.close()
  })

  it('lets who got another role go on, with the rights of now', async () => {
    const sessionId = await openSession()
    const bank = firms[2]!
    const member = await makeMember(world, bank.owner, ['member'])
    await register(world, member, sessionId)
    const guest = comeIn(nodes[0].url, member.actor, sessionId)
    await guest.until(isLive)
    await at.db
      .updateTable('membership')
      .set({ roles: ['loan_officer'] })
      .where('person_id', '=', member.personId)
      .execute()
    await guest.until((item) => item.state?.caughtUp !== null)
    const answer = await guest.handle.send('claim', { requestId: sessionId })
    expect(answer).toMatchObject({ ok: false, refusal: { message: 'round_not_open' } })
    guest.close()
  })

  it('turns away other origins, visitors, and a screen with a wrong link', async () => {
    const sessionId = await openSession()
    const handshake = `${nodes[0].url}/realtime?EIO=4&transport=polling`
    expect((await fetch(handshake, { headers: { origin: 'https://evil.example' } })).status).toBe(
      403,
    )
    expect((await fetch(handshake, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(
      403,
    )
    expect((await fetch(handshake, { headers: { origin: nodes[0].url } })).status).toBe(200)
    const visitor = comeIn(nodes[0].url, null, sessionId)
    const screen = comeIn(nodes[0].url, null, sessionId, {
      auth: { screenOf: sessionId, token: 'x' },
    })
    await Promise.all(
      [visitor, screen].map((guest) => guest.until((item) => item.state?.state === 'stopped')),
    )
    expect(visitor.state?.reason).toMatchObject({ refusal: 'signed_out' })
    expect(screen.state?.reason).toMatchObject({ refusal: 'missing' })
    visitor.close()
    screen.close()
  })

  it('counts who is present over both nodes', async () => {
    const sessionId = await openSession()
    const guests = firms.map(({ owner }, n) =>
      comeIn(nodes[n % 2 === 0 ? 0 : 1].url, owner.actor, sessionId),
    )
    await Promise.all(guests.map((guest) => guest.until((item) => item.state?.presence === 3)))
    guests[2]?.close()
    await guests[0]?.until((guest) => guest.state?.presence === 2)
    for (const guest of guests) guest.close()
  })

  it('tells a page that something changed, and only those who may know', async () => {
    const sessionId = await openSession()
    const guest = comeIn(nodes[1].url, firms[0]!.owner.actor, sessionId)
    await guest.until(isLive)
    const heard = new Promise<void>((resolve) => {
      guest.connection.listen([`session:${sessionId}`], resolve)
    })
    const notMine: string[] = []
    guest.connection.listen([`person:${bureau.host.personId}`], () => notMine.push('heard'))
    await guest.handle.send('say', { text: '在' })
    at.db.notifications.send([`person:${bureau.host.personId}`])
    await nodes[0].live.append(sessionId, bureau.host.actor, command('pause'))
    await heard
    expect(notMine).toEqual([])
    guest.close()
  })

  it('tells a page that comes to listen of what changed while it was on its way', async () => {
    const sessionId = await openSession()
    const guest = comeIn(nodes[1].url, firms[0]!.owner.actor, sessionId)
    const late = comeIn(nodes[1].url, firms[1]!.owner.actor, sessionId)
    const topic = `organization:${sessionId}`
    const last = `organization:${crypto.randomUUID()}`
    const hear = async (name: string) => {
      let heard = false
      guest.connection.listen([name], () => {
        heard = true
      })
      await vi.waitFor(() => {
        at.db.notifications.send([name])
        expect(heard).toBe(true)
      }, 20_000)
    }
    await hear(topic)
    // Hints go out in order: none of the other topic is under way any more.
    await hear(last)
    await new Promise<void>((heard) => late.connection.listen([topic], heard))
    for (const one of [guest, late]) one.close()
  })
})
