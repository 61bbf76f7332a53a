import { type Db, type Tx, transact } from '#db'
import { listMemberships } from '../account/read.server.ts'
import type { Actor } from '../actor.ts'
import { type AuditActor, appendAudit } from '../audit-log.server.ts'
import { topic } from '../events.ts'
import { securityEvents } from '../mfa/events.ts'
import { notifySelf, requireRecentAuth } from '../mfa/write/step-up.server.ts'
import { refuse } from '../refusal.ts'
import { enqueueSideEffects } from '../side-effects.server.ts'
import { hashToken, makeToken } from '../vault.server.ts'
import { MAX_TOKENS, type TokenInput, tokenPrefix } from './token.ts'

export interface MadeToken {
  id: string
  /** The whole token; the database keeps its hash only, so it is shown this once. */
  token: string
  expiresAt: Date
}

/**
 * Makes a token for a program of the actor's. It carries the second factor that this sign-in has given.
 * @throws {Refusal} `forbidden` for who has to prove first that they are who signed in
 */
export async function makeTokenFor(db: Db, actor: Actor, input: TokenInput): Promise<MadeToken> {
  return transact(db, async (tx) => {
    await requireRecentAuth(tx, actor)
    return insertToken(tx, actor, {
      ...input,
      personId: actor.personId,
      secondFactor: actor.secondFactor === 'given',
    })
  })
}

/** The same for who keeps the machine, on somebody's behalf: whoever runs commands on it can read everything anyway. */
export async function makeTokenByKeeper(
  db: Db,
  personId: string,
  input: TokenInput,
): Promise<MadeToken> {
  return transact(db, (tx) => insertToken(tx, null, { ...input, personId, secondFactor: true }))
}

interface NewToken extends TokenInput {
  personId: string
  secondFactor: boolean
}

async function insertToken(tx: Tx, by: AuditActor, input: NewToken): Promise<MadeToken> {
  const { personId, name, scopes, days, organizationId } = input
  await checkInput(tx, input)
  const token = tokenPrefix + makeToken()
  const expiresAt = new Date(tx.now.getTime() + days * 86_400_000)
  const { id } = await tx
    .insertInto('sign_in')
    .values({
      person_id: personId,
      organization_id: organizationId ?? null,
      token_hash: hashToken(token),
      name,
      scopes: [...new Set(scopes)],
      second_factor: input.secondFactor,
      created_at: tx.now,
      confirmed_at: tx.now,
      // Never used yet.
      last_seen_at: new Date(0),
      expires_at: expiresAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const detail = { scopes: scopes.join(' '), days }
  await appendAudit(tx, by, { verb: 'make_token', subject: { kind: 'sign_in', id }, detail })
  await enqueueSideEffects(tx, {
    topics: [topic.person(personId)],
    notices: [notifySelf(personId, securityEvents.token_made, { name })],
  })
  return { id, token, expiresAt }
}

async function checkInput(tx: Tx, { personId, organizationId }: NewToken): Promise<void> {
  const memberships = await listMemberships(tx, personId)
  if (organizationId && !memberships.some(({ id }) => id === organizationId)) {
    throw refuse('invalid', 'token_organization', {
      fields: { organizationId: ['token_organization'] },
    })
  }
  const { count } = await tx
    .selectFrom('sign_in')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('person_id', '=', personId)
    .where('scopes', 'is not', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', tx.now)
    .executeTakeFirstOrThrow()
  if (Number(count) >= MAX_TOKENS) {
    throw refuse('conflict', 'token_count', { params: { most: MAX_TOKENS } })
  }
}
