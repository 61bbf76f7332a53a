import type { Queryable } from '#db'
import type { SearchKind } from '../events.ts'

/** The index that answers: its mark tells it from others, its shape from other versions of the settings. */
export interface LiveIndex {
  mark: string
  shape: string
}

/** A rebuild under way: how far it came. */
export interface Rebuild extends LiveIndex {
  kind: SearchKind
  after: string | null
  done: number
  total: number
}

interface States {
  search_index: LiveIndex
  search_rebuild: Rebuild
  search_rebuild_wanted: { at: string }
}

export async function findState<K extends keyof States>(
  q: Queryable,
  key: K,
): Promise<States[K] | null> {
  const row = await q
    .selectFrom('app_meta')
    .select('value')
    .where('key', '=', key)
    .executeTakeFirst()
  return (row?.value as unknown as States[K] | undefined) ?? null
}

export async function saveState<K extends keyof States>(
  q: Queryable,
  key: K,
  state: States[K],
): Promise<void> {
  const value = JSON.stringify(state)
  await q
    .insertInto('app_meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}

export async function dropState(q: Queryable, key: keyof States): Promise<void> {
  await q.deleteFrom('app_meta').where('key', '=', key).execute()
}
