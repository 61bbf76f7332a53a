import { type Db, transact } from '#db'
import type { Vault } from '../../vault.server.ts'
import type { Contact, Device } from '../account.ts'
import { hashPassword } from '../password.server.ts'
import { createSession, type SignedIn } from './create-session.server.ts'
import { addPerson } from './sign-up.server.ts'

/**
 * Makes a person for whose address the operator of the market vouches, so no code is asked for.
 * For seed and command line, never for a page.
 */
export async function registerPerson(
  db: Db,
  vault: Vault,
  { contact, name, password }: { contact: Contact; name: string; password: string },
): Promise<string> {
  const hash = await hashPassword(password)
  return transact(db, (tx) => addPerson(tx, vault, { contact, name, hash }))
}

/** Opens a sign-in without a password; for the same callers. */
export async function openSignInFor(db: Db, personId: string, device: Device): Promise<SignedIn> {
  return transact(db, (tx) => createSession(tx, personId, device))
}
