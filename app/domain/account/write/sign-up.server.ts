import { type Db, type Tx, transact } from '#db'
import { appendAudit } from '../../audit-log.server.ts'
import { defaultLocale, type Locale } from '../../locale.ts'
import { agree } from '../../privacy/write.server.ts'
import { refuse } from '../../refusal.ts'
import { sealedIn } from '../../sealed-places.server.ts'
import type { Vault } from '../../vault.server.ts'
import type { Contact, Device } from '../account.ts'
import { assertNotBreachedPassword, contextOf } from '../known-passwords.server.ts'
import { hashPassword } from '../password.server.ts'
import { consumeVerificationCode } from './code.server.ts'
import { createSession, type SignedIn } from './create-session.server.ts'

export interface SignUp {
  contact: Contact
  code: string
  name: string
  password: string
  /** Of the page; what the market writes comes in it. */
  locale?: Locale
}

/**
 * Makes a person of who proved an address with a code and agreed to the privacy notice, and signs in.
 * @throws {Refusal} `invalid` on a wrong code, `conflict` when the address is taken meanwhile
 */
export async function signUp(
  db: Db,
  vault: Vault,
  { contact, code, name, password, locale }: SignUp,
  device: Device,
): Promise<SignedIn> {
  await assertNotBreachedPassword(password, contextOf({ contact, name }))
  const hash = await hashPassword(password)
  await consumeVerificationCode(db, vault, { contact, purpose: 'sign_up', code }, device)
  return transact(db, async (tx) => {
    const personId = await addPerson(tx, vault, {
      contact,
      name,
      hash,
      ...(locale ? { locale } : {}),
    })
    await agree(tx, { personId, locale: locale ?? defaultLocale })
    return createSession(tx, personId, device)
  })
}

/**
 * Adds a person with a proven address. Only verbs that have seen the proof may call it.
 * @throws {Refusal} `conflict` when somebody has the address
 */
export async function addPerson(
  tx: Tx,
  vault: Vault,
  {
    contact,
    name,
    hash,
    locale,
  }: { contact: Contact; name: string; hash: string; locale?: Locale },
): Promise<string> {
  const { id } = await tx
    .insertInto('person')
    .values({ created_at: tx.now, locale: locale ?? null })
    .returning('id')
    .executeTakeFirstOrThrow()
  const added = await tx
    .insertInto('person_contact')
    .values({
      person_id: id,
      kind: contact.kind,
      lookup: vault.blindIndex(contact.value),
      sealed: vault.seal(contact.value, sealedIn('person_contact.sealed', id)),
      verified_at: tx.now,
    })
    .onConflict((conflict) => conflict.column('lookup').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refuse('conflict', 'contact_taken')
  await tx.insertInto('person_name').values({ person_id: id, name }).execute()
  await tx
    .insertInto('person_password')
    .values({ person_id: id, hash, changed_at: tx.now })
    .execute()
  await appendAudit(tx, null, { verb: 'sign_up', subject: { kind: 'person', id } })
  return id
}
