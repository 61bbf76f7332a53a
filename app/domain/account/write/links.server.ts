import type { Queryable, Tx } from '#db'
import type { Locale } from '../../locale.ts'
import type { MessageTemplate } from '../../message/message.ts'
import { sendMessage } from '../../message/write.server.ts'
import { hashToken, makeToken, type Vault } from '../../vault.server.ts'
import type { Contact } from '../account.ts'

export type LinkPurpose = 'sign_in' | 'reset'

export interface LinkLetter {
  to: Contact
  purpose: LinkPurpose
  /** The page that the link opens. */
  path: string
  template: MessageTemplate
  minutes: number
  /** Whether anybody has the address; a letter that would make no sense there is thrown away by the queue. */
  worthSending: boolean
  locale?: Locale
}

/** Makes a link and writes it to an address. The same work is done where nobody has the address. */
export async function sendLink(tx: Tx, vault: Vault, letter: LinkLetter): Promise<void> {
  const { to, purpose, path, template, minutes, worthSending, locale } = letter
  const token = makeToken()
  const expires = new Date(tx.now.getTime() + minutes * 60_000)
  await tx
    .insertInto('account_link')
    .values({
      token_hash: hashToken(token),
      purpose,
      lookup: vault.blindIndex(to.value),
      created_at: tx.now,
      expires_at: expires,
    })
    .execute()
  await sendMessage(tx, vault, {
    to,
    template,
    params: { minutes, hours: Math.round(minutes / 60) },
    path: `${path}?link=${token}`,
    ...(locale ? { locale } : {}),
    until: (worthSending ? expires : tx.now).toISOString(),
  })
}

/** Returns the keyed hash of the address that a link was sent to; null where the link is unknown, used or too old. */
export async function findLink(
  q: Queryable,
  { token, purpose }: { token: string; purpose: LinkPurpose },
  at: Date,
): Promise<Buffer | null> {
  const row = await q
    .selectFrom('account_link')
    .select('lookup')
    .where('token_hash', '=', hashToken(token))
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst()
  return row?.lookup ?? null
}

/** Uses a link up. @returns false where it was used a moment ago, or is over */
export async function spendLink(
  tx: Tx,
  { token, purpose }: { token: string; purpose: LinkPurpose },
): Promise<boolean> {
  const spent = await tx
    .updateTable('account_link')
    .set({ used_at: tx.now })
    .where('token_hash', '=', hashToken(token))
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', tx.now)
    .returning('purpose')
    .executeTakeFirst()
  return spent !== undefined
}
