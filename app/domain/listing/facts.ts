import type { Direction, ListingKind } from './vocabulary.ts'

/** What a published source says that somebody offers or seeks, whose name it doesn't tell. Money in fen. */
export interface ListingFacts {
  external_ref: string
  direction: Direction
  kind: ListingKind
  title: string
  body: string
  /** Proposed from the texts (GB/T 4754-2017); null when nothing comes close. */
  industry_code: string | null
  price_low_fen: number | null
  price_high_fen: number | null
  place: string | null
  deadline: string | null
  source: string
}
