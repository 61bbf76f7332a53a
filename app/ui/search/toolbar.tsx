import { SlidersHorizontal } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '#app/i18n/format.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { facetPanelId } from './facets.tsx'
import { addressOf, queryOf, type SearchView } from './view.ts'

/** Above the results: how many there are, the way to the filters on phones, and the order. */
export function Toolbar({ found, searching }: { found: SearchView; searching: boolean }) {
  const { t } = useTranslation('search')
  const { chosen, facets } = found
  return (
    <div className="mb-3 flex min-h-11 flex-wrap items-center gap-3">
      <p role="status" className="text-sm text-muted">
        {searching ? t('searching') : t('count', { total: formatCount(found.total) })}
      </p>
      <div className="ml-auto flex items-center gap-2">
        <LinkButton
          to={`/searches?save=${encodeURIComponent(queryOf(found))}`}
          variant="quiet"
          size="s"
        >
          {t('saved.keep')}
        </LinkButton>
        {chosen > 0 && (
          <LinkButton to={addressOf(found)} variant="quiet" size="s">
            {t('facet.clear')}
          </LinkButton>
        )}
        {facets.length > 0 && (
          <Button type="button" size="s" className="lg:hidden" {...{ popovertarget: facetPanelId }}>
            <SlidersHorizontal aria-hidden size={16} />
            {chosen > 0 ? t('facet.title_count', { count: chosen }) : t('facet.title')}
          </Button>
        )}
        <SortChoice sorts={found.sorts} sort={found.sort} />
      </div>
    </div>
  )
}

function SortChoice({ sorts, sort }: { sorts: readonly string[]; sort: string }) {
  const { t } = useTranslation('search')
  if (sorts.length < 2) return null
  return (
    <label className="flex items-center gap-2 text-sm">
      <span className="sr-only">{t('sort.label')}</span>
      <select
        key={sort}
        name="sort"
        defaultValue={sort}
        className="min-h-9 rounded-md border border-edge bg-raised px-2 text-sm pointer-coarse:min-h-11"
      >
        {sorts.map((sort) => (
          <option key={sort} value={sort}>
            {t(`sort.${sort}`)}
          </option>
        ))}
      </select>
    </label>
  )
}
