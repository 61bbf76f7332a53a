/** Supply 供 or demand 需. */
export const directions = ['supply', 'demand'] as const
export type Direction = (typeof directions)[number]

/** What a listing is of; the last three are demands only: 采购公告, 应用场景, 揭榜. */
export const listingKinds = [
  'product',
  'technology',
  'capacity',
  'service',
  'resource',
  'procurement',
  'scenario',
  'challenge',
] as const
export type ListingKind = (typeof listingKinds)[number]

const demandOnly: readonly ListingKind[] = ['procurement', 'scenario', 'challenge']

export const kindsOf = (direction: Direction): readonly ListingKind[] =>
  direction === 'demand'
    ? listingKinds
    : listingKinds.filter((listingKind) => !demandOnly.includes(listingKind))

/** The way of a listing that goes well. */
export const listingCourse = ['draft', 'submitted', 'published', 'matched', 'closed'] as const

/** How the keeper of listings looks at them: what is out, what waits for somebody, what is over. */
export const listingGroups = {
  open: ['published', 'matched'],
  waiting: ['draft', 'submitted', 'returned', 'expired'],
  over: ['closed', 'withdrawn', 'taken_down'],
} as const
export type ListingGroup = keyof typeof listingGroups

export const isInGroup = (state: string, group: ListingGroup): boolean =>
  listingGroups[group].some((listingGroup) => listingGroup === state)

/** A line of the specification, e.g. `{ name: '精度', value: '6', unit: '级' }`. */
export interface SpecLine {
  name: string
  value: string
  unit: string | null
}

export const MAX_SPECS = 12
export const MAX_PICTURES = 6

/** How long a listing stays in the market without being renewed. */
export const listingDays = 90

/** Working days within which the bureau reviews a listing. */
export const reviewDays = 2

const fenPerYuan = 100
const fenPerWan = 1_000_000

/** What a price is typed in: a supply's for one unit in 元, a demand's budget in 万元. */
export const fenPerTyped = (direction: Direction): number =>
  direction === 'supply' ? fenPerYuan : fenPerWan
