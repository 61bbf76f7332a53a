import { type Db, type Tx, transact } from '#db'
import { appendAudit } from '../audit-log.server.ts'
import { topic } from '../events.ts'
import { sealedIn } from '../sealed-places.server.ts'
import { enqueueSideEffects } from '../side-effects.server.ts'
import type { Vault } from '../vault.server.ts'
import { webhookEvents } from './events.ts'
import { enqueueTry } from './outbox.server.ts'
import { pauseAfter, stopAfterDays } from './webhook.ts'

/** A letter to another system, ready to be signed and sent. */
export interface OpenDelivery {
  webhookId: string
  url: string
  /** The one in force first. */
  secrets: string[]
  /** Ids and kinds alone: what they stand for the receiver reads with rights of its own. */
  body: string
}

/** What is to be sent now; null when that was done already, or the address doesn't want it now. */
export async function openWebhookDelivery(
  db: Db,
  vault: Vault,
  { id, attempt }: { id: string; attempt: number },
): Promise<OpenDelivery | null> {
  const row = await db
    .selectFrom('webhook_delivery')
    .innerJoin('webhook', 'webhook.id', 'webhook_delivery.webhook_id')
    .select([
      ...(['webhook.url', 'webhook.sealed', 'webhook.old_sealed', 'webhook.old_until'] as const),
      ...(['webhook_id', 'webhook.organization_id', 'kind', 'subject_kind', 'subject_id'] as const),
      'webhook_delivery.at',
    ])
    .where('webhook_delivery.id', '=', id)
    .where('webhook_delivery.state', '=', 'waiting')
    .where('attempts', '=', attempt)
    .where('webhook.state', '=', 'active')
    .executeTakeFirst()
  if (!row) return null
  const old = row.old_sealed && row.old_until && row.old_until > db.now() ? [row.old_sealed] : []
  return {
    webhookId: row.webhook_id,
    url: row.url,
    secrets: [row.sealed, ...old].map((sealed) =>
      vault.open(sealed, sealedIn('webhook.sealed', row.organization_id)),
    ),
    body: JSON.stringify({
      type: row.kind,
      timestamp: row.at.toISOString(),
      data: {
        organization_id: row.organization_id,
        subject: { kind: row.subject_kind, id: row.subject_id },
      },
    }),
  }
}

/** How a try went: the status of the answer, or why there was none. */
export type Outcome = { status: number } | { fault: string }

const isTaken = (outcome: Outcome): boolean =>
  'status' in outcome && outcome.status >= 200 && outcome.status < 300

/** Notes a try; after a failed one the next is arranged, and an address that fails for days is given up. */
export async function settleWebhook(
  db: Db,
  { id, attempt, webhookId }: { id: string; attempt: number; webhookId: string },
  outcome: Outcome,
): Promise<void> {
  await transact(db, async (tx) => {
    const webhook = await tx
      .selectFrom('webhook')
      .select(['organization_id', 'failing_since', 'state', 'url'])
      .where('id', '=', webhookId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const taken = isTaken(outcome)
    const pause = taken ? null : pauseAfter(attempt + 1)
    const state = taken ? 'delivered' : pause === null ? 'failed' : 'waiting'
    const noted = await tx
      .updateTable('webhook_delivery')
      .set({
        state,
        attempts: attempt + 1,
        last_at: tx.now,
        status: 'status' in outcome ? outcome.status : null,
        fault: 'fault' in outcome ? outcome.fault : null,
      })
      .where('id', '=', id)
      .where('attempts', '=', attempt)
      .where('state', '=', 'waiting')
      .returning('id')
      .executeTakeFirst()
    if (!noted) return
    if (pause !== null) {
      const runAt = new Date(tx.now.getTime() + pause * 1000)
      await enqueueTry(tx, id, attempt + 1, runAt)
    }
    const failingSince = taken ? null : (webhook.failing_since ?? tx.now)
    await tx
      .updateTable('webhook')
      .set({ failing_since: failingSince })
      .where('id', '=', webhookId)
      .execute()
    if (failingSince && webhook.state === 'active') {
      await stopAfterTooLong(tx, {
        id: webhookId,
        organizationId: webhook.organization_id,
        url: webhook.url,
        failingSince,
      })
    }
    tx.notify(topic.webhook(webhookId))
  })
}

async function stopAfterTooLong(
  tx: Tx,
  {
    id,
    organizationId,
    url,
    failingSince,
  }: { id: string; organizationId: string; url: string; failingSince: Date },
): Promise<void> {
  const days = (tx.now.getTime() - failingSince.getTime()) / 86_400_000
  if (days < stopAfterDays) return
  await tx
    .updateTable('webhook')
    .set((eb) => ({ state: 'stopped', updated_at: tx.now, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
  await appendAudit(tx, null, {
    verb: 'give_up',
    subject: { kind: 'webhook', id },
    transition: { from: 'active', to: 'stopped' },
  })
  await enqueueSideEffects(tx, {
    notices: [
      {
        to: { organizationId },
        event: webhookEvents.webhook_stopped,
        subject: { kind: 'webhook', id },
        params: { host: new URL(url).host, days: stopAfterDays },
      },
    ],
  })
}
