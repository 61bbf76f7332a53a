import { beforeAll, describe, expect, test } from 'vitest'
import { dismissAppeal, raiseAppeal, upholdAppeal } from '#app/domain/appeal/write.server.ts'
import { getDeal, listReferredDeals, sumDeals } from '#app/domain/deal/read.server.ts'
import {
  confirmAmount,
  expireConfirmations,
  followDeal,
  lapseDeal,
  sendBackDeal,
  settleDeal,
} from '#app/domain/deal/write.server.ts'
import { getDesk } from '#app/domain/desk/read.server.ts'
import { getInterest, listInterestsIn } from '#app/domain/interest/read.server.ts'
import {
  acceptCounter,
  awardInterest,
  counter,
  declineInterest,
  expireInterests,
  quote,
  shortlistInterest,
  showInterest,
  withdrawInterest,
} from '#app/domain/interest/write.server.ts'
import {
  getListing,
  listListingsForReview,
  listNearDuplicates,
} from '#app/domain/listing/read.server.ts'
import {
  draftListing,
  expireListings,
  publishListing,
  renewListing,
  returnListing,
  reviseListing,
  submitListing,
  takeDownListing,
  withdrawListing,
} from '#app/domain/listing/write.server.ts'
import { sql } from '#db'
import {
  makeBureau,
  makeEnterprise,
  makeInstitution,
  makeMember,
  type Organization,
} from '../support/people.ts'
import { refusalOf } from '../support/refusal.ts'
import {
  listingInput,
  makeDeal,
  makeListing,
  makeQuoted,
  quotation,
  supplyInput,
} from '../support/trade.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
let buyer: Organization
let seller: Organization
let other: Organization

beforeAll(async () => {
  world.bureau = await makeBureau(world)
  buyer = await makeEnterprise(world)
  seller = await makeEnterprise(world)
  other = await makeEnterprise(world)
})

const officer = () => world.bureau!.officer.actor
const stateOf = async (table: 'listing' | 'interest' | 'deal', id: string) =>
  (await world.db.selectFrom(table).select('state').where('id', '=', id).executeTakeFirstOrThrow())
    .state
const noticesOf = async (organization: Organization) =>
  (
    await world.db
      .selectFrom('notice')
      .select(['kind', 'subject_id'])
      .where('organization_id', '=', organization.id)
      .execute()
  ).map((item) => `${item.kind} ${item.subject_id}`)

/** Lets days go by, as the market's clock sees it. */
const setBack = (
  table: 'listing' | 'interest' | 'deal',
  id: string,
  set: Record<string, unknown>,
) => world.db.updateTable(table).set(set).where('id', '=', id).execute()

const yesterday = '2020-01-01'
const longAgo = new Date('2020-01-01T00:00:00Z')

describe('a listing comes before the market', () => {
  test('through review: returned with remarks, mended, published for ninety days', async () => {
    const { db } = world
    const owner = buyer.owner.actor
    const { id } = await draftListing(db, owner, listingInput())
    await submitListing(db, owner, id)
    const none = { items: [], more: true }
    expect(await listListingsForReview(db, officer(), { limit: 0 })).toEqual(none)
    const queue = await listListingsForReview(db, officer())
    expect(queue.items.find((item) => item.id === id)?.dueAt).toBeInstanceOf(Date)
    await returnListing(db, officer(), { id, remarks: '请写明检测要求' })
    expect((await getListing(db, owner, id)).remarks).toBe('请写明检测要求')
    const { version } = await getListing(db, owner, id)
    await reviseListing(db, owner, { id, version, input: listingInput({ quantity: 5000 }) })
    await submitListing(db, owner, id)
    const resubmitted = await getListing(db, officer(), id)
    await publishListing(db, officer(), { id, version: resubmitted.version })
    const listing = await getListing(db, null, id)
    expect(listing).toMatchObject({ state: 'published', quantity: 5000, remarks: null })
    expect(listing.expiresOn! > new Date(Date.now() + 88 * 86_400_000).toISOString()).toBe(true)
    expect(await noticesOf(buyer)).toEqual(
      expect.arrayContaining([`listing_returned ${id}`, `listing_published ${id}`]),
    )
  })

  test('an officer never reviews a listing of an organisation that they belong to', async () => {
    const { db } = world
    const mixed = await makeEnterprise(world)
    const second = await makeMember(world, world.bureau!.admin, ['officer'])
    const belonging = { ...second.actor, memberOf: [...second.actor.memberOf, mixed.id] }
    const { id } = await draftListing(db, mixed.owner.actor, listingInput())
    await submitListing(db, mixed.owner.actor, id)
    const queue = await listListingsForReview(db, belonging)
    expect(queue.items.some((item) => item.id === id)).toBe(false)
    expect((await refusalOf(publishListing(db, belonging, { id, version: 2 }))).message).toBe(
      'own_organization',
    )
  })

  test('an officer never publishes words that changed after they had read them', async () => {
    const { db } = world
    const owner = buyer.owner.actor
    const { id } = await draftListing(db, owner, listingInput())
    await submitListing(db, owner, id)
    const read = await getListing(db, officer(), id)
    await returnListing(db, officer(), { id, remarks: '请写明检测要求' })
    const { version } = await getListing(db, owner, id)
    await reviseListing(db, owner, { id, version, input: listingInput({ place: '请加微信' }) })
    await submitListing(db, owner, id)
    const blind = publishListing(db, officer(), { id, version: read.version })
    expect((await refusalOf(blind)).message).toBe('reviewed_meanwhile')
    expect((await getListing(db, officer(), id)).state).toBe('submitted')
  })

  test('one that can’t be changed says why, and what to do instead', async () => {
    const { db } = world
    const owner = buyer.owner.actor
    const revise = async (id: string) => {
      const { version } = await getListing(db, owner, id)
      const refused = await refusalOf(
        reviseListing(db, owner, { id, version, input: listingInput() }),
      )
      return refused.message
    }
    const { id } = await draftListing(db, owner, listingInput())
    await submitListing(db, owner, id)
    expect(await revise(id)).toBe('listing_bound_submitted')
    await withdrawListing(db, owner, { id })
    expect(await revise(id)).toBe('listing_bound_over')
    const late = await makeListing(world, buyer)
    await setBack('listing', late, { expires_on: yesterday })
    await expireListings(db)
    expect(await revise(late)).toBe('listing_bound_expired')
    const { listingId } = await makeDeal(world, buyer, seller)
    expect(await revise(listingId)).toBe('listing_bound_over')
  })

  test('banks and the bureau publish none', async () => {
    const bank = await makeInstitution(world)
    const refused = await refusalOf(draftListing(world.db, bank.owner.actor, listingInput()))
    expect(refused.message).toBe('listing_publishers')
  })

  test('a near duplicate of any organisation is shown to the reviewer, another text is not', async () => {
    const { db } = world
    const first = await makeListing(world, other, listingInput({ title: '长期采购齿轮钢圆棒材料' }))
    const { id } = await draftListing(
      db,
      buyer.owner.actor,
      listingInput({ title: '长期采购齿轮钢圆棒' }),
    )
    const near = await listNearDuplicates(db, { id, title: '长期采购齿轮钢圆棒' })
    expect(near.map((item) => item.id)).toEqual([first])
    expect(await listNearDuplicates(db, { id, title: '冷链仓库制冷机组' })).toEqual([])
  })

  test('near duplicates are found by the index over titles', async () => {
    const plan = await world.db.transaction().execute(async (tx) => {
      await sql`set local enable_seqscan = off`.execute(tx)
      return sql<
        Record<string, string>
      >`explain select id from listing where title % '长期采购齿轮钢'`.execute(tx)
    })
    expect(plan.rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('listing_title_trgm')
  })

  test('what somebody has answered is not changed any more', async () => {
    const { db } = world
    const id = await makeListing(world, buyer)
    await showInterest(db, seller.owner.actor, { listingId: id, note: '我们可以做，先打样看看。' })
    const { version } = await getListing(db, buyer.owner.actor, id)
    const refused = await refusalOf(
      reviseListing(db, buyer.owner.actor, { id, version, input: listingInput() }),
    )
    expect(refused.message).toBe('listing_answered')
  })

  test('taken down, it can be appealed once, and another officer decides', async () => {
    const { db } = world
    const second = (await makeMember(world, world.bureau!.admin, ['officer'])).actor
    const id = await makeListing(world, buyer)
    const { id: interestId } = await showInterest(db, seller.owner.actor, {
      listingId: id,
      note: '我们可以做，先打样看看。',
    })
    await takeDownListing(db, officer(), { id, reason: '含联系方式' })
    expect(await stateOf('interest', interestId)).toBe('expired')
    expect((await refusalOf(getListing(db, null, id))).refusal).toBe('missing')
    const appeal = { kind: 'listing' as const, id, reason: '文字中没有联系方式' }
    expect((await refusalOf(raiseAppeal(db, seller.owner.actor, appeal))).refusal).toBe('missing')
    const { id: appealId } = await raiseAppeal(db, buyer.owner.actor, appeal)
    const verdict = { id: appealId, version: 1, reason: '图片中仍有电话' }
    expect((await refusalOf(dismissAppeal(db, officer(), verdict))).refusal).toBe('forbidden')
    await dismissAppeal(db, second, verdict)
    expect(await stateOf('listing', id)).toBe('taken_down')
    const again = raiseAppeal(db, buyer.owner.actor, appeal)
    expect((await refusalOf(again)).message).toBe('appeal_once')
  })

  test('an appeal that is granted puts it before the market again', async () => {
    const { db } = world
    const second = (await makeMember(world, world.bureau!.admin, ['officer'])).actor
    const id = await makeListing(world, buyer)
    await takeDownListing(db, officer(), { id, reason: '误判' })
    const appeal = { kind: 'listing' as const, id, reason: '没有违规内容' }
    const { id: appealId } = await raiseAppeal(db, buyer.owner.actor, appeal)
    await upholdAppeal(db, second, { id: appealId, version: 1, reason: '确属误判' })
    expect((await getListing(db, null, id)).state).toBe('published')
  })

  test('past its ninety days it leaves the market with what was shown in it, and can be renewed', async () => {
    const { db } = world
    const id = await makeListing(world, buyer)
    const { id: interestId } = await makeQuoted(world, buyer, seller, id)
    await setBack('listing', id, { expires_on: yesterday })
    await expireListings(db)
    await expireListings(db)
    expect([await stateOf('listing', id), await stateOf('interest', interestId)]).toEqual([
      'expired',
      'expired',
    ])
    expect((await refusalOf(getListing(db, null, id))).refusal).toBe('missing')
    await renewListing(db, buyer.owner.actor, id)
    expect((await getListing(db, null, id)).state).toBe('published')
  })
})

describe('an organisation stays unnamed until it accepts an interest', () => {
  test('to visitors, to others and to who has only shown interest', async () => {
    const { db } = world
    const id = await makeListing(world, buyer, listingInput({ anonymous: true }))
    const shown = await showInterest(db, seller.owner.actor, {
      listingId: id,
      note: '我们可以做，先打样看看。',
    })
    for (const actor of [null, other.owner.actor, seller.owner.actor]) {
      expect((await getListing(db, actor, id)).owner).toBeNull()
    }
    expect((await getListing(db, officer(), id)).owner?.id).toBe(buyer.id)
    expect((await getInterest(db, seller.owner.actor, shown.id)).owner).toBeNull()
    await shortlistInterest(db, buyer.owner.actor, shown.id)
    expect((await getInterest(db, seller.owner.actor, shown.id)).owner?.id).toBe(buyer.id)
    expect((await getListing(db, seller.owner.actor, id)).owner?.id).toBe(buyer.id)
    expect((await getListing(db, other.owner.actor, id)).owner).toBeNull()
  })
})

describe('interest and quotation', () => {
  test('quoted, countered, quoted again and awarded: every set of terms is kept, the others are told', async () => {
    const { db } = world
    const listingId = await makeListing(world, buyer)
    const lost = await makeQuoted(world, buyer, other, listingId)
    const { id } = await makeQuoted(world, buyer, seller, listingId, { priceFen: 28 })
    const terms = quotation({ priceFen: 24 })
    await counter(db, buyer.owner.actor, { id, version: 3, terms })
    await quote(db, seller.owner.actor, { id, version: 4, terms: quotation({ priceFen: 25 }) })
    await awardInterest(db, buyer.owner.actor, { id, version: 5 })
    const interest = await getInterest(db, buyer.owner.actor, id)
    expect(interest.terms.map((term) => [term.side, term.priceFen / 1_000_000])).toEqual([
      ['guest', 25],
      ['owner', 24],
      ['guest', 28],
    ])
    expect(await stateOf('listing', listingId)).toBe('matched')
    expect(await stateOf('interest', lost.id)).toBe('declined')
    expect(await noticesOf(other)).toContain(`interest_lost ${lost.id}`)
    const deal = await getDeal(db, seller.owner.actor, interest.dealId!)
    expect(deal).toMatchObject({ state: 'intent', intentFen: 25_000_000, side: 'seller' })
    expect(deal.buyer.id).toBe(buyer.id)
  })

  test('the guest may accept the owner’s counter, which concludes as well', async () => {
    const { db } = world
    const listingId = await makeListing(world, buyer)
    const { id, version } = await makeQuoted(world, buyer, seller, listingId)
    const terms = quotation({ priceFen: 22 })
    await counter(db, buyer.owner.actor, { id, version, terms })
    const early = awardInterest(db, buyer.owner.actor, { id, version: version + 1 })
    expect((await refusalOf(early)).message).toBe('wrong_state')
    await acceptCounter(db, seller.owner.actor, { id, version: version + 1 })
    const { dealId, state } = await getInterest(db, buyer.owner.actor, id)
    expect(state).toBe('awarded')
    expect((await getDeal(db, buyer.owner.actor, dealId!)).intentFen).toBe(22_000_000)
  })

  test('nobody agrees to terms that changed meanwhile, or whose day is past', async () => {
    const { db } = world
    const listingId = await makeListing(world, buyer)
    const { id, version } = await makeQuoted(world, buyer, seller, listingId)
    await quote(db, seller.owner.actor, { id, version, terms: quotation({ priceFen: 99 }) })
    const blind = awardInterest(db, buyer.owner.actor, { id, version })
    expect((await refusalOf(blind)).message).toBe('terms_changed')
    await setBack('interest', id, { valid_until: yesterday })
    const late = awardInterest(db, buyer.owner.actor, { id, version: version + 1 })
    expect((await refusalOf(late)).message).toBe('terms_expired')
    await expireInterests(db)
    expect(await stateOf('interest', id)).toBe('shortlisted')
  })

  test('a supply stays in the market for others, unless there is no more of it', async () => {
    const { db } = world
    const listingId = await makeListing(world, seller, supplyInput())
    const first = await makeQuoted(world, seller, buyer, listingId)
    const second = await makeQuoted(world, seller, other, listingId)
    await awardInterest(db, seller.owner.actor, first)
    expect([await stateOf('listing', listingId), await stateOf('interest', second.id)]).toEqual([
      'published',
      'quoting',
    ])
    const { dealId } = await getInterest(db, buyer.owner.actor, first.id)
    expect((await getDeal(db, buyer.owner.actor, dealId!)).side).toBe('buyer')
    const third = await makeQuoted(world, seller, await makeEnterprise(world), listingId)
    await awardInterest(db, seller.owner.actor, { ...third, last: true })
    expect([await stateOf('listing', listingId), await stateOf('interest', second.id)]).toEqual([
      'matched',
      'declined',
    ])
  })

  test('only an owner of the organisation agrees; a member quotes', async () => {
    const { db } = world
    const member = (await makeMember(world, buyer.owner, ['member'])).actor
    const listingId = await makeListing(world, buyer)
    const { id, version } = await makeQuoted(world, buyer, seller, listingId)
    expect((await refusalOf(awardInterest(db, member, { id, version }))).message).toBe(
      'access_owner',
    )
    await counter(db, member, { id, version, terms: quotation() })
  })

  test('one interest at a time; another after it was withdrawn or declined, until the third no', async () => {
    const { db } = world
    const listingId = await makeListing(world, buyer)
    const show = () =>
      showInterest(db, seller.owner.actor, { listingId, note: '我们可以做，先打样看看。' })
    const { id } = await show()
    expect((await refusalOf(show())).message).toBe('interest_shown')
    await withdrawInterest(db, seller.owner.actor, { id })
    for (let no = 0; no < 3; no++) {
      const { id: again } = await show()
      await declineInterest(db, buyer.owner.actor, { id: again, reason: '已有长期伙伴' })
    }
    expect((await refusalOf(show())).message).toBe('interest_declined')
    const own = showInterest(db, buyer.owner.actor, { listingId, note: '给自己的意向不算数。' })
    expect((await refusalOf(own)).message).toBe('interest_others')
  })

  test('a customer orders again from the same supply once the earlier deal is over', async () => {
    const { db } = world
    const listingId = await makeListing(world, seller, supplyInput())
    const dealOf = async (id: string) =>
      (await getInterest(db, buyer.owner.actor, id)).dealId as string
    const first = await makeQuoted(world, seller, buyer, listingId)
    await awardInterest(db, seller.owner.actor, first)
    const early = makeQuoted(world, seller, buyer, listingId)
    expect((await refusalOf(early)).message).toBe('interest_in_deal')
    for (const stage of ['signed', 'fulfilled'] as const)
      for (const side of [buyer, seller]) await says(side, await dealOf(first.id), stage, 25)
    const second = await makeQuoted(world, seller, buyer, listingId)
    await awardInterest(db, seller.owner.actor, second)
    expect(await dealOf(second.id)).not.toBe(await dealOf(first.id))
    await lapseDeal(db, seller.owner.actor, { id: await dealOf(second.id), reason: '产能不足' })
    await makeQuoted(world, seller, buyer, listingId)
  })

  test('who lost a demand may answer it again when it opens again', async () => {
    const { db } = world
    const listingId = await makeListing(world, buyer)
    await makeQuoted(world, buyer, other, listingId)
    const chosen = await makeQuoted(world, buyer, seller, listingId)
    await awardInterest(db, buyer.owner.actor, chosen)
    const { dealId } = await getInterest(db, buyer.owner.actor, chosen.id)
    await lapseDeal(db, seller.owner.actor, { id: dealId!, reason: '产能不足' })
    await makeQuoted(world, buyer, other, listingId)
    expect(await stateOf('listing', listingId)).toBe('published')
  })

  test('strangers don’t read it, the officer does', async () => {
    const { db } = world
    const listingId = await makeListing(world, buyer)
    const { id } = await makeQuoted(world, buyer, seller, listingId)
    expect((await refusalOf(getInterest(db, other.owner.actor, id))).refusal).toBe('missing')
    expect((await getInterest(db, officer(), id)).side).toBeNull()
    expect(await listInterestsIn(db, other.owner.actor, listingId)).toEqual([])
  })

  test('what is left unanswered too long ends, and both hear of it', async () => {
    const { db } = world
    const listingId = await makeListing(world, buyer)
    const { id } = await showInterest(db, seller.owner.actor, {
      listingId,
      note: '我们可以做，先打样看看。',
    })
    await setBack('interest', id, { due_at: longAgo })
    await expireInterests(db)
    expect(await stateOf('interest', id)).toBe('expired')
    expect(await noticesOf(buyer)).toContain(`interest_expired ${id}`)
    expect(await noticesOf(seller)).toContain(`interest_expired ${id}`)
  })

  test('withdrawing the listing ends what was shown in it', async () => {
    const { db } = world
    const listingId = await makeListing(world, buyer)
    const { id } = await makeQuoted(world, buyer, seller, listingId)
    await withdrawListing(db, buyer.owner.actor, { id: listingId, reason: '项目取消' })
    expect(await stateOf('interest', id)).toBe('expired')
  })
})

const says = (organization: Organization, id: string, stage: 'signed' | 'fulfilled', wan: number) =>
  confirmAmount(world.db, organization.owner.actor, {
    ...{ id, stage, amountFen: wan * 1_000_000, doneOn: '2026-01-15' },
  })

describe('a deal', () => {
  test('counts as signed and as fulfilled once both say the same, and closes the demand', async () => {
    const { db } = world
    const before = await sumDeals(db)
    const { dealId, listingId } = await makeDeal(world, buyer, seller)
    await followDeal(db, seller.owner.actor, dealId)
    expect(await says(buyer, dealId, 'signed', 25)).toEqual({ agreed: false })
    const during = await sumDeals(db)
    expect(during.signed.count - before.signed.count).toBe(0)
    expect(await says(seller, dealId, 'signed', 25)).toEqual({ agreed: true })
    expect(await says(seller, dealId, 'fulfilled', 24.5)).toEqual({ agreed: false })
    expect(await says(buyer, dealId, 'fulfilled', 24.5)).toEqual({ agreed: true })
    const after = await sumDeals(db)
    expect([
      after.intent.amountFen! - before.intent.amountFen!,
      after.signed.amountFen! - before.signed.amountFen!,
      after.fulfilled.amountFen! - before.fulfilled.amountFen!,
    ]).toEqual([26_000_000, 25_000_000, 24_500_000])
    expect(await stateOf('listing', listingId)).toBe('closed')
  })

  test('a confirmation of another stage than the present one is not taken', async () => {
    const { dealId } = await makeDeal(world, buyer, seller)
    expect((await refusalOf(says(buyer, dealId, 'fulfilled', 25))).message).toBe('deal_stage')
  })

  test('amounts that differ go to an officer, who settles them with a reason', async () => {
    const { db } = world
    const { dealId } = await makeDeal(world, buyer, seller)
    await says(buyer, dealId, 'signed', 25)
    await says(seller, dealId, 'signed', 26)
    const queue = await listReferredDeals(db, officer())
    const entry = queue.find(({ id }) => id === dealId)
    expect(entry).toMatchObject({ referredWhy: 'differs', turn: 'officer' })
    expect(entry?.said.map(({ amountFen }) => amountFen / 1_000_000)).toEqual([25, 26])
    const stranger = settleDeal(db, buyer.owner.actor, {
      ...{ id: dealId, amountFen: 1, reason: '我自己定' },
    })
    expect((await refusalOf(stranger)).refusal).toBe('forbidden')
    for (const side of [buyer, seller]) {
      const belonging = { ...officer(), memberOf: [...officer().memberOf, side.id] }
      const own = settleDeal(db, belonging, { id: dealId, amountFen: 1, reason: '替自己定' })
      expect((await refusalOf(own)).message).toBe('own_organization')
      expect(await listReferredDeals(db, belonging)).toEqual([])
    }
    await settleDeal(db, officer(), {
      ...{ id: dealId, amountFen: 25_500_000, reason: '已核对合同' },
    })
    const deal = await getDeal(db, buyer.owner.actor, dealId)
    expect(deal).toMatchObject({ state: 'signed', signedFen: 25_500_000, reason: '已核对合同' })
    expect(deal.referredWhy).toBeNull()
  })

  test('a difference is told once to each side, and lies with the officers from the first', async () => {
    const { db } = world
    const { dealId } = await makeDeal(world, buyer, seller)
    await says(buyer, dealId, 'signed', 25)
    await says(seller, dealId, 'signed', 26)
    const { referredAt } = await getDeal(db, buyer.owner.actor, dealId)
    await says(seller, dealId, 'signed', 27)
    await says(buyer, dealId, 'signed', 24)
    expect((await getDeal(db, buyer.owner.actor, dealId)).referredAt).toEqual(referredAt)
    const told = async (side: Organization) =>
      (await noticesOf(side)).filter((item) => item.endsWith(` ${dealId}`)).sort()
    expect(await told(buyer)).toEqual([`deal_differs ${dealId}`, `deal_opened ${dealId}`])
    expect(await told(seller)).toEqual(
      ['deal_differs', 'deal_opened', 'deal_said'].map((kind) => `${kind} ${dealId}`),
    )
  })

  test('who corrects an amount tells the other side so, whose ten days run from the first', async () => {
    const { db } = world
    const { dealId } = await makeDeal(world, buyer, seller)
    await says(buyer, dealId, 'signed', 25)
    const soon = new Date(Date.now() + 3_600_000)
    await setBack('deal', dealId, { due_at: soon })
    await says(buyer, dealId, 'signed', 26)
    await says(buyer, dealId, 'signed', 26)
    expect((await getDeal(db, seller.owner.actor, dealId)).dueAt).toEqual(soon)
    const said = (await noticesOf(seller)).filter((item) => item.startsWith('deal_said'))
    expect(said.filter((item) => item.endsWith(dealId)).sort()).toEqual(
      ['deal_said', 'deal_said_other'].map((kind) => `${kind} ${dealId}`),
    )
  })

  test('corrected to the same, a difference settles itself', async () => {
    const { dealId } = await makeDeal(world, buyer, seller)
    await says(buyer, dealId, 'signed', 25)
    await says(seller, dealId, 'signed', 26)
    expect(await says(buyer, dealId, 'signed', 26)).toEqual({ agreed: true })
    expect((await listReferredDeals(world.db, officer())).some(({ id }) => id === dealId)).toBe(
      false,
    )
  })

  test('what is not confirmed within ten working days goes to an officer, who may send it back', async () => {
    const { db } = world
    const { dealId } = await makeDeal(world, buyer, seller)
    await says(buyer, dealId, 'signed', 25)
    expect((await getDeal(db, seller.owner.actor, dealId)).dueAt).toBeInstanceOf(Date)
    await setBack('deal', dealId, { due_at: longAgo })
    await expireConfirmations(db)
    await expireConfirmations(db)
    const told = (await noticesOf(seller)).filter((item) => item === `deal_overdue ${dealId}`)
    expect(told.length).toBe(1)
    await sendBackDeal(db, officer(), { id: dealId, reason: '请补签合同后再确认' })
    const deal = await getDeal(db, seller.owner.actor, dealId)
    expect(deal).toMatchObject({ state: 'following', said: [], turn: 'both', referredWhy: null })
    const again = sendBackDeal(db, officer(), { id: dealId, reason: '再退一次' })
    expect((await refusalOf(again)).message).toBe('deal_not_referred')
  })

  test('given up, it opens the demand again', async () => {
    const { db } = world
    const { dealId, listingId } = await makeDeal(world, buyer, seller)
    await lapseDeal(db, seller.owner.actor, { id: dealId, reason: '产能不足' })
    expect([await stateOf('deal', dealId), await stateOf('listing', listingId)]).toEqual([
      'lapsed',
      'published',
    ])
  })
})

test('everything that waits stands on the desks of who has the ball', async () => {
  const { db } = world
  const owner = await makeEnterprise(world)
  const guest = await makeEnterprise(world)
  const whatOf = async (organization: Organization) =>
    (await getDesk(db, organization.owner.actor, db.now())).mine.map(({ what }) => what)
  const listingId = await makeListing(world, owner)
  const { id } = await showInterest(db, guest.owner.actor, {
    listingId,
    note: '我们可以做，先打样看看。',
  })
  expect(await whatOf(owner)).toContain('interest_shown')
  await shortlistInterest(db, owner.owner.actor, id)
  expect(await whatOf(guest)).toContain('interest_shortlisted')
  await quote(db, guest.owner.actor, { id, version: 2, terms: quotation() })
  await awardInterest(db, owner.owner.actor, { id, version: 3 })
  expect(await whatOf(guest)).toContain('deal_intent')
  const { dealId } = await getInterest(db, owner.owner.actor, id)
  await says(owner, dealId!, 'signed', 25)
  await says(guest, dealId!, 'signed', 26)
  const bureau = await getDesk(db, officer(), db.now())
  expect(bureau.mine.some(({ to }) => to === `/deals/${dealId}`)).toBe(true)
})
