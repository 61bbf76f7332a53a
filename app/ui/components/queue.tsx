import { useTranslation } from 'react-i18next'

interface Shown {
  items: readonly unknown[]
  more: boolean
}

/** How many wait, as a heading says it. */
export const countOf = ({ items, more }: Shown): string => `${items.length}${more ? '+' : ''}`

/** Stands below a queue of which only the most pressing is shown. */
export function MoreWaiting({ queue: { items, more } }: { queue: Shown }) {
  const { t } = useTranslation('desk')
  return more ? (
    <p className="mt-3 text-muted">{t('more_waiting', { count: items.length })}</p>
  ) : null
}
