import { beforeAll, describe, expect, test } from 'vitest'
import { listEnterprises } from '#app/domain/organization/import.server.ts'
import { findByUscc } from '#app/domain/standing/read.server.ts'
import {
  createOrganization,
  expireDrafts,
  submitOrganization,
  takeOver,
  verifyApplication,
} from '#app/domain/standing/write.server.ts'
import { makeBureau, makePdf, makePerson, makeUscc, refresh } from '../support/people.ts'
import { refusalOf } from '../support/refusal.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()

beforeAll(async () => {
  world.bureau = await makeBureau(world)
})

const facts = (uscc: string) => ({
  kind: 'enterprise' as const,
  institutionType: undefined,
  name: '南昌真诚齿轮有限公司',
  uscc,
  street: '董家窑街道',
})

/** Somebody who has begun to enter an organisation of this code. */
async function draftOf(uscc: string) {
  const person = await makePerson(world)
  const id = await createOrganization(world.db, person.actor, facts(uscc))
  return { id, person: await refresh(world, person) }
}

const submit = async ({ id, person }: Awaited<ReturnType<typeof draftOf>>) =>
  submitOrganization(world.db, person.actor, id, { licence: makePdf(), note: null })

const applicationOf = (id: string) =>
  world.db
    .selectFrom('standing_application')
    .innerJoin('organization', 'organization.id', 'standing_application.organization_id')
    .select([
      'standing_application.state',
      'standing_application.disputed',
      'standing_application.version',
      'organization.standing',
    ])
    .where('standing_application.id', '=', id)
    .executeTakeFirstOrThrow()

describe('A credit code', () => {
  test('is taken by no draft: the real firm looks it up, enters, is listed and taken charge of', async () => {
    const uscc = makeUscc()
    await draftOf(uscc)
    const firm = await makePerson(world)
    expect(await findByUscc(world.db, firm.actor, uscc)).toBeNull()
    const own = await draftOf(uscc)
    expect(await findByUscc(world.db, own.person.actor, uscc)).toMatchObject({ id: own.id })
    const again = createOrganization(world.db, own.person.actor, facts(uscc))
    expect((await refusalOf(again)).message).toBe('uscc_known')
    const listed = makeUscc()
    await draftOf(listed)
    const row = { ...facts(listed), ...emptyFacts }
    expect(await listEnterprises(world.db, null, [row], '名录')).toEqual(['created'])
    const found = await findByUscc(world.db, firm.actor, listed)
    expect(found).toMatchObject({ standing: 'listed', known: true })
    const papers = { licence: makePdf(), letter: makePdf('授权书.pdf'), note: null }
    await takeOver(world.db, firm.actor, found!.id, papers)
  })

  test('that two submit with a licence is a dispute, which an officer settles for one of them', async () => {
    const uscc = makeUscc()
    const [squatter, firm] = [await draftOf(uscc), await draftOf(uscc)]
    const first = await submit(squatter)
    expect((await applicationOf(first)).disputed).toBe(false)
    const second = await submit(firm)
    for (const id of [first, second]) expect((await applicationOf(id)).disputed).toBe(true)
    await verifyApplication(world.db, world.bureau!.officer.actor, { id: second, version: 1 })
    expect(await applicationOf(second)).toMatchObject({ standing: 'verified' })
    expect(await applicationOf(first)).toMatchObject({ state: 'rejected', standing: 'rejected' })
    const late = await makePerson(world)
    expect(await findByUscc(world.db, late.actor, uscc)).toMatchObject({ id: firm.id })
    const third = createOrganization(world.db, late.actor, facts(uscc))
    expect((await refusalOf(third)).message).toBe('uscc_known')
  })

  test('that two submit at one instant is known to both to be disputed', async () => {
    const uscc = makeUscc()
    const drafts = [await draftOf(uscc), await draftOf(uscc)]
    const ids = await Promise.all(drafts.map(submit))
    for (const id of ids) expect((await applicationOf(id)).disputed).toBe(true)
  })
})

test('a draft that nobody touches for a month is deleted, and its owner is told', async () => {
  const uscc = makeUscc()
  const [left, submitted] = [await draftOf(uscc), await draftOf(makeUscc())]
  await submit(submitted)
  expect(await expireDrafts(world.db)).toBe(0)
  world.stopClock(new Date(world.db.now().getTime() + 31 * 86_400_000))
  try {
    expect(await expireDrafts(world.db)).toBeGreaterThan(0)
  } finally {
    world.stopClock(null)
  }
  const ids = await world.db
    .selectFrom('organization')
    .select('id')
    .where('id', 'in', [left.id, submitted.id])
    .execute()
  expect(ids).toEqual([{ id: submitted.id }])
  expect((await refresh(world, left.person)).actor.organization).toBeNull()
  const told = await world.db
    .selectFrom('notice')
    .select('kind')
    .where('person_id', '=', left.person.personId)
    .execute()
  expect(told.map(({ kind }) => kind)).toEqual(['standing_draft_expired'])
})

const emptyFacts = {
  registered_on: null,
  capital_fen: null,
  capital_currency: null,
  province: null,
  city: null,
  district: null,
  road: null,
  business_scope: null,
  is_branch: false,
  industry_code: null,
}
