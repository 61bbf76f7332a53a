import type { RuleKind } from '../eligibility/rules.ts'

/** Why something suits, or what speaks against it. Fen, basis points, months; the page finds the words. */
export type Reason =
  | { kind: 'eligible' }
  | { kind: 'ineligible'; rule: RuleKind }
  | { kind: 'rate'; rateBp: number }
  | { kind: 'rate_within'; rateBp: number; maxBp: number }
  | { kind: 'rate_above'; rateBp: number; maxBp: number }
  | { kind: 'guarantees'; guarantees: readonly string[] }
  | { kind: 'no_guarantee' }
  | { kind: 'tier'; tier: string }
  | { kind: 'direct' }
  | { kind: 'not_joined' }
  | { kind: 'prompt'; met: number; total: number }
  | { kind: 'late'; missed: number; total: number }
  | { kind: 'words'; words: readonly string[] }
  | { kind: 'near_words' }
  | { kind: 'industry'; code: string }
  | { kind: 'certificates'; names: readonly string[] }
  | { kind: 'certificates_missing'; names: readonly string[] }
  | { kind: 'place'; place: string }
  | { kind: 'price_above'; priceFen: number; budgetFen: number }
  | { kind: 'amount_fits'; product: string }
  | { kind: 'free_places'; places: number }
  | { kind: 'urgent' }

export type ProposalKind = 'product' | 'listing' | 'organization' | 'request'

/** A counterpart that may suit, with what speaks for and against it. */
export interface Proposal {
  kind: ProposalKind
  id: string
  title: string
  /** Whose it is; null for an organisation, or where it stays unnamed. */
  by: string | null
  score: number
  reasons: Reason[]
  against: Reason[]
}

/** How much each reason counts. What speaks against weighs by the same table, as its opposite. */
const weights: Record<Reason['kind'], number> = {
  eligible: 20,
  ineligible: -40,
  rate: 4,
  rate_within: 14,
  rate_above: -16,
  guarantees: 12,
  no_guarantee: -14,
  tier: 10,
  direct: 6,
  not_joined: -6,
  prompt: 8,
  late: -8,
  words: 16,
  near_words: 6,
  industry: 10,
  certificates: 12,
  certificates_missing: -10,
  place: 6,
  price_above: -12,
  amount_fits: 16,
  free_places: 4,
  urgent: 6,
}

export const weightOf = ({ kind }: Reason): number => weights[kind]

/**
 * A proposal from its reasons; those that weigh most come first.
 * @param base what the candidate brings before any reason, e.g. its rank in a search
 */
export function propose(
  candidate: Pick<Proposal, 'kind' | 'id' | 'title' | 'by'>,
  reasons: readonly (Reason | null)[],
  base = 0,
): Proposal {
  const known = reasons.filter((reason) => reason !== null)
  const byWeight = [...known].sort((a, b) => Math.abs(weightOf(b)) - Math.abs(weightOf(a)))
  return {
    ...candidate,
    score: base + known.reduce((sum, item) => sum + weightOf(item), 0),
    reasons: byWeight.filter((item) => weightOf(item) > 0),
    against: byWeight.filter((item) => weightOf(item) < 0),
  }
}

export const MAX_PROPOSALS = 5

/** The best few that have at least something to say for them. */
export const best = (proposals: readonly Proposal[], most = MAX_PROPOSALS): Proposal[] =>
  proposals
    .filter(({ reasons, score }) => reasons.length > 0 && score > 0)
    .sort((a, b) => b.score - a.score || a.id.localeCompare(b.id))
    .slice(0, most)
