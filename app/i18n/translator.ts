import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Locale } from '#app/domain/locale.ts'

/** All words of one language: namespace, then key. */
export type Messages = Record<string, object>

/** A translator with the messages of one language at hand. */
export function createTranslator(locale: Locale, messages: Messages): i18n {
  const instance = i18next.createInstance()
  void instance.use(initReactI18next).init({
    lng: locale,
    fallbackLng: false,
    load: 'currentOnly',
    resources: { [locale]: messages },
    defaultNS: 'common',
    ns: Object.keys(messages),
    interpolation: { escapeValue: false },
    initImmediate: false,
    react: { useSuspense: false },
    returnEmptyString: false,
  })
  return instance
}
