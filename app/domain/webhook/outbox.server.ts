import type { Tx } from '#db'
import { enqueue } from '../enqueue.server.ts'
import type { Notice } from '../events.ts'

/** Writes into the event's own transaction who else must hear of it: the systems of the organisations that are told. */
export async function enqueueWebhooks(tx: Tx, notices: readonly Notice[]): Promise<void> {
  const told = notices.flatMap(({ to, ...notice }) =>
    'organizationId' in to ? [{ ...notice, organizationId: to.organizationId }] : [],
  )
  if (told.length === 0) return
  const webhooks = await tx
    .selectFrom('webhook')
    .select(['id', 'organization_id', 'topics'])
    .where('organization_id', 'in', [...new Set(told.map(({ organizationId }) => organizationId))])
    .where('state', 'in', ['active', 'paused'])
    .execute()
  for (const { event, subject, organizationId } of told) {
    for (const webhook of webhooks) {
      if (webhook.organization_id !== organizationId) continue
      if (!webhook.topics.includes(event.category)) continue
      await putInOutbox(tx, webhook.id, { kind: event.kind, subject })
    }
  }
}

/** One letter to one address, and the job that takes it there. */
export async function putInOutbox(
  tx: Tx,
  webhookId: string,
  { kind, subject }: { kind: string; subject: { kind: string; id: string } },
): Promise<string> {
  const { id } = await tx
    .insertInto('webhook_delivery')
    .values({
      webhook_id: webhookId,
      kind,
      subject_kind: subject.kind,
      subject_id: subject.id,
      at: tx.now,
      state: 'waiting',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await enqueueTry(tx, id, 0)
  return id
}

/** The next try of a letter; it takes the place of one that still waits. */
export const enqueueTry = (tx: Tx, id: string, attempt: number, runAt?: Date): Promise<void> =>
  enqueue(
    tx,
    'deliver_webhook',
    { id, attempt },
    { key: `webhook ${id}`, ...(runAt ? { runAt } : {}) },
  )
