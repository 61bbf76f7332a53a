import type { Db, Tx } from '#db'
import { transact } from '#db'
import type { Acting } from '../../actor.ts'
import { listFamily } from '../../branch/family.server.ts'
import { grantDisclosed } from '../../consent/write.server.ts'
import { refuse } from '../../refusal.ts'
import { mayClaim } from '../../request/policy.ts'
import { mayReadRequest, wasOnMarket } from '../../request/visibility.ts'
import { type LockedRequest, lockRequest, moveRequest } from '../../request/write/move.server.ts'
import { appendFacts, lockOpenRounds } from '../../session/event-store.server.ts'
import { dayOf } from '../../time/working-days.ts'
import { terminatedStates } from '../thread.ts'
import { openThread } from './open.server.ts'

export interface Claim {
  requestId: string
  /** The institution's own product that it has in mind; its stage limits then hold. */
  productId?: string | undefined
  /** The open round in which it was claimed, when it was in a room. */
  round?: { sessionId: string; roundId: string } | undefined
}

/** Takes a request for the actor's institution (抢单), on the request's page. @throws {Refusal} */
export const claim = (db: Db, actor: Acting, input: Claim): Promise<{ threadId: string }> =>
  transact(db, (tx) => claimRequest(tx, actor, input))

/**
 * The one place that knows the cap, wherever a claim is made. The claim shows at once in every open round
 * that has the request. Lock order: rooms, request.
 * @throws {Refusal} `conflict` when the request is full, over, or already the institution's; `missing` when it is not for it to know of
 */
export async function claimRequest(
  tx: Tx,
  actor: Acting,
  input: Claim,
): Promise<{ threadId: string }> {
  const rounds = await lockOpenRounds(tx, input.requestId)
  const request = await lockRequest(tx, input.requestId)
  if (!mayClaim(actor, request)) throw refuse('forbidden', 'claim_institution')
  await requireKnown(tx, actor, request)
  checkOpen(request, dayOf(tx.now))
  const { round } = input
  if (round && !rounds.some((item) => item.roundId === round.roundId))
    throw refuse('conflict', 'round_over')
  await requireVerified(tx, actor.organization.id, request.organizationId)
  await checkFirst(tx, request.id, actor.organization.id)
  const days = await stageDays(tx, actor, input.productId)
  const institutionId = actor.organization.id
  const threadId = await openThread(tx, actor, request, {
    institutionId,
    productId: input.productId,
    origin: round ? 'session' : 'claim',
    round,
    officerId: actor.personId,
    days,
  })
  await grantDisclosed(tx, { requestId: request.id, institutionId })
  const live = await countLive(tx, request.id)
  if (live >= request.cap) await moveRequest(tx, null, request, 'fill')
  for (const { sessionId, roundId } of rounds) {
    const body = {
      requestId: request.id,
      cap: request.cap,
      live,
      threadId,
      institutionId: actor.organization.id,
      roundId,
    }
    const by = { personId: actor.personId, organizationId: actor.organization.id }
    await appendFacts(tx, sessionId, [{ type: 'claim_recorded', body, by }])
  }
  return { threadId }
}

/** A request that was never on the market is there for its institution alone. */
async function requireKnown(tx: Tx, actor: Acting, request: LockedRequest): Promise<void> {
  if (wasOnMarket(request)) return
  const thread = await tx
    .selectFrom('thread')
    .select('id')
    .where('request_id', '=', request.id)
    .where('institution_id', '=', actor.organization.id)
    .executeTakeFirst()
  if (!mayReadRequest(actor, { ...request, hasThread: thread !== undefined }))
    throw refuse('missing', 'missing')
}

function checkOpen(request: LockedRequest, today: string): void {
  if (request.state === 'full')
    throw refuse('conflict', 'request_full', { params: { cap: request.cap } })
  if (request.state !== 'published' || request.expiresOn < today)
    throw refuse('conflict', 'request_over')
}

/** Locks the standing of both sides as it is now: what the actor was told may be a moment old, and an enterprise that may not act can't deal with whoever takes its request. */
async function requireVerified(tx: Tx, institutionId: string, enterpriseId: string): Promise<void> {
  const rows = await tx
    .selectFrom('organization')
    .select(['id', 'standing'])
    .where('id', 'in', [institutionId, enterpriseId])
    .orderBy('id')
    .forShare()
    .execute()
  const unverified = rows.filter(({ standing }) => standing !== 'verified').map(({ id }) => id)
  if (unverified.includes(institutionId)) throw refuse('forbidden', 'access_verified')
  if (unverified.includes(enterpriseId))
    throw refuse('conflict', 'matter_ended', { params: { context: 'suspended' } })
}

/** A bank and its branches are one to the enterprise: one of them holds the thread. */
async function checkFirst(tx: Tx, requestId: string, institutionId: string): Promise<void> {
  const own = await tx
    .selectFrom('thread')
    .select('institution_id')
    .where('request_id', '=', requestId)
    .where('institution_id', 'in', await listFamily(tx, institutionId))
    .where('state', 'not in', terminatedStates)
    .executeTakeFirst()
  if (own?.institution_id === institutionId) throw refuse('conflict', 'already_claimed')
  if (own) throw refuse('conflict', 'family_claimed')
}

/** A branch offers its head office's products as its own. */
const ownAndHead = ({ organization: { id, parentId } }: Acting): string[] =>
  parentId ? [id, parentId] : [id]

const DEFAULT_STAGE_DAYS = { contact_days: 3, diligence_days: 5, disburse_days: 5 }

async function stageDays(tx: Tx, actor: Acting, productId: string | undefined) {
  if (!productId) return DEFAULT_STAGE_DAYS
  const product = await tx
    .selectFrom('product')
    .select(['contact_days', 'diligence_days', 'disburse_days'])
    .where('id', '=', productId)
    .where('organization_id', 'in', ownAndHead(actor))
    .where('state', '=', 'published')
    .executeTakeFirst()
  if (!product) throw refuse('conflict', 'product_not_yours')
  return product
}

/** How many institutions hold the request now. */
export async function countLive(tx: Tx, requestId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('thread')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('request_id', '=', requestId)
    .where('state', 'not in', terminatedStates)
    .executeTakeFirstOrThrow()
  return Number(count)
}
