import { createHash } from 'node:crypto'
import { isLocale, type Locale } from '#app/domain/locale.ts'
import { messagesOf } from './index.ts'

const made = new Map<Locale, { name: string; text: string }>()

/** A language's messages as the file that browsers are sent; its name changes with its content. */
export function messagesFile(locale: Locale): { name: string; text: string } {
  const known = made.get(locale)
  if (known) return known
  const text = JSON.stringify(messagesOf(locale))
  const hash = createHash('sha256').update(text).digest('base64url').slice(0, 12)
  const file = { name: `${locale}.${hash}.json`, text }
  made.set(locale, file)
  return file
}

export const messagesPath = (locale: Locale): string => `/messages/${messagesFile(locale).name}`

/** The language that a file's name begins with; null when it names none. */
export function localeOfFile(name: string): Locale | null {
  const locale = name.split('.')[0]
  return isLocale(locale) ? locale : null
}
