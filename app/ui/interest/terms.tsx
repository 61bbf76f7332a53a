import { useTranslation } from 'react-i18next'
import { fenToWan } from '#app/domain/financing/vocabulary.ts'
import { TextArea, TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Day, Instant, type Moment, Money } from '../components/formatted-values.tsx'
import { Facts } from '../components/page.tsx'
import { Quantity } from '../listing/terms.tsx'

export interface TermsView {
  priceFen: number
  quantity: number
  deliveryDays: number
  validUntil: string
  termsNote: string | null
}

export interface KeptTermsView extends TermsView {
  version: number
  side: 'owner' | 'guest'
  at: Moment
}

export function TermsFacts({ terms, unit }: { terms: TermsView; unit: string | null }) {
  const { t } = useTranslation('interest')
  return (
    <Facts
      items={[
        {
          label: t('price'),
          value: <Money fen={terms.priceFen} className="text-lg font-semibold" />,
        },
        { label: t('quantity'), value: <Quantity quantity={terms.quantity} unit={unit} /> },
        { label: t('delivery'), value: t('days', { count: terms.deliveryDays }) },
        { label: t('valid_until'), value: <Day day={terms.validUntil} /> },
        { label: t('terms_note'), value: terms.termsNote },
      ]}
    />
  )
}

/** A form for terms, filled with those that lie on the table or with what was asked for. */
export function TermsForm({
  intent,
  submitLabel,
  start,
  unit,
  version,
}: {
  intent: 'quote' | 'counter'
  submitLabel: string
  start: Partial<TermsView> & { validUntil: string }
  unit: string | null
  version: number
}) {
  const { t } = useTranslation(['interest', 'financing'])
  const figure = { type: 'number', min: 0, required: true, inputMode: 'decimal' } as const
  return (
    <ActionForm intent={intent} submitLabel={submitLabel}>
      <input type="hidden" name="version" value={version} />
      <TextField
        {...figure}
        step="0.01"
        name="priceFen"
        label={t('price')}
        unit={t('financing:wan')}
        defaultValue={start.priceFen === undefined ? undefined : fenToWan(start.priceFen)}
      />
      <TextField
        {...figure}
        step="0.001"
        name="quantity"
        label={t('quantity')}
        unit={unit ?? undefined}
        defaultValue={start.quantity}
      />
      <TextField
        {...figure}
        min={1}
        max={3650}
        name="deliveryDays"
        label={t('delivery')}
        unit={t('day_unit')}
        defaultValue={start.deliveryDays}
      />
      <TextField
        type="date"
        required
        name="validUntil"
        label={t('valid_until')}
        defaultValue={start.validUntil}
      />
      <TextArea
        name="termsNote"
        label={t('terms_note')}
        rows={2}
        maxLength={1000}
        defaultValue={start.termsNote ?? undefined}
      />
    </ActionForm>
  )
}

/** Every set of terms that was on the table, side by side, the newest first. */
export function TermsHistory({
  terms,
  unit,
  onTable,
}: {
  terms: readonly KeptTermsView[]
  unit: string | null
  onTable: boolean
}) {
  const { t } = useTranslation('interest')
  return (
    <ol className="grid gap-3 sm:grid-cols-2">
      {terms.map((term, index) => {
        const current = onTable && index === 0
        return (
          <li
            key={term.version}
            className={`rounded-lg border bg-raised p-4 ${current ? 'border-primary' : 'border-line'}`}
          >
            <p className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="font-medium">
                {t(`side.${term.side}`)}
                {current && <span className="ml-2 text-sm text-link">{t('on_table')}</span>}
              </span>
              <Instant at={term.at} className="text-sm text-muted" />
            </p>
            <TermsFacts terms={term} unit={unit} />
          </li>
        )
      })}
    </ol>
  )
}
