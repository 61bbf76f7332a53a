import { useTranslation } from 'react-i18next'
import type { Tally } from '#app/domain/import/report.ts'
import { formatCount } from '#app/i18n/format.ts'

const parts = ['created', 'updated', 'unchanged', 'rejected'] as const

/** How many rows came to what. */
export function TallyLine({ tally }: { tally: Tally }) {
  const { t } = useTranslation('import')
  return (
    <span className="flex flex-wrap gap-x-4">
      <span>{t('rows', { count: tally.rows })}</span>
      {parts.map((part) => (
        <span key={part} className={part === 'rejected' && tally.rejected > 0 ? 'text-bad' : ''}>
          {t(`tally.${part}`)} {formatCount(tally[part])}
        </span>
      ))}
    </span>
  )
}
