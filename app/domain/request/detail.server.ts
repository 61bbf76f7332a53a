import { type Queryable, sql } from '#db'
import type { Acting } from '../actor.ts'
import type { OfficeBasis } from '../consent/vocabulary.ts'
import { openField } from '../sealed-field.server.ts'
import { sealedIn } from '../sealed-places.server.ts'

/**
 * The private part, as far as the actor's organisation may read it: all for the enterprise; what a consent in force names
 * for who holds a live thread, and each of those reads leaves a receipt. Null for everybody else.
 */
export async function findDetail(q: Queryable, actor: Acting, requestId: string, at: Date) {
  const { rows } = await sql<DetailRow>`
    select * from private.read_request_detail(${requestId}, ${actor.organization.id}, ${actor.personId}, ${at})
  `.execute(q)
  const row = rows[0]
  if (!row) return null
  return asDetail(q, requestId, row)
}

/** The private part for an officer who reviews, by office and on a basis; the enterprise finds the receipt. Null for others. */
export async function findDetailByOffice(
  q: Queryable,
  actor: Acting,
  { requestId, basis, at }: { requestId: string; basis: OfficeBasis; at: Date },
) {
  const { rows } = await sql<DetailRow>`
    select * from private.read_request_by_office(
      ${requestId}, ${actor.organization.id}, ${actor.personId}, ${basis}, ${at})
  `.execute(q)
  return rows[0] ? asDetail(q, requestId, rows[0]) : null
}

/** What an enterprise entered with a request for who takes it, as far as the reader may know it. */
export interface RequestDetail {
  contactName: string | null
  contactPhone: string | null
  revenueFen: number | null
  taxFen: number | null
  collateralDetail: string | null
}

/** With its sealed fields in words. */
export const openDetail = (
  q: Queryable,
  requestId: string,
  detail: RequestDetail,
): RequestDetail => ({
  ...detail,
  contactName: openField(
    q,
    detail.contactName,
    sealedIn('private.request_detail.contact_name', requestId),
  ),
  contactPhone: openField(
    q,
    detail.contactPhone,
    sealedIn('private.request_detail.contact_phone', requestId),
  ),
})

const asDetail = (q: Queryable, requestId: string, row: DetailRow) => ({
  ...openDetail(q, requestId, {
    contactName: row.contact_name,
    contactPhone: row.contact_phone,
    revenueFen: row.revenue_fen,
    taxFen: row.tax_fen,
    collateralDetail: row.collateral_detail,
  }),
  disclosed: row.disclosed,
})

interface DetailRow {
  contact_name: string | null
  contact_phone: string | null
  revenue_fen: number | null
  tax_fen: number | null
  collateral_detail: string | null
  disclosed: string[]
}
