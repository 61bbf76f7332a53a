/** One thing on a desk. */
export interface DeskItem {
  /** Key of `desk:what`. */
  what: string
  title: string
  /** Whom it is with. */
  other: string | null
  to: string
  state: { noun: string; state: string } | null
  due: Date | null
  /** Whether the desk's owner has the ball. */
  mine: boolean
}

export interface Desk {
  mine: DeskItem[]
  others: DeskItem[]
  /** Past their deadline or close to it, whoever has the ball. */
  late: DeskItem[]
}

/** How long before its deadline a thing counts as due soon. */
export const soon = 24 * 3_600_000

/** Sorts what there is into the desk's three lists; the most urgent first. @param withinMs what counts as due soon */
export function toDesk(items: readonly DeskItem[], now: Date, withinMs: number): Desk {
  const byDue = [...items].sort(
    (a, b) => (a.due?.getTime() ?? Infinity) - (b.due?.getTime() ?? Infinity),
  )
  return {
    mine: byDue.filter(({ mine }) => mine),
    others: byDue.filter(({ mine }) => !mine),
    late: byDue.filter(({ due }) => due !== null && due.getTime() - now.getTime() < withinMs),
  }
}
