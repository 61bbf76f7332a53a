import { describe, expect, test } from 'vitest'
import type { Acting } from '#app/domain/actor.ts'
import { delegate } from '#app/domain/delegation/write.server.ts'
import { getDesk } from '#app/domain/desk/read.server.ts'
import {
  findInvitation,
  listInvitations,
  listJoinRequests,
  listMembers,
} from '#app/domain/membership/read.server.ts'
import {
  acceptInvitation,
  askToJoin,
  changeRoles,
  decideGrant,
  decideJoin,
  endMembership,
  grantByCommand,
  inviteMember,
  listGrants,
  revokeInvitation,
  switchOrganization,
  withdrawJoin,
} from '#app/domain/membership/write.server.ts'
import { dayOf } from '#app/domain/time/working-days.ts'
import {
  makeBureau,
  makeEnterprise,
  makeInstitution,
  makeMember,
  makePerson,
  type Person,
  refresh,
} from '../support/people.ts'
import { refusalOf } from '../support/refusal.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const origin = 'https://market.example'
const today = () => dayOf(world.db.now())

async function membershipOf(person: Person, organizationId: string): Promise<string> {
  const { id } = await world.db
    .selectFrom('membership')
    .select('id')
    .where('person_id', '=', person.personId)
    .where('organization_id', '=', organizationId)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow()
  return id
}

const invite = (inviter: Person, person: Person, roles: string[]) =>
  inviteMember(world.db, world.vault, inviter.actor, {
    contact: person.contact,
    roles: roles as never,
    origin,
  })

describe('Invitations', () => {
  test('let in who holds the address they went to, once', async () => {
    const firm = await makeEnterprise(world)
    const [wanted, other] = [await makePerson(world), await makePerson(world)]
    const { token } = await invite(firm.owner, wanted, ['member'])
    const stolen = await refusalOf(acceptInvitation(world.db, other.actor, token))
    expect(stolen).toMatchObject({ refusal: 'forbidden', message: 'invitation_other' })
    await acceptInvitation(world.db, wanted.actor, token)
    expect((await refresh(world, wanted)).actor.organization).toMatchObject({
      id: firm.id,
      roles: ['member'],
    })
    const again = await refusalOf(acceptInvitation(world.db, wanted.actor, token))
    expect(again.refusal).toBe('missing')
  })

  test('are over after seven days, when revoked, and when a newer one was sent', async () => {
    const firm = await makeEnterprise(world)
    const person = await makePerson(world)
    const look = (token: string, at = world.db.now()) =>
      findInvitation(world.db, world.vault, { token, at, personId: null })
    const first = await invite(firm.owner, person, ['member'])
    const second = await invite(firm.owner, person, ['member'])
    expect(await look(first.token)).toBeNull()
    expect(await look(second.token)).toMatchObject({ organization: firm.name })
    expect(await look(second.token, new Date(world.db.now().getTime() + 8 * 86_400_000))).toBeNull()
    await revokeInvitation(world.db, firm.owner.actor, second.id)
    expect(await look(second.token)).toBeNull()
    const at = world.db.now()
    expect(await listInvitations(world.db, world.vault, { organizationId: firm.id, at })).toEqual(
      [],
    )
  })

  test('give only roles of that kind of organisation, and auditors nothing beside', async () => {
    const firm = await makeEnterprise(world)
    const { admin } = await makeBureau(world)
    const person = await makePerson(world)
    expect((await refusalOf(invite(firm.owner, person, ['officer']))).message).toBe('roles_kind')
    expect((await refusalOf(invite(firm.owner, person, []))).message).toBe('roles_empty')
    const both = await refusalOf(invite(admin, person, ['auditor', 'officer']))
    expect(both.message).toBe('roles_auditor')
  })

  test('come from owners only', async () => {
    const bank = await makeInstitution(world)
    const person = await makePerson(world)
    const refused = await refusalOf(invite(bank.loanOfficer, person, ['member']))
    expect(refused.refusal).toBe('forbidden')
  })
})

describe('Members', () => {
  test('are seen by members only', async () => {
    const firm = await makeEnterprise(world)
    const stranger = await makePerson(world)
    expect(await listMembers(world.db, firm.owner.actor, firm.id)).toHaveLength(1)
    expect((await refusalOf(listMembers(world.db, stranger.actor, firm.id))).refusal).toBe(
      'missing',
    )
  })

  test('lose their rights the moment their membership ends', async () => {
    const bank = await makeInstitution(world)
    const membership = await membershipOf(bank.loanOfficer, bank.id)
    await endMembership(world.db, bank.owner.actor, membership)
    const { actor } = await refresh(world, bank.loanOfficer)
    expect(actor).toMatchObject({ organization: null, memberOf: [] })
  })

  test('always leave an owner, even when two owners leave at one instant', async () => {
    const firm = await makeEnterprise(world)
    const second = await makeMember(world, firm.owner, ['owner'])
    const results = await Promise.allSettled(
      await Promise.all(
        [firm.owner, second].map(async (person) => {
          const membership = await membershipOf(person, firm.id)
          return () => endMembership(world.db, person.actor, membership)
        }),
      ).then((leave) => leave.map((go) => go())),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const [last] = results.filter(({ status }) => status === 'rejected')
    expect((last as PromiseRejectedResult).reason).toMatchObject({ message: 'last_owner' })
  })

  test('get and lose roles from an owner; an administrator of the bureau makes no owners', async () => {
    const { admin, officer, id } = await makeBureau(world)
    const clerk = await makeMember(world, admin, ['admin'])
    const membershipId = await membershipOf(officer, id)
    const change = (person: Person, roles: string[]) =>
      changeRoles(world.db, person.actor, { membershipId, roles: roles as never })
    const asked = async () => {
      const [grant] = await listGrants(world.db, admin.actor, {
        organizationId: id,
        at: world.db.now(),
      })
      return grant!
    }
    const decide = async (person: Person, agree: boolean) =>
      decideGrant(world.db, person.actor, { id: (await asked()).id, agree })
    expect(await change(clerk, ['officer', 'host'])).toEqual({ pending: true })
    expect((await refresh(world, officer)).actor.organization?.roles).toEqual(['officer'])
    expect((await refusalOf(decide(clerk, true))).message).toBe('grant_second')
    expect((await refusalOf(decide(officer, true))).message).toBe('members_manage')
    expect(await asked()).toMatchObject({ added: ['host'], confirms: true })
    const desk = async ({ actor }: Person) => {
      const { mine, others } = await getDesk(world.db, actor as Acting, world.db.now())
      const asks = ({ what }: { what: string }) => what === 'confirm_grant'
      return [mine.filter(asks).length, others.filter(asks).length]
    }
    expect([await desk(admin), await desk(clerk), await desk(officer)]).toEqual([
      [1, 0],
      [0, 1],
      [0, 0],
    ])
    await decide(admin, true)
    expect((await refresh(world, officer)).actor.organization?.roles).toEqual(['officer', 'host'])
    expect((await refusalOf(change(clerk, ['owner']))).message).toBe('owners_only')
    expect((await refusalOf(change(officer, ['owner']))).message).toBe('members_manage')
  })

  test('of the bureau hold no duties that exclude each other, and give themselves none', async () => {
    const { admin, officer, id } = await makeBureau(world)
    const [own, other] = [await membershipOf(admin, id), await membershipOf(officer, id)]
    const change = (membershipId: string, roles: string[]) =>
      changeRoles(world.db, admin.actor, { membershipId, roles: roles as never })
    const both = await refusalOf(change(own, ['owner', 'admin', 'officer', 'host']))
    expect(both).toMatchObject({ message: 'roles_duties', fields: { roles: ['roles_duties'] } })
    expect((await refusalOf(change(other, ['officer', 'admin']))).message).toBe('roles_duties')
    expect((await refusalOf(change(own, ['admin', 'owner', 'member', 'auditor']))).message).toBe(
      'roles_auditor',
    )
    const person = await makePerson(world)
    const invited = await refusalOf(invite(admin, person, ['officer']))
    expect(invited).toMatchObject({ message: 'roles_by_grant' })
    const bought = world.db
      .updateTable('membership')
      .set({ roles: ['admin', 'officer'] })
      .where('id', '=', own)
      .execute()
    await expect(bought).rejects.toMatchObject({ constraint: 'membership_duties_bounds' })
    const lent = { from: officer.personId, to: admin.personId, firstDay: today(), lastDay: today() }
    expect(await refusalOf(delegate(world.db, admin.actor, lent))).toMatchObject({
      message: 'delegate_by_holder',
    })
    const secondAccount = await makeMember(world, admin, ['member'], '自己的另一账号')
    expect(
      await refusalOf(delegate(world.db, admin.actor, { ...lent, to: secondAccount.personId })),
    ).toMatchObject({ message: 'delegate_by_holder' })
    const byHolder = { ...lent, from: officer.personId }
    expect(await refusalOf(delegate(world.db, officer.actor, byHolder))).toMatchObject({
      message: 'roles_duties',
    })
  })

  test('of the bureau get roles by command until a second administrator can confirm them', async () => {
    const { admin, officer, id } = await makeBureau(world)
    const membershipId = await membershipOf(officer, id)
    const change = () =>
      changeRoles(world.db, admin.actor, { membershipId, roles: ['officer', 'host'] })
    expect((await refusalOf(change())).message).toBe('grant_by_command')
    const second = await makeMember(world, admin, ['admin'], '李副局长')
    expect(await change()).toEqual({ pending: true })
    const byCommand = { organizationId: id, personId: officer.personId, roles: ['host'] as const }
    expect((await refusalOf(grantByCommand(world.db, byCommand))).message).toBe('grant_by_two')
    const grant = async () => {
      const at = { organizationId: id, at: world.db.now() }
      return (await listGrants(world.db, second.actor, at))[0]!.id
    }
    const told = await world.db
      .selectFrom('notice')
      .select('kind')
      .where('person_id', '=', second.personId)
      .execute()
    expect(told.map(({ kind }) => kind)).toContain('grant_asked')
    await decideGrant(world.db, second.actor, { id: await grant(), agree: false })
    expect((await refresh(world, officer)).actor.organization?.roles).toEqual(['officer'])
    await change()
    const late = await grant()
    world.stopClock(new Date(world.db.now().getTime() + 8 * 86_400_000))
    try {
      const over = decideGrant(world.db, second.actor, { id: late, agree: true })
      expect((await refusalOf(over)).message).toBe('grant_over')
    } finally {
      world.stopClock(null)
    }
  })

  test('get other roles only from who proves that it is they', async () => {
    const bank = await makeInstitution(world)
    const membershipId = await membershipOf(bank.loanOfficer, bank.id)
    await world.db
      .updateTable('sign_in')
      .set({ confirmed_at: new Date(0) })
      .where('id', '=', bank.owner.actor.signInId)
      .execute()
    const change = changeRoles(world.db, bank.owner.actor, { membershipId, roles: ['member'] })
    expect((await refusalOf(change)).message).toBe('confirm_first')
    const person = await makePerson(world)
    expect((await refusalOf(invite(bank.owner, person, ['loan_officer']))).message).toBe(
      'confirm_first',
    )
  })

  test('act for one of their organisations at a time, and only for their own', async () => {
    const [first, second] = [await makeEnterprise(world), await makeEnterprise(world)]
    const { token } = await invite(second.owner, first.owner, ['member'])
    await acceptInvitation(world.db, first.owner.actor, token)
    const both = await refresh(world, first.owner)
    expect(both.actor.organization?.id).toBe(second.id)
    await switchOrganization(world.db, both.actor, first.id)
    expect((await refresh(world, both)).actor.organization?.id).toBe(first.id)
    const foreign = await makeEnterprise(world)
    const refused = await refusalOf(switchOrganization(world.db, both.actor, foreign.id))
    expect(refused.refusal).toBe('missing')
  })
})

describe('A second person of the same organisation', () => {
  test('asks the owner to be let in, once, and is told how it went', async () => {
    const firm = await makeEnterprise(world)
    const colleague = await makePerson(world)
    const ask = () =>
      askToJoin(world.db, colleague.actor, { organizationId: firm.id, note: '财务部' })
    const id = await ask()
    expect((await refusalOf(ask())).message).toBe('join_asked')
    expect(await listJoinRequests(world.db, firm.id)).toHaveLength(1)
    await decideJoin(world.db, firm.owner.actor, { id, roles: ['member'] })
    expect((await refresh(world, colleague)).actor.organization?.id).toBe(firm.id)
    expect((await refusalOf(ask())).refusal).toBe('conflict')
  })

  test('can take it back, and nobody but the owner decides', async () => {
    const firm = await makeEnterprise(world)
    const colleague = await makePerson(world)
    const id = await askToJoin(world.db, colleague.actor, { organizationId: firm.id, note: null })
    const other = await makeEnterprise(world)
    const foreign = decideJoin(world.db, other.owner.actor, { id, roles: ['member'] })
    expect((await refusalOf(foreign)).message).toBe('join_over')
    await withdrawJoin(world.db, colleague.actor, id)
    const late = decideJoin(world.db, firm.owner.actor, { id, roles: ['member'] })
    expect((await refusalOf(late)).message).toBe('join_over')
  })
})
