import { useTranslation } from 'react-i18next'
import { Banner } from '../components/banner.tsx'
import { LinkButton } from '../components/button.tsx'
import { SelectField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Card } from '../components/page.tsx'

export interface ClaimPanelProps {
  state: string
  cap: number
  ownThreadId: string | null
  products: readonly { id: string; name: string }[]
}

/** A loan officer's one next step on a request: claim it, or go to the thread that is already theirs. */
export function ClaimPanel({ state, cap, ownThreadId, products }: ClaimPanelProps) {
  const { t } = useTranslation('request')
  if (ownThreadId) {
    const go = (
      <LinkButton to={`/threads/${ownThreadId}`} variant="primary">
        {t('go_thread')}
      </LinkButton>
    )
    return (
      <Banner tone="success" action={go}>
        {t('claimed')}
      </Banner>
    )
  }
  if (state !== 'published') return <Banner tone="info">{t('full', { cap })}</Banner>
  return (
    <Card className="flex flex-col gap-3">
      <h2 className="text-lg font-semibold">{t('claim_title')}</h2>
      <p className="text-muted">{t('claim_lead', { days: 3 })}</p>
      <ActionForm intent="claim" submitLabel={t('claim')}>
        {products.length > 0 && (
          <SelectField
            name="productId"
            label={t('claim_product')}
            placeholder={t('claim_any_product')}
            options={products.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </ActionForm>
    </Card>
  )
}
