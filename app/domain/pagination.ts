/** A part of a list for programs, the newest first. */
export interface PageRequest {
  /** At most so many. */
  limit: number
  /** Only what was made before the thing with this id. */
  before?: string | undefined
}

export interface Page<T> {
  items: T[]
  /** The id before which the next portion begins; null at the end. */
  next: string | null
}

/**
 * Cuts rows, of which one more was asked for than is wanted. Portions go by id, which never changes and follows
 * the time of making: whatever comes or changes meanwhile, nothing is skipped and nothing comes twice.
 */
export function toPage<T extends { id: string }>(rows: readonly T[], limit: number): Page<T> {
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}
