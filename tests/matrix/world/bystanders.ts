import { changePassword } from '#app/domain/account/write.server.ts'
import type { Actor, Role } from '#app/domain/actor.ts'
import {
  askToJoin,
  decideJoin,
  endMembership,
  inviteMember,
} from '#app/domain/membership/write.server.ts'
import { returnApplication, takeOver } from '#app/domain/standing/write.server.ts'
import {
  makeMember,
  makePdf,
  makePerson,
  type Organization,
  type Person,
  refresh,
  testPassword,
} from '../../support/people.ts'
import type { Cast, Market, Staff } from './cast.ts'

/** Who comes to no page here: verbs alone are asked as them, since one condition tells each from somebody else. */
export interface Bystanders {
  actors: Record<string, Actor>
  /** What lies open for `invited`. */
  invitation: string
  /** Of the chain leader, the only one that isn't everybody's. */
  ownPassword: string
}

export async function makeBystanders(
  market: Market,
  cast: Cast,
  staff: Staff,
): Promise<Bystanders> {
  const { branch, bank, bureau } = cast
  const invited = await makePerson(market, '褚受邀')
  const people = {
    branch_owner: branch.owner,
    branch_manager: await makeMember(market, branch.owner, ['branch_manager'], '韩行长'),
    branch_co_owner: await makeMember(market, branch.owner, ['owner'], '杨股东'),
    other_bank_owner: cast.otherBank.owner,
    of_two_banks: await makeOfBoth(market, cast),
    taker: await makeReturnedTakeover(market, cast),
    invited,
  }
  const left = await makeMember(market, bureau.admin, ['officer'], '离任审核员')
  await leave(market, left, bureau.id)
  await join(market, staff.secondOfficer, cast.otherFirm, ['member'])
  await leave(market, staff.secondOfficer, cast.otherFirm.id)
  const ownPassword = 'bamboo-lantern-58'
  await changePassword(market.db, cast.chain.owner.actor, {
    current: testPassword,
    password: ownPassword,
  })
  const { token } = await inviteMember(market.db, market.vault, bank.owner.actor, {
    contact: invited.contact,
    roles: ['loan_officer'],
    origin: 'http://test',
  })
  const actors: Record<string, Actor> = {
    // As a page that was open when they left would still ask.
    left_officer: left.actor,
    officer_at_firm: {
      ...(await refresh(market, staff.partner)).actor,
      organization: staff.firmMember.actor.organization,
    },
  }
  for (const [name, person] of Object.entries(people))
    actors[name] = (await refresh(market, person)).actor
  return { actors, invitation: token, ownPassword }
}

async function makeOfBoth(market: Market, { bank, otherBank }: Cast): Promise<Person> {
  const person = await makeMember(market, bank.owner, ['loan_officer'], '朱双聘')
  await join(market, person, otherBank, ['loan_officer'])
  return person
}

/** Sent back to be mended: to submit it again is for who asked. */
async function makeReturnedTakeover(market: Market, cast: Cast): Promise<Person> {
  const { db } = market
  const taker = await makePerson(market, '蒋接管')
  const proofs = { licence: makePdf(), letter: makePdf('函.pdf'), note: '受托接管。' }
  const id = await takeOver(db, taker.actor, cast.hiddenFirm.id, proofs)
  const remarks = '请补盖公章。'
  await returnApplication(db, cast.bureau.officer.actor, { id, version: 1, remarks })
  return taker
}

async function join(
  { db }: Market,
  { actor }: Person,
  { id: organizationId, owner }: Organization,
  roles: readonly Role[],
): Promise<void> {
  const asked = await askToJoin(db, actor, { organizationId, note: null })
  await decideJoin(db, owner.actor, { id: asked, roles })
}

async function leave(market: Market, person: Person, organizationId: string): Promise<void> {
  const { id } = await market.db
    .selectFrom('membership')
    .select('id')
    .where('person_id', '=', person.personId)
    .where('organization_id', '=', organizationId)
    .executeTakeFirstOrThrow()
  await endMembership(market.db, (await refresh(market, person)).actor, id)
}
