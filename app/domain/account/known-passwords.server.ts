import { refuse } from '../refusal.ts'
import type { Contact } from './account.ts'

/** Words that stand for the market itself; who guesses tries them with a year behind. */
const ownWords = ['lianqiao', '链桥']
const shortestContext = 4
/** What must be left of a password once a word is taken out of it that others know to belong to its owner. */
const leastBesides = 6
/** Up to this length a listed word with digits and signs behind it is guessed as fast as the word. */
const longestDressed = 13

/** About 49,000 passwords of real leaks, loaded when first needed. Looking through them takes less than 0.1 ms. */
async function listLeaked(): Promise<readonly string[]> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return dictionary['passwords-common']
}

export type PasswordFault = 'password_leaked' | 'password_context'

/**
 * Why a password is guessed soon: it stands in lists of leaked ones, or consists of what is known of its owner.
 * Nothing is asked of its composition (OWASP ASVS 5.0, V6.2).
 */
export async function findPasswordFault(
  password: string,
  context: readonly string[] = [],
): Promise<PasswordFault | null> {
  const leaked = await listLeaked()
  const text = password.normalize('NFKC').toLowerCase()
  const bare = text.replace(/[\d\p{P}\p{S}]+$/u, '')
  const dressed =
    text.length <= longestDressed && bare.length >= shortestContext && leaked.includes(bare)
  if (leaked.includes(text) || dressed || new Set(text).size < 4) return 'password_leaked'
  const words = [...ownWords, ...context].map((word) => word.normalize('NFKC').toLowerCase())
  const telling = words.filter((word) => word.length >= (/\p{Script=Han}/u.test(word) ? 2 : 4))
  const guessable = telling.some(
    (word) => text.includes(word) && text.replaceAll(word, '').length < leastBesides,
  )
  return guessable ? 'password_context' : null
}

/** What others know of a person: the name and the parts of an address. */
export function contextOf({ contact, name }: { contact?: Contact; name?: string }): string[] {
  const [local = '', host = ''] = contact?.kind === 'email' ? contact.value.split('@') : []
  const address = contact?.kind === 'mobile' ? contact.value : local
  return [address, host.split('.')[0] ?? '', ...(name ? [name, name.replace(/\s/g, '')] : [])]
}

/** @throws {Refusal} `invalid` with the field `password` */
export async function assertNotBreachedPassword(
  password: string,
  context: readonly string[],
): Promise<void> {
  const fault = await findPasswordFault(password, context)
  if (fault) throw refuse('invalid', fault, { fields: { password: [fault] } })
}
