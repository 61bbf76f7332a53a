/** What waits to be worked off: the most pressing of it, and whether more waits behind that. */
export interface Queue<T> {
  items: T[]
  more: boolean
}

/** As many as anybody looks through at once. */
export const MAX_QUEUE_DAYS = 200

/** Of rows, of which one more was asked for than is wanted. */
export const queueOf = <T>(rows: readonly T[], limit: number): Queue<T> => ({
  items: rows.slice(0, limit),
  more: rows.length > limit,
})
