import { beforeAll, describe, expect, test } from 'vitest'
import { getDeal } from '#app/domain/deal/read.server.ts'
import { confirmAmount } from '#app/domain/deal/write.server.ts'
import * as home from '#app/routes/_index.tsx'
import * as bureauDeals from '#app/routes/bureau.deals.tsx'
import * as bureauListings from '#app/routes/bureau.listings.tsx'
import * as deals from '#app/routes/deals._index.tsx'
import * as dealPage from '#app/routes/deals.$id.tsx'
import * as interestPage from '#app/routes/interests.$id.tsx'
import * as ledger from '#app/routes/ledger.tsx'
import * as listings from '#app/routes/listings._index.tsx'
import * as listingPage from '#app/routes/listings.$id.tsx'
import * as editListing from '#app/routes/listings.$id_.edit.tsx'
import * as newListing from '#app/routes/listings.new.tsx'
import * as matches from '#app/routes/matches.tsx'
import * as organizationPage from '#app/routes/organizations.$id.tsx'
import {
  makeBureau,
  makeEnterprise,
  makeInstitution,
  makePerson,
  type Organization,
  type Person,
} from '../support/people.ts'
import { listingForm, listingInput, makeDeal, makeListing, makeQuoted } from '../support/trade.ts'
import { testServices, visit } from '../support/visit.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const services = testServices(world)
let buyer: Organization
let seller: Organization
let other: Organization

beforeAll(async () => {
  world.bureau = await makeBureau(world)
  buyer = await makeEnterprise(world)
  seller = await makeEnterprise(world)
  other = await makeEnterprise(world)
})

/** The fields as a browser sends them. */
const typed = (changes: Record<string, string> = {}): Record<string, string> => ({
  intent: 'draft',
  ...Object.fromEntries(Object.entries(listingForm).map(([name, value]) => [name, String(value)])),
  ...changes,
})

const onListing = (id: string, as: Person | undefined, post?: Record<string, string>) =>
  visit(services, listingPage, {
    ...{ path: `/listings/${id}`, params: { id } },
    ...(as ? { as } : {}),
    ...(post ? { post } : {}),
  })

const onInterest = (id: string, as: Person, post?: Record<string, string>) =>
  visit(services, interestPage, {
    ...{ path: `/interests/${id}`, params: { id }, as },
    ...(post ? { post } : {}),
  })

const onDeal = (id: string, as: Person, post?: Record<string, string>) =>
  visit(services, dealPage, {
    ...{ path: `/deals/${id}`, params: { id }, as },
    ...(post ? { post } : {}),
  })

describe('the form for a listing', () => {
  test('leads to the draft that it made, which its owner submits and an officer publishes', async () => {
    const answer = await visit(services, newListing, {
      path: '/listings/new',
      as: buyer.owner,
      post: typed(),
    })
    expect(answer.status).toBe(302)
    const id = answer.headers.get('location')!.split('/').at(-1)!
    expect((await onListing(id, undefined)).status).toBe(404)
    expect((await onListing(id, buyer.owner, { intent: 'submit' })).reply.done).toBe('submitted')
    const queue = await visit(services, bureauListings, {
      path: '/bureau/listings',
      as: world.bureau!.officer,
    })
    expect(queue.data.listings.items.some((item: { id: string }) => item.id === id)).toBe(true)
    const review = await onListing(id, world.bureau!.officer)
    expect(review.data.review).toEqual({ version: 2, duplicates: [] })
    const publish = (version: string) =>
      onListing(id, world.bureau!.officer, { intent: 'publish', version })
    expect((await publish('1')).status).toBe(409)
    expect((await publish('2')).reply.done).toBe('published')
    expect((await onListing(id, undefined)).data.listing.owner.id).toBe(buyer.id)
  })

  test('comes back with what was typed, each fault at its field', async () => {
    const { reply } = await visit(services, newListing, {
      path: '/listings/new',
      as: buyer.owner,
      post: typed({ title: '短', specs: '没有数值' }),
    })
    expect(Object.keys(reply.errors).sort()).toEqual(['specs', 'title'])
    expect(reply.values.title).toBe('短')
    const past = await visit(services, newListing, {
      path: '/listings/new',
      as: buyer.owner,
      post: typed({ deadline: '2020-01-01' }),
    })
    expect(past.reply.errors.deadline?.[0]).toMatch(/今天以后/)
  })

  test('is not for banks, and its change not for others', async () => {
    const bank = await makeInstitution(world)
    const asked = await visit(services, newListing, { path: '/listings/new', as: bank.owner })
    expect(asked.status).toBe(403)
    const id = await makeListing(world, buyer)
    const edit = { path: `/listings/${id}/edit`, params: { id } }
    expect((await visit(services, editListing, { ...edit, as: other.owner })).status).toBe(404)
    expect((await visit(services, editListing, { ...edit, as: buyer.owner })).status).toBe(200)
  })
})

describe('a public listing', () => {
  test('tells each reader how to answer it', async () => {
    const id = await makeListing(world, buyer)
    const answering = async (as?: Person) => (await onListing(id, as)).data.answering
    expect(await answering()).toBe('signed_out')
    expect(await answering(await makePerson(world))).toBe('not_verified')
    expect(await answering(seller.owner)).toBe('open')
    expect(await answering(buyer.owner)).toBe('none')
    expect(await answering(world.bureau!.officer)).toBe('none')
  })

  test('offers the word again once the earlier one has ended, and says why not before', async () => {
    const id = await makeListing(world, buyer)
    const note = '我们可以做，先打样看看。'
    const again = async () => (await onListing(id, seller.owner)).data.again
    expect(await again()).toBeNull()
    await onListing(id, seller.owner, { intent: 'show_interest', note })
    const { data } = await onListing(id, seller.owner)
    expect(data.again).toBe('interest_shown')
    await onInterest(data.listing.ownInterestId, seller.owner, { intent: 'withdraw' })
    expect(await again()).toBeNull()
  })

  test('never lets an unnamed organisation slip out', async () => {
    const id = await makeListing(world, buyer, listingInput({ anonymous: true }))
    for (const as of [undefined, seller.owner]) {
      const { data } = await onListing(id, as)
      const text = JSON.stringify(data)
      expect(text).not.toContain(buyer.id)
      expect(text).not.toContain(buyer.name)
    }
    const page = await visit(services, organizationPage, {
      path: `/organizations/${buyer.id}`,
      params: { id: buyer.id },
    })
    expect(page.data.listings.some((listing: { id: string }) => listing.id === id)).toBe(false)
    const note = '我们可以做，先打样看看。'
    const shown = await onListing(id, seller.owner, { intent: 'show_interest', note })
    const interestId = shown.headers.get('location')!.split('/').at(-1)!
    await onInterest(interestId, buyer.owner, { intent: 'decline' })
    const { data } = await onInterest(interestId, seller.owner)
    expect(JSON.stringify(data)).not.toContain(buyer.id)
    expect(JSON.stringify(data)).not.toContain(buyer.name)
  })

  test('stands on the home page and on its organisation’s', async () => {
    const id = await makeListing(world, seller)
    const first = await visit(services, home, { path: '/' })
    expect(first.data.demands.map((demand: { id: string }) => demand.id)).toContain(id)
    expect(first.data.counts.listings).toBeGreaterThan(0)
    const page = await visit(services, organizationPage, {
      path: `/organizations/${seller.id}`,
      params: { id: seller.id },
    })
    expect(page.data.listings.map((listing: { id: string }) => listing.id)).toContain(id)
  })
})

test('what was not for one is offered back only where there is something', async () => {
  const { owner } = await makeEnterprise(world)
  const onMatches = (post?: Record<string, string>) =>
    visit(services, matches, { path: '/matches', as: owner, ...(post ? { post } : {}) })
  const again = async () => (await onMatches()).data.dismissed
  expect(await again()).toBe(false)
  const counterpartId = await makeListing(world, seller)
  await onMatches({ intent: 'dismiss', kind: 'listing', counterpartId })
  expect(await again()).toBe(true)
  await onMatches({ intent: 'forget' })
  expect(await again()).toBe(false)
  await onMatches({ intent: 'forget' })
  const forgotten = await world.db
    .selectFrom('audit')
    .select('id')
    .where('verb', '=', 'forget_dismissals')
    .where('person_id', '=', owner.personId)
    .execute()
  expect(forgotten).toHaveLength(1)
})

test('one’s own listings are searched within and narrowed by their state', async () => {
  const owner = await makeEnterprise(world)
  await makeListing(world, owner, listingInput({ title: '寻找渗碳热处理加工' }))
  await visit(services, newListing, { path: '/listings/new', as: owner.owner, post: typed() })
  const list = async (query: string) =>
    (await visit(services, listings, { path: `/listings${query}`, as: owner.owner })).data
  expect(await list('')).toMatchObject({ found: 2, counts: { open: 1, waiting: 1, over: 0 } })
  const open = await list('?show=open')
  expect(open.listings.map(({ title }: { title: string }) => title)).toEqual(['寻找渗碳热处理加工'])
  expect(await list('?q=磨齿')).toMatchObject({ found: 1, total: 2, counts: { open: 0 } })
  expect((await list('?show=nonsense')).listings.length).toBe(2)
})

test('an interest goes from a word to a deal on its pages, and through the ledger of both', async () => {
  const listingId = await makeListing(world, buyer)
  const note = '我们可以做，先打样看看。'
  const shown = await onListing(listingId, seller.owner, { intent: 'show_interest', note })
  const id = shown.headers.get('location')!.split('/').at(-1)!
  expect((await onInterest(id, other.owner)).status).toBe(404)
  expect((await onInterest(id, buyer.owner, { intent: 'shortlist' })).reply.done).toBe(
    'shortlisted',
  )
  const terms = { priceFen: '26', quantity: '3000', deliveryDays: '30', validUntil: '2030-12-31' }
  const quoted = await onInterest(id, seller.owner, { intent: 'quote', version: '2', ...terms })
  expect(quoted.reply.done).toBe('quoted')
  const counter = { intent: 'counter', version: '3', ...terms, priceFen: '24' }
  expect((await onInterest(id, buyer.owner, counter)).reply.done).toBe('countered')
  const stale = await onInterest(id, seller.owner, { intent: 'accept', version: '3' })
  expect(stale.reply.errors['']?.[0]).toMatch(/刚刚有变化/)
  const accepted = await onInterest(id, seller.owner, { intent: 'accept', version: '4' })
  expect(accepted.reply.done).toBe('awarded')
  const { data } = await onInterest(id, buyer.owner)
  const dealId = data.step.dealId as string
  const list = await visit(services, listings, {
    path: '/listings?tab=interests',
    as: seller.owner,
  })
  expect(list.data.interests.map((interest: { id: string }) => interest.id)).toContain(id)
  expect((await onDeal(dealId, other.owner)).status).toBe(404)
  expect((await onDeal(dealId, seller.owner, { intent: 'follow' })).reply.done).toBe('followed')
  const said = { intent: 'confirm', stage: 'signed', amountFen: '24', doneOn: '2026-01-15' }
  expect((await onDeal(dealId, seller.owner, said)).reply.done).toBe('deal_said')
  expect((await onDeal(dealId, buyer.owner, said)).reply.done).toBe('deal_agreed')
  const mine = await visit(services, deals, { path: '/deals', as: buyer.owner })
  expect(mine.data.deals.map((deal: { id: string }) => deal.id)).toContain(dealId)
  const book = await visit(services, ledger, { path: '/ledger', as: seller.owner })
  expect(book.data.dealSums.signed).toEqual({ count: 1, amountFen: 24_000_000 })
  expect(book.data.sums.signed.count).toBe(0)
})

test('a difference lies in the officers’ queue until one settles it', async () => {
  const { dealId } = await makeDeal(world, buyer, seller)
  const say = (organization: Organization, wan: number) =>
    confirmAmount(world.db, organization.owner.actor, {
      ...{ id: dealId, stage: 'signed', amountFen: wan * 1_000_000, doneOn: '2026-01-15' },
    })
  await say(buyer, 25)
  await say(seller, 27)
  const officer = world.bureau!.officer
  const queue = await visit(services, bureauDeals, { path: '/bureau/deals', as: officer })
  const entry = queue.data.deals.find((deal: { id: string }) => deal.id === dealId)
  expect(entry).toMatchObject({ why: 'differs', stage: 'signed' })
  expect(
    (await visit(services, bureauDeals, { path: '/bureau/deals', as: buyer.owner })).status,
  ).toBe(403)
  expect((await onDeal(dealId, officer)).data.settles).toBe(true)
  const settled = { intent: 'settle', amountFen: '26', reason: '已核对合同原件' }
  expect((await onDeal(dealId, officer, settled)).reply.done).toBe('settled_deal')
  expect((await getDeal(world.db, buyer.owner.actor, dealId)).signedFen).toBe(26_000_000)
})

test('the two sides write to each other once the interest was accepted, and nobody else reads it', async () => {
  const listingId = await makeListing(world, buyer)
  const { id } = await makeQuoted(world, buyer, seller, listingId)
  const posted = await onInterest(id, seller.owner, { intent: 'post', text: '图纸何时可以提供？' })
  expect(posted.reply.done).toBe('post_sent')
  const { data } = await onInterest(id, buyer.owner)
  expect(data.conversation.posts[0].text).toBe('图纸何时可以提供？')
  expect((await onInterest(id, world.bureau!.officer)).data.conversation).toBeNull()
})
