import { beforeAll, describe, expect, it } from 'vitest'
import { readFacts } from '#app/domain/session/event-store.server.ts'
import { createLive } from '#app/domain/session/live.server.ts'
import { fold } from '#app/domain/session/room/apply.ts'
import { connect } from '#db'
import { testDatabase } from '../../support/database.ts'
import {
  type Bureau,
  makeBureau,
  makeEnterprise,
  type Organization,
  type World,
} from '../../support/people.ts'
import { command, makeSession, makeWorld, nouns, register } from '../../support/sessions.ts'

const at = testDatabase()
let world: World
let bureau: Bureau
let firm: Organization

beforeAll(async () => {
  world = makeWorld(at.db)
  bureau = await makeBureau(world)
  world.bureau = bureau
  firm = await makeEnterprise(world)
})

describe('the log of a session', () => {
  it('gives a command that is sent again its first answer, also on another node', async () => {
    const sessionId = await makeSession(world, bureau)
    const other = connect({ url: at.appUrl })
    const [one, two] = [createLive({ db: at.db, nouns }), createLive({ db: other.db, nouns })]
    const opening = command('open_lobby')
    const host = bureau.host.actor
    const first = await one.append(sessionId, host, opening)
    expect(first).toMatchObject({ ok: true, seq: 3 })
    expect(await two.append(sessionId, host, opening)).toEqual(first)
    const refused = command('pause')
    const no = await two.append(sessionId, host, refused)
    expect(no).toMatchObject({ ok: false, refusal: { message: 'wrong_state' } })
    expect(await one.append(sessionId, host, refused)).toEqual(no)
    const announced = command('announce', { text: '马上开始' })
    const answers = await Promise.all(
      [one, two, one, two].map((live) => live.append(sessionId, host, announced)),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    const facts = await readFacts(at.db, sessionId, 0)
    expect(facts.filter((fact) => fact.type === 'announced')).toHaveLength(1)
    await other.close()
  })

  it('gives its first answer to what is sent again among new words', async () => {
    const sessionId = await makeSession(world, bureau)
    const other = connect({ url: at.appUrl })
    const [one, two] = [createLive({ db: at.db, nouns }), createLive({ db: other.db, nouns })]
    const host = bureau.host.actor
    const announce = (text: string) => command('say', { text })
    await one.append(sessionId, host, command('open_lobby'))
    const before = announce('马上开始')
    const first = await one.append(sessionId, host, before)
    await two.enter(sessionId, host)
    const { seq: head } = await two.view(sessionId, ['hosts'])
    const answers = await Promise.all(
      [announce('一'), announce('二'), before, announce('三'), before].map((asked) =>
        two.append(sessionId, host, asked),
      ),
    )
    const fresh = [1, 2, 3].map((n) => expect.objectContaining({ ok: true, seq: head + n }))
    expect(answers).toEqual([fresh[0], fresh[1], first, fresh[2], first])
    const { texts } = await one.view(sessionId, ['hosts'])
    expect(Object.values(texts).sort()).toEqual(['一', '三', '二', '马上开始'].sort())
    await other.close()
  })

  it('has one order without a gap when two nodes write at once', async () => {
    const sessionId = await makeSession(world, bureau)
    const other = connect({ url: at.appUrl })
    const lives = [createLive({ db: at.db, nouns }), createLive({ db: other.db, nouns })] as const
    const host = bureau.host.actor
    await lives[0].append(sessionId, host, command('open_lobby'))
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        lives[n % 2 === 0 ? 0 : 1].append(
          sessionId,
          host,
          command('announce', { text: `第${n}条` }),
        ),
      ),
    )
    expect(answers.every((answer) => answer.ok)).toBe(true)
    const facts = await readFacts(at.db, sessionId, 0)
    expect(facts.map((fact) => fact.seq)).toEqual(facts.map((_, index) => index + 1))
    expect(facts.filter((fact) => fact.type === 'announced')).toHaveLength(200)
    const views = await Promise.all(lives.map((live) => live.view(sessionId, ['hosts'])))
    expect(views[0]).toEqual(views[1])
    expect(views[0]?.state).toEqual(fold(facts))
    await other.close()
  })

  it('lets in who is registered once the lobby is open, and checks them in', async () => {
    const sessionId = await makeSession(world, bureau)
    const live = createLive({ db: at.db, nouns })
    const guest = firm.owner
    await expect(live.enter(sessionId, guest.actor)).rejects.toMatchObject({ refusal: 'forbidden' })
    await register(world, guest, sessionId)
    await expect(live.enter(sessionId, guest.actor)).rejects.toMatchObject({
      message: 'room_not_open',
    })
    await live.append(sessionId, bureau.host.actor, command('open_lobby'))
    expect(await live.ports.mayJoin(guest.actor, sessionId)).toMatchObject({ counted: true })
    const { state } = await at.db
      .selectFrom('registration')
      .where('session_id', '=', sessionId)
      .select('state')
      .executeTakeFirstOrThrow()
    expect(state).toBe('checked_in')
    const view = await live.view(sessionId, ['hosts'])
    expect(Object.keys(view.state.people)).toContain(guest.personId)
    expect(view.people[guest.personId]).toBe(guest.name)
  })

  it('ends with everybody marked as attended or absent', async () => {
    const sessionId = await makeSession(world, bureau)
    const live = createLive({ db: at.db, nouns })
    const host = bureau.host.actor
    const absent = await makeEnterprise(world)
    await register(world, firm.owner, sessionId)
    await register(world, absent.owner, sessionId)
    await live.append(sessionId, host, command('open_lobby'))
    await live.ports.mayJoin(firm.owner.actor, sessionId)
    await live.append(sessionId, host, command('go_live'))
    expect(await live.append(sessionId, host, command('end'))).toMatchObject({ ok: true })
    const rows = await at.db
      .selectFrom('registration')
      .where('session_id', '=', sessionId)
      .select(['person_id', 'state'])
      .execute()
    expect(Object.fromEntries(rows.map((row) => [row.person_id, row.state]))).toEqual({
      [firm.owner.personId]: 'attended',
      [absent.owner.personId]: 'no_show',
    })
  })

  it('erases what was said and keeps that something was said', async () => {
    const sessionId = await makeSession(world, bureau)
    const live = createLive({ db: at.db, nouns })
    const host = bureau.host.actor
    await register(world, firm.owner, sessionId)
    await live.append(sessionId, host, command('open_lobby'))
    const said = await live.append(sessionId, firm.owner.actor, command('say', { text: '联系我' }))
    const seq = said.ok ? said.seq : 0
    expect((await live.view(sessionId, [])).texts[seq]).toBe('联系我')
    await live.append(sessionId, host, command('take_down', { seq }))
    const view = await live.view(sessionId, [])
    expect(view.texts[seq]).toBeUndefined()
    expect(view.state.chat).toEqual([])
    expect((await readFacts(at.db, sessionId, 0)).some((fact) => fact.seq === seq)).toBe(true)
  })
})
