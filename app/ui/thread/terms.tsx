import { useTranslation } from 'react-i18next'
import { typedBounds } from '#app/domain/financing/limits.ts'
import { bpToPercent, fenToWan } from '#app/domain/financing/vocabulary.ts'
import { TextArea, TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Day, Instant, type Moment, Money, Rate, Term } from '../components/formatted-values.tsx'
import { Facts } from '../components/page.tsx'
import { GuaranteeField, Guarantees } from '../financing/terms.tsx'

export interface TermsView {
  amountFen: number
  rateBp: number
  termMonths: number
  guarantees: readonly string[]
  conditions: string | null
  validUntil: string
}

export function TermsFacts({ terms }: { terms: TermsView }) {
  const { t } = useTranslation(['thread', 'financing'])
  return (
    <Facts
      items={[
        {
          label: t('amount'),
          value: <Money fen={terms.amountFen} className="text-lg font-semibold" />,
        },
        { label: t('rate'), value: <Rate bp={terms.rateBp} className="text-lg font-semibold" /> },
        { label: t('term'), value: <Term months={terms.termMonths} /> },
        { label: t('financing:guarantees'), value: <Guarantees list={terms.guarantees} /> },
        { label: t('conditions'), value: terms.conditions },
        { label: t('valid_until'), value: <Day day={terms.validUntil} /> },
      ]}
    />
  )
}

/** A form for terms, filled with those that lie on the table or with what was asked for. */
export function TermsForm({
  intent,
  submitLabel,
  start,
  version,
}: {
  intent: 'offer' | 'counter'
  submitLabel: string
  start: Partial<TermsView> & { validUntil: string }
  version?: number
}) {
  const { t } = useTranslation(['thread', 'financing'])
  const figure = { type: 'number', required: true, inputMode: 'decimal' } as const
  return (
    <ActionForm intent={intent} submitLabel={submitLabel}>
      {version !== undefined && <input type="hidden" name="version" value={version} />}
      <TextField
        {...figure}
        {...typedBounds.amount}
        name="amountFen"
        label={t('amount')}
        unit={t('financing:wan')}
        defaultValue={start.amountFen === undefined ? undefined : fenToWan(start.amountFen)}
      />
      <TextField
        {...figure}
        {...typedBounds.rate}
        name="rateBp"
        label={t('rate')}
        unit="%"
        defaultValue={start.rateBp === undefined ? undefined : bpToPercent(start.rateBp)}
      />
      <TextField
        type="number"
        {...typedBounds.term}
        required
        name="termMonths"
        label={t('term')}
        unit={t('financing:months')}
        defaultValue={start.termMonths}
      />
      <GuaranteeField {...(start.guarantees ? { defaultValue: start.guarantees } : {})} />
      <TextArea
        name="conditions"
        label={t('conditions')}
        rows={2}
        maxLength={1000}
        defaultValue={start.conditions ?? undefined}
      />
      <TextField
        type="date"
        required
        name="validUntil"
        label={t('valid_until')}
        defaultValue={start.validUntil}
      />
    </ActionForm>
  )
}

export interface KeptTermsView extends TermsView {
  offerId: string
  version: number
  side: string
  at: Moment
  current: boolean
}

/** Every set of terms that was on the table, side by side, the newest first. */
export function TermsHistory({ terms }: { terms: readonly KeptTermsView[] }) {
  const { t } = useTranslation('thread')
  return (
    <ol className="grid gap-3 lg:grid-cols-2">
      {terms.map((term) => (
        <li
          key={`${term.offerId} ${term.version}`}
          className={`rounded-lg border bg-raised p-4 ${term.current ? 'border-primary' : 'border-line'}`}
        >
          <p className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="font-medium">
              {t(`side.${term.side}`)}
              {term.current && <span className="ml-2 text-sm text-link">{t('on_table')}</span>}
            </span>
            <Instant at={term.at} className="text-sm text-muted" />
          </p>
          <TermsFacts terms={term} />
        </li>
      ))}
    </ol>
  )
}
