import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
} from 'node:crypto'
import type { CipherContext } from '#db'
import { type SealPurpose, sealPurposes } from './sealed-places.server.ts'

/** Keeps what must not lie in the database as plain text. Built once from the secret key of the settings. */
export interface Vault {
  /** A keyed hash by which a normalised address is found again. */
  blindIndex(value: string): Buffer
  /** AES-256-GCM with the key of its purpose, bound to its place; only this secret key opens it. */
  seal(text: string, context: CipherContext): Buffer
  /** @throws {Error} when the key or the place is another, or the content was changed */
  open(sealed: Uint8Array, context: CipherContext): string
  /** A mark by which one's own words are known again, for links that need no sign-in. */
  sign(text: string): string
  /** The digits of a code, which are the same each time and known to nobody without the key. @param id of the code, random */
  codeOf(id: string): string
  /** A keyed hash of a short code: without the key, the database alone doesn't let it be guessed. */
  hashCode(lookup: Uint8Array, code: string): Buffer
}

/** Of a code that an address is sent. */
export const CODE_DIGITS = 8

/**
 * Stands in front of a sealed value and ends with its version. Values of the first version have none: they begin with twelve random
 * bytes, which look like this once in four thousand million times, and were sealed with one key for all purposes.
 */
export const SEAL_HEADER = Buffer.from([0x4c, 0x51, 0x00, 0x02])

const ivBytes = 12
const tagBytes = 16

/** @param secretKey 32 random bytes in base64, the same on every node */
export function createVault(secretKey: string): Vault {
  const secret = Buffer.from(secretKey, 'base64')
  if (secret.length !== 32) throw new Error('The secret key must be 32 bytes in base64.')
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', secret, 'lianqiao', purpose, 32))
  const lookupKey = derive('lookup')
  const firstKey = derive('seal')
  const keys = new Map(sealPurposes.map((purpose) => [purpose, derive(`seal ${purpose}`)]))
  const keyOf = (purpose: string) => {
    const sealKey = keys.get(purpose as SealPurpose)
    if (!sealKey) throw new Error(`Nothing is sealed for ${purpose}.`)
    return sealKey
  }
  const codeKey = derive('code')
  const signKey = derive('sign')
  return {
    sign: (text) => createHmac('sha256', signKey).update(text).digest('base64url').slice(0, 22),
    blindIndex: (value) => createHmac('sha256', lookupKey).update(value).digest(),
    seal(text, { purpose, place }) {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', keyOf(purpose), iv)
      cipher.setAAD(boundTo(place))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([SEAL_HEADER, iv, cipher.getAuthTag(), body])
    },
    open(sealed, { purpose, place }) {
      const bytes = Buffer.from(sealed)
      if (!isOfThisVersion(bytes)) return decrypt(bytes, firstKey, null)
      return decrypt(bytes.subarray(SEAL_HEADER.length), keyOf(purpose), boundTo(place))
    },
    codeOf(id) {
      const bytes = createHmac('sha256', codeKey).update(`digits ${id}`).digest()
      // Of 48 bits, so that no code is likelier than another by more than one in a million.
      return String(bytes.readUIntBE(0, 6) % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, '0')
    },
    hashCode: (lookup, code) => createHmac('sha256', codeKey).update(lookup).update(code).digest(),
  }
}

/** The header is part of what is authenticated, so that no version passes for another. */
const boundTo = (place: string): Buffer => Buffer.concat([SEAL_HEADER, Buffer.from(place)])

const isOfThisVersion = (bytes: Buffer): boolean =>
  bytes.subarray(0, SEAL_HEADER.length).equals(SEAL_HEADER)

function decrypt(bytes: Buffer, key: Buffer, boundData: Buffer | null): string {
  const tag = bytes.subarray(ivBytes, ivBytes + tagBytes)
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  })
  if (boundData) decipher.setAAD(boundData)
  decipher.setAuthTag(tag)
  const body = bytes.subarray(ivBytes + tagBytes)
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
}

/** A token of 256 random bits, for cookies and links. */
export const makeToken = (): string => randomBytes(32).toString('base64url')

/** What the database keeps of a token. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()
