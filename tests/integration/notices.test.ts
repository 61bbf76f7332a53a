import { mkdtempSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Services } from '#app/context.ts'
import { changePassword } from '#app/domain/account/write.server.ts'
import type { Acting, Actor } from '#app/domain/actor.ts'
import { delegate } from '#app/domain/delegation/write.server.ts'
import type { EventDefinition, NoticeCategory } from '#app/domain/event.ts'
import { events } from '#app/domain/event-catalogue.ts'
import type { Notice } from '#app/domain/events.ts'
import { securityEvents } from '#app/domain/mfa/events.ts'
import type { Choice } from '#app/domain/notice/notice.ts'
import { countUnread, listChoices, listNotices } from '#app/domain/notice/read.server.ts'
import {
  chooseNotices,
  readNotices,
  unsubscribe,
  unsubscribeToken,
} from '#app/domain/notice/write.server.ts'
import { offerEvents } from '#app/domain/offer/events.ts'
import { standingEvents } from '#app/domain/organization/events.ts'
import { requestEvents } from '#app/domain/request/events.ts'
import { sealedIn } from '#app/domain/sealed-places.server.ts'
import { enqueueSideEffects } from '#app/domain/side-effects.server.ts'
import { claim } from '#app/domain/thread/write.server.ts'
import { dayAfter, dayOf } from '#app/domain/time/working-days.ts'
import zhCN from '#app/i18n/zh-CN/notice.ts'
import { jobs } from '#app/jobs/index.ts'
import { deliverNotice, fanOutNotices, gatherDigests, sendDigest } from '#app/jobs/notices.ts'
import { createMessenger } from '#app/messenger.ts'
import * as unsubscribePage from '#app/routes/unsubscribe.$token.tsx'
import { sql, transact } from '#db'
import { makeRequest } from '../support/financing.ts'
import {
  makeBureau,
  makeEnterprise,
  makeInstitution,
  makeMember,
  makePerson,
  type Person,
  testPassword,
} from '../support/people.ts'
import { testServices, visit } from '../support/visit.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const services = testServices(world)
const minute = 60_000

/** Works off the jobs of these names, as the queue does. */
async function drain(using: Services = services, names = ['deliver_notice', 'send_digest']) {
  const { rows } = await sql<{ payload: never; task: string }>`
    with taken as (
      delete from graphile_worker._private_jobs using graphile_worker._private_tasks t
      where t.id = task_id and t.identifier = any (${names}::text[])
      returning payload, t.identifier as task)
    select * from taken`.execute(world.db)
  for (const { payload, task } of rows) {
    await jobs.find(({ name }) => name === task)!.run(payload, using)
  }
  return rows.length
}

/** Lets the quiet minutes pass and sends what is to be sent. */
async function pass(ms = 4 * minute, using: Services = services) {
  world.stopClock(new Date(world.db.now().getTime() + ms))
  await fanOutNotices.run({}, using)
  const sent = await drain(using)
  return sent
}

async function lettersTo(person: Person, folder = services.outbox): Promise<string[]> {
  const names = await readdir(folder).catch(() => [] as string[])
  const mine = names.filter((name) => name.includes(person.contact.value)).sort()
  return Promise.all(mine.map((name) => readFile(join(folder, name), 'utf8')))
}

const tell = (...notices: Notice[]) =>
  transact(world.db, (tx) => enqueueSideEffects(tx, { notices }))

const sentence = (
  person: Person,
  event: EventDefinition = standingEvents.standing_verified,
): Notice => ({
  to: { personId: person.personId },
  event,
  subject: { kind: 'organization', id: '00000000-0000-0000-0000-000000000000' },
  params: { organization: '南昌华强' },
})

async function choose(actor: Actor, changes: Partial<Record<NoticeCategory, Choice>>) {
  const choices = await listChoices(world.db, actor.personId)
  await chooseNotices(world.db, actor, { ...choices, ...changes })
}

describe('A notice', () => {
  test('goes out by mail a few minutes later, in the person’s language, with the way to what it speaks of', async () => {
    const [person, foreigner] = [await makePerson(world), await makePerson(world)]
    await world.db
      .updateTable('person')
      .set({ locale: 'en' })
      .where('id', '=', foreigner.personId)
      .execute()
    await tell(sentence(person), sentence(foreigner))
    await fanOutNotices.run({}, services)
    expect(await drain()).toBe(0)
    await pass()
    const [letter] = await lettersTo(person)
    expect(letter).toContain('Subject: 链桥：南昌华强的申请已通过。')
    expect(letter).toContain('/account\n')
    expect((await lettersTo(foreigner))[0]).toContain('was approved')
  })

  test('to an organisation is read by those whose work it is, on the page and in letters', async () => {
    const { id, officer, host } = await makeBureau(world)
    await tell({ ...sentence(host), to: { organizationId: id } })
    expect(await countUnread(world.db, officer.actor)).toBe(1)
    expect(await countUnread(world.db, host.actor)).toBe(0)
    expect(await listNotices(world.db, host.actor)).toEqual([])
    await pass()
    expect(await lettersTo(officer)).toHaveLength(1)
    expect(await lettersTo(host)).toEqual([])
  })

  test('that waits for a digest is left out when it has ceased to be its reader’s work', async () => {
    const { id, officer } = await makeBureau(world)
    await choose(officer.actor, { standing: { mail: 'digest', sms: 'off' } })
    await tell({ ...sentence(officer), to: { organizationId: id } })
    await pass()
    await world.db
      .updateTable('membership')
      .set({ roles: ['host'] })
      .where('person_id', '=', officer.personId)
      .execute()
    await gatherDigests.run({}, services)
    await drain()
    expect(await lettersTo(officer)).toEqual([])
  })

  test('stays in the page only, once it was read there', async () => {
    const person = await makePerson(world)
    await tell(sentence(person))
    expect(await countUnread(world.db, person.actor)).toBe(1)
    await readNotices(world.db, person.actor)
    expect(await countUnread(world.db, person.actor)).toBe(0)
    await pass()
    expect(await lettersTo(person)).toEqual([])
  })

  test('is read by each member for themselves', async () => {
    const firm = await makeEnterprise(world)
    const colleague = await makeMember(world, firm.owner, ['member'])
    await tell({
      ...sentence(firm.owner, requestEvents.request_published),
      to: { organizationId: firm.id },
      params: { title: '设备款' },
    })
    await readNotices(world.db, firm.owner.actor)
    expect(await countUnread(world.db, colleague.actor)).toBe(1)
    await pass()
    expect(await lettersTo(colleague)).toHaveLength(1)
    const told = (await lettersTo(firm.owner)).filter((text) => text.includes('设备款'))
    expect(told).toEqual([])
  })

  test('goes out once, however often its job runs and however many nodes fan out', async () => {
    const person = await makePerson(world)
    await tell(sentence(person))
    world.stopClock(new Date(world.db.now().getTime() + 4 * minute))
    await Promise.all([fanOutNotices.run({}, services), fanOutNotices.run({}, services)])
    const { notice_id: notice } = await world.db
      .selectFrom('notice_delivery')
      .select('notice_id')
      .where('person_id', '=', person.personId)
      .executeTakeFirstOrThrow()
    const delivery = { notice, person: person.personId, channel: 'mail' as const }
    await Promise.all([1, 2, 3].map(() => deliverNotice.run(delivery, services)))
    await drain()
    expect(await lettersTo(person)).toHaveLength(1)
  })

  test('waits for another try when the other side refuses it', async () => {
    const person = await makePerson(world)
    let refuses = true
    const texts: string[] = []
    const gateway = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        if (!refuses) texts.push(JSON.parse(body).text)
        response.writeHead(refuses ? 503 : 200).end()
      })
    })
    await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`
    const env = { ...services.env, SMS_GATEWAY_URL: url }
    const outbox = mkdtempSync(join(tmpdir(), 'lianqiao-outbox-'))
    const using = { ...services, env, messenger: createMessenger(env, outbox) }
    await world.db
      .insertInto('person_contact')
      .values({
        person_id: person.personId,
        kind: 'mobile',
        lookup: world.vault.blindIndex('13900000001'),
        sealed: world.vault.seal('13900000001', sealedIn('person_contact.sealed', person.personId)),
      })
      .execute()
    await choose(person.actor, { standing: { mail: 'off', sms: 'now' } })
    await tell(sentence(person))
    await expect(pass(4 * minute, using)).rejects.toThrow('503')
    refuses = false
    const { notice_id: notice } = await world.db
      .selectFrom('notice_delivery')
      .select('notice_id')
      .where('person_id', '=', person.personId)
      .executeTakeFirstOrThrow()
    const delivery = { notice, person: person.personId, channel: 'sms' as const }
    await deliverNotice.run(delivery, using)
    await deliverNotice.run(delivery, using)
    expect(texts).toHaveLength(1)
    expect(texts[0]).toContain('【链桥】南昌华强')
    await new Promise((resolve) => gateway.close(resolve))
    expect(await lettersTo(person)).toEqual([])
  })
})

describe('What an organisation is told', () => {
  test('reaches who works on the thread and her deputy, not the whole bank', async () => {
    world.stopClock(null)
    world.bureau ??= await makeBureau(world)
    const bank = await makeInstitution(world)
    const other = await makeMember(world, bank.owner, ['loan_officer'], '冯经理')
    const deputy = await makeMember(world, bank.owner, ['member'], '陈文员')
    const firm = await makeEnterprise(world)
    const requestId = await makeRequest(world, firm)
    const { threadId } = await claim(world.db, bank.loanOfficer.actor, { requestId })
    const today = dayOf(world.db.now())
    await delegate(world.db, bank.loanOfficer.actor as Acting, {
      to: deputy.personId,
      firstDay: today,
      // Also when the day ends while this runs.
      lastDay: dayAfter(today, 1),
    })
    await tell({
      to: { organizationId: bank.id },
      event: offerEvents.offer_accepted,
      subject: { kind: 'thread', id: threadId },
      params: { title: '设备款' },
    })
    await pass()
    const about = async (person: Person) =>
      (await lettersTo(person)).filter((text) => text.includes('方案被接受')).length
    expect(await about(bank.loanOfficer)).toBe(1)
    expect(await about(deputy)).toBe(1)
    expect(await about(other)).toBe(0)
    expect(await about(bank.owner)).toBe(0)
  })

  test('about standing reaches the bureau’s officers, not its hosts', async () => {
    const bureau = await makeBureau(world)
    await tell({
      to: { organizationId: bureau.id },
      event: standingEvents.standing_submitted,
      subject: { kind: 'organization', id: bureau.id },
      params: { organization: '南昌华强' },
    })
    await pass()
    expect(await lettersTo(bureau.officer)).toHaveLength(1)
    expect(await lettersTo(bureau.host)).toHaveLength(0)
  })
})

describe('What a person chose', () => {
  test('holds: nothing at all, or gathered into one mail at half past eight of a working day', async () => {
    const [silent, gathering] = [await makePerson(world), await makePerson(world)]
    await choose(silent.actor, { standing: { mail: 'off', sms: 'off' } })
    await choose(gathering.actor, { standing: { mail: 'digest', sms: 'off' } })
    await tell(...Array.from({ length: 3 }, () => sentence(gathering)), sentence(silent))
    await pass()
    expect(await lettersTo(gathering)).toEqual([])
    world.stopClock(new Date('2026-11-28T00:30:00Z'))
    await gatherDigests.run({}, services)
    expect(await drain()).toBe(0)
    world.stopClock(new Date('2026-11-30T00:30:00Z'))
    await gatherDigests.run({}, services)
    await drain()
    await gatherDigests.run({}, services)
    await drain()
    const letters = await lettersTo(gathering)
    expect(letters).toHaveLength(1)
    expect(letters[0]).toContain('3 条消息汇总')
    expect(letters[0]?.match(/南昌华强的申请已通过/g)).toHaveLength(3)
    expect(await lettersTo(silent)).toEqual([])
  })

  test('leaves out of the digest what was read meanwhile, and sends none when nothing is left', async () => {
    const person = await makePerson(world)
    await choose(person.actor, { standing: { mail: 'digest', sms: 'off' } })
    await tell(sentence(person))
    await pass()
    await readNotices(world.db, person.actor)
    await sendDigest.run({ person: person.personId }, services)
    expect(await lettersTo(person)).toEqual([])
  })

  test('can’t turn off what concerns the safety of the account', async () => {
    world.stopClock(null)
    const person = await makePerson(world)
    await choose(person.actor, { security: { mail: 'off', sms: 'off' } })
    await changePassword(world.db, person.actor, {
      current: testPassword,
      password: 'cranes-over-poyang-3',
    })
    await pass()
    expect((await lettersTo(person))[0]).toContain('您的密码已修改')
  })

  test('ends by the link in a mail: a person presses once, a mail program posts by itself; another’s link is refused', async () => {
    const person = await makePerson(world)
    await tell(sentence(person))
    await pass()
    const token = /unsubscribe\/(\S+)/.exec((await lettersTo(person))[0]!)![1]!
    const path = `/unsubscribe/${token}`
    const page = await visit(services, unsubscribePage, { path, params: { token } })
    expect(page.data).toMatchObject({ topic: 'standing', possible: true })
    const post = { 'List-Unsubscribe': 'One-Click' }
    const stopped = await visit(services, unsubscribePage, { path, params: { token }, post })
    expect(stopped.reply.done).toBe('unsubscribed')
    expect((await listChoices(world.db, person.personId)).standing.mail).toBe('off')
    const forged = token.replace(person.personId, (await makePerson(world)).personId)
    const refused = await visit(services, unsubscribePage, {
      path,
      params: { token: forged },
      post,
    })
    expect(refused.status).toBe(404)
  })

  test('holds for letters that were waiting when the topic was stopped, by mail, by SMS and in the digest', async () => {
    const [now, gathering] = [await makePerson(world), await makePerson(world)]
    await choose(gathering.actor, { standing: { mail: 'digest', sms: 'off' } })
    await tell(
      ...[sentence(now), sentence(gathering), sentence(now, securityEvents.password_changed)],
      sentence(gathering, securityEvents.password_changed),
    )
    await choose(gathering.actor, { security: { mail: 'now', sms: 'off' } })
    world.stopClock(new Date(world.db.now().getTime() + 4 * minute))
    await fanOutNotices.run({}, services)
    for (const { personId } of [now, gathering]) {
      await unsubscribe(world.db, world.vault, unsubscribeToken(world.vault, personId, 'standing'))
    }
    await drain()
    await sendDigest.run({ person: gathering.personId }, services)
    for (const person of [now, gathering]) {
      const letters = await lettersTo(person)
      expect(letters).toHaveLength(1)
      expect(letters[0]).toContain('您的密码已修改')
    }
    const states = await world.db
      .selectFrom('notice_delivery')
      .innerJoin('notice', 'notice.id', 'notice_delivery.notice_id')
      .where('notice_delivery.person_id', 'in', [now.personId, gathering.personId])
      .where('notice.kind', '=', 'standing_verified')
      .select('notice_delivery.state')
      .execute()
    expect(states).toEqual([{ state: 'stopped' }, { state: 'stopped' }])
  })

  test('is asked about what was chosen, not about what is usual: who gets an address later loses no SMS that waits', async () => {
    const person = await makePerson(world)
    const texts: string[] = []
    const send = async ({ text }: { text: string }) => void texts.push(text)
    const messenger = { ...services.messenger, send }
    await world.db
      .updateTable('person_contact')
      .set({ kind: 'mobile' })
      .where('person_id', '=', person.personId)
      .execute()
    await tell(sentence(person, securityEvents.password_changed))
    world.stopClock(new Date(world.db.now().getTime() + 4 * minute))
    await fanOutNotices.run({}, services)
    await world.db
      .insertInto('person_contact')
      .values({
        person_id: person.personId,
        kind: 'email',
        lookup: world.vault.blindIndex('later@example.com'),
        sealed: world.vault.seal(
          'later@example.com',
          sealedIn('person_contact.sealed', person.personId),
        ),
      })
      .execute()
    await drain({ ...services, messenger })
    expect(texts).toHaveLength(1)
  })
})

describe('The list of notices', () => {
  test('is filtered by topic and by what is unread', async () => {
    const person = await makePerson(world)
    await tell(sentence(person), sentence(person, securityEvents.password_changed))
    const security = await listNotices(world.db, person.actor, { topic: 'security' })
    expect(security.map(({ kind }) => kind)).toEqual(['password_changed'])
    await readNotices(world.db, person.actor, security[0]!.id)
    const unread = await listNotices(world.db, person.actor, { unread: true })
    expect(unread.map(({ kind }) => kind)).toEqual(['standing_verified'])
  })

  test('is marked as read once: what was read before stays as it was, and nobody is told anew', async () => {
    const person = await makePerson(world)
    await tell(sentence(person))
    await readNotices(world.db, person.actor)
    const heard: string[] = []
    const end = world.db.notifications.subscribe((topic) => heard.push(topic))
    await world.db.notifications.listening()
    // Hints go out in order: what the first reading said has arrived when this has.
    world.db.notifications.send(['the beginning'])
    await expect.poll(() => heard.at(-1)).toBe('the beginning')
    await readNotices(world.db, person.actor)
    world.db.notifications.send(['the end'])
    await expect.poll(() => heard.slice(heard.indexOf('the beginning') + 1)).toEqual(['the end'])
    end()
  })

  test('has a sentence for every kind of event, and no sentence has lost its event', () => {
    const sentences = Object.keys(zhCN).filter((key) => !/_(reason|at)$/.test(key))
    expect(events.map(({ kind }) => kind).sort()).toEqual(sentences.sort())
  })
})
