import { useLocation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { localeNames, locales } from '#app/domain/locale.ts'
import { cx } from '../components/class.ts'

/** The languages, each by its own name. A plain form: the document comes anew, with the words of the other language. */
export function LanguageChoice({ entryClass }: { entryClass: string }) {
  const { t, i18n } = useTranslation('ui')
  const { pathname, search } = useLocation()
  return (
    <form method="post" action="/locale" aria-label={t('shell.language')} className="contents">
      <input type="hidden" name="intent" value="choose" />
      <input type="hidden" name="next" value={pathname + search} />
      {locales.map((locale) => (
        <button
          key={locale}
          type="submit"
          name="locale"
          value={locale}
          lang={locale}
          aria-current={locale === i18n.language || undefined}
          className={cx(entryClass, locale === i18n.language && 'font-medium text-link')}
        >
          {localeNames[locale]}
        </button>
      ))}
    </form>
  )
}
