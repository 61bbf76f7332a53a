import { describe, expect, test } from 'vitest'
import { requestVerificationCode } from '#app/domain/account/write/code.server.ts'
import {
  endAccess,
  listOpen,
  notOpening,
  occasions,
  openings,
} from '#app/domain/account/write/openings.server.ts'
import { changePassword } from '#app/domain/account/write.server.ts'
import type { Role } from '#app/domain/actor.ts'
import { findFeedOwner } from '#app/domain/deadline-calendar/read.server.ts'
import { makeFeed } from '#app/domain/deadline-calendar/write.server.ts'
import { delegate } from '#app/domain/delegation/write.server.ts'
import {
  acceptInvitation,
  changeRoles,
  endMembership,
  inviteMember,
} from '#app/domain/membership/write.server.ts'
import {
  deregisterOrganization,
  restoreOrganization,
  suspendOrganization,
  takeOver,
  verifyApplication,
} from '#app/domain/standing/write.server.ts'
import { dayOf } from '#app/domain/time/working-days.ts'
import { makeTokenFor } from '#app/domain/token/write.server.ts'
import { connectWebhook } from '#app/domain/webhook/write.server.ts'
import { sql, transact } from '#db'
import {
  makeBureau,
  makeEnterprise,
  makeMember,
  makePdf,
  makePerson,
  type Organization,
  type Person,
  testPassword,
} from '../support/people.ts'
import { refusalOf } from '../support/refusal.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const origin = 'https://market.example'

const invite = async (inviter: Person, person: Person, roles: Role[]) =>
  (
    await inviteMember(world.db, world.vault, inviter.actor, {
      contact: person.contact,
      roles,
      origin,
    })
  ).token

const accept = (person: Person, token: string) => acceptInvitation(world.db, person.actor, token)

const membershipOf = async (person: Person) =>
  (
    await world.db
      .selectFrom('membership')
      .select('id')
      .where('person_id', '=', person.personId)
      .where('ended_at', 'is', null)
      .executeTakeFirstOrThrow()
  ).id

/** A sign-in whose holder last proved long ago that it is they. */
const grownOld = (person: Person) =>
  world.db
    .updateTable('sign_in')
    .set({ confirmed_at: new Date(0), created_at: new Date(0) })
    .where('id', '=', person.actor.signInId)
    .execute()

describe('An invitation lets in only while its inviter could still make it', () => {
  test('not after the owner who sent it was removed, nor as owner once they are none any more', async () => {
    const firm = await makeEnterprise(world)
    const second = await makeMember(world, firm.owner, ['owner'])
    const [back, colleague, late] = [
      await makePerson(world),
      await makePerson(world),
      await makePerson(world),
    ]
    const token = await invite(firm.owner, back, ['owner'])
    const kept = await invite(second, colleague, ['member'])
    await endMembership(world.db, second.actor, await membershipOf(firm.owner))
    expect(await refusalOf(accept(back, token))).toMatchObject({ message: 'invitation_missing' })
    expect(await accept(colleague, kept)).toBe(firm.id)
    const third = await makeMember(world, second, ['owner'])
    const lost = await invite(third, late, ['member'])
    const demoted = { membershipId: await membershipOf(third), roles: ['member'] as const }
    await changeRoles(world.db, second.actor, demoted)
    expect(await refusalOf(accept(late, lost))).toMatchObject({ message: 'invitation_missing' })
  })

  test('not while the organisation is suspended', async () => {
    world.bureau ??= await makeBureau(world)
    const firm = await makeEnterprise(world)
    const person = await makePerson(world)
    const token = await invite(firm.owner, person, ['member'])
    const officer = world.bureau.officer.actor
    await suspendOrganization(world.db, officer, firm.id, '资料不实')
    expect(await refusalOf(accept(person, token))).toMatchObject({ message: 'invitation_missing' })
    await restoreOrganization(world.db, officer, firm.id, '已更正')
    expect(await refusalOf(accept(person, token))).toMatchObject({ message: 'invitation_missing' })
  })
})

/** Sets going under an owner's rights all that opens something or goes on without them. */
async function setGoing(firm: Organization) {
  const { db, vault } = world
  const { actor } = firm.owner
  const member = await makeMember(world, firm.owner, ['member'])
  const stranger = await makePerson(world)
  const today = dayOf(db.now())
  const scopes = ['market:read' as const]
  const token = { name: '报表', scopes, days: 30, organizationId: firm.id }
  await makeTokenFor(db, actor, token)
  await makeFeed(db, actor)
  await invite(firm.owner, stranger, ['owner'])
  await delegate(db, actor, { to: member.personId, firstDay: today, lastDay: today })
  const webhook = { url: 'http://127.0.0.1:9/hooks', topics: ['financing' as const] }
  await connectWebhook(db, vault, actor, webhook, 'anywhere')
  await requestVerificationCode(db, vault, { contact: firm.owner.contact, purpose: 'reset' })
}

const open = async (scope: Parameters<typeof listOpen>[1]) =>
  Object.entries(await listOpen(world.db, scope))
    .filter(([, ids]) => ids.length > 0)
    .map(([kind]) => kind)
    .sort()

describe('What opens something', () => {
  test('ends with a takeover: the new owner finds nothing that works for people of before', async () => {
    world.bureau ??= await makeBureau(world)
    const firm = await makeEnterprise(world)
    await setGoing(firm)
    const claimant = await makePerson(world)
    const papers = { licence: makePdf(), letter: makePdf('授权书.pdf'), note: null }
    const id = await takeOver(world.db, claimant.actor, firm.id, papers)
    await verifyApplication(world.db, world.bureau.officer.actor, { id, version: 1 })
    expect(await open({ organizationId: firm.id })).toEqual([])
    expect(await open({ personId: firm.owner.personId })).toEqual([
      ...['account_link', 'known_device', 'sign_in'],
    ])
    const { state } = await world.db
      .selectFrom('webhook')
      .select('state')
      .where('organization_id', '=', firm.id)
      .executeTakeFirstOrThrow()
    expect(state).toBe('paused')
    const told = await world.db
      .selectFrom('notice')
      .select('kind')
      .where('person_id', '=', claimant.personId)
      .execute()
    expect(told.map(({ kind }) => kind)).toContain('standing_access_ended')
  })

  test('ends with a change of password, but for the sign-in that asks', async () => {
    const firm = await makeEnterprise(world)
    await setGoing(firm)
    const feed = await makeFeed(world.db, firm.owner.actor)
    await changePassword(world.db, firm.owner.actor, {
      current: testPassword,
      password: 'quince-lantern-63',
    })
    expect(await findFeedOwner(world.db, feed)).toBeNull()
    expect(await open({ personId: firm.owner.personId })).toEqual([
      ...['delegation', 'invitation', 'known_device', 'sign_in'],
    ])
  })

  test('ends with the organisation', async () => {
    world.bureau ??= await makeBureau(world)
    const firm = await makeEnterprise(world)
    await setGoing(firm)
    await deregisterOrganization(world.db, world.bureau.officer.actor, firm.id, '已注销')
    expect(await open({ organizationId: firm.id })).toEqual([])
  })

  test('a calendar’s address is made only by who proves that it is they', async () => {
    const person = await makePerson(world)
    await grownOld(person)
    expect(await refusalOf(makeFeed(world.db, person.actor))).toMatchObject({
      message: 'confirm_first',
    })
  })

  test('is on the register, kind by kind: a new secret column joins it or is named as none', async () => {
    const { rows } = await sql<{ column: string }>`
      select format('%s.%s', table_name, column_name) as column from information_schema.columns
      where table_schema in ('public', 'private')
        and column_name ~ '(token|secret|sealed|challenge|hash|password|code|scopes)$'
      order by 1`.execute(world.db)
    const known = [...openings.flatMap(({ secrets }) => secrets), ...Object.keys(notOpening)]
    expect(rows.map(({ column }) => column).filter((name) => !known.includes(name))).toEqual([])
    expect(known.filter((name) => !rows.some(({ column }) => column === name))).toEqual([])
  })

  test('each kind ends on some occasion, and each occasion ends what it names', async () => {
    const named = Object.values(occasions).flat()
    expect(openings.map(({ kind }) => kind).filter((kind) => !named.includes(kind))).toEqual([])
    for (const occasion of Object.keys(occasions) as (keyof typeof occasions)[]) {
      const firm = await makeEnterprise(world)
      await setGoing(firm)
      const scope = { personId: firm.owner.personId, organizationId: firm.id }
      await transact(world.db, (tx) => endAccess(tx, null, occasion, scope))
      const left = await open(scope)
      expect(
        left.filter((kind) => (occasions[occasion] as readonly string[]).includes(kind)),
      ).toEqual([])
    }
  })
})
