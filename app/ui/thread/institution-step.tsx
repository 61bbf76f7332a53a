import { useTranslation } from 'react-i18next'
import { declineReasons } from '#app/domain/thread/thread.ts'
import { SelectField, TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { DisbursementForm } from './disbursement.tsx'
import { AnswerForm, More, type NextActionProps, Waiting } from './step-parts.tsx'
import { TermsFacts, TermsForm } from './terms.tsx'

/** What the institution does next. */
export function InstitutionStep(props: NextActionProps) {
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

/** How an institution leaves a thread before money was paid out. */
export function WaysOut({ state }: { state: string }) {
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
