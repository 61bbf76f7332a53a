import type { Db } from '#db'
import { listDeals } from '../../domain/deal/read.server.ts'
import { confirmAmount, followDeal } from '../../domain/deal/write.server.ts'
import { type Terms, termsSchema } from '../../domain/interest/interest.ts'
import { getInterest, listInterestsIn } from '../../domain/interest/read.server.ts'
import {
  awardInterest,
  counter,
  quote,
  shortlistInterest,
  showInterest,
} from '../../domain/interest/write.server.ts'
import { listingSchema } from '../../domain/listing/listing.ts'
import { getListing, listListings } from '../../domain/listing/read.server.ts'
import { draftListing, publishListing, submitListing } from '../../domain/listing/write.server.ts'
import { dayIn, dayOf } from '../../domain/time/working-days.ts'
import type { Entered, Staff, Stage } from './people.ts'
import { answers, type CastAnswer, type CastListing, listings } from './trade-cast.ts'

/** Supply and demand of the demonstration, answered and dealt; goes on where it was. */
export async function makeTrade(
  { db }: Stage,
  staff: Staff,
  firms: Map<string, Entered>,
): Promise<void> {
  const ids = new Map<string, string>()
  for (const [key, one] of Object.entries(listings)) {
    ids.set(key, await makeListing(db, staff, firms.get(one.by)!, one))
  }
  for (const answer of answers) {
    const owner = firms.get(listings[answer.listing]!.by)!
    await makeAnswer(db, owner, firms.get(answer.by)!, ids.get(answer.listing)!, answer)
  }
}

async function makeListing(
  db: Db,
  staff: Staff,
  { owner }: Entered,
  { form }: CastListing,
): Promise<string> {
  const deadline = dayIn(db.now(), 60)
  const input = listingSchema.parse({ ...form, deadline })
  const own = await listListings(db, owner, { organizationId: owner.organization.id })
  const known = own.find(({ title }) => title === input.title)
  const id = known?.id ?? (await draftListing(db, owner, input)).id
  if (!known || known.state === 'draft') await submitListing(db, owner, id)
  if (!known || known.state === 'draft' || known.state === 'submitted') {
    const { version } = await getListing(db, staff.officer, id)
    await publishListing(db, staff.officer, { id, version })
  }
  return id
}

async function makeAnswer(
  db: Db,
  { owner }: Entered,
  { owner: guest }: Entered,
  listingId: string,
  answer: CastAnswer,
): Promise<void> {
  const known = (await listInterestsIn(db, guest, listingId)).find(({ side }) => side === 'guest')
  const { note } = answer
  const id = known?.id ?? (await showInterest(db, guest, { listingId, note })).id
  if (answer.price === undefined) return
  const now = () => getInterest(db, guest, id)
  const answered = (price: number) => terms(db, answer, price)
  if ((await now()).state === 'shown') await shortlistInterest(db, owner, id)
  const { state, version } = await now()
  if (state === 'shortlisted')
    await quote(db, guest, { id, version, terms: answered(answer.price) })
  const quoted = await now()
  if (quoted.state === 'quoting' && answer.counter !== undefined) {
    const offered = answered(answer.counter)
    await counter(db, owner, { id, version: quoted.version, terms: offered })
  }
  if (!answer.deal) return
  if (quoted.state === 'quoting') await awardInterest(db, owner, { id, version: quoted.version })
  await makeDeal(db, { owner, guest }, id, answer)
}

async function makeDeal(
  db: Db,
  { owner, guest }: { owner: Entered['owner']; guest: Entered['owner'] },
  interestId: string,
  { deal: wanted, price }: CastAnswer,
): Promise<void> {
  const deal = (await listDeals(db, owner)).find((deal) => deal.interestId === interestId)
  if (!deal || wanted === 'intent') return
  const { id } = deal
  if (deal.state === 'intent') await followDeal(db, guest, id)
  const amountFen = price! * 1_000_000
  const said = { id, amountFen, doneOn: dayOf(db.now()) }
  await say('signed', deal.state === 'intent' || deal.state === 'following')
  if (wanted === 'fulfilled') await say('fulfilled', deal.state !== 'fulfilled')

  /** One that is followed up waits for the other side. */
  async function say(stage: 'signed' | 'fulfilled', open: boolean): Promise<void> {
    if (!open) return
    await confirmAmount(db, guest, { ...said, stage })
    if (wanted !== 'following') await confirmAmount(db, owner, { ...said, stage })
  }
}

const terms = (db: Db, { quantity, days }: CastAnswer, price: number): Terms =>
  termsSchema.parse({
    priceFen: price,
    quantity,
    deliveryDays: days,
    validUntil: dayIn(db.now(), 20),
    termsNote: '含税含运，按月结算',
  })
