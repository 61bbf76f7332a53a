import { sql, type Tx } from '#db'
import type { Actor } from './actor.ts'
import { enforceQuota } from './quota.server.ts'

/** Who stands behind a write: a person, or the market itself (imports, clocks). */
export type AuditActor = Pick<Actor, 'personId' | 'signInId' | 'organization'> | null

export type AuditEntry = {
  verb: string
  /** Ids and figures only, never names or texts that people wrote. */
  detail?: { [name: string]: string | number | boolean | null }
} & (
  | {
      subject: { kind: string; id: string }
      /** Where the write moved a state, both ends; a creation has `from: null`. */
      transition?: { from: string | null; to: string; reason?: string | null | undefined }
    }
  /** What was tried on something that doesn't exist. */
  | { subject: { kind: string; id: string | null }; transition?: undefined }
)

/**
 * Leaves the audit row and, for a move, the row of the thing's history. Belongs into every write's transaction.
 * @throws {Refusal} `too_many` when the person made or moved too much lately
 */
export const appendAudit = (tx: Tx, by: AuditActor, entry: AuditEntry): Promise<void> =>
  appendAudits(tx, by, [entry])

/** The same for many at once; each table is written in one statement, however many there are. */
export async function appendAudits(
  tx: Tx,
  by: AuditActor,
  entries: readonly AuditEntry[],
): Promise<void> {
  if (entries.length === 0) return
  const personId = by?.personId ?? null
  const organizationId = by?.organization?.id ?? null
  const audited = entries.map(({ verb, subject, detail }) => ({ verb, ...subject, detail }))
  await sql`
    insert into audit (at, person_id, organization_id, sign_in_id, verb, subject_kind, subject_id, detail)
    select ${tx.now}, ${personId}, ${organizationId}, ${by?.signInId ?? null}, verb, kind, id, detail
    from jsonb_to_recordset(${JSON.stringify(audited)}::jsonb)
      as a (verb text, kind text, id uuid, detail jsonb)`.execute(tx)
  const moves = entries.flatMap(({ verb, subject, transition: moved }) =>
    moved ? { verb, ...subject, ...moved } : [],
  )
  if (moves.length === 0) return
  const steps = moves.map(({ kind, id, verb, from }) => ({
    ...{ noun: kind, id, verb, isCreation: from === null },
  }))
  await enforceQuota(tx, by, steps)
  await sql`
    insert into transition
      (at, person_id, organization_id, noun, subject_id, verb, from_state, to_state, reason)
    select ${tx.now}, ${personId}, ${organizationId}, kind, id, verb, "from", "to", reason
    from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb)
      as m (kind text, id uuid, verb text, "from" text, "to" text, reason text)`.execute(tx)
}
