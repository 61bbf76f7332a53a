/** What the swarm was told, and what it was never told: the only memory that the faults cannot reach. */
export interface Ledger {
  /** Titles of drafts: acknowledged with the id, or null where no answer came. */
  drafts: Map<string, string | null>
  published: Set<string>
  /** Threads that were acknowledged, by what was claimed and by whom. */
  claims: { threadId: string; requestId: string; institutionId: string }[]
  offers: { threadId: string; amountFen: number }[]
  /** Words in the room; false where no answer came. */
  words: Map<string, boolean>
  /** Words whose answer was given up waiting for. */
  silent: string[]
  /** Files whose taking in was acknowledged, and codes of the companies in each. */
  imports: { id: string; codes: string[] }[]
  /** Addresses to which a letter was promised. */
  letters: string[]
  counts: {
    asked: number
    acknowledged: number
    refused: number
    unanswered: number
    failed: number
  }
}

export const openLedger = (): Ledger => ({
  drafts: new Map(),
  published: new Set(),
  claims: [],
  offers: [],
  words: new Map(),
  silent: [],
  imports: [],
  letters: [],
  counts: { asked: 0, acknowledged: 0, refused: 0, unanswered: 0, failed: 0 },
})
