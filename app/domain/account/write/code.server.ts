import { randomUUID, timingSafeEqual } from 'node:crypto'
import { type Db, type Queryable, sql, type Tx, transact } from '#db'
import { appendAudit } from '../../audit-log.server.ts'
import type { Locale } from '../../locale.ts'
import { sendMessage } from '../../message/write.server.ts'
import { refuse } from '../../refusal.ts'
import { hashToken, type Vault } from '../../vault.server.ts'
import {
  type CodePurpose,
  type Contact,
  type Device,
  letterPauseMinutes,
  lifeMinutes,
  MAX_CODE_TRIES,
} from '../account.ts'
import { findPersonByLookup } from '../read.server.ts'
import { findKnownTo } from './devices.server.ts'
import { sendLink } from './links.server.ts'
import { clearAttempts, registerCodeAttempt } from './login-throttle.server.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** How long a code that is sent again must at least be valid beyond the pause that follows. */
const LEFT_MS = 5 * MINUTE_MS

/** What somebody asks for who proves an address. */
export interface CodeRequest {
  contact: Contact
  purpose: CodePurpose
  locale?: Locale
}

/**
 * Sends a code to an address, or for a reset by mail a link. Whether somebody has that address is told to its holder alone, by the
 * message: the answer here, its time and the traces left are the same. Nothing is sent where the letter before is so new that what
 * it brought is valid for some minutes yet: so however often strangers ask, the holder always has a valid one.
 * @returns whether a letter was written
 */
export async function requestVerificationCode(
  db: Db,
  vault: Vault,
  { contact, purpose, locale }: CodeRequest,
): Promise<boolean> {
  const lookup = vault.blindIndex(contact.value)
  return transact(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(encode(${lookup}, 'hex'), 0))`.execute(
      tx,
    )
    const known = (await findPersonByLookup(tx, lookup)) !== null
    const letter = { contact, purpose, known, lookup, ...(locale ? { locale } : {}) }
    return purpose === 'reset' && contact.kind === 'email'
      ? writeLink(tx, vault, letter)
      : writeCode(tx, vault, letter)
  })
}

type Letter = CodeRequest & { known: boolean; lookup: Buffer }

/** A mailbox gets a link, which nobody can guess at and which has no tries to be used up. */
async function writeLink(tx: Tx, vault: Vault, letter: Letter): Promise<boolean> {
  const { contact, known, lookup, locale } = letter
  const sent = await tx
    .selectFrom('account_link')
    .select('created_at')
    .where('lookup', '=', lookup)
    .where('purpose', '=', 'reset')
    .where('created_at', '>', new Date(tx.now.getTime() - DAY_MS))
    .orderBy('created_at', 'desc')
    .execute()
  const pause = letterPauseMinutes(sent.length)
  const latest = sent[0]?.created_at
  if (latest && tx.now.getTime() - latest.getTime() < pause * MINUTE_MS) return false
  await sendLink(tx, vault, {
    to: contact,
    purpose: 'reset',
    path: '/reset',
    template: known ? 'reset_link' : 'not_registered',
    minutes: Math.max(30, lifeMinutes(letterPauseMinutes(sent.length + 1))),
    worthSending: true,
    ...(locale ? { locale } : {}),
  })
  await appendAudit(tx, null, { verb: 'ask_link', subject: { kind: 'code', id: null } })
  return true
}

async function writeCode(tx: Tx, vault: Vault, letter: Letter): Promise<boolean> {
  const { purpose, lookup } = letter
  const codes = await tx
    .selectFrom('code')
    .select(['id', 'sent', 'sent_at', 'expires_at', 'used_at', 'tries'])
    .where('lookup', '=', lookup)
    .where('purpose', '=', purpose)
    .where('created_at', '>', new Date(tx.now.getTime() - DAY_MS))
    .orderBy('created_at', 'desc')
    .execute()
  const sent = codes.reduce((sum, code) => sum + code.sent, 0)
  const latest = codes[0]
  if (
    latest &&
    latest.sent > 0 &&
    tx.now.getTime() - latest.sent_at.getTime() < letterPauseMinutes(sent) * MINUTE_MS
  ) {
    return false
  }
  const pause = letterPauseMinutes(sent + 1)
  const left = latest ? latest.expires_at.getTime() - tx.now.getTime() : 0
  const isGood = latest && !latest.used_at && latest.tries < MAX_CODE_TRIES
  const again = isGood && left >= pause * MINUTE_MS + LEFT_MS ? latest : undefined
  const expires = again?.expires_at ?? new Date(tx.now.getTime() + lifeMinutes(pause) * MINUTE_MS)
  const id = again?.id ?? randomUUID()
  if (again) await noteSent(tx, again.id)
  else await addCode(tx, vault, { id, purpose, lookup, expires })
  await sendCode(tx, vault, { ...letter, id, expires })
  await appendAudit(tx, null, { verb: 'ask_code', subject: { kind: 'code', id } })
  return true
}

async function noteSent(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('code')
    .set((eb) => ({ sent: eb('sent', '+', 1), sent_at: tx.now }))
    .where('id', '=', id)
    .execute()
}

async function addCode(
  tx: Tx,
  vault: Vault,
  {
    id,
    purpose,
    lookup,
    expires,
  }: { id: string; purpose: CodePurpose; lookup: Buffer; expires: Date },
): Promise<void> {
  await tx
    .insertInto('code')
    .values({
      id,
      purpose,
      lookup,
      code_hash: vault.hashCode(lookup, vault.codeOf(id)),
      created_at: tx.now,
      sent_at: tx.now,
      expires_at: expires,
    })
    .execute()
}

/** Who has an account already, or has none, is told so instead of getting the code. */
async function sendCode(
  tx: Tx,
  vault: Vault,
  { contact, purpose, known, locale, id, expires }: Letter & { id: string; expires: Date },
): Promise<void> {
  const code = purpose === 'sign_up' ? 'sign_up_code' : 'reset_code'
  const instead = purpose === 'sign_up' ? 'already_registered' : 'not_registered'
  const minutes = Math.floor((expires.getTime() - tx.now.getTime()) / MINUTE_MS)
  await sendMessage(tx, vault, {
    to: contact,
    template: known === (purpose === 'reset') ? code : instead,
    params: { code: vault.codeOf(id), minutes },
    ...(locale ? { locale } : {}),
    until: expires.toISOString(),
  })
}

/**
 * Spends one try at the codes that an address holds; a right one is used up, and with it the others. Tries belong to the device or
 * network that makes them. Stands in transactions of its own, so that a wrong try counts although the verb that needed it is refused.
 * @throws {Refusal} `invalid` with the field `code`
 */
export async function consumeVerificationCode(
  db: Db,
  vault: Vault,
  { contact, purpose, code }: { contact: Contact; purpose: CodePurpose; code: string },
  device: Device,
): Promise<void> {
  const lookup = vault.blindIndex(contact.value)
  const known = await findKnownTo(db, lookup, device, db.now())
  const [latest] = await liveCodes(db, lookup, purpose, db.now()).execute()
  const own =
    latest && (await registerCodeAttempt(db, hashToken(`code ${latest.id}`), device, known))
  const isRight =
    own &&
    (await transact(db, (tx) =>
      tryCode(tx, vault, { lookup, purpose, code, own, isOwnDevice: known === 'device' }),
    ))
  if (!isRight) throw refuse('invalid', 'code_wrong', { fields: { code: ['code_wrong'] } })
}

const liveCodes = (q: Queryable, lookup: Buffer, purpose: CodePurpose, at: Date) =>
  q
    .selectFrom('code')
    .select(['id', 'code_hash', 'tries'])
    .where('lookup', '=', lookup)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .orderBy('created_at', 'desc')

interface Try {
  lookup: Buffer
  purpose: CodePurpose
  code: string
  own: Buffer
  /** Strangers together have an end of tries, which doesn't bind a device of the person. */
  isOwnDevice: boolean
}

async function tryCode(
  tx: Tx,
  vault: Vault,
  { lookup, purpose, code, own, isOwnDevice }: Try,
): Promise<boolean> {
  const codes = await liveCodes(tx, lookup, purpose, tx.now).forUpdate().execute()
  const latest = codes[0]
  if (!latest || (!isOwnDevice && latest.tries >= MAX_CODE_TRIES)) return false
  const typed = vault.hashCode(lookup, code)
  const matches = codes.some(({ code_hash }) => timingSafeEqual(code_hash, typed))
  await tx
    .updateTable('code')
    .set((eb) => ({ tries: eb('tries', '+', 1) }))
    .where('id', '=', latest.id)
    .execute()
  await appendAudit(tx, null, {
    verb: 'try_code',
    subject: { kind: 'code', id: latest.id },
    detail: { right: matches },
  })
  if (!matches) return false
  await clearAttempts(tx, own)
  // Letters that led to something are given back.
  await tx
    .updateTable('code')
    .set({ used_at: sql`coalesce(used_at, ${tx.now}::timestamptz)`, sent: 0 })
    .where('lookup', '=', lookup)
    .where('purpose', '=', purpose)
    .execute()
  return true
}
