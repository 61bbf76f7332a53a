import { z } from 'zod'
import { properName } from '../text/proper-name.ts'

export const contactKinds = ['email', 'mobile'] as const
export type ContactKind = (typeof contactKinds)[number]

/** Where a person can be reached, in the one form in which it is stored and looked up. */
export interface Contact {
  kind: ContactKind
  value: string
}

/** Tries at one code from all networks of a site: a code has to outlast somebody who has such a site. */
export const MAX_CODE_TRIES_OF_SITE = 10

/**
 * Tries at one code by all strangers together; each device or network of theirs has five. With eight digits and the pauses below, who
 * has forty networks and asks for codes all day guesses one with a chance of 1 in 4,600.
 */
export const MAX_CODE_TRIES = 200
export const signInDays = 30
export const failuresUntilLock = 5
export const lockMinutes = 15
/** From this failure on, in one day, all who are on no device or network of the person wait longer and longer. */
export const SLOW_AFTER_FAILURES = 5
/** Tries that they get in one day, all together. */
export const MAX_STRANGERS_TRIES = 100
/** How long a link to sign in beside that wait is valid: as long as the wait can last. */
export const SIGN_IN_LINK_HOURS = 24
export const MAX_KNOWN_DEVICES = 20
export const KNOWN_DEVICE_DAYS = 180
export const passwordLength = { min: 8, max: 128 }

/** Minutes until an address is written to again. @param letters how many it was sent in one day that led to nothing */
export const letterPauseMinutes = (letters: number): number =>
  letters < 3 ? 1 : letters < 8 ? 5 : 30

/** How long a code is valid, so that the last one that was sent outlasts the pause until the next. */
export const lifeMinutes = (pause: number): number => (pause <= 5 ? 10 : pause + 10)

/** Reads an e-mail address or a mainland mobile number as people type it; null when it is neither. */
export function parseContact(typed: string): Contact | null {
  const text = typed.normalize('NFKC').trim()
  const digits = text.replace(/[\s-]/g, '').replace(/^(\+|00)?86(?=1\d{10}$)/, '')
  if (/^1[3-9]\d{9}$/.test(digits)) return { kind: 'mobile', value: digits }
  const email = text.toLowerCase()
  return z.email().max(254).safeParse(email).success ? { kind: 'email', value: email } : null
}

/** Enough to recognise one's own address, too little to learn another's: `138****5678`, `li***@example.com`. */
export function maskContact({ kind, value }: Contact): string {
  if (kind === 'mobile') return `${value.slice(0, 3)}****${value.slice(-4)}`
  const [name = '', host = ''] = value.split('@')
  return `${name.slice(0, Math.min(2, Math.max(1, name.length - 1)))}***@${host}`
}

export const contactSchema = z
  .string()
  .max(254)
  .transform((typed, context): Contact => {
    const contact = parseContact(typed)
    if (contact) return contact
    context.issues.push({ code: 'custom', message: 'contact', input: typed })
    return z.NEVER
  })

/** Length alone; whether a list of leaked passwords has it is looked up by the verb that sets it. */
export const newPasswordSchema = z.string().min(passwordLength.min).max(passwordLength.max)

export const codeSchema = z
  .string()
  .transform((typed) => typed.normalize('NFKC').replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{8}$/, 'code'))

export const personNameSchema = properName(2, 40)

export const codePurposes = ['sign_up', 'reset'] as const
export type CodePurpose = (typeof codePurposes)[number]

export const askCodeSchema = z.object({ contact: contactSchema })
export const signUpSchema = z.object({
  contact: contactSchema,
  code: codeSchema,
  name: personNameSchema,
  password: newPasswordSchema,
  /** The box beside the privacy notice. */
  privacy: z.literal('on', 'privacy_needed'),
})
export const signInSchema = z.object({
  contact: contactSchema,
  password: z.string().max(passwordLength.max),
})
/** The random part of a link that an address was sent. */
export const linkTokenSchema = z.string().regex(/^[\w-]{43}$/)
export const resetSchema = z.object({
  contact: contactSchema,
  code: codeSchema,
  password: newPasswordSchema,
})
export const resetByLinkSchema = z.object({ password: newPasswordSchema })

/** What is known of the device that signs in. */
export interface Device {
  /** As its browser names itself. */
  agent: string | null
  address: string | null
  /** What its address is counted by; the address itself where nothing else is said. */
  network?: string
  /** The network of the site that its own is a part of, where that is known: whoever has it has many of the others. */
  site?: string | null
  /** Of an earlier sign-in on it; opens nothing. */
  token?: string | null
}

/** A browser's name for people: `Chrome · Windows`. */
export function nameDevice(agent: string | null): string | null {
  if (!agent) return null
  const browser = (
    [
      ['MicroMessenger', '微信'],
      ['Edg', 'Edge'],
      ['HuaweiBrowser', '华为浏览器'],
      ['Firefox', 'Firefox'],
      ['Chrome', 'Chrome'],
      ['Safari', 'Safari'],
    ] as const
  ).find(([mark]) => agent.includes(mark))
  const system = (
    [
      ['Windows', 'Windows'],
      ['iPhone', 'iPhone'],
      ['iPad', 'iPad'],
      ['HarmonyOS', 'HarmonyOS'],
      ['Android', 'Android'],
      ['Mac OS', 'macOS'],
      ['Linux', 'Linux'],
    ] as const
  ).find(([mark]) => agent.includes(mark))
  return [browser?.[1], system?.[1]].filter(Boolean).join(' · ') || agent.slice(0, 40)
}
