import type { Queryable } from '#db'
import { type Acting, isInstitution } from '../actor.ts'
import { findIndustryName } from '../industry/classification.ts'
import { mayPublishListings } from '../listing/policy.ts'
import { listListings } from '../listing/read.server.ts'
import type { Direction } from '../listing/vocabulary.ts'
import { mayMakeRequests } from '../request/policy.ts'
import type { SearchPort } from '../search/finder.ts'
import { type ListingSearch, proposeForListing } from './listings.server.ts'
import { best, type Proposal } from './matching.ts'
import { proposeProducts } from './products.server.ts'
import { proposeRequests } from './requests.server.ts'

export interface OwnProposals {
  products: Proposal[]
  requests: Proposal[]
  /** Demands that this organisation could answer. */
  demands: Proposal[]
  /** Supplies, and organisations, that could answer what it seeks. */
  supplies: Proposal[]
}

/** What in the market suits the actor's organisation, by what it is, offers and seeks. */
export async function proposeForOrganization(
  q: Queryable,
  finder: SearchPort,
  actor: Acting,
  now: Date,
): Promise<OwnProposals> {
  const { id } = actor.organization
  const noBounds = { subjectId: id, amountFen: null, termMonths: null, rateMaxBp: null }
  const trades = mayPublishListings(actor)
  const [products, requests, demands, supplies] = await Promise.all([
    mayMakeRequests(actor)
      ? proposeProducts(q, actor, id, { ...noBounds, guarantees: [] }, now)
      : [],
    isInstitution(actor) ? proposeRequests(q, actor) : [],
    trades ? answersFor(q, finder, actor, 'supply') : [],
    trades ? answersFor(q, finder, actor, 'demand') : [],
  ])
  return { products, requests, demands, supplies }
}

const mostQuestions = 4
const MAX_QUESTION_LENGTH = 60

/** Asks once for each thing that the organisation offers or seeks, and keeps the best of all answers. */
async function answersFor(
  q: Queryable,
  finder: SearchPort,
  actor: Acting,
  direction: Direction,
): Promise<Proposal[]> {
  const { id } = actor.organization
  const own = await readOwn(q, id)
  const listings = await listListings(q, actor, {
    direction,
    states: ['published'],
    organizationId: id,
  })
  const said = direction === 'supply' ? own.offers : own.seeks
  const industry = direction === 'supply' && own.industryCode && findIndustryName(own.industryCode)
  const questions = [...listings.map(({ title }) => title), ...clausesOf(said ?? ''), industry]
    .filter((text) => !!text)
    .slice(0, mostQuestions) as string[]
  const answers = await Promise.all(
    questions.map((title) =>
      proposeForListing(q, finder, actor, soughtFor(own, id, direction, title)),
    ),
  )
  const byId = new Map<string, Proposal>()
  for (const one of answers.flat()) {
    const known = byId.get(one.id)
    if (!known || known.score < one.score) byId.set(one.id, one)
  }
  return best([...byId.values()])
}

type Own = Awaited<ReturnType<typeof readOwn>>

const soughtFor = (own: Own, id: string, direction: Direction, title: string): ListingSearch => ({
  id,
  organizationId: id,
  direction,
  title: title.slice(0, MAX_QUESTION_LENGTH),
  industryCode: own.industryCode,
  certificates: direction === 'supply' ? own.certificates : [],
  place: own.city,
  priceLowFen: null,
  priceHighFen: null,
})

const clausesOf = (text: string): string[] =>
  text
    .split(/[；;。\n]/)
    .map((clause) => clause.trim())
    .filter((clause) => clause.length > 1)

async function readOwn(q: Queryable, id: string) {
  const [row, certificates] = await Promise.all([
    q
      .selectFrom('organization')
      .select(['offers', 'seeks', 'industry_code', 'city'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow(),
    q
      .selectFrom('organization_certificate')
      .select('name')
      .where('organization_id', '=', id)
      .execute(),
  ])
  return {
    offers: row.offers,
    seeks: row.seeks,
    industryCode: row.industry_code,
    city: row.city,
    certificates: certificates.map(({ name }) => name),
  }
}
