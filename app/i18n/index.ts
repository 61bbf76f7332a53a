import type { i18n } from 'i18next'
import { defaultLocale, type Locale } from '#app/domain/locale.ts'
import en from './en/index.ts'
import { toTraditional } from './traditional.ts'
import { createTranslator, type Messages } from './translator.ts'
import zhCN from './zh-CN/index.ts'

const converted: { messages?: Messages } = {}

/** All messages of a language. Traditional Chinese is made from the simplified, when first asked for. */
export function messagesOf(locale: Locale): Messages {
  if (locale === 'en') return en
  if (locale === 'zh-CN') return zhCN
  converted.messages ??= toTraditional(zhCN)
  return converted.messages
}

const translators = new Map<Locale, i18n>()

/** The translator of servers, jobs and commands, which have every language; browsers are sent one. */
export function i18nOf(locale: Locale = defaultLocale): i18n {
  const known = translators.get(locale)
  if (known) return known
  const made = createTranslator(locale, messagesOf(locale))
  translators.set(locale, made)
  return made
}
