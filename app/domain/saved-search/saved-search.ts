import { z } from 'zod'
import { readPageQuery } from '../search/finding.ts'

/** How many searches one person keeps at most. */
export const MAX_SAVED_SEARCHES = 30

/** How many of the newest results a search compares with what it has seen. */
export const watched = 50

/** How long a search rests between two looks, in minutes. */
export const COOLDOWN_MINUTES = 10

/**
 * The address of results without what belongs to one look at them (page, order), always written the same way,
 * so that the same search is kept once.
 */
export function tidyQuery(text: string): string {
  const { q, kind, facets } = readPageQuery(new URLSearchParams(text))
  const tidy = new URLSearchParams()
  if (q.trim()) tidy.set('q', q.trim())
  if (kind) tidy.set('kind', kind)
  for (const name of Object.keys(facets).sort()) {
    for (const value of [...(facets[name as keyof typeof facets] ?? [])].sort()) {
      tidy.append(name, value)
    }
  }
  return tidy.toString()
}

export const savedSearchSchema = z.object({
  name: z.string().trim().min(1).max(40),
  query: z
    .string()
    .max(1000)
    .transform(tidyQuery)
    .refine((query) => query !== '', 'query_empty'),
})
export type SavedSearchInput = z.output<typeof savedSearchSchema>
