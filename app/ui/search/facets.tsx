import { useTranslation } from 'react-i18next'
import { formatCount } from '#app/i18n/format.ts'
import { Button } from '../components/button.tsx'
import { Fold } from '../components/disclosure.tsx'
import { useFormat } from '../components/use-format.ts'

export interface FacetView {
  name: string
  options: readonly { value: string; count: number; chosen: boolean }[]
}

export const facetPanelId = 'facets'
const shownAtFirst = 8

/** Filters beside the results on wide screens, in a sheet over them on phones; ticks of one form, so they work without scripts. */
export function FacetPanel({ facets }: { facets: readonly FacetView[] }) {
  const { t } = useTranslation('search')
  return (
    <div
      id={facetPanelId}
      {...{ popover: 'auto' }}
      className="inset-x-0 top-auto bottom-0 m-0 max-h-[80dvh] w-full max-w-none overflow-y-auto rounded-t-lg border-0 border-t border-line bg-raised p-4 pb-24 text-ink shadow-card backdrop:bg-sunken/70 lg:static lg:block lg:max-h-none lg:rounded-none lg:border-0 lg:bg-transparent lg:p-0 lg:pb-0 lg:shadow-none"
    >
      <div className="mb-3 flex items-center justify-between lg:hidden">
        <p className="text-lg font-semibold">{t('facet.title')}</p>
        <Button
          type="button"
          size="s"
          {...{ popovertarget: facetPanelId, popovertargetaction: 'hide' }}
        >
          {t('facet.close')}
        </Button>
      </div>
      <div className="flex flex-col gap-5">
        {facets.map((facet) => (
          <FacetGroup key={facet.name} facet={facet} />
        ))}
      </div>
      <noscript>
        <Button size="s" className="mt-4 w-full">
          {t('facet.apply')}
        </Button>
      </noscript>
    </div>
  )
}

function FacetGroup({ facet }: { facet: FacetView }) {
  const { t } = useTranslation('search')
  const first = facet.options.slice(0, shownAtFirst)
  const rest = facet.options.slice(shownAtFirst)
  return (
    <fieldset>
      <legend className="mb-1 font-medium">{t(`facet.${facet.name}`)}</legend>
      <Options name={facet.name} options={first} />
      {rest.length > 0 && (
        <Fold label={t('facet.more')}>
          <Options name={facet.name} options={rest} />
        </Fold>
      )}
    </fieldset>
  )
}

function Options({ name, options }: { name: string; options: FacetView['options'] }) {
  const label = useFacetLabel()
  return (
    <ul>
      {options.map(({ value, count, chosen }) => (
        <li key={value}>
          <label className="flex min-h-11 cursor-pointer items-center gap-2 py-1 lg:min-h-9">
            <input
              type="checkbox"
              name={name}
              value={value}
              defaultChecked={chosen}
              className="size-4.5 shrink-0 accent-primary"
            />
            <span className="min-w-0 flex-1">{label(name, value)}</span>
            <span className="text-sm text-muted tabular-nums">{formatCount(count)}</span>
          </label>
        </li>
      ))}
    </ul>
  )
}

/** A facet's value in words. */
export function useFacetLabel(): (name: string, value: string) => string {
  const { t } = useTranslation(['search', 'state', 'financing', 'industry', 'listing'])
  const format = useFormat()
  /** Of a month as `YYYY-MM`. */
  const monthWords = (value: string) => {
    const [year, month] = value.split('-').map(Number)
    return t('search:card.month', { year, name: format.monthName(month ?? 1) })
  }
  return (name, value) => {
    if (name === 'tier') return t(`state:tier.${value}`)
    if (name === 'industry') return t(`industry:${value}`)
    if (name === 'guarantee') return t(`financing:guarantee.${value}`)
    if (name === 'direction') return t(`listing:direction.${value}`)
    if (name === 'category') return t(`listing:kind.${value}`)
    if (name === 'deadline') return monthWords(value)
    if (name === 'street' || name === 'place') return value
    return t(`search:band.${name}.${value}`)
  }
}
