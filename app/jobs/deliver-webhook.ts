import { z } from 'zod'
import { checkTarget } from '../domain/webhook/address.server.ts'
import { openWebhookDelivery, settleWebhook } from '../domain/webhook/deliver.server.ts'
import { signedHeaders } from '../domain/webhook/sign.server.ts'
import { defineJob } from './job.ts'
import { callWebhook } from './webhook/call.ts'

/** Tells another system of one event; where it leads is looked up and checked anew each time. */
export const deliverWebhook = defineJob({
  name: 'deliver_webhook',
  access: 'market',
  schema: z.object({ id: z.uuid(), attempt: z.int().min(0) }),
  async run({ id, attempt }, { db, vault, env }) {
    const open = await openWebhookDelivery(db, vault, { id, attempt })
    if (!open) return
    const url = new URL(open.url)
    const target = await checkTarget(url, env.WEBHOOKS)
    const headers = signedHeaders(open.secrets, { id, at: db.now(), body: open.body })
    const outcome =
      'fault' in target ? target : await callWebhook({ url, target, headers, body: open.body })
    await settleWebhook(db, { id, attempt, webhookId: open.webhookId }, outcome)
  },
})
