import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Locale } from '#app/domain/locale.ts'
import { createFormat } from './format.ts'

/** All words of one language: namespace, then key. */
export type Messages = Record<string, object>

/** A translator with the messages of one language at hand. In them `{{at, instant}}`, `{{on, day}}` and `{{fen, money}}` are said as figures are. */
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
  const format = createFormat(instance)
  instance.services.formatter?.add('instant', (at) => format.instant(new Date(at)))
  instance.services.formatter?.add('day', (day) => format.day(String(day)))
  instance.services.formatter?.add('money', (fen) => format.money(Number(fen)))
  return instance
}
