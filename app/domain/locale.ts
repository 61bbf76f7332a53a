/** The languages of the market: simplified Chinese, traditional Chinese converted from it, English. */
export const locales = ['zh-CN', 'zh-Hant', 'en'] as const
export type Locale = (typeof locales)[number]

export const defaultLocale: Locale = 'zh-CN'

export const isLocale = (value: unknown): value is Locale =>
  (locales as readonly unknown[]).includes(value)

/** As their readers call them. */
export const localeNames: Record<Locale, string> = {
  'zh-CN': '简体中文',
  'zh-Hant': '繁體中文',
  en: 'English',
}
