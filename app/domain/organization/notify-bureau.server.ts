import type { Queryable } from '#db'
import type { Notice } from '../events.ts'

/** The bureaus, whose officers are told of what waits for them. */
export async function listBureaus(q: Queryable): Promise<string[]> {
  const rows = await q
    .selectFrom('organization')
    .select('id')
    .where('kind', '=', 'bureau')
    .where('standing', '=', 'verified')
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** The same notice for each bureau. */
export const notifyBureaus = async (q: Queryable, notice: Omit<Notice, 'to'>): Promise<Notice[]> =>
  (await listBureaus(q)).map((organizationId) => ({ ...notice, to: { organizationId } }))

/** The people who own an organisation. */
export async function listOwners(q: Queryable, organizationId: string): Promise<string[]> {
  const rows = await q
    .selectFrom('membership')
    .select('person_id')
    .where('organization_id', '=', organizationId)
    .where('ended_at', 'is', null)
    .where((eb) => eb(eb.val('owner'), '=', eb.fn.any('roles')))
    .orderBy('since')
    .execute()
  return rows.map(({ person_id }) => person_id)
}
