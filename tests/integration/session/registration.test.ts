import { beforeAll, describe, expect, test } from 'vitest'
import { deleteAccount } from '#app/domain/privacy/write.server.ts'
import {
  listQuestions,
  listRegistrations,
  listTemplates,
  readPlaces,
} from '#app/domain/session/read.server.ts'
import { remindOfSession } from '#app/domain/session/reminders.server.ts'
import { DEFAULT_TEMPLATES } from '#app/domain/session/template.ts'
import {
  addQuestion,
  cancelRegistration,
  checkIn,
  confirmRegistration,
  declineRegistration,
  editSession,
  moveSessionByHost,
  registerForSession,
  saveTemplate,
  scheduleSession,
  setPlaces,
} from '#app/domain/session/write.server.ts'
import { i18nOf } from '#app/i18n/index.ts'
import { sql } from '#db'
import {
  type Bureau,
  makeBureau,
  makeEnterprise,
  makeMember,
  type Person,
} from '../../support/people.ts'
import { refusalOf } from '../../support/refusal.ts'
import { makeSession, register } from '../../support/sessions.ts'
import { testWorld } from '../../support/world.ts'

const world = testWorld()
let bureau: Bureau

beforeAll(async () => {
  bureau = await makeBureau(world)
  world.bureau = bureau
})

const guests = (count: number) =>
  Promise.all(Array.from({ length: count }, async () => (await makeEnterprise(world)).owner))

async function stateOf(sessionId: string, person: Person): Promise<string> {
  const { state } = await world.db
    .selectFrom('registration')
    .where('session_id', '=', sessionId)
    .where('person_id', '=', person.personId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .select('state')
    .executeTakeFirstOrThrow()
  return state
}

const statesOf = (sessionId: string, people: readonly Person[]) =>
  Promise.all(people.map((person) => stateOf(sessionId, person)))

async function noticesOf(person: Person): Promise<string[]> {
  const rows = await world.db
    .selectFrom('notice')
    .where('person_id', '=', person.personId)
    .orderBy('id')
    .select('kind')
    .execute()
  return rows.map(({ kind }) => kind)
}

const idOf = async (sessionId: string, person: Person): Promise<string> =>
  (
    await world.db
      .selectFrom('registration')
      .where('session_id', '=', sessionId)
      .where('person_id', '=', person.personId)
      .where('state', '<>', 'cancelled')
      .select('id')
      .executeTakeFirstOrThrow()
  ).id

const host = () => bureau.host.actor
const places = (sessionId: string, form: Parameters<typeof setPlaces>[3]) =>
  setPlaces(world.db, host(), sessionId, form)
const withPlaces = async (form: Partial<Parameters<typeof setPlaces>[3]>) => {
  const id = await makeSession(world, bureau)
  await places(id, { reminders: [], ...form })
  return id
}

describe('Places', () => {
  test('the last one goes to one of two who ask at once, and the other waits', async () => {
    const id = await withPlaces({ capacity: 1 })
    const two = await guests(2)
    await Promise.all(two.map((item) => register(world, item, id)))
    expect((await statesOf(id, two)).sort()).toEqual(['confirmed', 'waitlisted'])
  })

  test('a place that becomes free goes to who has waited longest, once, and they are told', async () => {
    const id = await withPlaces({ capacity: 2 })
    const five = await guests(5)
    for (const one of five) await register(world, one, id)
    expect(await statesOf(id, five)).toEqual([
      'confirmed',
      'confirmed',
      'waitlisted',
      'waitlisted',
      'waitlisted',
    ])
    await Promise.all(
      [five[0]!, five[1]!].map((item) => cancelRegistration(world.db, item.actor, id)),
    )
    expect(await statesOf(id, five)).toEqual([
      'cancelled',
      'cancelled',
      'confirmed',
      'confirmed',
      'waitlisted',
    ])
    for (const one of [five[2]!, five[3]!])
      expect((await noticesOf(one)).filter((kind) => kind === 'session_promoted')).toHaveLength(1)
    expect(await noticesOf(five[4]!)).not.toContain('session_promoted')
  })

  test('who cancels while waiting frees nothing, and may register again behind the others', async () => {
    const id = await withPlaces({ capacity: 1 })
    const three = await guests(3)
    for (const one of three) await register(world, one, id)
    await cancelRegistration(world.db, three[1]!.actor, id)
    await register(world, three[1]!, id)
    await cancelRegistration(world.db, three[0]!.actor, id)
    expect(await statesOf(id, three)).toEqual(['cancelled', 'waitlisted', 'confirmed'])
  })

  test('who deletes their account gives theirs to who waits, and the host hears of it', async () => {
    const id = await withPlaces({ capacity: 1 })
    const leaver = await makeMember(world, (await makeEnterprise(world)).owner, ['member'])
    const [waiting] = await guests(1)
    for (const one of [leaver, waiting!]) await register(world, one, id)
    expect(await statesOf(id, [leaver, waiting!])).toEqual(['confirmed', 'waitlisted'])
    await deleteAccount(world.db, leaver.actor)
    expect(await statesOf(id, [leaver, waiting!])).toEqual(['cancelled', 'confirmed'])
    expect(await noticesOf(waiting!)).toContain('session_promoted')
    expect(await noticesOf(bureau.host)).toContain('session_cancelled_by_guest')
  })

  test('in a session that was called off go to nobody', async () => {
    const id = await withPlaces({ capacity: 1 })
    const two = await guests(2)
    for (const one of two) await register(world, one, id)
    await moveSessionByHost(world.db, host(), id, 'cancel')
    await cancelRegistration(world.db, two[0]!.actor, id)
    expect(await statesOf(id, two)).toEqual(['cancelled', 'waitlisted'])
  })

  test('are counted for each part, so an observer passes delegates who wait', async () => {
    const id = await withPlaces({ delegateCapacity: 1 })
    const three = await guests(3)
    await register(world, three[0]!, id)
    await register(world, three[1]!, id)
    await registerForSession(world.db, three[2]!.actor, id, { part: 'observer' })
    expect(await statesOf(id, three)).toEqual(['confirmed', 'waitlisted', 'confirmed'])
  })

  test('that the host adds go to those who wait', async () => {
    const id = await withPlaces({ capacity: 1 })
    const three = await guests(3)
    for (const one of three) await register(world, one, id)
    await places(id, { capacity: 2, reminders: [] })
    expect(await statesOf(id, three)).toEqual(['confirmed', 'confirmed', 'waitlisted'])
    const { taken } = await readPlaces(world.db, id)
    expect(taken).toEqual({ delegate: 2 })
  })
})

describe('Where the host decides', () => {
  test('an application waits for the host, who confirms or declines it', async () => {
    const id = await withPlaces({ delegateApproval: true })
    const [yes, no] = await guests(2)
    await register(world, yes!, id)
    await register(world, no!, id)
    expect(await statesOf(id, [yes!, no!])).toEqual(['applied', 'applied'])
    expect(await noticesOf(bureau.host)).toContain('session_application')
    await confirmRegistration(world.db, host(), id, await idOf(id, yes!))
    await declineRegistration(world.db, host(), id, await idOf(id, no!))
    expect(await statesOf(id, [yes!, no!])).toEqual(['confirmed', 'declined'])
    expect(await noticesOf(no!)).toContain('session_declined')
  })

  test('an application that is confirmed when all places are taken waits for one', async () => {
    const id = await withPlaces({ capacity: 1, delegateApproval: true })
    const two = await guests(2)
    for (const one of two) await register(world, one, id)
    await Promise.all(
      two.map(async (item) => confirmRegistration(world.db, host(), id, await idOf(id, item))),
    )
    expect((await statesOf(id, two)).sort()).toEqual(['confirmed', 'waitlisted'])
    const confirmed = two[(await statesOf(id, two)).indexOf('confirmed')]!
    await declineRegistration(world.db, host(), id, await idOf(id, confirmed), '重复报名')
    expect((await statesOf(id, two)).sort()).toEqual(['confirmed', 'declined'])
  })

  test('nobody else decides', async () => {
    const id = await withPlaces({ delegateApproval: true })
    const [guest] = await guests(1)
    await register(world, guest!, id)
    const refused = await refusalOf(
      confirmRegistration(world.db, guest!.actor, id, await idOf(id, guest!)),
    )
    expect(refused.message).toBe('session_host_only')
  })
})

describe('The form of registration', () => {
  test('asks what the host wants to know, and takes only fitting answers', async () => {
    const id = await makeSession(world, bureau)
    const add = (form: Parameters<typeof addQuestion>[3]) => addQuestion(world.db, host(), id, form)
    await add({ kind: 'choice', label: '需求', options: ['贷款', '担保'], required: true })
    await add({ kind: 'number', label: '金额', options: [], required: false })
    await add({ kind: 'tick', label: '带样品', options: [], required: false })
    const [need, amount, samples] = await listQuestions(world.db, id)
    const [guest] = await guests(1)
    const refused = await refusalOf(
      registerForSession(world.db, guest!.actor, id, {
        part: 'delegate',
        answer: { [need!.id]: '别的', [amount!.id]: '很多' },
      }),
    )
    expect(refused.fields).toEqual({
      [`answer.${need!.id}`]: ['invalid.invalid_value'],
      [`answer.${amount!.id}`]: ['answer_number'],
    })
    await registerForSession(world.db, guest!.actor, id, {
      part: 'delegate',
      answer: { [need!.id]: '担保', [amount!.id]: '1,200', [samples!.id]: 'on' },
    })
    const [row] = await listRegistrations(world.db, id)
    expect(row?.answers).toEqual({ [need!.id]: '担保', [amount!.id]: '1200', [samples!.id]: '1' })
  })
})

describe('At the door', () => {
  test('the host checks somebody in once, and who stayed away did not show', async () => {
    const id = await makeSession(world, bureau)
    const [came] = await guests(1)
    await register(world, came!, id)
    const registrationId = await idOf(id, came!)
    await checkIn(world.db, host(), id, registrationId)
    await checkIn(world.db, host(), id, registrationId)
    expect(await stateOf(id, came!)).toBe('checked_in')
    const steps = await world.db
      .selectFrom('transition')
      .where('subject_id', '=', registrationId)
      .where('verb', '=', 'check_in_registration')
      .select('id')
      .execute()
    expect(steps).toHaveLength(1)
  })
})

describe('Reminders', () => {
  const jobsOf = async (id: string) => {
    const { rows } = await sql<{ key: string; run_at: Date }>`
      select key, run_at from graphile_worker.jobs where key like ${`remind:${id}:%`} order by run_at`.execute(
      world.db,
    )
    return rows
  }

  async function draft(hours: number) {
    const startsAt = new Date(world.db.now().getTime() + hours * 3_600_000)
    const form = {
      type: 'financing' as const,
      title: '改期的对接会',
      startsAt,
      endsAt: new Date(startsAt.getTime() + 3_600_000),
    }
    const id = await scheduleSession(world.db, host(), form)
    await moveSessionByHost(world.db, host(), id, 'publish')
    return { id, form }
  }

  test('are planned on publication, leave out what is past, and move with the session', async () => {
    const { id, form } = await draft(48)
    expect((await jobsOf(id)).map(({ key }) => key)).toEqual([
      `remind:${id}:1440`,
      `remind:${id}:60`,
    ])
    const later = new Date(form.startsAt.getTime() + 96 * 3_600_000)
    await editSession(world.db, host(), id, {
      ...form,
      startsAt: later,
      endsAt: new Date(later.getTime() + 3_600_000),
    })
    const jobs = await jobsOf(id)
    expect(jobs.map(({ key }) => key)).toEqual([
      `remind:${id}:4320`,
      `remind:${id}:1440`,
      `remind:${id}:60`,
    ])
    expect(jobs[2]!.run_at).toEqual(new Date(later.getTime() - 3_600_000))
  })

  test('reach each guest once, however often they are tried, and not after a move or a cancellation', async () => {
    const { id, form } = await draft(2)
    const [guest] = await guests(1)
    await register(world, guest!, id)
    const payload = { sessionId: id, minutes: 60, startsAt: form.startsAt.toISOString() }
    const count = async () =>
      (await noticesOf(guest!)).filter((kind) => kind === 'session_reminder').length
    await Promise.all([1, 2, 3].map(() => remindOfSession(world.db, payload)))
    expect(await count()).toBe(1)
    await remindOfSession(world.db, { ...payload, startsAt: new Date(0).toISOString() })
    await moveSessionByHost(world.db, host(), id, 'cancel', '场地变动')
    await remindOfSession(world.db, { ...payload, minutes: 1440 })
    expect(await count()).toBe(1)
  })
})

describe('Templates', () => {
  test.each(['zh-CN', 'en'] as const)(
    'the usual three make whole sessions in %s',
    async (locale) => {
      const { t } = i18nOf(locale)
      const templates = DEFAULT_TEMPLATES((key) => t(`template:${key}`))
      expect(templates.map(({ body }) => body.type)).toEqual(['financing', 'sourcing', 'training'])
      for (const { body } of templates) {
        const startsAt = new Date(world.db.now().getTime() + 86_400_000)
        const id = await scheduleSession(
          world.db,
          host(),
          {
            type: body.type,
            title: body.title,
            startsAt,
            endsAt: new Date(startsAt.getTime() + 3_600_000),
          },
          body,
        )
        const questions = await listQuestions(world.db, id)
        expect(questions.map(({ label }) => label)).toEqual(
          body.questions.map(({ label }) => label),
        )
        const texts = JSON.stringify(body)
        expect(texts).not.toContain('template')
        expect(/\p{Script=Han}/u.test(texts)).toBe(locale === 'zh-CN')
      }
    },
  )

  test('a bureau keeps a session as its own, and the next one begins with all of it', async () => {
    const id = await withPlaces({ capacity: 30, observerApproval: true, reminders: [60] })
    await addQuestion(world.db, host(), id, { kind: 'text', label: '想问什么', options: [] })
    await saveTemplate(world.db, host(), id, '我们的对接会')
    await saveTemplate(world.db, host(), id, '我们的对接会')
    const own = await listTemplates(world.db, bureau.id)
    expect(own).toHaveLength(1)
    const { body } = own[0]!
    const startsAt = new Date(world.db.now().getTime() + 86_400_000)
    const next = await scheduleSession(
      world.db,
      host(),
      { type: body.type, title: '下一场', startsAt, endsAt: new Date(startsAt.getTime() + 1000) },
      body,
    )
    const { capacity, parts } = await readPlaces(world.db, next)
    expect([capacity, parts.observer.approval]).toEqual([30, true])
    expect((await listQuestions(world.db, next)).map(({ label }) => label)).toEqual(['想问什么'])
  })
})
