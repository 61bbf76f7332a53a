import type {
  FacetDistribution,
  FederatedMultiSearchParams,
  Meilisearch,
  MultiSearchQueryWithFederation,
} from 'meilisearch'
import { type FacetName, facetNames, type SearchKind } from '../documents.ts'
import { matchAllToken } from '../match-all-token.ts'
import { facetField } from '../settings.ts'
import { contentWords, type Plan, planQuery, type Step } from './plan.ts'

export const sorts = ['best', 'newest', 'amount', 'rate', 'term'] as const
export type Sort = (typeof sorts)[number]

/** What somebody looks for, and what they may find. */
export interface SearchRequest {
  text: string
  audience: readonly string[]
  kind?: SearchKind | undefined
  facets?: Partial<Record<FacetName, readonly string[]>>
  sort?: Sort
  offset?: number
  limit?: number
  /** Whether the answer should carry counts by facet; by kind they always come. */
  withFacets?: boolean
}

export interface SearchAnswer {
  hits: { kind: SearchKind; id: string }[]
  /** By kind, whatever kind or facets were chosen. */
  counts: Partial<Record<SearchKind, number>>
  /** How many there are of the chosen kind and facets. */
  total: number
  /** For each facet, how many there would be with a value of it chosen. */
  facets: Partial<Record<FacetName, Record<string, number>>>
  terms: string[]
}

const sortRules: Record<Sort, string[]> = {
  best: [],
  newest: ['at:desc'],
  amount: ['amount:desc'],
  rate: ['rate:asc'],
  term: ['term:desc'],
}

/** Without words nothing is better than another: the newest come first. */
const effectiveSort = ({ sort = 'best', text }: SearchRequest): Sort =>
  sort === 'best' && text.trim() === '' ? 'newest' : sort

/** A filter's strings are quoted, and its lists written, as those of JSON. */
const inFilter = (field: string, values: readonly string[]) =>
  `${field} IN ${JSON.stringify(values)}`

/** Runs the plan as federated searches over the index, so that every step's hits are weighed together. */
export async function runQuery(
  client: Meilisearch,
  index: string,
  ask: SearchRequest,
): Promise<SearchAnswer> {
  const plan = planQuery(ask.text)
  const chosen = facetNames.filter((name) => (ask.facets?.[name]?.length ?? 0) > 0)
  const narrowed = ask.kind !== undefined || chosen.length > 0
  const facets = ['kind', ...(ask.withFacets ? facetNames.map(facetField) : [])]
  const search = (
    filter: string[],
    facetFields: string[],
    page: { offset: number; limit: number },
  ) => client.multiSearch(federate(index, plan, ask, filter, facetFields, page))
  const nothing = { offset: 0, limit: 0 }
  const [main, counts, ...without] = await Promise.all([
    search(filtersOf(ask), facets, { offset: ask.offset ?? 0, limit: ask.limit ?? 20 }),
    narrowed ? search(filtersOf({ audience: ask.audience }), ['kind'], nothing) : null,
    // A chosen facet still shows what its other values would bring.
    ...(ask.withFacets ? chosen : []).map((name) =>
      search(
        filtersOf({ ...ask, facets: { ...ask.facets, [name]: [] } }),
        [facetField(name)],
        nothing,
      ),
    ),
  ])
  const own = distributionOf(main, index)
  const byFacet = facetNames.map((name) => {
    const position = chosen.indexOf(name)
    const from = position >= 0 ? distributionOf(without[position], index) : own
    return [name, from[facetField(name)] ?? {}] as const
  })
  return {
    hits: main.hits.map(({ kind, id }) => ({ kind, id }) as SearchAnswer['hits'][number]),
    counts: (counts ? distributionOf(counts, index) : own).kind ?? {},
    total: Object.values(own.kind ?? {}).reduce((sum, count) => sum + count, 0),
    facets: ask.withFacets ? Object.fromEntries(byFacet) : {},
    terms: plan.terms,
  }
}

function filtersOf(ask: Pick<SearchRequest, 'audience' | 'kind' | 'facets'>): string[] {
  const facets = facetNames
    .map((name) => [name, ask.facets?.[name] ?? []] as const)
    .filter(([, values]) => values.length > 0)
  return [
    inFilter('audience', ask.audience),
    ...(ask.kind ? [inFilter('kind', [ask.kind])] : []),
    ...facets.map(([name, values]) => inFilter(facetField(name), values)),
  ]
}

function federate(
  index: string,
  plan: Plan,
  ask: SearchRequest,
  filter: string[],
  facets: string[],
  page: { offset: number; limit: number },
): FederatedMultiSearchParams {
  const queries = plan.steps.map(
    (step): MultiSearchQueryWithFederation => ({
      indexUid: index,
      q: step.keys ? matchAllToken.word : step.q,
      filter: step.keys ? [inFilter('keys', step.keys), ...filter] : filter,
      matchingStrategy: 'all',
      attributesToRetrieve: ['kind', 'id'],
      locales: ['zho', 'eng'],
      ...(fieldsOf(step) ? { attributesToSearchOn: fieldsOf(step) } : {}),
      sort: sortRules[effectiveSort(ask)],
      federationOptions: { weight: step.weight },
    }),
  )
  return { federation: { ...page, facetsByIndex: { [index]: facets } }, queries }
}

const fieldsOf = (step: Step): string[] | undefined =>
  step.keys ? [matchAllToken.field] : step.fields && [...step.fields]

function distributionOf(
  response:
    | { facetsByIndex?: Record<string, { distribution: FacetDistribution }> }
    | null
    | undefined,
  index: string,
): FacetDistribution {
  return response?.facetsByIndex?.[index]?.distribution ?? {}
}

/** What is asked for nearness: as a search, without order and pages. */
export type SuggestionQuery = Pick<SearchRequest, 'text' | 'audience' | 'kind' | 'facets' | 'limit'>

/** What comes near when nothing fits: any of the words will do. */
export async function runSuggestions(
  client: Meilisearch,
  index: string,
  ask: SuggestionQuery,
): Promise<SearchAnswer['hits']> {
  const words = contentWords(planQuery(ask.text).text)
  const { hits } = await client.index(index).search(words.join(' '), {
    filter: filtersOf(ask),
    limit: ask.limit ?? 5,
    matchingStrategy: 'frequency',
    attributesToRetrieve: ['kind', 'id'],
    rankingScoreThreshold: 0.2,
  })
  return hits.map(({ kind, id }) => ({ kind, id }) as SearchAnswer['hits'][number])
}
