import { useTranslation } from 'react-i18next'
import { useNow } from '../components/formatted-values.tsx'
import { useFormat } from '../components/use-format.ts'

/** On paper: whose page this is, and as of when. */
export function PrintHead() {
  const { t } = useTranslation('ui')
  const format = useFormat()
  const now = useNow()
  return (
    <p className="mb-4 hidden border-b border-line pb-2 text-sm print:block">
      {t('shell.product')} · {now && t('print.as_of', { time: format.instantExactly(now) })}
    </p>
  )
}
