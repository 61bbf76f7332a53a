import { type Queryable, sql } from '#db'
import type { RequestAudience, RequestState } from '../request/request.ts'
import type { CardSource } from './card.ts'

/** What cards of these requests are made of, by the ids of the requests. */
export async function readCardSources(
  q: Queryable,
  ids: readonly string[],
): Promise<Map<string, CardSource>> {
  if (ids.length === 0) return new Map()
  const rows = await q
    .selectFrom('request')
    .innerJoin('organization', 'organization.id', 'request.organization_id')
    .where('request.id', 'in', [...new Set(ids)])
    .select(['request.id', 'request.title', 'request.amount_fen', 'request.term_months'])
    .select(['request.rate_max_bp', 'request.purpose', 'request.urgency', 'request.guarantees'])
    .select(['request.anonymous', 'request.state', 'request.audience', 'request.organization_id'])
    .select('organization.name')
    .select(
      sql<
        string[]
      >`array(select institution_id::text from thread where thread.request_id = request.id)`.as(
        'thread_holders',
      ),
    )
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        requestId: row.id,
        organizationId: row.organization_id,
        state: row.state as RequestState,
        audience: row.audience as RequestAudience,
        title: row.title,
        amountFen: row.amount_fen,
        termMonths: row.term_months,
        rateMaxBp: row.rate_max_bp,
        purpose: row.purpose,
        urgency: row.urgency,
        guarantees: row.guarantees,
        anonymous: row.anonymous,
        enterprise: { id: row.organization_id, name: row.name },
        threadHolders: row.thread_holders,
      },
    ]),
  )
}
