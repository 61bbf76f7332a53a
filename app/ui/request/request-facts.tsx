import { useTranslation } from 'react-i18next'
import { Day, Money, Rate, Term } from '../components/formatted-values.tsx'
import { Card, Facts } from '../components/page.tsx'
import { Guarantees } from '../financing/terms.tsx'

export interface RequestView {
  amountFen: number
  termMonths: number
  rateMaxBp: number | null
  guarantees: readonly string[]
  collateralNote: string | null
  purpose: string
  urgency: string
  expiresOn: string
  street: string | null
  tier: string
  live: number
  cap: number
}

export function RequestFacts({ request }: { request: RequestView }) {
  const { t } = useTranslation(['request', 'financing', 'state'])
  return (
    <Card className="flex flex-col gap-4">
      <Facts
        columns={3}
        items={[
          {
            label: t('amount'),
            value: <Money fen={request.amountFen} className="text-lg font-semibold" />,
          },
          { label: t('term'), value: <Term months={request.termMonths} /> },
          {
            label: t('rate_max'),
            value: request.rateMaxBp !== null && <Rate bp={request.rateMaxBp} />,
          },
          { label: t('financing:guarantees'), value: <Guarantees list={request.guarantees} /> },
          { label: t('urgency'), value: t(`financing:urgency.${request.urgency}`) },
          { label: t('expires_on'), value: <Day day={request.expiresOn} /> },
          {
            label: t('places_label'),
            value: t('places', { live: request.live, cap: request.cap }),
          },
          {
            label: t('tier'),
            value: request.tier !== 'none' && t(`state:tier.${request.tier}`),
          },
          { label: t('street'), value: request.street },
        ]}
      />
      <Facts
        columns={1}
        items={[
          {
            label: t('purpose'),
            value: <span className="whitespace-pre-line">{request.purpose}</span>,
          },
          { label: t('collateral_note'), value: request.collateralNote },
        ]}
      />
    </Card>
  )
}
