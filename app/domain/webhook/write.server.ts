import { type Db, type Tx, transact } from '#db'
import type { Actor } from '../actor.ts'
import { appendAudit } from '../audit-log.server.ts'
import { topic } from '../events.ts'
import { requireRecentAuth } from '../mfa/write/step-up.server.ts'
import { refuse } from '../refusal.ts'
import { sealedIn } from '../sealed-places.server.ts'
import { enqueueSideEffects } from '../side-effects.server.ts'
import { getTransition } from '../state-machine.ts'
import type { Vault } from '../vault.server.ts'
import { checkTarget, type WebhookTargets } from './address.server.ts'
import { enqueueTry, putInOutbox } from './outbox.server.ts'
import { mayManageWebhooks } from './policy.ts'
import { makeSecret } from './sign.server.ts'
import {
  MAX_WEBHOOKS,
  secretOverlapHours,
  testKind,
  type WebhookInput,
  type WebhookState,
  type WebhookVerb,
  webhookMachine,
} from './webhook.ts'

/**
 * Connects an address of the actor's organisation. The secret is told here and never again.
 * @throws {Refusal} `forbidden` for who is no owner or hasn't proved lately who they are; `invalid` for an address that isn't the internet's
 */
export async function connectWebhook(
  db: Db,
  vault: Vault,
  actor: Actor,
  { url, topics }: WebhookInput,
  targets: WebhookTargets,
): Promise<{ id: string; secret: string }> {
  if (!mayManageWebhooks(actor)) throw refuse('forbidden', 'webhook_owner')
  const checked = await checkTarget(new URL(url), targets)
  if ('fault' in checked) {
    throw refuse('invalid', 'check_fields', { fields: { url: [`webhook_${checked.fault}`] } })
  }
  const secret = makeSecret()
  const organizationId = actor.organization.id
  return transact(db, async (tx) => {
    await requireRecentAuth(tx, actor)
    await tx
      .selectFrom('organization')
      .select('id')
      .where('id', '=', organizationId)
      .forNoKeyUpdate()
      .execute()
    const { count } = await tx
      .selectFrom('webhook')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('organization_id', '=', organizationId)
      .where('state', '!=', 'removed')
      .executeTakeFirstOrThrow()
    if (Number(count) >= MAX_WEBHOOKS) {
      throw refuse('conflict', 'webhook_count', { params: { most: MAX_WEBHOOKS } })
    }
    const { id } = await tx
      .insertInto('webhook')
      .values({
        organization_id: organizationId,
        url,
        topics: [...topics],
        state: 'active',
        sealed: vault.seal(secret, sealedIn('webhook.sealed', organizationId)),
        created_by: actor.personId,
        created_at: tx.now,
        updated_at: tx.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await appendAudit(tx, actor, {
      verb: 'connect',
      subject: { kind: 'webhook', id },
      transition: { from: null, to: 'active' },
    })
    return { id, secret }
  })
}

/** Pauses, resumes or removes. What waited meanwhile goes out on resuming. @throws {Refusal} `missing`, `conflict` */
export async function moveWebhook(
  db: Db,
  actor: Actor,
  id: string,
  verb: Exclude<WebhookVerb, 'give_up'>,
): Promise<void> {
  await transact(db, async (tx) => {
    const { state } = await lockWebhook(tx, actor, id)
    const { to } = getTransition(webhookMachine, state, verb)
    await tx
      .updateTable('webhook')
      .set((eb) => ({
        state: to,
        failing_since: null,
        updated_at: tx.now,
        version: eb('version', '+', 1),
      }))
      .where('id', '=', id)
      .execute()
    if (to === 'active') await sendWaiting(tx, id)
    await appendAudit(tx, actor, {
      verb,
      subject: { kind: 'webhook', id },
      transition: { from: state, to },
    })
    await enqueueSideEffects(tx, { topics: [topic.webhook(id)] })
  })
}

async function sendWaiting(tx: Tx, id: string): Promise<void> {
  const waiting = await tx
    .selectFrom('webhook_delivery')
    .select(['id', 'attempts'])
    .where('webhook_id', '=', id)
    .where('state', '=', 'waiting')
    .orderBy('id')
    .execute()
  for (const one of waiting) {
    await enqueueTry(tx, one.id, one.attempts)
  }
}

/** Makes another secret and tells it once; the old one signs beside it for a day. @throws {Refusal} */
export async function rotateSecret(db: Db, vault: Vault, actor: Actor, id: string) {
  const secret = makeSecret()
  await transact(db, async (tx) => {
    const { sealed, organization_id } = await lockWebhook(tx, actor, id)
    await requireRecentAuth(tx, actor)
    await tx
      .updateTable('webhook')
      .set((eb) => ({
        sealed: vault.seal(secret, sealedIn('webhook.sealed', organization_id)),
        old_sealed: sealed,
        old_until: new Date(tx.now.getTime() + secretOverlapHours * 3_600_000),
        updated_at: tx.now,
        version: eb('version', '+', 1),
      }))
      .where('id', '=', id)
      .execute()
    await appendAudit(tx, actor, { verb: 'rotate_secret', subject: { kind: 'webhook', id } })
    await enqueueSideEffects(tx, { topics: [topic.webhook(id)] })
  })
  return { secret }
}

/** Sends an event that stands for none, to try the address. @throws {Refusal} `conflict` unless it is active */
export async function sendTestEvent(db: Db, actor: Actor, id: string): Promise<void> {
  await transact(db, async (tx) => {
    const { state } = await lockWebhook(tx, actor, id)
    if (state !== 'active') throw refuse('conflict', 'webhook_inactive')
    await putInOutbox(tx, id, { kind: testKind, subject: { kind: 'webhook', id } })
    await appendAudit(tx, actor, { verb: 'send_test', subject: { kind: 'webhook', id } })
    await enqueueSideEffects(tx, { topics: [topic.webhook(id)] })
  })
}

/**
 * Sends again: one letter, or all that failed.
 * @param since of these only what happened from then on
 * @returns how many
 * @throws {Refusal} `missing`; `conflict` unless the address is active
 */
export async function replay(
  db: Db,
  actor: Actor,
  {
    id,
    deliveryId,
    since,
  }: { id: string; deliveryId?: string | undefined; since?: Date | undefined },
): Promise<number> {
  return transact(db, async (tx) => {
    const { state } = await lockWebhook(tx, actor, id)
    if (state !== 'active') throw refuse('conflict', 'webhook_inactive')
    const again = await tx
      .updateTable('webhook_delivery')
      .set({ state: 'waiting', attempts: 0, fault: null, status: null })
      .where('webhook_id', '=', id)
      .where('state', 'in', deliveryId ? ['failed', 'delivered'] : ['failed'])
      .$if(deliveryId !== undefined, (query) => query.where('id', '=', deliveryId!))
      .$if(since !== undefined, (query) => query.where('at', '>=', since!))
      .returning('id')
      .execute()
    if (deliveryId && again.length === 0) throw refuse('missing', 'missing')
    for (const one of again) await enqueueTry(tx, one.id, 0)
    await appendAudit(tx, actor, {
      verb: 'replay',
      subject: { kind: 'webhook', id },
      detail: { deliveries: again.length },
    })
    await enqueueSideEffects(tx, { topics: [topic.webhook(id)] })
    return again.length
  })
}

async function lockWebhook(tx: Tx, actor: Actor, id: string) {
  if (!mayManageWebhooks(actor)) throw refuse('forbidden', 'webhook_owner')
  const row = await tx
    .selectFrom('webhook')
    .select(['state', 'sealed', 'organization_id'])
    .where('id', '=', id)
    .where('organization_id', '=', actor.organization.id)
    .where('state', '!=', 'removed')
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw refuse('missing', 'missing')
  return { ...row, state: row.state as WebhookState }
}
