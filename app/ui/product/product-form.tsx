import { useTranslation } from 'react-i18next'
import { bpToPercent, fenToWan, tiers } from '#app/domain/financing/vocabulary.ts'
import { CheckboxGroup, TextArea, TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { GuaranteeField, RepaymentField } from '../financing/terms.tsx'

export interface ProductValues {
  name: string
  amountMinFen: number | null
  amountMaxFen: number | null
  termMinMonths: number | null
  termMaxMonths: number | null
  rateLowBp: number | null
  rateHighBp: number | null
  guarantees: readonly string[]
  repayments: readonly string[]
  tiers: readonly string[]
  industries: readonly string[]
  targetNote: string | null
  conditions: string | null
  materials: string | null
  region: string | null
  feeOnceBp: number | null
  feeYearlyBp: number | null
  feeNote: string | null
  contactDays: number
  diligenceDays: number
  disburseDays: number
  version: number
}

const wan = (fen: number | null | undefined) => (fen == null ? undefined : fenToWan(fen))
const percent = (bp: number | null | undefined) => (bp == null ? undefined : bpToPercent(bp))

export function ProductForm({
  product,
  intent,
}: {
  product?: ProductValues
  intent: 'draft' | 'revise'
}) {
  const { t } = useTranslation(['product', 'financing', 'state'])
  const figure = { type: 'number', step: '0.01', min: 0, inputMode: 'decimal' } as const
  const months = { type: 'number', min: 1, max: 360, unit: t('financing:months') } as const
  return (
    <ActionForm intent={intent} submitLabel={t('save_draft')} draft={`product-${intent}`}>
      {product && <input type="hidden" name="version" value={product.version} />}
      <TextField
        name="name"
        label={t('name')}
        required
        maxLength={60}
        defaultValue={product?.name}
      />
      <Pair>
        <TextField
          {...figure}
          name="amountMinFen"
          label={t('amount_min')}
          unit={t('financing:wan')}
          defaultValue={wan(product?.amountMinFen)}
        />
        <TextField
          {...figure}
          name="amountMaxFen"
          label={t('amount_max')}
          unit={t('financing:wan')}
          required
          defaultValue={wan(product?.amountMaxFen)}
        />
      </Pair>
      <Pair>
        <TextField
          {...months}
          name="termMinMonths"
          label={t('term_min')}
          defaultValue={product?.termMinMonths ?? undefined}
        />
        <TextField
          {...months}
          name="termMaxMonths"
          label={t('term_max')}
          required
          defaultValue={product?.termMaxMonths ?? undefined}
        />
      </Pair>
      <Pair>
        <TextField
          {...figure}
          name="rateLowBp"
          label={t('rate_low')}
          unit="%"
          required
          defaultValue={percent(product?.rateLowBp)}
        />
        <TextField
          {...figure}
          name="rateHighBp"
          label={t('rate_high')}
          unit="%"
          required
          defaultValue={percent(product?.rateHighBp)}
        />
      </Pair>
      <Pair>
        <TextField
          {...figure}
          name="feeOnceBp"
          label={t('fee_once')}
          hint={t('fee_once_hint')}
          unit="%"
          defaultValue={percent(product?.feeOnceBp)}
        />
        <TextField
          {...figure}
          name="feeYearlyBp"
          label={t('fee_yearly')}
          hint={t('fee_yearly_hint')}
          unit="%"
          defaultValue={percent(product?.feeYearlyBp)}
        />
      </Pair>
      <TextField
        name="feeNote"
        label={t('fee_note')}
        maxLength={200}
        defaultValue={product?.feeNote ?? undefined}
      />
      <GuaranteeField {...(product ? { defaultValue: product.guarantees } : {})} />
      <RepaymentField {...(product ? { defaultValue: product.repayments } : {})} />
      <CheckboxGroup
        name="tiers"
        label={t('tiers')}
        hint={t('tiers_hint')}
        options={tiers
          .filter((tier) => tier !== 'none')
          .map((value) => ({ value, label: t(`state:tier.${value}`) }))}
        {...(product ? { defaultValue: product.tiers } : {})}
      />
      <TextField
        name="industries"
        label={t('industries')}
        hint={t('industries_hint')}
        defaultValue={product?.industries.join('、')}
      />
      <TextArea
        name="targetNote"
        label={t('target')}
        maxLength={500}
        rows={2}
        defaultValue={product?.targetNote ?? undefined}
      />
      <TextArea
        name="conditions"
        label={t('conditions')}
        maxLength={2000}
        defaultValue={product?.conditions ?? undefined}
      />
      <TextArea
        name="materials"
        label={t('materials')}
        maxLength={2000}
        defaultValue={product?.materials ?? undefined}
      />
      <TextField
        name="region"
        label={t('region')}
        maxLength={60}
        defaultValue={product?.region ?? undefined}
      />
      <StageDays {...(product ? { product } : {})} />
    </ActionForm>
  )
}

function StageDays({ product }: { product?: ProductValues }) {
  const { t } = useTranslation(['product', 'financing'])
  const days = {
    type: 'number',
    min: 1,
    max: 60,
    required: true,
    unit: t('financing:working_days'),
  } as const
  return (
    <>
      <TextField
        {...days}
        name="contactDays"
        label={t('contact_days')}
        hint={t('days_hint')}
        defaultValue={product?.contactDays ?? 1}
      />
      <Pair>
        <TextField
          {...days}
          name="diligenceDays"
          label={t('diligence_days')}
          defaultValue={product?.diligenceDays ?? 3}
        />
        <TextField
          {...days}
          name="disburseDays"
          label={t('disburse_days')}
          defaultValue={product?.disburseDays ?? 5}
        />
      </Pair>
    </>
  )
}

const Pair = ({ children }: { children: React.ReactNode }) => (
  <div className="grid gap-x-4 sm:grid-cols-2">{children}</div>
)
