import { describe, expect, test } from 'vitest'
import type { Acting } from '#app/domain/actor.ts'
import type { AppealKind } from '#app/domain/appeal/appeal.ts'
import { getAppeal, getContestable, listAppeals } from '#app/domain/appeal/read.server.ts'
import {
  dismissAppeal,
  raiseAppeal,
  upholdAppeal,
  withdrawAppeal,
} from '#app/domain/appeal/write.server.ts'
import { draftListing, returnListing, submitListing } from '#app/domain/listing/write.server.ts'
import { draftProduct, returnProduct, submitProduct } from '#app/domain/product/write.server.ts'
import {
  draftRequest,
  returnRequest,
  reviseRequest,
  submitRequest,
} from '#app/domain/request/write.server.ts'
import {
  rejectApplication,
  returnApplication,
  submitOrganization,
  suspendOrganization,
} from '#app/domain/standing/write.server.ts'
import { sql, type Tx, transact } from '#db'
import { productInput, requestInput } from '../support/financing.ts'
import {
  makeBureau,
  makeDraft,
  makeEnterprise,
  makeInstitution,
  makeMember,
  makePdf,
  type Person,
} from '../support/people.ts'
import { refusalOf } from '../support/refusal.ts'
import { listingInput } from '../support/trade.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const reason = '材料齐全，符合公开条件，请复核。'

async function officers(): Promise<{ first: Person<Acting>; second: Person<Acting> }> {
  world.bureau ??= await makeBureau(world)
  const { officer, admin } = world.bureau
  return { first: officer, second: await makeMember(world, admin, ['officer'], '郑复核') }
}

const stateOf = async (
  table: 'product' | 'request' | 'listing' | 'standing_application',
  id: string,
) =>
  (await world.db.selectFrom(table).select('state').where('id', '=', id).executeTakeFirstOrThrow())
    .state

const standingOf = async (id: string) =>
  (
    await world.db
      .selectFrom('organization')
      .select('standing')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  ).standing

async function returnedRequest() {
  const { first, second } = await officers()
  const { owner } = await makeEnterprise(world)
  const { id } = await draftRequest(world.db, owner.actor, requestInput())
  await submitRequest(world.db, owner.actor, id)
  await returnRequest(world.db, first.actor, { id, remarks: '用途不够具体。' })
  return { first, second, owner, id }
}

const raise = (person: Person, kind: AppealKind, id: string) =>
  raiseAppeal(world.db, person.actor, { kind, id, reason })

const verdict = (id: string) => ({ id, version: 1, reason: '经复核，原决定不当。' })

/** Resolves when somebody waits for a row of this database. */
const untilSomebodyWaits = () =>
  expect
    .poll(async () => {
      const { rows } = await sql`select from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(world.db)
      return rows.length
    })
    .toBe(1)

describe('A refusal by an officer', () => {
  test('can be read of while the thing is being worked on', async () => {
    const { owner, id } = await returnedRequest()
    const read = await transact(world.db, async (tx) => {
      await sql`select from request where id = ${id} for update`.execute(tx)
      return getContestable(world.db, owner.actor, 'request', id)
    })
    expect(read).toMatchObject({ refusal: { reason: '用途不够具体。' }, appealId: null })
  })

  test('of an application is contested in the order in which it is decided on: the organisation first', async () => {
    const { first } = await officers()
    const draft = await makeDraft(world)
    const id = await submitOrganization(world.db, draft.owner.actor, draft.id, {
      ...{ licence: makePdf(), note: null },
    })
    await rejectApplication(world.db, first.actor, { id, version: 1, reason: '材料不符。' })
    const take = (tx: Tx, table: string, row: string) =>
      sql`select from ${sql.table(table)} where id = ${row} for update nowait`.execute(tx)
    let raising: Promise<unknown> = Promise.resolve()
    await transact(world.db, async (tx) => {
      await take(tx, 'organization', draft.id)
      raising = raise(draft.owner, 'standing_application', id)
      await untilSomebodyWaits()
      await take(tx, 'standing_application', id)
    })
    expect(await raising).toHaveProperty('id')
  })

  test('is decided by another officer than the one who refused, within five working days', async () => {
    const { first, second, owner, id } = await returnedRequest()
    const appeal = await raise(owner, 'request', id)
    expect(await refusalOf(upholdAppeal(world.db, first.actor, verdict(appeal.id)))).toMatchObject({
      refusal: 'forbidden',
      message: 'appeal_decide',
    })
    const queue = await listAppeals(world.db, second.actor, { open: true })
    const days = (queue[0]!.dueAt!.getTime() - world.db.now().getTime()) / 86_400_000
    expect(days).toBeGreaterThan(4)
    expect(queue.find((item) => item.id === appeal.id)?.decidable).toBe(true)
    await upholdAppeal(world.db, second.actor, verdict(appeal.id))
    expect(await stateOf('request', id)).toBe('published')
    const told = await world.db
      .selectFrom('notice')
      .select('kind')
      .where('person_id', '=', owner.personId)
      .execute()
    expect(told.map(({ kind }) => kind)).toContain('appeal_upheld')
  })

  test('is contested once; a later refusal can be contested anew', async () => {
    const { first, second, owner, id } = await returnedRequest()
    const appeal = await raise(owner, 'request', id)
    expect(await refusalOf(raise(owner, 'request', id))).toMatchObject({ message: 'appeal_once' })
    await dismissAppeal(world.db, second.actor, verdict(appeal.id))
    expect(await refusalOf(raise(owner, 'request', id))).toMatchObject({ message: 'appeal_once' })
    expect(await stateOf('request', id)).toBe('returned')
    await submitRequest(world.db, owner.actor, id)
    await returnRequest(world.db, first.actor, { id, remarks: '仍不够具体。' })
    await raise(owner, 'request', id)
  })

  test('is contested by who was refused, and read by nobody else', async () => {
    const { owner, id } = await returnedRequest()
    const stranger = await makeEnterprise(world)
    expect(await refusalOf(raise(stranger.owner, 'request', id))).toMatchObject({
      refusal: 'missing',
    })
    const appeal = await raise(owner, 'request', id)
    const read = getAppeal(world.db, stranger.owner.actor, appeal.id)
    expect(await refusalOf(read)).toMatchObject({ refusal: 'missing' })
  })

  test('is no longer contested once the appeal is withdrawn, and not where nothing was refused', async () => {
    const { second, owner, id } = await returnedRequest()
    const appeal = await raise(owner, 'request', id)
    await withdrawAppeal(world.db, owner.actor, appeal.id)
    expect(
      await refusalOf(upholdAppeal(world.db, second.actor, { ...verdict(appeal.id), version: 2 })),
    ).toMatchObject({
      message: 'wrong_state',
    })
    const { id: fresh } = await draftRequest(world.db, owner.actor, requestInput())
    expect(await refusalOf(raise(owner, 'request', fresh))).toMatchObject({
      message: 'appeal_nothing',
    })
  })

  test('is decided on what was refused: nothing is changed while the appeal is open', async () => {
    const { owner, id } = await returnedRequest()
    const { id: appeal } = await raise(owner, 'request', id)
    const { version } = await world.db
      .selectFrom('request')
      .select('version')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const change = { id, version, input: requestInput({ title: '换了一番话' }) }
    const revise = () => reviseRequest(world.db, owner.actor as Acting, change)
    expect((await refusalOf(revise())).message).toBe('under_appeal')
    await withdrawAppeal(world.db, owner.actor, appeal)
    await revise()
  })

  test('that was overtaken by events is not undone', async () => {
    const { second, owner, id } = await returnedRequest()
    const appeal = await raise(owner, 'request', id)
    await submitRequest(world.db, owner.actor, id)
    expect(await refusalOf(upholdAppeal(world.db, second.actor, verdict(appeal.id)))).toMatchObject(
      { message: 'appeal_overtaken' },
    )
    expect((await getAppeal(world.db, owner.actor, appeal.id)).state).toBe('raised')
  })
})

describe('Upholding does what was refused', () => {
  test('a returned product is published', async () => {
    const { first, second } = await officers()
    const bank = await makeInstitution(world)
    const { actor } = bank.loanOfficer
    const { id } = await draftProduct(world.db, actor, productInput())
    await submitProduct(world.db, actor, id)
    await returnProduct(world.db, first.actor, { id, remarks: '利率写法不清。' })
    const appeal = await raise(bank.loanOfficer, 'product', id)
    await upholdAppeal(world.db, second.actor, verdict(appeal.id))
    expect(await stateOf('product', id)).toBe('published')
  })

  test('a returned listing is published', async () => {
    const { first, second } = await officers()
    const { owner } = await makeEnterprise(world)
    const { id } = await draftListing(world.db, owner.actor, listingInput())
    await submitListing(world.db, owner.actor, id)
    await returnListing(world.db, first.actor, { id, remarks: '与已有信息重复。' })
    const appeal = await raise(owner, 'listing', id)
    await upholdAppeal(world.db, second.actor, verdict(appeal.id))
    expect(await stateOf('listing', id)).toBe('published')
  })

  test.each([
    ['rejected', rejectApplication, { reason: '材料不符合要求。' }],
    ['returned', returnApplication, { remarks: '请补充授权书。' }],
  ] as const)('an application that was %s is granted', async (_, decide, words) => {
    const { first, second } = await officers()
    const { id, owner } = await makeDraft(world)
    const application = await submitOrganization(world.db, owner.actor, id, {
      licence: makePdf(),
      note: null,
    })
    await decide(world.db, first.actor, { id: application, version: 1, ...words } as never)
    const appeal = await raise(owner, 'standing_application', application)
    expect(
      (await refusalOf(dismissAppeal(world.db, first.actor, verdict(appeal.id)))).refusal,
    ).toBe('forbidden')
    await upholdAppeal(world.db, second.actor, verdict(appeal.id))
    expect(await standingOf(id)).toBe('verified')
    expect(await stateOf('standing_application', application)).toBe('verified')
  })

  test('a suspended organisation acts again', async () => {
    const { first, second } = await officers()
    const firm = await makeEnterprise(world)
    await suspendOrganization(world.db, first.actor, firm.id, '存在失信记录，待核实。')
    const appeal = await raise(firm.owner, 'organization', firm.id)
    await upholdAppeal(world.db, second.actor, verdict(appeal.id))
    expect(await standingOf(firm.id)).toBe('verified')
  })
})
