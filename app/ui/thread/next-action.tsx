import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { declineReasons, isLive, type ThreadState } from '#app/domain/thread/thread.ts'
import { SelectField, TextField } from '../blocks/field.tsx'
import { Due, type Moment } from '../blocks/figures.tsx'
import { ActionForm } from '../blocks/form.tsx'
import { Card } from '../blocks/page.tsx'
import { DisbursementForm, type Disbursements } from './disbursement.tsx'
import { TermsFacts, TermsForm, type TermsView } from './terms.tsx'

export interface NextActionProps {
  side: 'institution' | 'enterprise' | null
  binds: boolean
  state: string
  dueAt: Moment | null
  /** What lies on the table. */
  onTable: (TermsView & { side: string; offerVersion: number }) | null
  asked: { amountFen: number; termMonths: number; guarantees: readonly string[] }
  usualValidity: string
  disbursements: Disbursements
}

/** The one next step for this side, its deadline, and the ways out beside it. */
export function NextAction(props: NextActionProps) {
  const { t } = useTranslation('thread')
  const { dueAt, side, state } = props
  return (
    <Card className="flex flex-col gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 className="text-lg font-semibold">{t('next')}</h2>
        {dueAt && <Due at={dueAt} />}
      </div>
      {side === 'institution' && <InstitutionStep {...props} />}
      {side === 'enterprise' && <EnterpriseStep {...props} />}
      {side === 'institution' && isLive(state as ThreadState) && <WaysOut state={state} />}
    </Card>
  )
}

function InstitutionStep(props: NextActionProps) {
  const { t } = useTranslation('thread')
  const { state, onTable, asked, usualValidity, disbursements, binds } = props
  const offer = (open: boolean) => (
    <More title={t('make_offer')} open={open}>
      <p className="mb-3 text-muted">{t('make_offer_lead')}</p>
      <TermsForm
        intent="offer"
        submitLabel={t('make_offer')}
        start={{ ...asked, validUntil: usualValidity }}
      />
    </More>
  )
  switch (state) {
    case 'open':
      return (
        <>
          <p className="text-muted">{t('contact_hint')}</p>
          <ActionForm intent="contact" submitLabel={t('contact')} />
          {offer(false)}
        </>
      )
    case 'contacted':
      return (
        <>
          <ActionForm intent="investigate" submitLabel={t('investigate')} />
          {offer(false)}
        </>
      )
    case 'in_diligence':
      return offer(true)
    case 'offered':
      if (onTable?.side === 'enterprise')
        return <AnswerToCounter onTable={onTable} usualValidity={usualValidity} />
      return (
        <>
          <Waiting />
          {onTable && (
            <AnswerForm
              intent="withdraw_offer"
              label={t('withdraw_offer')}
              version={onTable.offerVersion}
              variant="secondary"
            />
          )}
        </>
      )
    case 'accepted':
      return (
        <DisbursementForm
          side="institution"
          binds={binds}
          disbursements={disbursements}
          agreed={onTable}
        />
      )
    case 'disbursed':
      return <ActionForm intent="settle" submitLabel={t('settle')} />
    default:
      return <p className="text-muted">{t('over')}</p>
  }
}

function AnswerToCounter({
  onTable,
  usualValidity,
}: {
  onTable: NonNullable<NextActionProps['onTable']>
  usualValidity: string
}) {
  const { t } = useTranslation('thread')
  return (
    <>
      <TermsFacts terms={onTable} />
      <AnswerForm
        intent="accept"
        label={t('accept_counter')}
        version={onTable.offerVersion}
        variant="primary"
      />
      <More title={t('remake_offer')}>
        <TermsForm
          intent="offer"
          submitLabel={t('remake_offer')}
          start={{ ...onTable, validUntil: usualValidity }}
        />
      </More>
      <AnswerForm
        intent="refuse"
        label={t('refuse')}
        version={onTable.offerVersion}
        variant="secondary"
      />
    </>
  )
}

function EnterpriseStep({ state, onTable, binds, usualValidity, disbursements }: NextActionProps) {
  const { t } = useTranslation('thread')
  if (state === 'accepted') {
    return (
      <DisbursementForm
        side="enterprise"
        binds={binds}
        disbursements={disbursements}
        agreed={onTable}
      />
    )
  }
  const ends = ['open', 'contacted', 'in_diligence', 'offered'].includes(state)
  const answers = state === 'offered' && onTable?.side === 'institution'
  return (
    <>
      {answers ? (
        <>
          <TermsFacts terms={onTable} />
          {binds ? (
            <>
              <p className="text-sm text-muted">{t('accept_confirm')}</p>
              <AnswerForm
                intent="accept"
                label={t('accept')}
                version={onTable.offerVersion}
                variant="primary"
              />
            </>
          ) : (
            <p className="text-muted">{t('owner_only')}</p>
          )}
          <More title={t('counter')}>
            <p className="mb-3 text-muted">{t('counter_lead')}</p>
            <TermsForm
              intent="counter"
              submitLabel={t('counter')}
              version={onTable.offerVersion}
              start={{ ...onTable, validUntil: usualValidity }}
            />
          </More>
        </>
      ) : (
        <Waiting over={!ends && state !== 'disbursed'} />
      )}
      {ends && (
        <More title={t('refuse_thread')}>
          <ActionForm
            intent={answers ? 'refuse' : 'refuse_thread'}
            submitLabel={t('refuse_thread')}
            submitVariant="danger"
          >
            {answers && <input type="hidden" name="version" value={onTable.offerVersion} />}
            <TextField name="reason" label={t('reason')} maxLength={500} />
          </ActionForm>
        </More>
      )}
    </>
  )
}

const Waiting = ({ over }: { over?: boolean }) => {
  const { t } = useTranslation('thread')
  return <p className="text-muted">{t(over ? 'over' : 'waiting_other')}</p>
}

interface AnswerFormProps {
  intent: string
  label: string
  version: number
  variant: 'primary' | 'secondary'
}

const AnswerForm = ({ intent, label, version, variant }: AnswerFormProps) => (
  <ActionForm intent={intent} submitLabel={label} submitVariant={variant}>
    <input type="hidden" name="version" value={version} />
  </ActionForm>
)

function WaysOut({ state }: { state: string }) {
  const { t } = useTranslation('thread')
  if (state === 'disbursed' || state === 'settled') return null
  return (
    <>
      {['open', 'contacted', 'in_diligence'].includes(state) && (
        <More title={t('release')}>
          <p className="mb-2 text-muted">{t('release_hint')}</p>
          <ActionForm intent="release" submitLabel={t('release')} submitVariant="secondary">
            <TextField name="reason" label={t('reason')} maxLength={500} />
          </ActionForm>
        </More>
      )}
      <More title={t('decline')}>
        <ActionForm intent="decline" submitLabel={t('decline')} submitVariant="danger">
          <SelectField
            name="reasonCode"
            label={t('decline_reason')}
            required
            options={declineReasons.map((value) => ({
              value,
              label: t(`decline_reasons.${value}`),
            }))}
          />
          <TextField name="reason" label={t('reason')} maxLength={500} />
        </ActionForm>
      </More>
    </>
  )
}

const More = ({
  title,
  open,
  children,
}: {
  title: string
  open?: boolean
  children: ReactNode
}) => (
  <details open={open} className="border-t border-line pt-2">
    <summary className="min-h-11 cursor-pointer py-2 text-link">{title}</summary>
    {children}
  </details>
)
