import { useTranslation } from 'react-i18next'
import { fenToWan } from '#app/domain/financing/vocabulary.ts'
import { Banner } from '../components/banner.tsx'
import { TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Day, Money } from '../components/formatted-values.tsx'
import { Facts } from '../components/page.tsx'

export type Disbursements = readonly { side: string; amountFen: number; paidOn: string }[]

/** What each side said was paid out. */
export function DisbursementFacts({ disbursements }: { disbursements: Disbursements }) {
  const { t } = useTranslation('thread')
  return (
    <Facts
      items={disbursements.map(({ side, amountFen, paidOn }) => ({
        label: t(`said.${side}`),
        value: (
          <>
            <Money fen={amountFen} /> · <Day day={paidOn} />
          </>
        ),
      }))}
    />
  )
}

/** Lets one side say what was paid out; it counts when both say the same. */
export function DisbursementForm({
  side,
  binds,
  disbursements,
  agreed,
}: {
  side: 'institution' | 'enterprise'
  binds: boolean
  disbursements: Disbursements
  agreed: { amountFen: number } | null
}) {
  const { t } = useTranslation(['thread', 'financing'])
  const own = disbursements.find((disbursement) => disbursement.side === side)
  const other = disbursements.find((disbursement) => disbursement.side !== side)
  const start = own ?? other ?? agreed
  return (
    <>
      <p className="text-muted">{t('disburse_lead')}</p>
      <DisbursementFacts disbursements={disbursements} />
      {own && other && own.amountFen !== other.amountFen && (
        <Banner tone="warning">{t('differs')}</Banner>
      )}
      {binds ? (
        <ActionForm intent="confirm" submitLabel={t('confirm')}>
          <TextField
            type="number"
            step="0.01"
            min={0}
            required
            name="amountFen"
            label={t('disburse_amount')}
            unit={t('financing:wan')}
            defaultValue={start ? fenToWan(start.amountFen) : undefined}
          />
          <TextField
            type="date"
            required
            name="paidOn"
            label={t('paid_on')}
            defaultValue={(own ?? other)?.paidOn}
          />
        </ActionForm>
      ) : (
        <p className="text-muted">{t('owner_only')}</p>
      )}
    </>
  )
}
