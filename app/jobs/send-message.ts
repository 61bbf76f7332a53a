import { z } from 'zod'
import { findLocale } from '../domain/account/read.server.ts'
import { messageSchema } from '../domain/message/message.ts'
import { inLetter } from '../domain/sealed-places.server.ts'
import { originOf } from '../http/origin.ts'
import { i18nOf } from '../i18n/index.ts'
import { defineJob } from './job.ts'

/** Writes what a verb wanted somebody to know. Once it is pointless it isn't sent any more. */
export const sendMessage = defineJob({
  name: 'send_message',
  access: 'market',
  schema: z.object({ sealed: z.base64() }),
  async run({ sealed }, { db, vault, messenger, env }) {
    const opened = vault.open(Buffer.from(sealed, 'base64'), inLetter)
    const message = messageSchema.parse(JSON.parse(opened))
    if (new Date(message.until) <= db.now()) return
    const receiver = await findLocale(db, vault.blindIndex(message.to.value))
    const { t } = i18nOf(receiver ?? message.locale)
    const url = message.path ? { url: originOf(env) + message.path } : {}
    const words = { ns: 'message', ...message.params, ...url }
    await messenger.send({
      to: message.to,
      subject: t(`${message.template}.subject`, words),
      text: t(`${message.template}.text`, words),
    })
  },
})
