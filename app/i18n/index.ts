import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import zhCN from './zh-CN/index.ts'

export const locale = 'zh-CN'

/** A translator with all messages at hand; made per request, so nothing is shared between them. */
export function createI18n(): i18n {
  const instance = i18next.createInstance()
  void instance.use(initReactI18next).init({
    lng: locale,
    fallbackLng: locale,
    resources: { [locale]: zhCN },
    defaultNS: 'common',
    ns: Object.keys(zhCN),
    interpolation: { escapeValue: false },
    initImmediate: false,
    react: { useSuspense: false },
    returnEmptyString: false,
  })
  return instance
}
