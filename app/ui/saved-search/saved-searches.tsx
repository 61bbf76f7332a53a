import { useTranslation } from 'react-i18next'
import { LinkButton } from '../components/button.tsx'
import { Empty } from '../components/empty.tsx'
import { ActionForm } from '../components/form.tsx'
import { Instant, type Moment } from '../components/formatted-values.tsx'

export interface SavedSearchView {
  id: string
  name: string
  query: string
  organization: string | null
  fresh: number
  checkedAt: Moment | null
}

/** Kept searches; each opens its results, and says how many are new. */
export function SavedSearches({ searches }: { searches: readonly SavedSearchView[] }) {
  const { t } = useTranslation('search')
  if (searches.length === 0) {
    const go = <LinkButton to="/search">{t('saved.go')}</LinkButton>
    return <Empty title={t('saved.empty')} hint={t('saved.empty_hint')} action={go} />
  }
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-raised">
      {searches.map((search) => (
        <li key={search.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
          <span className="min-w-0 flex-1">
            <strong>{search.name}</strong>
            <span className="block text-sm text-muted">
              {search.checkedAt ? (
                <>
                  {t('saved.checked')} <Instant at={search.checkedAt} />
                </>
              ) : (
                t('saved.unchecked')
              )}
              {search.organization && ` · ${search.organization}`}
            </span>
          </span>
          {search.fresh > 0 && (
            <span className="rounded-sm bg-ok-soft px-1.5 text-ok">
              {t('saved.fresh', { count: search.fresh })}
            </span>
          )}
          <ActionForm
            inline
            intent="open"
            name={`open-${search.id}`}
            submitLabel={t('saved.open')}
            submitVariant="secondary"
            submitSize="s"
          >
            <input type="hidden" name="id" value={search.id} />
            <input type="hidden" name="query" value={search.query} />
          </ActionForm>
          <ActionForm
            inline
            intent="drop"
            name={`drop-${search.id}`}
            submitLabel={t('saved.drop')}
            submitVariant="quiet"
            submitSize="s"
          >
            <input type="hidden" name="id" value={search.id} />
          </ActionForm>
        </li>
      ))}
    </ul>
  )
}
