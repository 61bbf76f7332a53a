import type { Acting } from '#app/domain/actor.ts'
import { type Terms, termsSchema } from '#app/domain/interest/interest.ts'
import {
  awardInterest,
  quote,
  shortlistInterest,
  showInterest,
} from '#app/domain/interest/write.server.ts'
import { type ListingInput, listingSchema } from '#app/domain/listing/listing.ts'
import { draftListing, publishListing, submitListing } from '#app/domain/listing/write.server.ts'
import type { Organization, World } from './people.ts'

/** A demand as its form sends it; its budget in 万元. */
export const listingForm = {
  direction: 'demand',
  kind: 'capacity',
  title: '寻找六级精度磨齿外协',
  body: '减速器齿轮磨齿外协，月均三千件，需自备检测设备，来料加工。',
  specs: '精度：6 级\n模数：1–8',
  quantity: 3000,
  unit: '件',
  priceLow: 20,
  priceHigh: 30,
  place: '南昌市',
  deadline: '2030-12-31',
  certificates: 'ISO 9001、IATF 16949',
}

export const listingInput = (changes: Record<string, unknown> = {}): ListingInput =>
  listingSchema.parse({ ...listingForm, ...changes })

export const supplyInput = (changes: Record<string, unknown> = {}): ListingInput =>
  listingInput({
    direction: 'supply',
    kind: 'product',
    title: '汽车内饰件注塑模具',
    body: '为汽车零部件厂设计制造注塑模具，四十五天交付。',
    priceLow: 80_000,
    priceHigh: 260_000,
    unit: '套',
    quantity: 20,
    ...changes,
  })

/** A listing that everybody finds. */
export async function makeListing(
  { db, bureau }: World,
  owner: Organization,
  input: ListingInput = listingInput(),
): Promise<string> {
  const { id } = await draftListing(db, owner.owner.actor, input)
  await submitListing(db, owner.owner.actor, id)
  await publishListing(db, bureau!.officer.actor as Acting, { id, version: 2 })
  return id
}

/** A quotation as its form sends it; its price in 万元, for all of it. */
export const quotation = (changes: Record<string, unknown> = {}): Terms =>
  termsSchema.parse({
    priceFen: 26,
    quantity: 3000,
    deliveryDays: 30,
    validUntil: '2030-12-31',
    termsNote: '含包装与运输',
    ...changes,
  })

const note = '我们有三台磨齿机，做过同类齿轮，可以先打样。'

/** An interest that was let in and has quoted. @returns its id and the version to answer */
export async function makeQuoted(
  { db }: World,
  owner: Organization,
  guest: Organization,
  listingId: string,
  changes: Record<string, unknown> = {},
): Promise<{ id: string; version: number }> {
  const { id } = await showInterest(db, guest.owner.actor, { listingId, note })
  await shortlistInterest(db, owner.owner.actor, id)
  await quote(db, guest.owner.actor, { id, version: 2, terms: quotation(changes) })
  return { id, version: 3 }
}

/** A deal between the two, of a demand of the buyer's. */
export async function makeDeal(
  world: World,
  buyer: Organization,
  seller: Organization,
): Promise<{ dealId: string; listingId: string; interestId: string }> {
  const listingId = await makeListing(world, buyer)
  const { id, version } = await makeQuoted(world, buyer, seller, listingId)
  await awardInterest(world.db, buyer.owner.actor, { id, version })
  const { id: dealId } = await world.db
    .selectFrom('deal')
    .select('id')
    .where('interest_id', '=', id)
    .executeTakeFirstOrThrow()
  return { dealId, listingId, interestId: id }
}
