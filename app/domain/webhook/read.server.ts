import type { Queryable } from '#db'
import type { Acting, Actor } from '../actor.ts'
import { refuse } from '../refusal.ts'
import { mayManageWebhooks } from './policy.ts'
import type { WebhookState } from './webhook.ts'

const columns = [
  ...([
    'id',
    'url',
    'topics',
    'state',
    'created_at',
    'failing_since',
    'old_until',
    'version',
  ] as const),
] as const

const ofActor = (q: Queryable, actor: Actor) => {
  if (!mayManageWebhooks(actor)) throw refuse('forbidden', 'webhook_owner')
  return q
    .selectFrom('webhook')
    .where('organization_id', '=', actor.organization.id)
    .where('state', '!=', 'removed')
}

/** The addresses that the actor's organisation has connected. @throws {Refusal} `forbidden` for who doesn't keep them */
export async function listWebhooks(q: Queryable, actor: Actor) {
  const rows = await ofActor(q, actor).select(columns).orderBy('id').execute()
  return rows.map(asWebhook)
}

/** One of them. @throws {Refusal} `missing` */
export async function getWebhook(q: Queryable, actor: Actor, id: string) {
  const row = await ofActor(q, actor).select(columns).where('id', '=', id).executeTakeFirst()
  if (!row) throw refuse('missing', 'missing')
  return asWebhook(row)
}

const asWebhook = (row: {
  id: string
  url: string
  topics: string[]
  state: string
  created_at: Date
  failing_since: Date | null
  old_until: Date | null
  version: number
}) => ({
  id: row.id,
  url: row.url,
  topics: row.topics,
  state: row.state as WebhookState,
  since: row.created_at,
  failingSince: row.failing_since,
  oldUntil: row.old_until,
  version: row.version,
})

/** What was sent to an address, the newest first. @throws {Refusal} `missing` */
export async function listDeliveries(
  q: Queryable,
  actor: Acting,
  { id, before, limit }: { id: string; before?: string | null | undefined; limit: number },
) {
  await getWebhook(q, actor, id)
  const rows = await q
    .selectFrom('webhook_delivery')
    .select(['id', 'kind', 'subject_kind', 'subject_id', 'at', 'state', 'attempts'])
    .select(['last_at', 'status', 'fault'])
    .where('webhook_id', '=', id)
    .$if(before != null, (query) => query.where('id', '<', before!))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    subject: { kind: row.subject_kind, id: row.subject_id },
    at: row.at,
    state: row.state as 'waiting' | 'delivered' | 'failed',
    attempts: row.attempts,
    lastAt: row.last_at,
    status: row.status,
    fault: row.fault,
  }))
}
