import type { Queryable, Tx } from '#db'
import { isPublished } from '../product/product.ts'
import { appendFacts, listRoomsShowing, type Matters } from './event-store.server.ts'
import type { EndReason, MatterEnd } from './room/event.ts'
import { runningStates } from './session.ts'

/** Reads which of these requests and products are offered no more, and why. */
export async function readEnded(q: Queryable, ids: readonly string[]): Promise<MatterEnd[]> {
  if (ids.length === 0) return []
  const wanted = [...new Set(ids)]
  const [requests, products] = await Promise.all([
    q
      .selectFrom('request')
      .innerJoin('organization', 'organization.id', 'request.organization_id')
      .where('request.id', 'in', wanted)
      .select(['request.id', 'request.state', 'organization.standing'])
      .execute(),
    q
      .selectFrom('product')
      .innerJoin('organization', 'organization.id', 'product.organization_id')
      .where('product.id', 'in', wanted)
      .select(['product.id', 'product.state', 'organization.standing'])
      .execute(),
  ])
  const ends = [
    ...requests.map(({ id, state, standing }) => ({ id, end: requestEnds[state], standing })),
    ...products.map((product) => ({
      ...product,
      end: isPublished(product) ? undefined : ('withdrawn' as const),
    })),
  ]
  return ends.flatMap(({ id, end, standing }) => {
    const reason = end ?? (standing === 'verified' ? undefined : ('suspended' as const))
    return reason ? [{ id, end: reason }] : []
  })
}

const requestEnds: Readonly<Record<string, EndReason>> = {
  awarded: 'awarded',
  closed: 'closed',
  expired: 'expired',
  withdrawn: 'withdrawn',
  // Sent back to its firm, or never out: there is nothing to take.
  ...{ draft: 'withdrawn', submitted: 'withdrawn', returned: 'withdrawn' },
}

/** Appends to the rooms in use whose programme holds any of these whether it is still offered. */
export async function appendMatterChanges(tx: Tx, matters: Matters): Promise<void> {
  const shown = await listRoomsShowing(tx, matters, runningStates)
  const ended = await readEnded(
    tx,
    shown.map(({ id }) => id),
  )
  const endOf = new Map(ended.map(({ id, end }) => [id, end]))
  for (const { session_id, id } of shown) {
    const body = { id, end: endOf.get(id) ?? null }
    await appendFacts(tx, session_id, [{ type: 'matter_changed', body }])
  }
}
