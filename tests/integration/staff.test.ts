import { describe, expect, test } from 'vitest'
import type { Acting } from '#app/domain/actor.ts'
import { getBranches, listBranchThreads } from '#app/domain/branch/read.server.ts'
import { askHeadOffice, moveBranchLink } from '#app/domain/branch/write.server.ts'
import { listDelegations } from '#app/domain/delegation/read.server.ts'
import {
  applyDelegationBoundary,
  delegate,
  revokeDelegation,
} from '#app/domain/delegation/write.server.ts'
import { mayManageMembers } from '#app/domain/membership/policy.ts'
import { getLeaving } from '#app/domain/membership/read.server.ts'
import { endMembership } from '#app/domain/membership/write.server.ts'
import { resetFactors } from '#app/domain/mfa/write.server.ts'
import { revalidateAttendees } from '#app/domain/session/admission.server.ts'
import { assignThread, claim } from '#app/domain/thread/write.server.ts'
import { dayOf } from '#app/domain/time/working-days.ts'
import { makeProduct, makeRequest } from '../support/financing.ts'
import {
  type Institution,
  makeBureau,
  makeEnterprise,
  makeInstitution,
  makeMember,
  type Person,
  refresh,
} from '../support/people.ts'
import { refusalOf } from '../support/refusal.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const dayMs = 86_400_000

const actorOf = async (person: Person) => (await refresh(world, person)).actor as Acting

const membershipOf = async (person: Person) =>
  (
    await world.db
      .selectFrom('membership')
      .select('id')
      .where('person_id', '=', person.personId)
      .where('ended_at', 'is', null)
      .executeTakeFirstOrThrow()
  ).id

async function claimed(bank: Institution) {
  world.bureau ??= await makeBureau(world)
  const firm = await makeEnterprise(world)
  const requestId = await makeRequest(world, firm)
  const { threadId } = await claim(world.db, bank.loanOfficer.actor, { requestId })
  return { firm, requestId, threadId }
}

const officerOf = async (threadId: string) =>
  await world.db
    .selectFrom('thread')
    .select(['officer_id', 'institution_id'])
    .where('id', '=', threadId)
    .executeTakeFirstOrThrow()

describe('When a loan officer leaves', () => {
  test('her threads go to a colleague who works on threads, and nothing is left without a holder', async () => {
    const bank = await makeInstitution(world)
    const { threadId } = await claimed(bank)
    const colleague = await makeMember(world, bank.owner, ['loan_officer'], '冯经理')
    const clerk = await makeMember(world, bank.owner, ['member'], '陈文员')
    const leaving = await membershipOf(bank.loanOfficer)
    const end = (heirs: Record<string, string>) =>
      endMembership(world.db, bank.owner.actor, leaving, heirs)
    expect(await refusalOf(end({}))).toMatchObject({ fields: { thread: ['heir_needed'] } })
    expect(await refusalOf(end({ thread: clerk.personId }))).toMatchObject({
      fields: { thread: ['heir_role'] },
    })
    const page = await getLeaving(world.db, bank.owner.actor, leaving)
    expect(page.held.map(({ kind }) => kind)).toEqual(['thread'])
    expect(page.held[0]?.heirs.map(({ personId }) => personId)).not.toContain(clerk.personId)
    await end({ thread: colleague.personId })
    expect((await officerOf(threadId)).officer_id).toBe(colleague.personId)
    expect((await actorOf(bank.loanOfficer)).memberOf).toEqual([])
    const told = await world.db
      .selectFrom('notice')
      .select('kind')
      .where('person_id', '=', colleague.personId)
      .execute()
    expect(told.map(({ kind }) => kind)).toContain('handed_thread')
  })

  test('the last owner leaves only to a successor', async () => {
    const firm = await makeEnterprise(world)
    const colleague = await makeMember(world, firm.owner, ['member'])
    const own = await membershipOf(firm.owner)
    const leave = (heirs: Record<string, string> = {}) =>
      endMembership(world.db, firm.owner.actor, own, heirs)
    expect(await refusalOf(leave())).toMatchObject({ message: 'last_owner' })
    await leave({ ownership: colleague.personId })
    expect((await actorOf(colleague)).organization?.roles).toContain('owner')
  })

  test('a firm’s requests go to whom she names', async () => {
    world.bureau ??= await makeBureau(world)
    const firm = await makeEnterprise(world)
    const requestId = await makeRequest(world, firm)
    const colleague = await makeMember(world, firm.owner, ['owner'])
    const own = await membershipOf(firm.owner)
    await endMembership(world.db, firm.owner.actor, own, { request: colleague.personId })
    const page = await getLeaving(world.db, await actorOf(colleague), await membershipOf(colleague))
    expect(page.held.flatMap(({ things }) => things.map(({ id }) => id))).toEqual([requestId])
  })
})

describe('A loan officer on leave', () => {
  test('lends her rights for a time: they begin and end by themselves, and both sides are told', async () => {
    const bank = await makeInstitution(world)
    const clerk = await makeMember(world, bank.owner, ['member'], '陈文员')
    const now = new Date()
    const first = dayOf(new Date(now.getTime() + 2 * dayMs))
    const last = dayOf(new Date(now.getTime() + 4 * dayMs))
    const { id } = await delegate(world.db, bank.loanOfficer.actor, {
      to: clerk.personId,
      firstDay: first,
      lastDay: last,
    })
    const at = async (days: number) => {
      world.stopClock(new Date(now.getTime() + days * dayMs))
      return (await actorOf(clerk)).organization?.roles
    }
    expect(await at(0)).toEqual(['member'])
    expect(await at(3)).toEqual(['member', 'loan_officer'])
    await applyDelegationBoundary(world.db, id)
    await applyDelegationBoundary(world.db, id)
    const seen = [await actorOf(clerk), bank.loanOfficer.actor]
    for (const actor of seen) {
      expect(await listDelegations(world.db, actor, world.db.now())).toHaveLength(1)
    }
    expect(await at(6)).toEqual(['member'])
    await applyDelegationBoundary(world.db, id)
    world.stopClock(null)
    const told = await world.db
      .selectFrom('notice')
      .select('kind')
      .where('person_id', '=', clerk.personId)
      .where('kind', 'like', 'delegation%')
      .orderBy('id')
      .execute()
    expect(told.map(({ kind }) => kind)).toEqual([
      'delegation_made',
      'delegation_started',
      'delegation_ended',
    ])
  })

  test('takes them back at once, in open rooms too; an owner’s rights are never lent', async () => {
    const bank = await makeInstitution(world)
    const clerk = await makeMember(world, bank.owner, ['member'], '陈文员')
    const today = dayOf(new Date())
    const period = { to: clerk.personId, firstDay: today, lastDay: today }
    await delegate(world.db, bank.owner.actor, period)
    expect((await actorOf(clerk)).organization?.roles).toEqual(['member'])
    const { id } = await delegate(world.db, bank.loanOfficer.actor, period)
    const lent = await actorOf(clerk)
    expect(lent.organization.roles).toContain('loan_officer')
    const stay = () => revalidateAttendees(world.db, [{ who: lent, room: null }])
    expect(await stay()).toEqual(['stays'])
    await revokeDelegation(world.db, bank.loanOfficer.actor, id)
    expect((await actorOf(clerk)).organization?.roles).toEqual(['member'])
    expect(await stay()).toEqual(['changed'])
  })

  test('lends nothing outside the bank, nor what a stranger asks', async () => {
    const bank = await makeInstitution(world)
    const other = await makeInstitution(world)
    const today = dayOf(new Date())
    const period = { firstDay: today, lastDay: today }
    const lend = (by: Person<Acting>, from: string | undefined, to: string) =>
      refusalOf(delegate(world.db, by.actor, { ...period, from, to }))
    const { loanOfficer } = bank
    expect(await lend(loanOfficer, undefined, other.loanOfficer.personId)).toMatchObject({
      fields: { to: ['heir_member'] },
    })
    expect(await lend(loanOfficer, bank.owner.personId, loanOfficer.personId)).toMatchObject({
      message: 'members_manage',
    })
  })
})

describe('A bank and its branches', () => {
  async function family() {
    world.bureau ??= await makeBureau(world)
    const head = await makeInstitution(world)
    const branches = [await makeInstitution(world), await makeInstitution(world)] as const
    for (const branch of branches) {
      await askHeadOffice(world.db, branch.owner.actor, head.uscc)
      const links = await getBranches(world.db, head.owner.actor)
      const link = links.branches.find(({ organization }) => organization.id === branch.id)!
      await moveBranchLink(world.db, head.owner.actor, link.id, 'accept')
    }
    return { head, one: branches[0], two: branches[1] }
  }

  test('hold one thread on a request together, also when they claim at the same instant', async () => {
    const { head, one, two } = await family()
    const firm = await makeEnterprise(world)
    const requestId = await makeRequest(world, firm)
    const tries = await Promise.allSettled(
      [head, one, two].map(({ loanOfficer }) => claim(world.db, loanOfficer.actor, { requestId })),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const reasons = tries.flatMap((item) =>
      item.status === 'rejected' ? [item.reason.message] : [],
    )
    expect(reasons).toEqual(['family_claimed', 'family_claimed'])
    const stranger = await makeInstitution(world)
    await claim(world.db, stranger.loanOfficer.actor, { requestId })
  })

  test('the head office sees its branches’ threads and gives one to another branch; a stranger and a loan officer don’t', async () => {
    const { head, one, two } = await family()
    const { threadId } = await claimed(one)
    const seen = await listBranchThreads(world.db, head.owner.actor)
    expect(seen.map(({ id }) => id)).toContain(threadId)
    const stranger = await makeInstitution(world)
    expect(await listBranchThreads(world.db, stranger.owner.actor)).toEqual([])
    const give = (by: Person<Acting>) =>
      assignThread(world.db, by.actor, {
        threadId,
        personId: two.loanOfficer.personId,
        organizationId: two.id,
      })
    expect(await refusalOf(give(stranger.owner))).toMatchObject({ refusal: 'missing' })
    expect(await refusalOf(give(one.loanOfficer))).toMatchObject({ refusal: 'missing' })
    expect(await refusalOf(give({ ...one.owner, actor: await actorOf(one.owner) }))).toMatchObject({
      fields: { to: ['assignee'] },
    })
    await give(head.owner)
    expect(await officerOf(threadId)).toEqual({
      officer_id: two.loanOfficer.personId,
      institution_id: two.id,
    })
  })

  test('a branch claims with its head office’s product, and its manager keeps its people but makes no owner', async () => {
    const { head, one } = await family()
    const productId = await makeProduct(world, head)
    const firm = await makeEnterprise(world)
    const requestId = await makeRequest(world, firm)
    await claim(world.db, await actorOf(one.loanOfficer), { requestId, productId })
    const manager = await makeMember(world, one.owner, ['branch_manager'], '褚行长')
    expect(mayManageMembers(manager.actor, one.id)).toBe(true)
    const colleague = await makeMember(world, manager, ['loan_officer'], '卫经理')
    expect(colleague.actor.organization.id).toBe(one.id)
    expect((await refusalOf(makeMember(world, manager, ['owner']))).message).toBe('owners_only')
    const headManager = await makeMember(world, head.owner, ['branch_manager'])
    expect(mayManageMembers(headManager.actor, head.id)).toBe(false)
  })

  test('are one level deep, and each side ends the link', async () => {
    const { head, one } = await family()
    const third = await makeInstitution(world)
    const ask = (by: Institution, uscc: string) =>
      refusalOf(askHeadOffice(world.db, by.owner.actor, uscc))
    expect(await ask(third, one.uscc)).toMatchObject({ fields: { uscc: ['head_is_branch'] } })
    expect(await ask(head, third.uscc)).toMatchObject({ message: 'has_branches' })
    const { head: link } = await getBranches(world.db, one.owner.actor)
    await moveBranchLink(world.db, one.owner.actor, link!.id, 'end')
    expect((await actorOf(one.owner)).organization.parentId).toBeNull()
  })
})

describe('A branch’s manager', () => {
  test('resets a lost factor of the branch’s people, but not an owner’s', async () => {
    world.bureau ??= await makeBureau(world)
    const head = await makeInstitution(world)
    const branch = await makeInstitution(world)
    await askHeadOffice(world.db, branch.owner.actor, head.uscc)
    const [link] = (await getBranches(world.db, head.owner.actor)).branches
    await moveBranchLink(world.db, head.owner.actor, link!.id, 'accept')
    const manager = await makeMember(world, branch.owner, ['branch_manager'])
    const reset = (person: Person) =>
      resetFactors(world.db, world.vault, manager.actor, person.personId)
    await reset(branch.loanOfficer)
    expect((await refusalOf(reset(branch.owner))).message).toBe('factor_reset')
  })
})
