import { hash, verify } from '@node-rs/argon2'

/** Argon2id (the library's own default) as OWASP's password storage cheat sheet asks: 19 MiB, two passes, one lane. */
const options = {
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
}

/** Of a password that nobody has, so that an unknown account costs the same time as a known one. */
export const DUMMY_PASSWORD_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$bGlhbnFpYW8tbm9ib2R5cw$8vMyTwVzWmeDWQq3yLTLRFM8b6BYJFMC1nXbBhTBfrk'

export const hashPassword = (password: string): Promise<string> => hash(password, options)

/** Takes as long for an unknown account (`null`) as for a known one. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const matches = await verify(stored ?? DUMMY_PASSWORD_HASH, password)
  return matches && stored !== null
}
