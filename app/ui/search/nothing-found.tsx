import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { HitCard, type HitView } from './cards.tsx'

export interface NothingFoundProps {
  question: string
  filtered: boolean
  near: readonly HitView[]
  /** Other kinds that have results for the question. */
  elsewhere: readonly { to: string; label: string; count: number }[]
  clearTo: string
}

/** What to do when nothing fits. */
export function NothingFound({ question, filtered, near, elsewhere, clearTo }: NothingFoundProps) {
  const { t } = useTranslation('search')
  const title = filtered
    ? t('empty.filtered')
    : question
      ? t('empty.title', { text: question })
      : t('empty.start')
  return (
    <div className="flex flex-col gap-6">
      <div className="rounded-lg border border-dashed border-line px-4 py-6">
        <p className="text-lg font-medium">{title}</p>
        {elsewhere.length > 0 && (
          <p className="mt-2">
            {t('empty.elsewhere')}
            {elsewhere.map(({ to, label, count }) => (
              <Link key={to} to={to} className="prose-link ml-2">
                {label} {count}
              </Link>
            ))}
          </p>
        )}
        {(question || filtered) && (
          <>
            <p className="mt-3 text-muted">{t('empty.help')}</p>
            <ul className="ml-5 list-disc text-muted">
              {(['shorter', 'pinyin', 'code', 'filters'] as const).map((tip) => (
                <li key={tip}>{t(`empty.tips.${tip}`)}</li>
              ))}
            </ul>
          </>
        )}
        {filtered && (
          <p className="mt-3">
            <Link to={clearTo} className="prose-link">
              {t('facet.clear')}
            </Link>
          </p>
        )}
      </div>
      {near.length > 0 && (
        <section>
          <h2 className="mb-3 text-lg font-semibold">{t('empty.near')}</h2>
          <ul className="flex flex-col gap-3">
            {near.map((hit) => (
              <li key={hit.id}>
                <HitCard hit={hit} terms={[]} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
