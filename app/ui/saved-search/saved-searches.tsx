import { useTranslation } from 'react-i18next'
import { LinkButton } from '../blocks/button.tsx'
import { Empty } from '../blocks/empty.tsx'
import { Instant, type Moment } from '../blocks/figures.tsx'
import { ActionForm } from '../blocks/form.tsx'

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
      {searches.map((one) => (
        <li key={one.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
          <span className="min-w-0 flex-1">
            <strong>{one.name}</strong>
            <span className="block text-sm text-muted">
              {one.checkedAt ? (
                <>
                  {t('saved.checked')} <Instant at={one.checkedAt} />
                </>
              ) : (
                t('saved.unchecked')
              )}
              {one.organization && ` · ${one.organization}`}
            </span>
          </span>
          {one.fresh > 0 && (
            <span className="rounded-sm bg-ok-soft px-1.5 text-ok">
              {t('saved.fresh', { count: one.fresh })}
            </span>
          )}
          <ActionForm
            inline
            intent="open"
            name={`open-${one.id}`}
            submitLabel={t('saved.open')}
            submitVariant="secondary"
            submitSize="s"
          >
            <input type="hidden" name="id" value={one.id} />
            <input type="hidden" name="query" value={one.query} />
          </ActionForm>
          <ActionForm
            inline
            intent="drop"
            name={`drop-${one.id}`}
            submitLabel={t('saved.drop')}
            submitVariant="quiet"
            submitSize="s"
          >
            <input type="hidden" name="id" value={one.id} />
          </ActionForm>
        </li>
      ))}
    </ul>
  )
}
