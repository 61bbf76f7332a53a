import type { Guarantee, Repayment } from '../financing/vocabulary.ts'

/** What a published source says of a bank's product. Fen, months, basis points; null is "not published". */
export interface ProductFacts {
  external_ref: string
  name: string
  institution: string
  region: string | null
  amount_max_fen: number | null
  amount_note: string | null
  term_max_months: number | null
  term_note: string | null
  rate_low_bp: number | null
  rate_high_bp: number | null
  rate_note: string | null
  guarantees: Guarantee[]
  guarantee_note: string | null
  repayments: Repayment[]
  repayment_note: string | null
  tiers: string[]
  target_note: string | null
  conditions: string | null
  materials: string | null
  source: string
  source_date: string | null
}
