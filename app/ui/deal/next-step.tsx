import { useTranslation } from 'react-i18next'
import { confirmDays, type Side, type Stage } from '#app/domain/deal/deal.ts'
import { fenToWan } from '#app/domain/financing/vocabulary.ts'
import { Banner } from '../components/banner.tsx'
import { Fold } from '../components/disclosure.tsx'
import { TextArea, TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Due, type Moment } from '../components/formatted-values.tsx'
import { Card } from '../components/page.tsx'
import type { SaidView } from './said.tsx'

export interface DealStepProps {
  state: string
  side: Side | null
  /** Which amount waits to be confirmed. */
  stage: Stage | null
  intentFen: number
  signedFen: number | null
  said: readonly SaidView[]
  dueAt: Moment | null
  referredWhy: 'differs' | 'overdue' | null
  /** An owner of the organisation, who may bind it. */
  confirms: boolean
}

/** The one next step for this side. */
export function DealStep(props: DealStepProps) {
  const { t } = useTranslation('deal')
  const { side, stage, dueAt, referredWhy, state } = props
  return (
    <Card className="flex flex-col gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 className="text-lg font-semibold">{t('next')}</h2>
        {dueAt && <Due at={dueAt} />}
      </div>
      {referredWhy && <Banner tone="warning">{t(`referred.${referredWhy}`)}</Banner>}
      {!stage && <p className="text-muted">{t('over')}</p>}
      {stage && side && state === 'intent' && (
        <>
          <p className="text-muted">{t('follow_hint')}</p>
          <ActionForm intent="follow" submitLabel={t('follow')} />
        </>
      )}
      {stage && side && <Confirm {...props} side={side} stage={stage} />}
      {stage && side && props.confirms && (
        <Fold label={t('lapse')} intent="lapse">
          <p className="mb-2 text-muted">{t('lapse_lead')}</p>
          <ActionForm intent="lapse" submitLabel={t('lapse')} submitVariant="danger">
            <TextField name="reason" label={t('reason')} required minLength={2} maxLength={500} />
          </ActionForm>
        </Fold>
      )}
    </Card>
  )
}

function Confirm({
  side,
  stage,
  said,
  confirms,
  intentFen,
  signedFen,
  referredWhy,
  state,
}: DealStepProps & { side: Side; stage: Stage }) {
  const { t } = useTranslation('deal')
  const ofStage = said.filter((item) => item.stage === stage)
  const own = ofStage.find((item) => item.side === side)
  const other = ofStage.find((item) => item.side !== side)
  if (!confirms) return <p className="text-muted">{t('owner_only')}</p>
  const form = (
    <ConfirmForm
      stage={stage}
      start={own ?? other ?? { amountFen: signedFen ?? intentFen }}
      label={t(own ? 'correct' : `submit.${stage}`)}
      variant={state === 'intent' ? 'secondary' : 'primary'}
    />
  )
  if (own) {
    return (
      <>
        {!other && !referredWhy && (
          <p className="text-muted">{t('waiting', { days: confirmDays })}</p>
        )}
        <Fold label={t('correct')} intent="confirm">
          {form}
        </Fold>
      </>
    )
  }
  return (
    <>
      <p className="font-medium">{t(`confirm.${stage}`)}</p>
      <p className="text-muted">{t(`confirm_lead.${stage}`)}</p>
      {form}
    </>
  )
}

function ConfirmForm({
  stage,
  start,
  label,
  variant,
}: {
  stage: Stage
  start: { amountFen: number; doneOn?: string }
  label: string
  variant: 'primary' | 'secondary'
}) {
  const { t } = useTranslation(['deal', 'financing'])
  return (
    <ActionForm intent="confirm" submitLabel={label} submitVariant={variant}>
      <input type="hidden" name="stage" value={stage} />
      <TextField
        type="number"
        step="0.01"
        min={0}
        required
        inputMode="decimal"
        name="amountFen"
        label={t(`amount.${stage}`)}
        unit={t('financing:wan')}
        defaultValue={fenToWan(start.amountFen)}
      />
      <TextField
        type="date"
        required
        name="doneOn"
        label={t(`done_on.${stage}`)}
        defaultValue={start.doneOn}
      />
    </ActionForm>
  )
}

/** An officer settles what the two sides don't agree on, or lets them confirm anew. */
export function Settle({ start }: { start: number }) {
  const { t } = useTranslation(['deal', 'financing'])
  return (
    <Card as="section" className="flex flex-col gap-4">
      <h2 className="text-lg font-semibold">{t('settle.title')}</h2>
      <ActionForm intent="settle" submitLabel={t('settle.submit')}>
        <TextField
          type="number"
          step="0.01"
          min={0}
          required
          name="amountFen"
          label={t('settle.amount')}
          unit={t('financing:wan')}
          defaultValue={fenToWan(start)}
        />
        <TextArea
          name="reason"
          label={t('settle.reason')}
          hint={t('settle.reason_hint')}
          required
          rows={2}
          minLength={4}
          maxLength={500}
        />
      </ActionForm>
      <Fold label={t('settle.send_back')} intent="send_back">
        <ActionForm
          intent="send_back"
          submitLabel={t('settle.send_back')}
          submitVariant="secondary"
        >
          <TextArea
            name="reason"
            label={t('settle.send_back_reason')}
            required
            rows={2}
            minLength={4}
            maxLength={500}
          />
        </ActionForm>
      </Fold>
    </Card>
  )
}
