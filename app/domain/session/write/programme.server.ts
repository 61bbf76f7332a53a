import { type Db, sql, type Tx, transact } from '#db'
import type { Actor } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import { topic } from '../../events.ts'
import { refuse } from '../../refusal.ts'
import { onMarket } from '../../request/visibility.server.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { tellAgenda } from '../agenda.server.ts'
import type { FillForm, ItemForm, RoundForm } from '../forms.ts'
import { type LockedSession, lockOwnSession, requireOpen } from './lock.server.ts'

async function told(tx: Tx, actor: Actor, session: LockedSession, verb: string): Promise<void> {
  await appendAudit(tx, actor, { verb, subject: { kind: 'session', id: session.id } })
  await tellAgenda(tx, session)
  await enqueueSideEffects(tx, { topics: [topic.session(session.id)] })
}

/** Adds to the end of the run of the show. */
export async function addItem(
  db: Db,
  actor: Actor,
  sessionId: string,
  form: ItemForm,
): Promise<string> {
  return transact(db, async (tx) => {
    const { session } = await lockOwnSession(tx, actor, sessionId)
    requireOpen(session)
    const { id } = await tx
      .insertInto('session_item')
      .values({
        session_id: sessionId,
        position: sql`coalesce((select max(position) from session_item where session_id = ${sessionId}), 0) + 1`,
        kind: form.kind,
        title: await titleOf(tx, form),
        minutes: form.minutes,
        request_id: form.kind === 'request' ? (form.requestId ?? null) : null,
        product_id: form.kind === 'product' ? (form.productId ?? null) : null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await told(tx, actor, session, 'add_session_item')
    return id
  })
}

/** An item without words of its own bears the title of what it shows. */
async function titleOf(tx: Tx, { kind, title, requestId, productId }: ItemForm): Promise<string> {
  if (kind === 'request') {
    const request = requestId ? await openRequests(tx, [requestId]).then(([one]) => one) : undefined
    if (!request) throw fieldRefusal('requestId', 'item_needs_request')
    return title || request.title
  }
  if (kind === 'product') {
    const product = productId
      ? await tx
          .selectFrom('product')
          .where('id', '=', productId)
          .where('state', '=', 'published')
          .select('name')
          .executeTakeFirst()
      : undefined
    if (!product) throw fieldRefusal('productId', 'item_needs_product')
    return title || product.name
  }
  if (!title) throw fieldRefusal('title', 'item_needs_title')
  return title
}

const fieldRefusal = (field: string, key: string) =>
  refuse('invalid', 'check_fields', { fields: { [field]: [key] } })

/** Those of these requests that the market is offered. */
const openRequests = (tx: Tx, ids: readonly string[]) =>
  tx
    .selectFrom('request')
    .where('id', 'in', ids)
    .where(onMarket())
    .select(['id', 'title'])
    .execute()

export async function removeItem(
  db: Db,
  actor: Actor,
  sessionId: string,
  itemId: string,
): Promise<void> {
  await transact(db, async (tx) => {
    const { session } = await lockOwnSession(tx, actor, sessionId)
    requireOpen(session)
    const { numDeletedRows } = await tx
      .deleteFrom('session_item')
      .where('id', '=', itemId)
      .where('session_id', '=', sessionId)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw refuse('missing', 'agenda_item_missing')
    await told(tx, actor, session, 'remove_session_item')
  })
}

/** Plans a claim round over some published requests. */
export async function addRound(
  db: Db,
  actor: Actor,
  sessionId: string,
  { title, minutes, requestIds }: RoundForm,
): Promise<string> {
  return transact(db, async (tx) => {
    const { session } = await lockOwnSession(tx, actor, sessionId)
    requireOpen(session)
    const { id } = await tx
      .insertInto('round')
      .values({
        session_id: sessionId,
        number: sql`coalesce((select max(number) from round where session_id = ${sessionId}), 0) + 1`,
        title,
        state: 'planned',
        minutes,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await putInRound(tx, id, requestIds)
    await told(tx, actor, session, 'add_round')
    return id
  })
}

/** Puts requests into a round that is still to come, in place of those that were in it. */
export async function fillRound(
  db: Db,
  actor: Actor,
  sessionId: string,
  { roundId, requestIds }: FillForm,
): Promise<void> {
  await transact(db, async (tx) => {
    const { session } = await lockOwnSession(tx, actor, sessionId)
    const round = await tx
      .selectFrom('round')
      .where('id', '=', roundId)
      .where('session_id', '=', sessionId)
      .select('state')
      .executeTakeFirst()
    if (!round) throw refuse('missing', 'round_missing')
    if (round.state !== 'planned') throw refuse('conflict', 'round_was_open')
    await tx.deleteFrom('round_request').where('round_id', '=', roundId).execute()
    await putInRound(tx, roundId, requestIds)
    await told(tx, actor, session, 'fill_round')
  })
}

/** @throws {Refusal} `invalid` when one isn't open */
async function putInRound(tx: Tx, roundId: string, requestIds: readonly string[]): Promise<void> {
  const wanted = [...new Set(requestIds)]
  const open = await openRequests(tx, wanted)
  if (open.length < wanted.length) throw fieldRefusal('requestIds', 'round_request_closed')
  await tx
    .insertInto('round_request')
    .values(
      wanted.map((requestId, index) => ({
        round_id: roundId,
        request_id: requestId,
        position: index + 1,
      })),
    )
    .execute()
}

/** Takes a round off the plan; one that has been open stays. */
export async function removeRound(
  db: Db,
  actor: Actor,
  sessionId: string,
  roundId: string,
): Promise<void> {
  await transact(db, async (tx) => {
    const { session } = await lockOwnSession(tx, actor, sessionId)
    const round = await tx
      .selectFrom('round')
      .where('id', '=', roundId)
      .where('session_id', '=', sessionId)
      .select('state')
      .executeTakeFirst()
    if (!round) throw refuse('missing', 'round_missing')
    if (round.state !== 'planned') throw refuse('conflict', 'round_was_open')
    await tx.deleteFrom('round_request').where('round_id', '=', roundId).execute()
    await tx.deleteFrom('round').where('id', '=', roundId).execute()
    await told(tx, actor, session, 'remove_round')
  })
}
