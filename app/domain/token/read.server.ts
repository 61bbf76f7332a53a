import type { Queryable } from '#db'
import type { Scope } from './token.ts'

/** A person's tokens that still hold, the newest first. */
export async function listTokens(q: Queryable, personId: string, at: Date) {
  const rows = await q
    .selectFrom('sign_in')
    .leftJoin('organization', 'organization.id', 'sign_in.organization_id')
    .select((eb) => [
      'sign_in.id',
      'sign_in.name',
      'sign_in.scopes',
      'sign_in.created_at',
      'sign_in.last_seen_at',
      'sign_in.expires_at',
      eb.fn.coalesce('organization.short_name', 'organization.name').as('organization'),
    ])
    .where('sign_in.person_id', '=', personId)
    .where('sign_in.scopes', 'is not', null)
    .where('sign_in.revoked_at', 'is', null)
    .where('sign_in.expires_at', '>', at)
    .orderBy('sign_in.id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name ?? '',
    scopes: (row.scopes ?? []) as Scope[],
    organization: row.organization,
    since: row.created_at,
    /** Exact to five minutes; null while it was never used. */
    lastUsed: row.last_seen_at.getTime() > 0 ? row.last_seen_at : null,
    expiresAt: row.expires_at,
  }))
}
