import { z } from 'zod'
import { directions, listingKinds } from '../listing/vocabulary.ts'
import { facetNames, findableKinds } from './document.ts'
import { amountBands, budgetBands, rateBands, termBands, unitPriceBands } from './facet-buckets.ts'

export const sorts = ['best', 'newest', 'amount', 'rate', 'term'] as const
export type Sort = (typeof sorts)[number]

/** Sorts that mean something for a kind; the first is the usual one. */
export const sortsOf: Readonly<Record<string, readonly Sort[]>> = {
  organization: ['best', 'newest'],
  product: ['best', 'rate', 'amount', 'term', 'newest'],
  request: ['best', 'newest', 'amount', 'term'],
  session: ['best', 'newest'],
  listing: ['best', 'newest'],
}

/** Facets that mean something for a kind, in the order of the page. */
export const facetsOf: Readonly<Record<string, readonly (typeof facetNames)[number][]>> = {
  organization: ['tier', 'industry', 'street'],
  product: ['amount', 'term', 'rate', 'guarantee', 'tier'],
  request: ['amount', 'term', 'rate', 'guarantee', 'industry', 'tier', 'street'],
  listing: ['direction', 'category', 'price', 'deadline', 'industry', 'place'],
}

/** Facets whose values have an order of their own; the others show the fullest first. */
export const facetOrder: Readonly<Record<string, readonly string[]>> = {
  amount: Object.keys(amountBands),
  term: Object.keys(termBands),
  rate: Object.keys(rateBands),
  tier: ['innovative', 'specialized', 'little_giant', 'champion'],
  direction: directions,
  category: listingKinds,
  price: [...Object.keys(unitPriceBands), ...Object.keys(budgetBands)],
}

export const MAX_QUERY_LENGTH = 200
/** As far as results can be paged. */
export const MAX_OFFSET = 20_000

/** Where the next page begins; opaque to who asks. */
export const cursorOf = (offset: number): string => offset.toString(36)

export const cursorSchema = z
  .string()
  .regex(/^[0-9a-z]{1,4}$/, 'cursor')
  .transform((text) => Number.parseInt(text, 36))
  .refine((offset) => offset < MAX_OFFSET, 'cursor')

/** What the JSON API takes. */
export const apiQuerySchema = z.strictObject({
  q: z.string().max(MAX_QUERY_LENGTH).default(''),
  kind: z.enum(findableKinds).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: cursorSchema.optional(),
})

const values = z.array(z.string().min(1).max(60)).max(50)

/** What the page's address says. An address that was cut or changed by hand still finds something. */
export const pageQuerySchema = z.object({
  q: z
    .string()
    .transform((text) => text.slice(0, MAX_QUERY_LENGTH))
    .catch(''),
  kind: z.enum(findableKinds).optional().catch(undefined),
  sort: z.enum(sorts).catch('best'),
  cursor: cursorSchema.optional().catch(undefined),
  facets: z.partialRecord(z.enum(facetNames), values.catch([])).catch({}),
})
export type PageQuery = z.output<typeof pageQuerySchema>

export function readPageQuery(params: URLSearchParams): PageQuery {
  const facets = facetNames
    .map((name) => [name, params.getAll(name).filter(Boolean)] as const)
    .filter(([, chosen]) => chosen.length > 0)
  return pageQuerySchema.parse({
    q: params.get('q') ?? '',
    kind: params.get('kind') || undefined,
    sort: params.get('sort') ?? 'best',
    cursor: params.get('cursor') ?? undefined,
    facets: Object.fromEntries(facets),
  })
}
