import type { Db } from '#db'
import { findActor } from '../domain/account/read.server.ts'
import { touchSignIn } from '../domain/account/write.server.ts'
import type { Actor } from '../domain/actor.ts'
import { restrictUntilMfa } from '../domain/mfa/factor.ts'
import { isToken } from '../domain/token/token.ts'
import { hashToken } from '../domain/vault.server.ts'
import type { Env } from '../env.ts'
import { readToken } from './cookie.ts'

/** Who holds a program's token, with the rights of this moment; null where it is wrong, revoked or over. */
export type TokenAuthenticator = (token: string) => Promise<Actor | null>

export function createTokenAuthenticator(
  db: Db,
  env: Pick<Env, 'SECOND_FACTOR'>,
): TokenAuthenticator {
  return async (token) => {
    if (!isToken(token)) return null
    const actor = await findActor(db, hashToken(token), db.now(), 'token')
    if (actor) await touchSignIn(db, actor.signInId)
    return actor && restrictUntilMfa(actor, env.SECOND_FACTOR)
  }
}

/** The token of an `Authorization: Bearer` header; null where there is no such header, empty where it holds none. */
export function readBearer(header: string | undefined | null): string | null {
  if (header === undefined || header === null) return null
  return /^Bearer +([^\s]+) *$/i.exec(header)?.[1] ?? ''
}

export type SessionAuthenticator = (cookieHeader: string | undefined) => Promise<Actor | null>

/** Tells who asks by the cookie of a request, with the rights of this moment. */
export function createSessionAuthenticator(
  db: Db,
  env: Pick<Env, 'NODE_ENV' | 'PUBLIC_URL' | 'SECOND_FACTOR'>,
): SessionAuthenticator {
  return async (cookieHeader) => {
    const token = readToken(cookieHeader, env)
    if (!token) return null
    const actor = await findActor(db, hashToken(token), db.now())
    if (actor) await touchSignIn(db, actor.signInId)
    return actor && restrictUntilMfa(actor, env.SECOND_FACTOR)
  }
}
