import type { Actor } from '#app/domain/actor.ts'
import { defaultLocale, isLocale, type Locale } from '#app/domain/locale.ts'

const cookieName = 'lianqiao-locale'
const yearSeconds = 31_536_000

interface Wishes {
  actor: Actor | null
  cookie: string | undefined
  accept: string | undefined
}

/** The language of a response: what the person chose, what the browser remembers, what it asks for, else simplified Chinese. */
export function chooseLocale({ actor, cookie, accept }: Wishes): Locale {
  return actor?.locale ?? readCookie(cookie) ?? readAccept(accept) ?? defaultLocale
}

/** The `Set-Cookie` header that makes a browser remember. */
export const localeCookie = (locale: Locale): string =>
  `${cookieName}=${locale}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${yearSeconds}`

function readCookie(header: string | undefined): Locale | null {
  for (const pair of (header ?? '').split(';')) {
    const [name, value] = pair.split('=').map((part) => part.trim())
    if (name === cookieName && isLocale(value)) return value
  }
  return null
}

/** The first of our languages in an `Accept-Language` header, by its weights; null when it names none (RFC 9110, 12.5.4). */
export function readAccept(header: string | undefined): Locale | null {
  const wishes = (header ?? '').split(',').map((part, place) => {
    const [tag = '', ...settings] = part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/)
    const quality = settings.find((setting) => setting.startsWith('q='))
    return { tag, place, weight: quality ? Number(quality.slice(2)) || 0 : 1 }
  })
  return (
    wishes
      .filter(({ weight }) => weight > 0)
      .sort((a, b) => b.weight - a.weight || a.place - b.place)
      .map(({ tag }) => localeOfTag(tag))
      .find((locale) => locale !== null) ?? null
  )
}

function localeOfTag(tag: string): Locale | null {
  if (/^zh-(hant|tw|hk|mo)\b/.test(tag)) return 'zh-Hant'
  if (/^zh\b/.test(tag)) return 'zh-CN'
  return /^en\b/.test(tag) ? 'en' : null
}
