import type { Queryable } from '#db'
import type { Actor } from '../actor.ts'
import { listListingsById } from '../listing/read.server.ts'
import type { Direction } from '../listing/vocabulary.ts'
import { audiencesOf } from '../search/audience.ts'
import { isSearchUnavailable, type SearchPort, type SearchQuery } from '../search/finder.ts'
import { readDismissed } from './dismissals.server.ts'
import { best, type Proposal, propose, type Reason } from './matching.ts'

/** A listing for which counterparts are looked for; money in fen. */
export interface ListingSearch {
  id: string
  organizationId: string
  direction: Direction
  title: string
  industryCode: string | null
  certificates: readonly string[]
  place: string | null
  priceLowFen: number | null
  priceHighFen: number | null
}

const perQuestion = 15
/** What the first hit of a search is worth before any reason; the last one is worth nothing. */
const rankWorth = 12

interface Ranked {
  id: string
  rank: number
  terms: string[]
}

/** Words of trading that say nothing of what is traded. */
const trading = /寻找|寻求|求购|采购|征集|招募|供应商|供应|外协|外包|合作方?|厂家|加工商/g

/** What a search finds for some words, in its order, and after it what comes near. */
async function ask(
  finder: SearchPort,
  actor: Actor | null,
  { text, ...wanted }: Pick<SearchQuery, 'text' | 'kind' | 'facets'>,
): Promise<Ranked[]> {
  const words = text.replaceAll(trading, ' ').trim() || text
  const narrow = { ...wanted, text: words, limit: perQuestion, audience: audiencesOf(actor) }
  const [{ hits, terms }, near] = await Promise.all([finder.query(narrow), finder.near(narrow)])
  const found = new Set([...hits, ...near].map(({ id }) => id))
  return [...found].map((id, rank) => ({ id, rank, terms }))
}

/** What a page proposes for a listing; nothing while search is away. */
export async function proposeForListing(
  ...asked: Parameters<typeof findForListing>
): Promise<Proposal[]> {
  try {
    return await findForListing(...asked)
  } catch (error) {
    if (!isSearchUnavailable(error)) throw error
    return []
  }
}

/**
 * Who or what may answer a listing: for a demand, supplies and organisations; for a supply, demands. Candidates come
 * from search, reasons from the facts.
 * @param actor who looks, or for whom the market looks
 * @throws {Error} while search is away
 */
export async function findForListing(
  q: Queryable,
  finder: SearchPort,
  actor: Actor | null,
  sought: ListingSearch,
): Promise<Proposal[]> {
  const opposite: Direction = sought.direction === 'demand' ? 'supply' : 'demand'
  const text = sought.title
  const facets = { direction: [opposite] }
  const [listings, organizations, dismissed] = await Promise.all([
    ask(finder, actor, { text, kind: 'listing', facets }),
    sought.direction === 'demand' ? ask(finder, actor, { text, kind: 'organization' }) : [],
    readDismissed(q, sought.organizationId, sought.id),
  ])
  const wanted = (ranked: Ranked) => !dismissed.has(ranked.id)
  const proposals = await Promise.all([
    judgeListings(q, actor, sought, listings.filter(wanted)),
    judgeOrganizations(q, sought, organizations.filter(wanted)),
  ])
  return best(proposals.flat())
}

async function judgeListings(
  q: Queryable,
  actor: Actor | null,
  sought: ListingSearch,
  found: readonly Ranked[],
): Promise<Proposal[]> {
  const rows = await listListingsById(
    q,
    actor,
    found.map(({ id }) => id),
  )
  return rows
    .filter((row) => row.organizationId !== sought.organizationId)
    .map((row) => {
      const at = found.find(({ id }) => id === row.id)!
      const demand = sought.direction === 'demand' ? sought : row
      const supply = sought.direction === 'demand' ? row : sought
      const held = new Set([...supply.certificates].map(plain))
      return propose(
        { kind: 'listing', id: row.id, title: row.title, by: row.owner?.name ?? null },
        [
          byWords(at.terms, `${row.title} ${row.body}`),
          byIndustry(sought.industryCode, row.industryCode),
          ...byCertificates(demand.certificates, held),
          byPlace(sought.place, row.place),
          byPrice(supply, demand),
        ],
        worth(at),
      )
    })
}

async function judgeOrganizations(
  q: Queryable,
  sought: ListingSearch,
  found: readonly Ranked[],
): Promise<Proposal[]> {
  if (found.length === 0) return []
  const rows = await q
    .selectFrom('organization')
    .select(['id', 'name', 'industry_code', 'tier', 'city', 'district', 'standing'])
    .select(['offers', 'business_scope'])
    .select((eb) =>
      eb
        .selectFrom('organization_certificate')
        .whereRef('organization_certificate.organization_id', '=', 'organization.id')
        .select((item) =>
          item.fn
            .coalesce(item.fn.agg<string[]>('array_agg', ['name']), item.val<string[]>([]))
            .as('names'),
        )
        .as('certificates'),
    )
    .where(
      'id',
      'in',
      found.map(({ id }) => id),
    )
    .where('id', '<>', sought.organizationId)
    .where('standing', 'in', ['verified', 'listed'])
    .where('kind', 'in', ['enterprise', 'provider', 'institute'])
    .execute()
  return rows.map((row) => {
    const at = found.find(({ id }) => id === row.id)!
    const held = new Set((row.certificates ?? []).map(plain))
    return propose(
      { kind: 'organization', id: row.id, title: row.name, by: null },
      [
        byWords(at.terms, `${row.name} ${row.offers ?? ''} ${row.business_scope ?? ''}`),
        byIndustry(sought.industryCode, row.industry_code),
        ...byCertificates(sought.certificates, held),
        byPlace(sought.place, row.city) ?? byPlace(sought.place, row.district),
        row.tier === 'none' ? null : { kind: 'tier', tier: row.tier },
        row.standing === 'listed' ? { kind: 'not_joined' } : null,
      ],
      worth(at),
    )
  })
}

const worth = ({ rank }: Ranked): number =>
  Math.max(0, Math.round(rankWorth * (1 - rank / perQuestion)))

const plain = (text: string): string => text.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase()

const mostWords = 4

/** Words of the question that stand in the text; the search found it by something near where none does. */
function byWords(terms: readonly string[], text: string): Reason {
  const words = terms.filter((term) => term.length > 1 && plain(text).includes(plain(term)))
  const longest = [...new Set(words)].sort((a, b) => b.length - a.length).slice(0, mostWords)
  return longest.length > 0 ? { kind: 'words', words: longest } : { kind: 'near_words' }
}

/** Characters of a division (大类) of GB/T 4754, e.g. `C35`. */
const division = 3

function byIndustry(wanted: string | null, has: string | null): Reason | null {
  const code = wanted?.slice(0, division)
  return code?.length === division && has?.startsWith(code) ? { kind: 'industry', code } : null
}

function byCertificates(wanted: readonly string[], held: ReadonlySet<string>): Reason[] {
  const has = wanted.filter((item) => held.has(plain(item)))
  const lacks = wanted.filter((item) => !held.has(plain(item)))
  return [
    ...(has.length > 0 ? [{ kind: 'certificates' as const, names: has }] : []),
    ...(lacks.length > 0 ? [{ kind: 'certificates_missing' as const, names: lacks }] : []),
  ]
}

const byPlace = (wanted: string | null, has: string | null): Reason | null =>
  wanted && has && (wanted.includes(has) || has.includes(wanted))
    ? { kind: 'place', place: has }
    : null

/** A supply's price for one against a demand's budget for all: only one that exceeds it by itself speaks against. */
function byPrice(
  supply: Pick<ListingSearch, 'priceLowFen'>,
  demand: Pick<ListingSearch, 'priceHighFen' | 'priceLowFen'>,
): Reason | null {
  const priceFen = supply.priceLowFen
  const budgetFen = demand.priceHighFen ?? demand.priceLowFen
  if (priceFen === null || budgetFen === null) return null
  return priceFen > budgetFen ? { kind: 'price_above', priceFen, budgetFen } : null
}
