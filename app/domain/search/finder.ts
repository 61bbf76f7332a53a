import type { Audience, FacetName, FindableKind } from './document.ts'
import type { Sort } from './finding.ts'

export interface SearchQuery {
  text: string
  kind?: FindableKind | undefined
  facets?: Partial<Record<FacetName, readonly string[]>>
  sort?: Sort
  offset?: number
  limit?: number
  withFacets?: boolean
}

/** One thing that was found, before anybody looked whether it may be shown. */
export interface HitRef {
  kind: FindableKind
  id: string
}

export interface SearchResult {
  hits: HitRef[]
  counts: Partial<Record<FindableKind, number>>
  total: number
  facets: Partial<Record<FacetName, Record<string, number>>>
  /** What to mark in what is shown. */
  terms: string[]
}

/** Search as the domain needs it; the search package is one. */
export interface SearchPort {
  query(ask: SearchQuery & { audience: readonly Audience[] }): Promise<SearchResult>
  /** What comes near when nothing fits. */
  near(
    ask: Pick<SearchQuery, 'text' | 'kind' | 'facets' | 'limit'> & {
      audience: readonly Audience[]
    },
  ): Promise<HitRef[]>
}

export const isSearchUnavailable = (error: unknown): boolean =>
  error instanceof Error && 'searchUnavailable' in error
