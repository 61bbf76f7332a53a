import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { typedBounds } from '#app/domain/financing/limits.ts'
import { bpToPercent, fenToWan, urgencies } from '#app/domain/financing/vocabulary.ts'
import { disclosable } from '#app/domain/request/request.ts'
import { Checkbox, CheckboxGroup, RadioGroup, TextArea, TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { GuaranteeField } from '../financing/terms.tsx'

export interface RequestValues {
  title: string
  amountFen: number
  termMonths: number
  purpose: string
  rateMaxBp: number | null
  guarantees: readonly string[]
  collateralNote: string | null
  urgency: string
  expiresOn: string
  anonymous: boolean
  version: number
  detail: PrivateValues | null
}

interface PrivateValues {
  contactName: string | null
  contactPhone: string | null
  revenueFen: number | null
  taxFen: number | null
  collateralDetail: string | null
  disclosed: readonly string[]
}

const figure = { type: 'number', step: '0.01', min: 0, inputMode: 'decimal' } as const
const wan = (fen: number | null | undefined) => (fen == null ? undefined : fenToWan(fen))

export function RequestForm({
  request,
  intent,
  usualExpiry,
}: {
  request?: RequestValues
  intent: 'draft' | 'revise'
  /** `YYYY-MM-DD` that a new request is filled in with. */
  usualExpiry?: string
}) {
  const { t } = useTranslation(['request', 'financing'])
  return (
    <ActionForm
      intent={intent}
      submitLabel={t(request ? 'save' : 'save_draft')}
      draft={`request-${intent}`}
    >
      {request && <input type="hidden" name="version" value={request.version} />}
      <TextField
        name="title"
        label={t('title')}
        hint={t('title_hint')}
        required
        minLength={4}
        maxLength={60}
        defaultValue={request?.title}
      />
      <Pair>
        <TextField
          {...figure}
          name="amountFen"
          label={t('amount')}
          unit={t('financing:wan')}
          required
          defaultValue={wan(request?.amountFen)}
        />
        <TextField
          type="number"
          {...typedBounds.term}
          name="termMonths"
          label={t('term')}
          unit={t('financing:months')}
          required
          defaultValue={request?.termMonths ?? 12}
        />
      </Pair>
      <TextArea
        name="purpose"
        label={t('purpose')}
        hint={t('purpose_hint')}
        required
        minLength={10}
        maxLength={1000}
        defaultValue={request?.purpose}
      />
      <TextField
        {...figure}
        max={typedBounds.rate.max}
        name="rateMaxBp"
        label={t('rate_max')}
        unit="%"
        defaultValue={request?.rateMaxBp == null ? undefined : bpToPercent(request.rateMaxBp)}
      />
      <GuaranteeField
        hint={t('guarantees_hint')}
        {...(request ? { defaultValue: request.guarantees } : {})}
      />
      <TextField
        name="collateralNote"
        label={t('collateral_note')}
        maxLength={500}
        defaultValue={request?.collateralNote ?? undefined}
      />
      <RadioGroup
        name="urgency"
        label={t('urgency')}
        required
        defaultValue={request?.urgency ?? 'normal'}
        options={urgencies.map((value) => ({ value, label: t(`financing:urgency.${value}`) }))}
      />
      <TextField
        type="date"
        name="expiresOn"
        label={t('expires_on')}
        required
        defaultValue={request?.expiresOn ?? usualExpiry}
      />
      <Checkbox
        name="anonymous"
        label={t('anonymous')}
        hint={t('anonymous_hint')}
        defaultChecked={request?.anonymous}
      />
      <PrivateFields detail={request?.detail ?? null} />
    </ActionForm>
  )
}

function PrivateFields({ detail }: { detail: PrivateValues | null }) {
  const { t } = useTranslation(['request', 'financing'])
  return (
    <fieldset className="mt-4 flex flex-col gap-2 rounded-lg border border-line bg-sunken p-4">
      <legend className="px-1 font-semibold">{t('private_title')}</legend>
      <p className="text-sm text-muted">{t('private_lead')}</p>
      <Pair>
        <TextField
          name="contactName"
          label={t('contact_name')}
          required
          maxLength={30}
          autoComplete="name"
          defaultValue={detail?.contactName ?? undefined}
        />
        <TextField
          type="tel"
          name="contactPhone"
          label={t('contact_phone')}
          required
          autoComplete="tel"
          defaultValue={detail?.contactPhone ?? undefined}
        />
      </Pair>
      <Pair>
        <TextField
          {...figure}
          name="revenueFen"
          label={t('revenue')}
          unit={t('financing:wan')}
          defaultValue={wan(detail?.revenueFen)}
        />
        <TextField
          {...figure}
          name="taxFen"
          label={t('tax')}
          unit={t('financing:wan')}
          defaultValue={wan(detail?.taxFen)}
        />
      </Pair>
      <TextArea
        name="collateralDetail"
        label={t('collateral_detail')}
        rows={2}
        maxLength={1000}
        defaultValue={detail?.collateralDetail ?? undefined}
      />
      <CheckboxGroup
        name="disclosed"
        label={t('disclosed')}
        options={disclosable.map((value) => ({ value, label: t(`disclosed_names.${value}`) }))}
        defaultValue={detail?.disclosed ?? ['contact']}
      />
    </fieldset>
  )
}

const Pair = ({ children }: { children: ReactNode }) => (
  <div className="grid gap-x-4 sm:grid-cols-2">{children}</div>
)
