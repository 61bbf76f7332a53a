import { timingSafeEqual } from 'node:crypto'
import { type Db, sql, transact } from '#db'
import type { Locale } from '../../locale.ts'
import type { MessageTemplate } from '../../message/message.ts'
import { sendMessage } from '../../message/write.server.ts'
import { record } from '../../record.server.ts'
import { refuse } from '../../refusal.ts'
import { makeCode, type Vault } from '../../vault.server.ts'
import {
  type CodePurpose,
  type Contact,
  codeMinutes,
  codePauseSeconds,
  codeTries,
} from '../account.ts'
import { findPersonByLookup } from '../read.server.ts'

/**
 * Sends a code to an address. Whether somebody has that address is told to its holder alone, by the message:
 * the answer here, its time and the traces left are the same.
 * @throws {Refusal} `too_many` when one was asked for less than a minute ago
 */
export async function askCode(
  db: Db,
  vault: Vault,
  { contact, purpose, locale }: { contact: Contact; purpose: CodePurpose; locale?: Locale },
): Promise<void> {
  const lookup = vault.lookup(contact.value)
  const code = makeCode()
  await transact(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(encode(${lookup}, 'hex'), 0))`.execute(
      tx,
    )
    const latest = await tx
      .selectFrom('code')
      .select('created_at')
      .where('lookup', '=', lookup)
      .where('purpose', '=', purpose)
      .orderBy('created_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    const wait = latest
      ? codePauseSeconds - (tx.at.getTime() - latest.created_at.getTime()) / 1000
      : 0
    if (wait > 0) {
      const seconds = Math.ceil(wait)
      throw refuse('too_many', 'code_too_soon', { params: { seconds }, retryAfter: seconds })
    }
    const known = (await findPersonByLookup(tx, lookup)) !== null
    const expires = new Date(tx.at.getTime() + codeMinutes * 60_000)
    const { id } = await tx
      .insertInto('code')
      .values({
        purpose,
        lookup,
        code_hash: vault.hashCode(lookup, code),
        created_at: tx.at,
        expires_at: expires,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await sendMessage(tx, vault, {
      to: contact,
      template: templateFor(purpose, known),
      params: { code, minutes: codeMinutes },
      ...(locale ? { locale } : {}),
      until: expires.toISOString(),
    })
    await record(tx, null, { verb: 'ask_code', subject: { kind: 'code', id } })
  })
}

/** Who has an account already, or has none, is told so instead of getting the code. */
function templateFor(purpose: CodePurpose, known: boolean): MessageTemplate {
  if (purpose === 'sign_up') return known ? 'already_registered' : 'sign_up_code'
  return known ? 'reset_code' : 'not_registered'
}

/**
 * Spends one try at the latest code; a right one is used up. Stands in a transaction of its own, so that a wrong try counts
 * although the verb that needed it is refused.
 * @throws {Refusal} `invalid` with the field `code`
 */
export async function spendCode(
  db: Db,
  vault: Vault,
  { contact, purpose, code }: { contact: Contact; purpose: CodePurpose; code: string },
): Promise<void> {
  const lookup = vault.lookup(contact.value)
  const right = await transact(db, async (tx) => {
    const latest = await tx
      .selectFrom('code')
      .select(['id', 'code_hash', 'tries'])
      .where('lookup', '=', lookup)
      .where('purpose', '=', purpose)
      .where('used_at', 'is', null)
      .where('expires_at', '>', tx.at)
      .orderBy('created_at', 'desc')
      .limit(1)
      .forUpdate()
      .executeTakeFirst()
    if (!latest || latest.tries >= codeTries) return false
    const matches = timingSafeEqual(vault.hashCode(lookup, code), latest.code_hash)
    await tx
      .updateTable('code')
      .set({ tries: latest.tries + 1, used_at: matches ? tx.at : null })
      .where('id', '=', latest.id)
      .execute()
    await record(tx, null, {
      verb: 'try_code',
      subject: { kind: 'code', id: latest.id },
      detail: { right: matches },
    })
    return matches
  })
  if (!right) throw refuse('invalid', 'code_wrong', { fields: { code: ['code_wrong'] } })
}
