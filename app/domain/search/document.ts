/** What can be found. */
export const findableKinds = ['organization', 'product', 'request', 'session', 'listing'] as const
export type FindableKind = (typeof findableKinds)[number]

export const facetNames = [
  'tier',
  'street',
  'industry',
  'amount',
  'term',
  'rate',
  'guarantee',
  'direction',
  'category',
  'place',
  'deadline',
  'price',
] as const
export type FacetName = (typeof facetNames)[number]

/** What the index may know of a thing: public or audience-scoped facts only, never private ones. */
export interface FindableDocument {
  kind: FindableKind
  id: string
  audience: readonly Audience[]
  name: string
  aliases?: readonly string[]
  codes?: readonly string[]
  topics?: readonly string[]
  text?: string
  facets?: Partial<Record<FacetName, readonly string[]>>
  amount?: number | null
  term?: number | null
  rate?: number | null
  at: number
}

/** Who may find a thing: everybody, all verified institutions, the bureau, or one organisation. */
export type Audience = 'public' | 'institution' | 'bureau' | `organization:${string}`

export const seconds = (at: Date): number => Math.floor(at.getTime() / 1000)

export const compactTexts = (texts: readonly (string | null | undefined)[]): string[] =>
  texts.filter((text): text is string => Boolean(text))
