import type { Queryable } from '#db'

/**
 * An institution, its head office and all branches under it. To an enterprise they are one bank: together they hold one
 * thread on a request and take one place of its cap.
 */
export async function listFamily(q: Queryable, institutionId: string): Promise<string[]> {
  const rows = await q
    .selectFrom('organization as own')
    .innerJoin('organization as one', (join) =>
      join.on((eb) => {
        const head = eb.fn.coalesce('own.parent_id', 'own.id')
        return eb.or([eb('one.id', '=', head), eb('one.parent_id', '=', head)])
      }),
    )
    .select('one.id')
    .where('own.id', '=', institutionId)
    .execute()
  return rows.map(({ id }) => id)
}
