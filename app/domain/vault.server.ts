import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
} from 'node:crypto'

/** Keeps what must not lie in the database as plain text. Built once from the secret key of the settings. */
export interface Vault {
  /** A keyed hash by which a normalised address is found again. */
  lookup(value: string): Buffer
  /** AES-256-GCM; only this secret key opens it. */
  seal(text: string): Buffer
  /** @throws {Error} when the key is another or the content was changed */
  open(sealed: Uint8Array): string
  /** A mark by which one's own words are known again, for links that need no sign-in. */
  sign(text: string): string
  /** The digits of a code, which are the same each time and known to nobody without the key. @param id of the code, random */
  codeOf(id: string): string
  /** A keyed hash of a short code: without the key, the database alone doesn't let it be guessed. */
  hashCode(lookup: Uint8Array, code: string): Buffer
}

/** Of a code that an address is sent. */
export const CODE_DIGITS = 8

const ivBytes = 12
const tagBytes = 16

/** @param secretKey 32 random bytes in base64, the same on every node */
export function createVault(secretKey: string): Vault {
  const secret = Buffer.from(secretKey, 'base64')
  if (secret.length !== 32) throw new Error('The secret key must be 32 bytes in base64.')
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', secret, 'lianqiao', purpose, 32))
  const lookupKey = derive('lookup')
  const sealKey = derive('seal')
  const codeKey = derive('code')
  const signKey = derive('sign')
  return {
    sign: (text) => createHmac('sha256', signKey).update(text).digest('base64url').slice(0, 22),
    lookup: (value) => createHmac('sha256', lookupKey).update(value).digest(),
    seal(text) {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', sealKey, iv)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), body])
    },
    open(sealed) {
      const bytes = Buffer.from(sealed)
      const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, ivBytes))
      decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
      const body = bytes.subarray(ivBytes + tagBytes)
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
    },
    codeOf(id) {
      const bytes = createHmac('sha256', codeKey).update(`digits ${id}`).digest()
      // Of 48 bits, so that no code is likelier than another by more than one in a million.
      return String(bytes.readUIntBE(0, 6) % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, '0')
    },
    hashCode: (lookup, code) => createHmac('sha256', codeKey).update(lookup).update(code).digest(),
  }
}

/** A token of 256 random bits, for cookies and links. */
export const makeToken = (): string => randomBytes(32).toString('base64url')

/** What the database keeps of a token. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()
