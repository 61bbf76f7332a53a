import type { Db } from '#db'
import { findActor } from '../domain/account/read.server.ts'
import { touchSignIn } from '../domain/account/write.server.ts'
import type { Actor } from '../domain/actor.ts'
import { holdBack } from '../domain/factor/factor.ts'
import { hashToken } from '../domain/vault.server.ts'
import type { Env } from '../env.ts'
import { readToken } from './cookie.ts'

export type WhoAsks = (cookieHeader: string | undefined) => Promise<Actor | null>

/** Tells who asks by the cookie of a request, with the rights of this moment. */
export function createWhoAsks(
  db: Db,
  env: Pick<Env, 'NODE_ENV' | 'PUBLIC_URL' | 'SECOND_FACTOR'>,
): WhoAsks {
  return async (cookieHeader) => {
    const token = readToken(cookieHeader, env)
    if (!token) return null
    const actor = await findActor(db, hashToken(token), db.now())
    if (actor) await touchSignIn(db, actor.signInId)
    return actor && holdBack(actor, env.SECOND_FACTOR)
  }
}
