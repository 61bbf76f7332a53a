import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { z } from 'zod'
import { type Db, type Tx, transact } from '#db'
import type { Device } from '../../account/account.ts'
import { findPersonName } from '../../account/read.server.ts'
import { createSession, type SignedIn } from '../../account/write/create-session.server.ts'
import type { Actor } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import { refuse } from '../../refusal.ts'
import { hashToken, type Vault } from '../../vault.server.ts'
import { securityEvents } from '../events.ts'
import { MAX_PASSKEYS, type SecondFactorPolicy } from '../factor.ts'
import { auditFactorChange, markStepUp, requireRecentAuth } from './step-up.server.ts'
import { afterRemoval, codesIfNone, factorAdded } from './totp.server.ts'

/** The site that passkeys are bound to: its host name, and where its pages are. */
export interface RelyingParty {
  id: string
  origin: string
}

type Purpose = 'register' | 'sign_in' | 'confirm'
const challengeMinutes = 5

async function keepChallenge(
  tx: Tx,
  challenge: string,
  purpose: Purpose,
  personId: string | null,
): Promise<void> {
  const expires = new Date(tx.now.getTime() + challengeMinutes * 60_000)
  await tx
    .insertInto('passkey_challenge')
    .values({ challenge, purpose, person_id: personId, expires_at: expires })
    .execute()
}

/** Takes a challenge, which is thereby over. */
async function takeChallenge(
  tx: Tx,
  challenge: string,
  purpose: Purpose,
  personId: string | null,
): Promise<boolean> {
  const taken = await tx
    .deleteFrom('passkey_challenge')
    .where('challenge', '=', challenge)
    .where('purpose', '=', purpose)
    .where('person_id', 'is not distinct from', personId)
    .where('expires_at', '>', tx.now)
    .returning('challenge')
    .executeTakeFirst()
  return taken !== undefined
}

/** What the browser needs to make a passkey, as JSON. @throws {Refusal} */
export async function offerPasskey(db: Db, actor: Actor, site: RelyingParty): Promise<string> {
  return transact(db, async (tx) => {
    await requireRecentAuth(tx, actor)
    const known = await tx
      .selectFrom('passkey')
      .select(['credential_id', 'transports'])
      .where('person_id', '=', actor.personId)
      .execute()
    if (known.length >= MAX_PASSKEYS) throw refuse('conflict', 'passkeys_many')
    const name = (await findPersonName(tx, actor.personId)) ?? ''
    const options = await generateRegistrationOptions({
      rpName: '链桥 Lianqiao',
      rpID: site.id,
      userName: name,
      userDisplayName: name,
      userID: new TextEncoder().encode(actor.personId),
      attestationType: 'none',
      excludeCredentials: known.map(({ credential_id, transports }) => ({
        id: credential_id,
        transports,
      })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
    await keepChallenge(tx, options.challenge, 'register', actor.personId)
    return JSON.stringify(options)
  })
}

/** Keeps a passkey that the browser has made. @returns recovery codes to be shown this once, where there were none */
export async function addPasskey(
  db: Db,
  vault: Vault,
  actor: Actor,
  { response, name, site }: { response: string; name: string; site: RelyingParty },
): Promise<string[] | null> {
  const answer = readAnswer<RegistrationResponseJSON>(response)
  const info = await verified(
    verifyRegistrationResponse({
      response: answer,
      expectedChallenge: () => true,
      expectedOrigin: site.origin,
      expectedRPID: site.id,
      requireUserVerification: true,
    }),
  )
  if (!info.registrationInfo) throw refuse('invalid', 'passkey_wrong')
  const { credential, credentialBackedUp } = info.registrationInfo
  return transact(db, async (tx) => {
    await requireRecentAuth(tx, actor)
    if (!(await takeChallenge(tx, challengeOf(answer), 'register', actor.personId))) {
      throw refuse('conflict', 'passkey_late')
    }
    const added = await tx
      .insertInto('passkey')
      .values({
        person_id: actor.personId,
        credential_id: credential.id,
        public_key: Buffer.from(credential.publicKey),
        counter: credential.counter,
        transports: credential.transports ?? [],
        name,
        backed_up: credentialBackedUp,
        created_at: tx.now,
      })
      .onConflict((conflict) => conflict.column('credential_id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!added) throw refuse('conflict', 'passkey_known')
    await factorAdded(tx, actor, securityEvents.passkey_added, { name })
    return codesIfNone(tx, vault, actor.personId)
  })
}

/** @throws {Refusal} `missing` */
export async function renamePasskey(
  db: Db,
  actor: Actor,
  { id, name }: { id: string; name: string },
): Promise<void> {
  await transact(db, async (tx) => {
    const renamed = await tx
      .updateTable('passkey')
      .set({ name })
      .where('id', '=', id)
      .where('person_id', '=', actor.personId)
      .returning('id')
      .executeTakeFirst()
    if (!renamed) throw refuse('missing', 'factor_gone')
    await appendAudit(tx, actor, { verb: 'rename_passkey', subject: { kind: 'passkey', id } })
  })
}

/** @throws {Refusal} `missing`, or `conflict` when it is the last factor of who needs one */
export async function removePasskey(
  db: Db,
  actor: Actor,
  id: string,
  policy: SecondFactorPolicy,
): Promise<void> {
  await transact(db, async (tx) => {
    await requireRecentAuth(tx, actor)
    const gone = await tx
      .deleteFrom('passkey')
      .where('id', '=', id)
      .where('person_id', '=', actor.personId)
      .returning('name')
      .executeTakeFirst()
    if (!gone) throw refuse('missing', 'factor_gone')
    await afterRemoval(tx, actor, policy)
    await auditFactorChange(tx, actor, securityEvents.passkey_removed, { name: gone.name })
  })
}

/** What the browser needs to ask for a passkey, as JSON. @param personId who confirms; null where anybody signs in */
export async function askPasskey(
  db: Db,
  site: RelyingParty,
  personId: string | null,
): Promise<string> {
  const options = await generateAuthenticationOptions({
    rpID: site.id,
    userVerification: 'required',
  })
  await transact(db, (tx) =>
    keepChallenge(tx, options.challenge, personId ? 'confirm' : 'sign_in', personId),
  )
  return JSON.stringify(options)
}

/** Signs in with a passkey, which the person has unlocked: both factors at once. @throws {Refusal} `forbidden` */
export async function signInWithPasskey(
  db: Db,
  { response, site, halfway }: { response: string; site: RelyingParty; halfway: string | null },
  device: Device,
): Promise<SignedIn> {
  return transact(db, async (tx) => {
    const personId = await takePasskey(tx, { response, site, purpose: 'sign_in', personId: null })
    if (halfway) {
      await tx
        .deleteFrom('sign_in_halfway')
        .where('token_hash', '=', hashToken(halfway))
        .where('person_id', '=', personId)
        .execute()
    }
    return createSession(tx, personId, device, { secondFactor: true })
  })
}

/** Proves anew who one is, with a passkey. @throws {Refusal} `forbidden` */
export async function confirmWithPasskey(
  db: Db,
  actor: Actor,
  { response, site }: { response: string; site: RelyingParty },
): Promise<void> {
  await transact(db, async (tx) => {
    const { personId } = actor
    await takePasskey(tx, { response, site, purpose: 'confirm', personId })
    await markStepUp(tx, actor.signInId)
    await appendAudit(tx, actor, { verb: 'confirm', subject: { kind: 'person', id: personId } })
  })
}

/** Checks what a passkey signed and notes its use. @returns whose it is */
async function takePasskey(
  tx: Tx,
  {
    response,
    site,
    purpose,
    personId,
  }: { response: string; site: RelyingParty; purpose: Purpose; personId: string | null },
): Promise<string> {
  const answer = readAnswer<AuthenticationResponseJSON>(response)
  const key = await tx
    .selectFrom('passkey')
    .select(['id', 'person_id', 'credential_id', 'public_key', 'counter', 'transports'])
    .where('credential_id', '=', answer.id)
    .forUpdate()
    .executeTakeFirst()
  const known = await takeChallenge(tx, challengeOf(answer), purpose, personId)
  if (!key || !known || (personId && key.person_id !== personId)) {
    throw refuse('forbidden', 'passkey_unknown')
  }
  const { authenticationInfo } = await verified(
    verifyAuthenticationResponse({
      response: answer,
      expectedChallenge: () => true,
      expectedOrigin: site.origin,
      expectedRPID: site.id,
      requireUserVerification: true,
      credential: {
        id: key.credential_id,
        publicKey: new Uint8Array(key.public_key),
        counter: key.counter,
        transports: key.transports,
      },
    }),
  )
  await tx
    .updateTable('passkey')
    .set({ counter: authenticationInfo.newCounter, last_used_at: tx.now })
    .where('id', '=', key.id)
    .execute()
  return key.person_id
}

/** The library throws at whatever doesn't fit; to us all of that is one refusal. */
async function verified<T extends { verified: boolean }>(checking: Promise<T>): Promise<T> {
  const result = await checking.catch(() => null)
  if (!result?.verified) throw refuse('forbidden', 'passkey_wrong')
  return result
}

const answerSchema = z.looseObject({
  id: z.string().max(2000),
  response: z.looseObject({ clientDataJSON: z.string().max(10_000) }),
})

function readAnswer<T>(text: string): T {
  try {
    return answerSchema.parse(JSON.parse(text)) as T
  } catch {
    throw refuse('invalid', 'passkey_wrong')
  }
}

/** The challenge that the browser says it answered; the signature covers it. */
function challengeOf(answer: { response: { clientDataJSON: string } }): string {
  try {
    const text = Buffer.from(answer.response.clientDataJSON, 'base64url').toString('utf8')
    return z.object({ challenge: z.string() }).parse(JSON.parse(text)).challenge
  } catch {
    throw refuse('invalid', 'passkey_wrong')
  }
}
