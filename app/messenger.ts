import { randomBytes } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import type { Contact, ContactKind } from './domain/account/account.ts'
import type { Env } from './env.ts'

export interface OutgoingMessage {
  to: Contact
  subject: string
  text: string
  /** By which mail programs offer to stop such letters with one press (RFC 8058); mail only. */
  unsubscribe?: string
}

/** Writes to people: by SMTP, by an SMS gateway, or into files where neither is set. */
export interface Messenger {
  /** Whether a letter of this kind leaves the machine, or lands as a file. */
  reach(kind: ContactKind): 'sent' | 'filed'
  /** Where the files lie. */
  outbox: string
  /** @throws {Error} when the server on the other side doesn't take it; the job tries again */
  send(letter: OutgoingMessage): Promise<void>
  close(): void
}

type Settings = Pick<Env, 'SMTP_URL' | 'MAIL_FROM' | 'SMS_GATEWAY_URL' | 'SMS_GATEWAY_KEY'>

const gatewayTimeoutMs = 10_000

/** @param outbox the folder for what can't be sent: `DATA_DIR/outbox` */
export function createMessenger(settings: Settings, outbox: string): Messenger {
  const { SMTP_URL, MAIL_FROM, SMS_GATEWAY_URL } = settings
  const mail = SMTP_URL ? createTransport(SMTP_URL) : null
  return {
    outbox,
    reach: (kind) => ((kind === 'email' ? SMTP_URL : SMS_GATEWAY_URL) ? 'sent' : 'filed'),
    async send(letter) {
      const { to, subject, text } = letter
      if (to.kind === 'email' && mail) {
        const headers = unsubscribeHeaders(letter)
        await mail.sendMail({ from: MAIL_FROM, to: to.value, subject, text, headers })
      } else if (to.kind === 'mobile' && SMS_GATEWAY_URL) {
        await sendSms(settings, letter)
      } else {
        await file(outbox, letter)
      }
    },
    close: () => mail?.close(),
  }
}

const unsubscribeHeaders = ({ unsubscribe }: OutgoingMessage): Record<string, string> =>
  unsubscribe
    ? {
        'List-Unsubscribe': `<${unsubscribe}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }
    : {}

/** `POST {"to":"13800000000","text":"…"}` with the key as bearer token; any 2xx means taken. */
async function sendSms(settings: Settings, { to, text }: OutgoingMessage): Promise<void> {
  const { SMS_GATEWAY_URL, SMS_GATEWAY_KEY } = settings
  const response = await fetch(SMS_GATEWAY_URL!, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(SMS_GATEWAY_KEY ? { Authorization: `Bearer ${SMS_GATEWAY_KEY}` } : {}),
    },
    body: JSON.stringify({ to: to.value, text }),
    signal: AbortSignal.timeout(gatewayTimeoutMs),
  })
  await response.body?.cancel()
  if (!response.ok) throw new Error(`The SMS gateway answered ${response.status}.`)
}

/** One file for each letter, named by time and address; it appears whole. */
async function file(outbox: string, { to, subject, text }: OutgoingMessage): Promise<void> {
  await mkdir(outbox, { recursive: true, mode: 0o700 })
  const time = new Date().toISOString().replace(/[-:]/g, '')
  const address = to.value.replace(/[^\w.@+-]/g, '_')
  const name = `${time}-${address}-${randomBytes(3).toString('hex')}.txt`
  const draft = join(outbox, `.${name}`)
  await writeFile(draft, `To: ${to.value}\nSubject: ${subject}\n\n${text}\n`, { mode: 0o600 })
  await rename(draft, join(outbox, name))
}
