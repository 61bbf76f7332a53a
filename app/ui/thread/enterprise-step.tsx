import { useTranslation } from 'react-i18next'
import { TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { DisbursementForm } from './disbursement.tsx'
import { AnswerForm, More, type NextActionProps, Waiting } from './step-parts.tsx'
import { TermsFacts, TermsForm } from './terms.tsx'

/** What the enterprise does next. */
export function EnterpriseStep({
  state,
  onTable,
  binds,
  usualValidity,
  disbursements,
}: NextActionProps) {
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
