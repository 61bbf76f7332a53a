import { type Queryable, sql, type Tx } from '#db'
import { openStates } from '../request/request.ts'
import { appendFacts, lockSessions } from './event-store.server.ts'
import type { EndReason, MatterEnd } from './room/event.ts'
import { runningStates } from './session.ts'

/** Which requests and products: one by its id, or all of an organisation. */
export type Matters = { id: string } | { organizationId: string }

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
  const all = [
    ...requests.map((request) => ({ ...request, end: requestEnds[request.state] })),
    ...products.map((product) => ({
      ...product,
      end: product.state === 'published' ? undefined : ('withdrawn' as const),
    })),
  ]
  return all.flatMap(({ id, standing, end }) => {
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

/** Whether a step between these two states of a request is for rooms to know. */
export const changesOffer = (from: string, to: string): boolean => isOpen(from) !== isOpen(to)

const isOpen = (state: string) => (openStates as readonly string[]).includes(state)

/** Locks the rooms in use whose programme holds any of these. Call it before locking what they are about. */
export async function lockRoomsWith(tx: Tx, matters: Matters): Promise<void> {
  await lockSessions(tx, await roomsWith(tx, matters))
}

/** Tells the rooms in use whose programme holds any of these whether it is still offered. */
export async function tellMatters(tx: Tx, matters: Matters): Promise<void> {
  const shown = await roomsWith(tx, matters)
  if (shown.length === 0) return
  const ended = new Map(
    (
      await readEnded(
        tx,
        shown.map(({ id }) => id),
      )
    ).map(({ id, end }) => [id, end]),
  )
  for (const { session_id, id } of shown) {
    const body = { id, end: ended.get(id) ?? null }
    await appendFacts(tx, session_id, [{ type: 'matter_changed', body }])
  }
}

/** The sessions under way, by what of these their rounds and their agenda hold. */
async function roomsWith(tx: Tx, matters: Matters): Promise<{ session_id: string; id: string }[]> {
  const which =
    'id' in matters
      ? sql`shown.id = ${matters.id}`
      : sql`shown.id in (
          select id from request where organization_id = ${matters.organizationId}
          union all select id from product where organization_id = ${matters.organizationId}
        )`
  const { rows } = await sql<{ session_id: string; id: string }>`
    select session.id as session_id, shown.id from session cross join lateral (
      select round_request.request_id as id from round
        join round_request on round_request.round_id = round.id where round.session_id = session.id
      union select request_id from session_item where session_id = session.id and request_id is not null
      union select product_id from session_item where session_id = session.id and product_id is not null
    ) shown
    where session.state = any (${[...runningStates]}) and ${which}
    order by session.id, shown.id`.execute(tx)
  return rows
}
