import { z } from 'zod'
import { contactKinds } from '../account/account.ts'
import { locales } from '../locale.ts'

/** What the market writes to people by mail or SMS; the words are in the `message` messages. */
export const messageTemplates = [
  'sign_up_code',
  'already_registered',
  'reset_code',
  'reset_link',
  'sign_in_link',
  'not_registered',
  'invitation',
  'factors_reset',
] as const
export type MessageTemplate = (typeof messageTemplates)[number]

export const messageSchema = z.object({
  to: z.object({ kind: z.enum(contactKinds), value: z.string() }),
  template: z.enum(messageTemplates),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Of the page that it leads to, for letters with a `url` that the sender leaves to the settings. */
  path: z.string().optional(),
  /** Of the page that asked for it; what the receiver chose goes first. */
  locale: z.enum(locales).optional(),
  /** Pointless after this instant, as ISO text. */
  until: z.string(),
})
export type Message = z.infer<typeof messageSchema>
