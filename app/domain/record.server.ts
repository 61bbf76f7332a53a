import type { Tx } from '#db'
import type { Actor } from './actor.ts'

/** Who stands behind a write: a person, or the market itself (imports, clocks). */
export type By = Pick<Actor, 'personId' | 'signInId' | 'organization'> | null

export type Record = {
  verb: string
  /** Ids and figures only, never names or texts that people wrote. */
  detail?: { [name: string]: string | number | boolean | null }
} & (
  | {
      subject: { kind: string; id: string }
      /** Where the write moved a state, both ends; a creation has `from: null`. */
      moved?: { from: string | null; to: string; reason?: string | null | undefined }
    }
  /** What was tried on something that doesn't exist. */
  | { subject: { kind: string; id: string | null }; moved?: undefined }
)

/** Leaves the audit row and, for a move, the row of the thing's history. Belongs into every write's transaction. */
export const record = (tx: Tx, by: By, entry: Record): Promise<void> => recordAll(tx, by, [entry])

/** The same for many at once. */
export async function recordAll(tx: Tx, by: By, entries: readonly Record[]): Promise<void> {
  if (entries.length === 0) return
  await tx
    .insertInto('audit')
    .values(
      entries.map(({ verb, subject, detail }) => ({
        at: tx.at,
        person_id: by?.personId ?? null,
        organization_id: by?.organization?.id ?? null,
        sign_in_id: by?.signInId ?? null,
        verb,
        subject_kind: subject.kind,
        subject_id: subject.id,
        detail: detail ? JSON.stringify(detail) : null,
      })),
    )
    .execute()
  const moves = entries.flatMap(({ verb, subject, moved }) =>
    moved
      ? {
          noun: subject.kind,
          subject_id: subject.id,
          verb,
          from_state: moved.from,
          to_state: moved.to,
          person_id: by?.personId ?? null,
          organization_id: by?.organization?.id ?? null,
          reason: moved.reason ?? null,
          at: tx.at,
        }
      : [],
  )
  if (moves.length > 0) await tx.insertInto('transition').values(moves).execute()
}
