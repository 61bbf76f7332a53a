import type { HitView } from './cards.tsx'
import type { FacetView } from './facets.tsx'

/** What the search page shows. */
export interface SearchView {
  question: string
  kind: string | undefined
  sort: string
  sorts: readonly string[]
  hits: readonly HitView[]
  terms: readonly string[]
  total: number
  counts: Readonly<Record<string, number>>
  /** Of all kinds. */
  everything: number
  facets: readonly FacetView[]
  /** How many values of facets are chosen. */
  chosen: number
  degraded: boolean
  near: readonly HitView[]
  /** The first hit's number among all. */
  from: number
  previous: string | null
  next: string | null
}

export const tabKinds = ['organization', 'listing', 'product', 'request', 'session'] as const

/** The address of a question within a kind, without filters. */
export function addressOf({
  question,
  kind,
}: {
  question: string
  kind?: string | undefined
}): string {
  const params = new URLSearchParams()
  if (question) params.set('q', question)
  if (kind) params.set('kind', kind)
  return `/search${params.size > 0 ? `?${params}` : ''}`
}

/** The address of another page of the same results. */
export function pageAddress(found: SearchView, cursor: string | null): string | null {
  if (cursor === null) return null
  const params = new URLSearchParams(queryOf(found))
  if (found.sort !== 'best') params.set('sort', found.sort)
  params.set('cursor', cursor)
  return `/search?${params}`
}

/** What is looked for, with its filters, without order and page. */
export function queryOf(found: SearchView): string {
  const params = new URLSearchParams(addressOf(found).split('?')[1])
  for (const { name, options } of found.facets) {
    for (const { value, chosen } of options) if (chosen) params.append(name, value)
  }
  return params.toString()
}
