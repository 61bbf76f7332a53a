import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Finding } from '#app/domain/eligibility/eligibility.ts'
import type { CostRange } from '#app/domain/product/costs.ts'
import { Rate } from '../components/formatted-values.tsx'
import { Table } from '../components/table.tsx'
import { useFormat } from '../components/use-format.ts'
import { OutcomeMark } from '../eligibility/eligibility-list.tsx'
import { AmountRange, Guarantees, RateRange, TermRange } from '../financing/terms.tsx'
import type { ProductFigures } from './product-facts.tsx'

export interface ComparedProduct extends ProductFigures {
  id: string
  name: string
  institution: string
  repayments: readonly string[]
  feeOnceBp: number | null
  feeYearlyBp: number | null
  feeNote: string | null
  conditions: string | null
  region: string | null
  contactDays: number
  diligenceDays: number
  disburseDays: number
  institutionListed: boolean
  takesApplications: boolean
  costs: readonly CostRange[]
  verdict: Finding['outcome'] | null
}

/** A column for each product, a row for each thing to weigh; the cost comes first. */
export function CompareTable({
  products,
  without,
}: {
  products: readonly ComparedProduct[]
  /** The address of the same comparison without one. */
  without: (id: string) => string
}) {
  const { t } = useTranslation(['product', 'financing'])
  const row = (label: string, cell: (product: ComparedProduct) => ReactNode) => ({
    key: label,
    cells: [label, ...products.map((product) => <Cell key={product.id}>{cell(product)}</Cell>)],
  })
  return (
    <Table
      caption={t('compare_caption')}
      captionHidden
      head={[
        t('compare_item'),
        ...products.map((product) => ({ label: <Head {...product} to={without(product.id)} /> })),
      ]}
      rows={[
        row(t('cost'), (product) => <Costs costs={product.costs} />),
        row(t('rate'), (item) =>
          (item.rateLowBp ?? item.rateHighBp) === null ? null : (
            <RateRange low={item.rateLowBp} high={item.rateHighBp} />
          ),
        ),
        row(t('fees'), (product) => <Fees {...product} />),
        row(t('amount'), (item) => <AmountRange min={item.amountMinFen} max={item.amountMaxFen} />),
        row(t('term'), (item) => <TermRange min={item.termMinMonths} max={item.termMaxMonths} />),
        row(t('financing:guarantees'), (item) => <Guarantees list={item.guarantees} />),
        row(t('eligibility'), ({ verdict }) =>
          verdict ? (
            <OutcomeMark outcome={verdict} words={t(`verdict.${verdict}`)} />
          ) : (
            t('eligibility_sign_in')
          ),
        ),
        row(t('conditions'), ({ conditions }) => conditions),
        row(t('region'), ({ region }) => region),
        row(t('promise'), (item) =>
          item.institutionListed
            ? null
            : t('promise_text', {
                contact: item.contactDays,
                diligence: item.diligenceDays,
                disburse: item.disburseDays,
              }),
        ),
      ]}
    />
  )
}

/** What nobody stated is a dash, never a blank. */
function Cell({ children }: { children: ReactNode }) {
  const { t } = useTranslation('product')
  return (
    <div className="min-w-44">{children || <span className="text-muted">{t('unknown')}</span>}</div>
  )
}

function Head({ id, name, institution, takesApplications, to }: ComparedProduct & { to: string }) {
  const { t } = useTranslation('product')
  return (
    <div className="flex flex-col gap-1 whitespace-normal">
      <Link to={`/products/${id}`} className="prose-link font-semibold">
        {name}
      </Link>
      <span className="text-muted">{institution}</span>
      <span className="flex gap-3 print:hidden">
        {takesApplications && (
          <Link to={`/products/${id}/apply`} className="prose-link">
            {t('apply')}
          </Link>
        )}
        <Link to={to} className="prose-link">
          {t('compare_remove')}
        </Link>
      </span>
    </div>
  )
}

function Costs({ costs }: { costs: readonly CostRange[] }) {
  const { t } = useTranslation(['product', 'financing'])
  const format = useFormat()
  if (costs.length === 0) return <span className="text-muted">{t('cost_unknown')}</span>
  return (
    <ul className="flex flex-col gap-3">
      {costs.map(({ repayment, assumed, low, high }) => (
        <li key={repayment}>
          <span className="text-lg font-semibold">
            <Rate bp={low.yearlyBp} />
            {high.yearlyBp !== low.yearlyBp && (
              <>
                {' – '}
                <Rate bp={high.yearlyBp} />
              </>
            )}
          </span>
          <span className="block text-muted">{t(`financing:repayment.${repayment}`)}</span>
          <span className="block">
            {t('cost_interest', { money: format.money(low.interestFen) })}
          </span>
          {low.feesFen > 0 && (
            <span className="block">{t('cost_fees', { money: format.money(low.feesFen) })}</span>
          )}
          <span className="block">{t('cost_peak', { money: format.money(high.peakFen) })}</span>
          {assumed && <span className="block text-sm text-muted">{t('cost_assumed')}</span>}
        </li>
      ))}
    </ul>
  )
}

function Fees({ feeOnceBp, feeYearlyBp, feeNote }: ComparedProduct) {
  const { t } = useTranslation('product')
  if (!feeOnceBp && !feeYearlyBp && !feeNote)
    return <span className="text-muted">{t('no_fees')}</span>
  return (
    <>
      {!!feeOnceBp && (
        <span className="block">
          {t('fee_once')} <Rate bp={feeOnceBp} />
        </span>
      )}
      {!!feeYearlyBp && (
        <span className="block">
          {t('fee_yearly')} <Rate bp={feeYearlyBp} />
        </span>
      )}
      {feeNote && <span className="block text-muted">{feeNote}</span>}
    </>
  )
}
