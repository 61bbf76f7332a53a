import { z } from 'zod'
import { getCalendar } from '../domain/holiday/read.server.ts'
import { defaultLocale } from '../domain/locale.ts'
import {
  dueDigests,
  fanOut,
  openDelivery,
  openDigest,
  settleDeliveries,
  unsubscribeToken,
} from '../domain/notice/write.server.ts'
import { noticePath } from '../domain/notice-path.ts'
import { dayOf, isWorkingDay } from '../domain/time/working-days.ts'
import { originOf } from '../http/origin.ts'
import { i18nOf } from '../i18n/index.ts'
import { defineJob } from './job.ts'

/** Every minute, turns notices that nobody read in their quiet minutes into letters. */
export const fanOutNotices = defineJob({
  name: 'fan_out_notices',
  access: 'market',
  schema: z.object({}).loose(),
  cron: '* * * * *',
  async run(_, { db }) {
    while ((await fanOut(db)) > 0);
  },
})

/** Sends one notice to one person by mail or SMS, once. */
export const deliverNotice = defineJob({
  name: 'deliver_notice',
  access: 'market',
  schema: z.object({ notice: z.uuid(), person: z.uuid(), channel: z.enum(['mail', 'sms']) }),
  async run(delivery, { db, vault, messenger, env }) {
    const open = await openDelivery(db, vault, delivery)
    if (!open) return
    const { to, told } = open
    const { t } = i18nOf(open.locale ?? defaultLocale)
    const sentence = t(told.kind, { ns: 'notice', ...told.params })
    const origin = originOf(env)
    const { topic } = told
    const unsubscribe = `${origin}/unsubscribe/${unsubscribeToken(vault, delivery.person, topic)}`
    const url = origin + noticePath(told.kind, told.subject)
    const words = {
      ns: 'message',
      sentence,
      url,
      unsubscribe,
      topic: t(`topics.${topic}`, { ns: 'notification' }),
    }
    await sendOrWait(
      () =>
        messenger.send(
          delivery.channel === 'sms'
            ? { to, subject: '', text: t('notice_sms.text', words) }
            : {
                to,
                subject: t('notice.subject', words),
                text: t('notice.text', words),
                unsubscribe,
              },
        ),
      () => settleDeliveries(db, [delivery], 'waiting'),
    )
    await settleDeliveries(db, [delivery], 'sent')
  },
})

/** At half past eight of each working day (Asia/Shanghai), gathers what was to wait for it. */
export const gatherDigests = defineJob({
  name: 'gather_digests',
  access: 'market',
  schema: z.object({}).loose(),
  cron: '30 0 * * *',
  async run(_, { db }) {
    const day = dayOf(db.now())
    if (isWorkingDay(day, await getCalendar(db))) await dueDigests(db, day)
  },
})

/** Sends one person all that has gathered, in one mail. */
export const sendDigest = defineJob({
  name: 'send_digest',
  access: 'market',
  schema: z.object({ person: z.uuid() }),
  async run({ person }, { db, vault, messenger, env }) {
    const open = await openDigest(db, vault, person)
    if (!open) return
    const { to, told, count, deliveries } = open
    const { t } = i18nOf(open.locale ?? defaultLocale)
    const origin = originOf(env)
    const lines = told.map(
      ({ kind, params, subject }) =>
        `• ${t(kind, { ns: 'notice', ...params })}\n  ${origin}${noticePath(kind, subject)}`,
    )
    const words = {
      ns: 'message',
      count,
      lines: lines.join('\n'),
      url: `${origin}/notices`,
      preferences: `${origin}/account/notices`,
    }
    await sendOrWait(
      () =>
        messenger.send({ to, subject: t('digest.subject', words), text: t('digest.text', words) }),
      () => settleDeliveries(db, deliveries, 'digest'),
    )
    await settleDeliveries(db, deliveries, 'sent')
  },
})

/** What the other side refused was not sent, and is tried again. */
async function sendOrWait(send: () => Promise<void>, wait: () => Promise<void>): Promise<void> {
  try {
    await send()
  } catch (error) {
    await wait()
    throw error
  }
}
