import { useTranslation } from 'react-i18next'
import { Money } from '../components/formatted-values.tsx'
import { Card, Facts } from '../components/page.tsx'

export interface DetailView {
  contactName: string | null
  contactPhone: string | null
  revenueFen: number | null
  taxFen: number | null
  collateralDetail: string | null
}

/** What only this reader may see; fields that the enterprise did not tick say so. */
export function PrivateDetail({ detail, own }: { detail: DetailView; own: boolean }) {
  const { t } = useTranslation('request')
  const hidden = own ? null : <span className="text-muted">{t('not_disclosed')}</span>
  const money = (fen: number | null) => (fen === null ? hidden : <Money fen={fen} />)
  return (
    <Card className="flex flex-col gap-3">
      <h3 className="font-semibold">{t('private_title')}</h3>
      <Facts
        items={[
          { label: t('contact_name'), value: detail.contactName ?? hidden },
          {
            label: t('contact_phone'),
            value: detail.contactPhone ? (
              <a href={`tel:${detail.contactPhone}`} className="prose-link">
                {detail.contactPhone}
              </a>
            ) : (
              hidden
            ),
          },
          { label: t('revenue'), value: money(detail.revenueFen) },
          { label: t('tax'), value: money(detail.taxFen) },
          { label: t('collateral_detail'), value: detail.collateralDetail ?? hidden },
        ]}
      />
    </Card>
  )
}
