import { useTranslation } from 'react-i18next'
import { guarantees, repayments } from '#app/domain/financing/vocabulary.ts'
import { CheckboxGroup } from '../components/field.tsx'
import { Rate } from '../components/formatted-values.tsx'
import { useFormat } from '../components/use-format.ts'

/** Words for a list of securities, e.g. `信用、抵押`. */
export function Guarantees({ list }: { list: readonly string[] }) {
  const { t } = useTranslation('financing')
  const format = useFormat()
  return <>{format.list(list.map((item) => t(`guarantee.${item}`)))}</>
}

export function AmountRange({ min, max }: { min: number | null; max: number | null }) {
  const format = useFormat()
  const exact = [min, max].filter((fen) => fen !== null).map(format.moneyExactly)
  return <span title={exact.join(' – ')}>{format.moneyRange(min, max)}</span>
}

export function TermRange({ min, max }: { min: number | null; max: number | null }) {
  const { t } = useTranslation('product')
  const format = useFormat()
  if (max === null && min === null) return null
  if (max === null) return <>{t('term_from', { term: format.term(min!) })}</>
  if (min === null || min === max) return <>{t('term_up_to', { term: format.term(max) })}</>
  return <>{format.termRange(min, max)}</>
}

export function RateRange({ low, high }: { low: number | null; high: number | null }) {
  if (low === null && high === null) return null
  if (low === null || high === null || low === high) return <Rate bp={(low ?? high)!} />
  return (
    <>
      <Rate bp={low} /> – <Rate bp={high} />
    </>
  )
}

export function GuaranteeField({
  hint,
  defaultValue,
}: {
  hint?: string
  defaultValue?: readonly string[]
}) {
  const { t } = useTranslation('financing')
  return (
    <CheckboxGroup
      name="guarantees"
      label={t('guarantees')}
      hint={hint}
      required
      options={guarantees.map((value) => ({ value, label: t(`guarantee.${value}`) }))}
      {...(defaultValue ? { defaultValue } : {})}
    />
  )
}

export function RepaymentField({ defaultValue }: { defaultValue?: readonly string[] }) {
  const { t } = useTranslation('financing')
  return (
    <CheckboxGroup
      name="repayments"
      label={t('repayments')}
      options={repayments.map((value) => ({ value, label: t(`repayment.${value}`) }))}
      {...(defaultValue ? { defaultValue } : {})}
    />
  )
}
