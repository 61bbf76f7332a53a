import ICAL from 'ical.js'
import { beforeAll, describe, expect, test } from 'vitest'
import { chooseLanguage } from '#app/domain/account/write.server.ts'
import { makeFeed, revokeFeed } from '#app/domain/deadline-calendar/write.server.ts'
import { cancelRegistration, moveSessionByHost } from '#app/domain/session/write.server.ts'
import { claim } from '#app/domain/thread/write.server.ts'
import * as feed from '#app/routes/calendar.$file.ts'
import * as one from '#app/routes/sessions_.$id_.calendar[.]ics.ts'
import * as poster from '#app/routes/sessions_.$id_.poster.tsx'
import * as list from '#app/routes/sessions_.$id_.registrations[.]csv.ts'
import { makeRequest } from '../support/financing.ts'
import { type Bureau, makeBureau, makeEnterprise, makeInstitution } from '../support/people.ts'
import { makeSession, register } from '../support/sessions.ts'
import { testServices, visit } from '../support/visit.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const services = testServices(world)
let bureau: Bureau

beforeAll(async () => {
  bureau = await makeBureau(world)
  world.bureau = bureau
})

/** What a calendar program reads. */
function readCalendar(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text))
  const zone = calendar.getFirstSubcomponent('vtimezone')
  if (zone) ICAL.TimezoneService.register(zone)
  return {
    zone: zone?.getFirstPropertyValue('tzid'),
    events: calendar.getAllSubcomponents('vevent').map((component) => {
      const event = new ICAL.Event(component)
      return {
        uid: event.uid,
        summary: event.summary,
        tzid: component.getFirstProperty('dtstart')?.getParameter('tzid'),
        startsAt: event.startDate.toJSDate(),
        hour: event.startDate.hour,
        status: component.getFirstPropertyValue('status'),
        url: String(component.getFirstPropertyValue('url')),
      }
    }),
  }
}

async function calendarOf(route: typeof one | typeof feed, params: Record<string, string>) {
  const response = (await route.loader({
    request: new Request('http://127.0.0.1:3000/'),
    params,
    context: {
      ...services,
      actor: null,
      locale: 'zh-CN',
      client: { address: '127.0.0.1', agent: null },
      nonce: '',
    },
  } as unknown as Parameters<typeof one.loader>[0])) as Response
  expect(response.headers.get('Content-Type')).toBe('text/calendar; charset=utf-8')
  return readCalendar(await response.text())
}

describe('A session in a calendar', () => {
  test('stands at its hour in Shanghai, whatever the reader’s clock', async () => {
    const id = await makeSession(world, bureau, '春季对接会')
    const { starts_at } = await world.db
      .selectFrom('session')
      .where('id', '=', id)
      .select('starts_at')
      .executeTakeFirstOrThrow()
    const { zone, events } = await calendarOf(one, { id })
    expect(zone).toBe('Asia/Shanghai')
    expect(events).toHaveLength(1)
    const [event] = events
    expect(event).toMatchObject({
      uid: `session-${id}@lianqiao`,
      summary: '春季对接会',
      tzid: 'Asia/Shanghai',
      status: 'CONFIRMED',
      hour: new Date(starts_at.getTime() + 8 * 3_600_000).getUTCHours(),
    })
    expect(Math.abs(event!.startsAt.getTime() - starts_at.getTime())).toBeLessThan(1000)
  })

  test('says so once it is cancelled', async () => {
    const id = await makeSession(world, bureau)
    const [firm] = [await makeEnterprise(world)]
    await register(world, firm.owner, id)
    const token = await makeFeed(world.db, firm.owner.actor)
    await moveSessionByHost(world.db, bureau.host.actor, id, 'cancel', '场地变动')
    const { events } = await calendarOf(feed, { file: `${token}.ics` })
    expect(events.map(({ status }) => status)).toEqual(['CANCELLED'])
  })
})

describe('A person’s own feed', () => {
  test('holds the sessions they registered for and what their organisation must do, in their language', async () => {
    const bank = await makeInstitution(world)
    const firm = await makeEnterprise(world)
    const officer = bank.loanOfficer
    const kept = await makeSession(world, bureau, '留下的一场')
    const left = await makeSession(world, bureau, '取消报名的一场')
    await register(world, officer, kept)
    await register(world, officer, left)
    await cancelRegistration(world.db, officer.actor, left)
    const requestId = await makeRequest(world, firm)
    const { threadId } = await claim(world.db, officer.actor, { requestId })
    await chooseLanguage(world.db, officer.actor, 'en')
    const token = await makeFeed(world.db, officer.actor)
    const { events } = await calendarOf(feed, { file: `${token}.ics` })
    expect(events.map(({ summary, status }) => [summary, status])).toEqual([
      ['留下的一场', 'CONFIRMED'],
      ['取消报名的一场', 'CANCELLED'],
      [expect.stringMatching(/^Due: contact the enterprise, /), 'CONFIRMED'],
    ])
    expect(events[2]!.url).toContain(`/threads/${threadId}`)
  })

  test('ends when its owner ends it, and with every new address', async () => {
    const firm = await makeEnterprise(world)
    const first = await makeFeed(world.db, firm.owner.actor)
    const second = await makeFeed(world.db, firm.owner.actor)
    const ask = (token: string) =>
      visit(services, feed, { path: '/', params: { file: `${token}.ics` } })
    expect((await ask(first)).status).toBe(404)
    expect((await ask(second)).status).toBe(200)
    await revokeFeed(world.db, firm.owner.actor)
    expect((await ask(second)).status).toBe(404)
    expect((await ask('nonsense')).status).toBe(404)
  })
})

describe('What leaves the session’s page', () => {
  test('the list of registrations is the host’s alone', async () => {
    const id = await makeSession(world, bureau)
    const firm = await makeEnterprise(world)
    await register(world, firm.owner, id)
    const ask = (as: typeof firm.owner | typeof bureau.host) =>
      visit(services, list, { path: '/', params: { id }, as })
    expect((await ask(firm.owner)).status).toBe(403)
    const answer = await ask(bureau.host)
    expect(answer.headers.get('Content-Disposition')).toContain('registrations.csv')
  })

  test('the poster shows what anybody may see, and no draft', async () => {
    const id = await makeSession(world, bureau, '海报上的一场')
    const answer = await visit(services, poster, { path: `/sessions/${id}/poster`, params: { id } })
    expect(answer.data.address).toBe(`http://127.0.0.1:3000/sessions/${id}`)
    expect(answer.data.picture).toMatch(/^data:image\/svg\+xml;base64,/)
    const tags = poster.meta({ data: answer.data }).map(({ property }) => property)
    expect(tags).toContain('og:title')
  })
})
