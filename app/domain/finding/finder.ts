import type { Audience, FacetName, FindableKind } from './document.ts'
import type { Sort } from './finding.ts'

export interface Wanted {
  text: string
  kind?: FindableKind | undefined
  facets?: Partial<Record<FacetName, readonly string[]>>
  sort?: Sort
  offset?: number
  limit?: number
  withFacets?: boolean
}

/** One thing that was found, before anybody looked whether it may be shown. */
export interface Pointer {
  kind: FindableKind
  id: string
}

export interface Answer {
  hits: Pointer[]
  counts: Partial<Record<FindableKind, number>>
  total: number
  facets: Partial<Record<FacetName, Record<string, number>>>
  /** What to mark in what is shown. */
  terms: string[]
}

/** Search as the domain needs it; the search package is one. */
export interface Finder {
  query(ask: Wanted & { audience: readonly Audience[] }): Promise<Answer>
  /** What comes near when nothing fits. */
  near(
    ask: Pick<Wanted, 'text' | 'kind' | 'facets' | 'limit'> & { audience: readonly Audience[] },
  ): Promise<Pointer[]>
}

export const isAway = (error: unknown): boolean => error instanceof Error && 'searchAway' in error
