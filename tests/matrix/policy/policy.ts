import type { Kind, Row } from '../canaries.ts'
import type { Knowledge } from './knowledge.ts'

/**
 * Who may know something, by what a person holds: `anyone`, `signed`, `person:<id>`, `member:<organisation>`,
 * `acting:<organisation>` (in any standing), `side:<organisation>` (verified), `session:<id>` (has a place in it), and the
 * parts `lender`, `verified`, `officer`, `host`, `admin`, `liaison`, `street`, `auditor`.
 */
export type Key = string

export type Audience = (row: Row, know: Knowledge) => readonly Key[]

/** What a table holds and who may know it, told from the field's rules and not from the program's predicates. */
export interface TablePolicy {
  /** Who may know a row's words, where a column says nothing of its own. */
  to: Audience
  words?: readonly string[]
  lists?: readonly string[]
  json?: readonly string[]
  fen?: readonly string[]
  sealed?: readonly string[]
  sealedContacts?: readonly string[]
  bytes?: readonly string[]
  /** Columns for others than `to`. */
  but?: Readonly<Record<string, Audience>>
  /** States, codes, figures and texts that give nobody away. */
  plain?: readonly string[]
}

export type Policy = Readonly<Record<string, TablePolicy>>

const kinds = {
  words: 'words',
  lists: 'list',
  json: 'json',
  fen: 'fen',
  sealed: 'sealed',
  sealedContacts: 'sealed contact',
  bytes: 'bytes',
} as const satisfies Partial<Record<keyof TablePolicy, Kind>>

/** Every place for a canary. */
export const spotsOf = (policy: Policy) =>
  Object.entries(policy).flatMap(([table, one]) =>
    Object.entries(kinds).flatMap(([group, kind]) =>
      (one[group as keyof typeof kinds] ?? []).map((column) => ({ table, column, kind })),
    ),
  )

export const anyone: Audience = () => ['anyone']
/** Secrets that nobody is ever shown again. */
export const noAudience: Audience = () => []
export const bureau: readonly Key[] = ['officer', 'host', 'admin', 'liaison', 'street']
