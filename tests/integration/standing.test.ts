import { describe, expect, test } from 'vitest'
import { openFile } from '#app/domain/file/read.server.ts'
import { askToJoin, decideJoin } from '#app/domain/membership/write.server.ts'
import type { Standing } from '#app/domain/organization/standing.ts'
import {
  getOwnCase,
  getTakeover,
  listOwnApplications,
  listQueue,
  openCase,
} from '#app/domain/standing/read.server.ts'
import {
  askDelisting,
  createOrganization,
  deregisterOrganization,
  rejectApplication,
  restoreOrganization,
  returnApplication,
  submitOrganization,
  suspendOrganization,
  takeOver,
  verifyApplication,
  withdrawApplication,
} from '#app/domain/standing/write.server.ts'
import { testFiles } from '../support/files.ts'
import {
  makeBureau,
  makeDraft,
  makeEnterprise,
  makeMember,
  makePdf,
  makePerson,
  makeUscc,
  refresh,
} from '../support/people.ts'
import { refusalOf } from '../support/refusal.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const files = testFiles()
const proofs = () => ({ licence: makePdf(), letter: makePdf('授权书.pdf'), note: null })

async function bureau() {
  world.bureau ??= await makeBureau(world)
  return world.bureau
}

async function standingOf(id: string): Promise<Standing> {
  const row = await world.db
    .selectFrom('organization')
    .select('standing')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return row.standing as Standing
}

/** A firm of the registry, as the import leaves it. */
async function makeListed(): Promise<string> {
  const { id } = await world.db
    .insertInto('organization')
    .values({
      kind: 'enterprise',
      standing: 'listed',
      name: '江西豫章食品有限公司',
      uscc: makeUscc(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function submitted() {
  const draft = await makeDraft(world)
  const input = { licence: makePdf(), note: null }
  const application = await submitOrganization(world.db, draft.owner.actor, draft.id, input)
  return { ...draft, application }
}

describe('A new organisation enters the market', () => {
  test('only with a code whose check character is right and that nobody has', async () => {
    const person = await makePerson(world)
    const taken = await makeEnterprise(world)
    const refused = await refusalOf(
      createOrganization(world.db, person.actor, {
        kind: 'enterprise',
        institutionType: undefined,
        name: '冒名有限公司',
        uscc: taken.uscc,
      }),
    )
    expect(refused).toMatchObject({ refusal: 'invalid', fields: { uscc: ['uscc_known'] } })
  })

  test('needs its licence, goes to the officers, comes back with remarks, and is verified', async () => {
    const { officer } = await bureau()
    const draft = await makeDraft(world)
    const submit = (input: Parameters<typeof submitOrganization>[3]) =>
      submitOrganization(world.db, draft.owner.actor, draft.id, input)
    expect((await refusalOf(submit({ note: null }))).fields).toEqual({
      licence: ['licence_needed'],
    })
    expect(await standingOf(draft.id)).toBe('draft')
    const id = await submit({ licence: makePdf(), note: null })
    const remarks = '请补充清晰的营业执照。'
    await returnApplication(world.db, officer.actor, { id, version: 1, remarks })
    expect(await standingOf(draft.id)).toBe('returned')
    expect((await getOwnCase(world.db, draft.owner.actor, draft.id)).application?.remarks).toBe(
      remarks,
    )
    expect(await submit({ note: '已补充。' })).toBe(id)
    await verifyApplication(world.db, officer.actor, { id, version: 3 })
    expect(await standingOf(draft.id)).toBe('verified')
    expect((await refresh(world, draft.owner)).actor.organization?.standing).toBe('verified')
  })

  test('leaves its whole course: who, when, why', async () => {
    const { officer } = await bureau()
    const { id, owner, application } = await submitted()
    const reason = '材料与登记信息不符。'
    await rejectApplication(world.db, officer.actor, { id: application, version: 1, reason })
    const { history } = await getOwnCase(world.db, owner.actor, id)
    expect(history.map(({ verb, by, reason: why }) => ({ verb, by, why }))).toEqual([
      { verb: 'reject', by: officer.name, why: reason },
      { verb: 'submit', by: owner.name, why: null },
      { verb: 'create', by: owner.name, why: null },
    ])
  })

  test('can be withdrawn by who applied until it is decided', async () => {
    const { id, owner, application } = await submitted()
    await withdrawApplication(world.db, owner.actor, application)
    expect(await standingOf(id)).toBe('draft')
    const stranger = await makePerson(world)
    const again = await submitted()
    const refused = await refusalOf(
      withdrawApplication(world.db, stranger.actor, again.application),
    )
    expect(refused.refusal).toBe('missing')
  })
})

describe('An officer decides', () => {
  test('never on an organisation that they belong to, nor on their own application', async () => {
    const { officer } = await bureau()
    const own = await submitted()
    const outsider = await makePerson(world)
    const asked = { organizationId: own.id, note: null }
    const id = await askToJoin(world.db, outsider.actor, asked)
    await decideJoin(world.db, own.owner.actor, { id, roles: ['member'] })
    const insider = await refresh(world, outsider)
    const both = await makeMember(world, (await bureau()).admin, ['officer'])
    await world.db
      .insertInto('membership')
      .values({ organization_id: own.id, person_id: both.personId, roles: ['member'] })
      .execute()
    const conflicted = await refresh(world, both)
    const decide = (actor: typeof officer.actor) =>
      verifyApplication(world.db, actor, { id: own.application, version: 1 })
    expect((await refusalOf(decide(conflicted.actor as typeof officer.actor))).refusal).toBe(
      'forbidden',
    )
    expect((await refusalOf(decide(insider.actor as typeof officer.actor))).refusal).toBe(
      'forbidden',
    )
    const listed = await listQueue(world.db, conflicted.actor, {
      tab: 'waiting',
      page: 1,
      search: '',
    })
    expect(listed.items.map(({ id }) => id)).not.toContain(own.id)
    await decide(officer.actor)
    expect(await standingOf(own.id)).toBe('verified')
  })

  test('not on what changed after they looked', async () => {
    const { officer } = await bureau()
    const { owner, id, application } = await submitted()
    await withdrawApplication(world.db, owner.actor, application)
    await submitOrganization(world.db, owner.actor, id, { licence: makePdf(), note: null })
    const refused = await refusalOf(
      verifyApplication(world.db, officer.actor, { id: application, version: 1 }),
    )
    expect(refused.refusal).toBe('conflict')
  })

  test('once: of many who decide at one instant, one does', async () => {
    const { admin } = await bureau()
    const { id, application } = await submitted()
    const officers = await Promise.all(
      Array.from({ length: 6 }, () => makeMember(world, admin, ['officer'])),
    )
    const results = await Promise.allSettled(
      officers.map(({ actor }, index) =>
        index % 2
          ? verifyApplication(world.db, actor, { id: application, version: 1 })
          : rejectApplication(world.db, actor, {
              id: application,
              version: 1,
              reason: '材料不符合要求。',
            }),
      ),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(['verified', 'rejected']).toContain(await standingOf(id))
  })

  test('suspends at once, restores, and ends for good; each with a reason that the owner is told of', async () => {
    const { officer } = await bureau()
    const firm = await makeEnterprise(world)
    await suspendOrganization(world.db, officer.actor, firm.id, '存在失信记录，待核实。')
    expect((await refresh(world, firm.owner)).actor.organization?.standing).toBe('suspended')
    await restoreOrganization(world.db, officer.actor, firm.id, '已核实，恢复。')
    expect(await standingOf(firm.id)).toBe('verified')
    await deregisterOrganization(world.db, officer.actor, firm.id, '企业已注销。')
    expect(await standingOf(firm.id)).toBe('deregistered')
    const told = await world.db
      .selectFrom('notice')
      .select('kind')
      .where('person_id', '=', firm.owner.personId)
      .orderBy('id')
      .execute()
    expect(told.map(({ kind }) => kind)).toEqual([
      'standing_verified',
      'standing_suspend',
      'standing_restore',
      'standing_deregister',
    ])
  })
})

describe('A listed organisation is taken over', () => {
  test('with licence and letter, checked by an officer', async () => {
    const { officer } = await bureau()
    const id = await makeListed()
    const person = await makePerson(world)
    const lacking = { ...proofs(), letter: null }
    const refused = await refusalOf(takeOver(world.db, person.actor, id, lacking))
    expect(refused.fields).toEqual({ letter: ['letter_needed'] })
    const application = await takeOver(world.db, person.actor, id, proofs())
    expect(await standingOf(id)).toBe('takeover_pending')
    await verifyApplication(world.db, officer.actor, { id: application, version: 1 })
    expect(await standingOf(id)).toBe('verified')
    expect((await refresh(world, person)).actor.organization).toMatchObject({
      id,
      roles: ['owner'],
    })
  })

  test('by one of two: both are in dispute, and who isn’t granted is refused', async () => {
    const { officer } = await bureau()
    const id = await makeListed()
    const [first, second] = [await makePerson(world, '甲'), await makePerson(world, '乙')]
    await takeOver(world.db, first.actor, id, proofs())
    const granted = await takeOver(world.db, second.actor, id, proofs())
    const { applications } = await openCase(world.db, world.vault, officer.actor, id)
    expect(applications.map(({ disputed }) => disputed)).toEqual([true, true])
    await verifyApplication(world.db, officer.actor, { id: granted, version: 1 })
    const [mine] = await listOwnApplications(world.db, first.personId)
    expect(mine?.state).toBe('rejected')
    expect((await refresh(world, first)).actor.organization).toBeNull()
  })

  test('and is free again once nobody asks for it any more', async () => {
    const { officer } = await bureau()
    const id = await makeListed()
    const [first, second] = [await makePerson(world), await makePerson(world)]
    const one = await takeOver(world.db, first.actor, id, proofs())
    const two = await takeOver(world.db, second.actor, id, proofs())
    await withdrawApplication(world.db, first.actor, one)
    expect(await standingOf(id)).toBe('takeover_pending')
    await rejectApplication(world.db, officer.actor, {
      id: two,
      version: 1,
      reason: '授权书无公章。',
    })
    expect(await standingOf(id)).toBe('listed')
  })

  test('against its present owner as a dispute: the old owner stays as a member', async () => {
    const { officer } = await bureau()
    const firm = await makeEnterprise(world)
    const claimant = await makePerson(world)
    expect((await getTakeover(world.db, claimant.personId, firm.id)).disputed).toBe(true)
    const application = await takeOver(world.db, claimant.actor, firm.id, proofs())
    expect(await standingOf(firm.id)).toBe('verified')
    await verifyApplication(world.db, officer.actor, { id: application, version: 1 })
    expect((await refresh(world, claimant)).actor.organization?.roles).toEqual(['owner'])
    expect((await refresh(world, firm.owner)).actor.organization?.roles).toEqual(['member'])
  })

  test('or taken off the market when it asks for that', async () => {
    const { officer } = await bureau()
    const id = await makeListed()
    const person = await makePerson(world)
    const input = { licence: makePdf(), note: '本单位不参与。' }
    const application = await askDelisting(world.db, person.actor, id, input)
    await verifyApplication(world.db, officer.actor, { id: application, version: 1 })
    expect(await standingOf(id)).toBe('deregistered')
  })
})

describe('Proofs', () => {
  test('are told by their content, not by their name', async () => {
    const wanted = { field: 'licence' }
    const bytes = new TextEncoder().encode('<script>alert(1)</script>')
    const refused = await refusalOf(files.prepare({ name: '营业执照.pdf', bytes }, wanted))
    expect(refused.fields).toEqual({ licence: ['file_type'] })
    const large = new Uint8Array(20 * 1024 * 1024 + 1)
    large.set(makePdf().bytes)
    const tooLarge = await refusalOf(files.prepare({ name: '营业执照.pdf', bytes: large }, wanted))
    expect(tooLarge.fields).toEqual({ licence: ['file_too_large'] })
  })

  test('are open to their uploader and to officers, whose look is recorded, and missing for all others', async () => {
    const { officer } = await bureau()
    const { owner, id } = await submitted()
    const { applications } = await openCase(world.db, world.vault, officer.actor, id)
    const file = applications[0]!.licence!.id
    const stranger = await makePerson(world)
    expect((await openFile(world.db, owner.actor, file)).mediaType).toBe('application/pdf')
    await openFile(world.db, officer.actor, file)
    expect((await refusalOf(openFile(world.db, stranger.actor, file))).refusal).toBe('missing')
    const reads = await world.db
      .selectFrom('audit')
      .select(['verb', 'person_id'])
      .where('verb', 'in', ['read_file', 'read_standing_case'])
      .where('subject_id', 'in', [file, id])
      .orderBy('verb', 'desc')
      .execute()
    expect(reads).toEqual([
      { verb: 'read_standing_case', person_id: officer.personId },
      { verb: 'read_file', person_id: officer.personId },
    ])
  })
})

describe('The trail of standing', () => {
  test('cannot be changed or deleted by the application', async () => {
    await submitted()
    await expect(world.db.deleteFrom('audit').execute()).rejects.toThrow('permission denied')
    await expect(world.db.updateTable('transition').set({ verb: 'x' }).execute()).rejects.toThrow(
      'permission denied',
    )
  })

  test('marks an organisation for search with every move', async () => {
    const firm = await makeEnterprise(world)
    const { version } = await world.db
      .selectFrom('search_dirty')
      .select('version')
      .where('kind', '=', 'organization')
      .where('id', '=', firm.id)
      .executeTakeFirstOrThrow()
    expect(version).toBeGreaterThanOrEqual(2)
  })
})
