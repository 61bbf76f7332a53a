import { beforeAll, expect, test } from 'vitest'
import type { Acting, Actor } from '#app/domain/actor.ts'
import { mayReadDeal } from '#app/domain/deal/policy.ts'
import { listDeals } from '#app/domain/deal/read.server.ts'
import { openFile } from '#app/domain/file/read.server.ts'
import { mayReadInterest } from '#app/domain/interest/policy.ts'
import { listInterests } from '#app/domain/interest/read.server.ts'
import { showInterest, withdrawInterest } from '#app/domain/interest/write.server.ts'
import type { ListingState } from '#app/domain/listing/listing.ts'
import { addPictures, removePicture } from '#app/domain/listing/pictures.server.ts'
import { mayReadListing, maySeeOwner } from '#app/domain/listing/policy.ts'
import { listListings } from '#app/domain/listing/read.server.ts'
import {
  draftListing,
  publishListing,
  submitListing,
  takeDownListing,
  withdrawListing,
} from '#app/domain/listing/write.server.ts'
import {
  makeBureau,
  makeEnterprise,
  makeInstitution,
  makeMember,
  makePdf,
  makePerson,
  makePng,
  type Organization,
} from '../support/people.ts'
import { refusalOf } from '../support/refusal.ts'
import { listingInput, makeDeal, makeListing, makeQuoted, supplyInput } from '../support/trade.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const personas: { name: string; actor: Actor | null }[] = [{ name: 'a visitor', actor: null }]
let firms: Organization[]

/** Listings in every state that counts, named and not, answered and not. */
beforeAll(async () => {
  const { db } = world
  world.bureau = await makeBureau(world)
  firms = [await makeEnterprise(world), await makeEnterprise(world), await makeEnterprise(world)]
  const [one, two, three] = firms as [Organization, Organization, Organization]
  for (const firm of [one, two]) {
    const owner = firm.owner.actor
    await draftListing(db, owner, listingInput())
    await submitListing(db, owner, (await draftListing(db, owner, listingInput())).id)
    await makeListing(world, firm, listingInput({ anonymous: true }))
    await makeListing(world, firm, supplyInput())
    const gone = await makeListing(world, firm, listingInput({ anonymous: true }))
    await makeQuoted(world, firm, three, gone)
    await withdrawListing(db, owner, { id: gone })
    const down = await makeListing(world, firm)
    await takeDownListing(db, world.bureau.officer.actor, { id: down, reason: '含联系方式' })
  }
  await makeDeal(world, one, three)
  await makeDeal(world, two, one)
  const unnamed = await makeListing(world, one, listingInput({ anonymous: true }))
  await makeQuoted(world, one, two, unnamed)
  const listingId = await makeListing(world, two, listingInput({ anonymous: true }))
  const { id } = await showInterest(db, three.owner.actor, {
    listingId,
    note: '我们可以做，先打样看看。',
  })
  await withdrawInterest(db, three.owner.actor, { id })
  const named = (name: string, { actor }: { actor: Actor }) => personas.push({ name, actor })
  named('a person of nothing', await makePerson(world))
  named('an owner', one.owner)
  named('a member', await makeMember(world, one.owner, ['member']))
  named('another owner', two.owner)
  named('a guest', three.owner)
  named('a loan officer', (await makeInstitution(world)).loanOfficer)
  named('an officer', world.bureau.officer)
  named('a host', world.bureau.host)
  named('an administrator', world.bureau.admin)
})

const acting = () =>
  personas.filter(({ actor }) => actor?.organization) as {
    name: string
    actor: Acting
  }[]

test('everybody’s list of listings is what they may read of all listings', async () => {
  const all = await world.db
    .selectFrom('listing')
    .select(['id', 'organization_id', 'state'])
    .execute()
  const shown = await world.db
    .selectFrom('interest')
    .select(['listing_id', 'organization_id'])
    .execute()
  for (const { name, actor } of personas) {
    const may = all.filter((row) =>
      mayReadListing(actor, {
        organizationId: row.organization_id,
        state: row.state as ListingState,
        hasInterest: shown.some(
          (item) => item.listing_id === row.id && item.organization_id === actor?.organization?.id,
        ),
      }),
    )
    const list = await listListings(world.db, actor, { limit: 1000 })
    expect(list.map(({ id }) => id).sort(), name).toEqual(may.map(({ id }) => id).sort())
  }
})

test('nobody’s list names an owner who isn’t theirs to know', async () => {
  const all = await world.db
    .selectFrom('listing')
    .select(['id', 'organization_id', 'anonymous'])
    .execute()
  const accepted = await world.db
    .selectFrom('interest')
    .select(['listing_id', 'organization_id'])
    .where('state', 'in', ['shortlisted', 'quoting', 'countered', 'awarded'])
    .execute()
  for (const { name, actor } of personas) {
    for (const listing of await listListings(world.db, actor, { limit: 1000 })) {
      const row = all.find(({ id }) => id === listing.id)!
      const may = maySeeOwner(actor, {
        organizationId: row.organization_id,
        anonymous: row.anonymous,
        accepted: accepted.some(
          (item) => item.listing_id === row.id && item.organization_id === actor?.organization?.id,
        ),
      })
      expect(listing.owner !== null, `${name} ${listing.id}`).toBe(may)
    }
  }
})

test('everybody’s list of interests is what they may read of all interests', async () => {
  const all = await world.db
    .selectFrom('interest')
    .innerJoin('listing', 'listing.id', 'interest.listing_id')
    .select([
      'interest.id',
      'interest.organization_id as guest',
      'listing.organization_id as owner',
    ])
    .execute()
  for (const { name, actor } of acting()) {
    const may = all.filter((item) =>
      mayReadInterest(actor, { ownerId: item.owner, guestId: item.guest }),
    )
    const list = await listInterests(world.db, actor)
    expect(list.map(({ id }) => id).sort(), name).toEqual(may.map(({ id }) => id).sort())
  }
})

test('everybody’s list of deals is what they may read of all deals', async () => {
  const all = await world.db.selectFrom('deal').select(['id', 'buyer_id', 'seller_id']).execute()
  for (const { name, actor } of acting()) {
    const may = all.filter((item) =>
      mayReadDeal(actor, { buyerId: item.buyer_id, sellerId: item.seller_id }),
    )
    const list = await listDeals(world.db, actor)
    expect(list.map(({ id }) => id).sort(), name).toEqual(may.map(({ id }) => id).sort())
  }
})

test('a listing’s pictures are read by who may read the listing, and changed by its keeper before it is out', async () => {
  const { db } = world
  const [one, two] = firms as [Organization, Organization]
  const owner = one.owner.actor
  const picture = makePng('模具.png')
  const { id } = await draftListing(db, owner, supplyInput())
  await addPictures(db, owner, { id, pictures: [picture, picture] })
  const files = await db
    .selectFrom('file')
    .select('id')
    .where('subject_id', '=', id)
    .orderBy('position')
    .execute()
  const fileId = files[0]!.id
  for (const actor of [null, two.owner.actor]) {
    expect((await refusalOf(openFile(db, actor, fileId))).refusal).toBe('missing')
  }
  expect((await openFile(db, owner, fileId)).open).toBe(false)
  await removePicture(db, owner, { id, fileId: files[1]!.id })
  const many = addPictures(db, owner, { id, pictures: Array.from({ length: 6 }, () => picture) })
  expect((await refusalOf(many)).message).toBe('pictures_many')
  const paper = makePdf('说明.pdf')
  const wrong = addPictures(db, owner, { id, pictures: [paper] })
  expect((await refusalOf(wrong)).fields).toEqual({ pictures: ['file_picture'] })
  await submitListing(db, owner, id)
  const late = addPictures(db, owner, { id, pictures: [picture] })
  expect((await refusalOf(late)).message).toBe('listing_bound_submitted')
  await publishListing(db, world.bureau!.officer.actor, { id, version: 2 })
  expect((await openFile(db, null, fileId)).open).toBe(true)
  const out = removePicture(db, owner, { id, fileId })
  expect((await refusalOf(out)).message).toBe('listing_bound_published')
})
