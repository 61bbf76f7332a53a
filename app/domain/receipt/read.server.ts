import type { Queryable } from '#db'
import { nameOf } from '../account/name.server.ts'
import type { Acting } from '../actor.ts'

const mostShown = 200

/**
 * Who read the private fields of the actor's organisation, the newest first.
 * @param before the id of the last receipt shown, for the next page
 */
export async function listReceipts(
  q: Queryable,
  actor: Acting,
  { before, limit = mostShown }: { before?: string | undefined; limit?: number } = {},
) {
  const rows = await q
    .selectFrom('receipt')
    .innerJoin('organization as reader', 'reader.id', 'receipt.reader_id')
    .leftJoin('consent', 'consent.id', 'receipt.consent_id')
    .select(['receipt.id', 'receipt.at', 'receipt.basis', 'receipt.consent_id', 'receipt.fields'])
    .select(['receipt.subject_kind', 'reader.name as reader'])
    .select(nameOf('receipt.person_id').as('person'))
    .select('consent.purpose')
    .where('receipt.organization_id', '=', actor.organization.id)
    .$if(before !== undefined, (query) => query.where('receipt.id', '<', before!))
    .orderBy('receipt.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    reader: row.reader,
    person: row.person,
    /** Why: the consent's purpose, or the basis of an office. */
    purpose: row.purpose,
    basis: row.basis,
    consentId: row.consent_id,
    subject: row.subject_kind,
    fields: row.fields,
  }))
}

export type ListedReceipt = Awaited<ReturnType<typeof listReceipts>>[number]
