import { useTranslation } from 'react-i18next'
import type { Direction } from '#app/domain/listing/vocabulary.ts'
import { LinkButton } from '../components/button.tsx'
import { Fold } from '../components/disclosure.tsx'
import { Checkbox, TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Due, type Moment } from '../components/formatted-values.tsx'
import { Card } from '../components/page.tsx'
import { TermsFacts, TermsForm, type TermsView } from './terms.tsx'

export interface NextStepProps {
  state: string
  side: 'owner' | 'guest' | null
  direction: Direction
  unit: string | null
  version: number
  dueAt: Moment | null
  reposted: boolean
  /** An owner of the organisation, who may bind it. */
  agrees: boolean
  onTable: TermsView | null
  /** What a first quotation is filled in with. */
  asked: { quantity?: number; validUntil: string }
  dealId: string | null
}

/** The one next step for this side, its deadline, and the ways out beside it. */
export function NextStep(props: NextStepProps) {
  const { t } = useTranslation('interest')
  const { side, state, dueAt, dealId } = props
  const live = ['shown', 'shortlisted', 'quoting', 'countered'].includes(state)
  return (
    <Card className="flex flex-col gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 className="text-lg font-semibold">{t('next')}</h2>
        {dueAt && <Due at={dueAt} />}
      </div>
      {dealId && (
        <LinkButton to={`/deals/${dealId}`} variant="primary">
          {t('go_deal')}
        </LinkButton>
      )}
      {live && side === 'owner' && <OwnerStep {...props} />}
      {live && side === 'guest' && <GuestStep {...props} />}
      {live && side === null && <p className="text-muted">{t('waiting')}</p>}
      {!live && !dealId && <p className="text-muted">{t('over')}</p>}
      {live && side && <WayOut side={side} />}
    </Card>
  )
}

function OwnerStep(props: NextStepProps) {
  const { t } = useTranslation('interest')
  const { state, onTable, unit, version, asked, reposted, direction } = props
  if (state === 'shown') {
    return (
      <>
        <p className="text-muted">{t(reposted ? 'reposted_owner' : 'shortlist_hint')}</p>
        <ActionForm intent="shortlist" submitLabel={t('shortlist')} />
      </>
    )
  }
  if (state !== 'quoting' || !onTable)
    return <p className="text-muted">{t(reposted ? 'reposted_owner' : 'waiting')}</p>
  return (
    <>
      <TermsFacts terms={onTable} unit={unit} />
      {props.agrees ? (
        <>
          <p className="text-sm text-muted">{t(`award_confirm.${direction}`)}</p>
          <ActionForm intent="award" submitLabel={t('award')}>
            <input type="hidden" name="version" value={version} />
            {direction === 'supply' && <Checkbox name="last" label={t('award_last')} />}
          </ActionForm>
        </>
      ) : (
        <p className="text-muted">{t('owner_only')}</p>
      )}
      <Fold label={t('counter')} intent="counter">
        <p className="mb-3 text-muted">{t('counter_lead')}</p>
        <TermsForm
          intent="counter"
          submitLabel={t('counter')}
          start={{ ...onTable, validUntil: asked.validUntil }}
          unit={unit}
          version={version}
        />
      </Fold>
    </>
  )
}

function GuestStep(props: NextStepProps) {
  const { t } = useTranslation('interest')
  const { state, onTable, unit, version, asked, reposted, direction } = props
  if (reposted) return <p className="text-muted">{t('reposted')}</p>
  if (state === 'shown') return <p className="text-muted">{t('waiting')}</p>
  const form = (label: string, start: NextStepProps['asked'] | TermsView) => (
    <TermsForm
      intent="quote"
      submitLabel={label}
      start={{ ...start, validUntil: asked.validUntil }}
      unit={unit}
      version={version}
    />
  )
  if (state === 'shortlisted' || !onTable) {
    return (
      <>
        <p className="font-medium">{t(`quote_title.${direction}`)}</p>
        <p className="text-muted">{t('quote_lead')}</p>
        {form(t('quote'), asked)}
      </>
    )
  }
  if (state === 'quoting') {
    return (
      <>
        <p className="text-muted">{t('waiting')}</p>
        <Fold label={t('requote')} intent="quote">
          {form(t('requote'), onTable)}
        </Fold>
      </>
    )
  }
  return (
    <>
      <TermsFacts terms={onTable} unit={unit} />
      {props.agrees ? (
        <>
          <p className="text-sm text-muted">{t('accept_confirm')}</p>
          <ActionForm intent="accept" submitLabel={t('accept')}>
            <input type="hidden" name="version" value={version} />
          </ActionForm>
        </>
      ) : (
        <p className="text-muted">{t('owner_only')}</p>
      )}
      <Fold label={t('requote')} intent="quote">
        {form(t('quote'), onTable)}
      </Fold>
    </>
  )
}

/** The owner declines, the guest withdraws. */
function WayOut({ side }: { side: 'owner' | 'guest' }) {
  const { t } = useTranslation('interest')
  const intent = side === 'owner' ? 'decline' : 'withdraw'
  return (
    <Fold label={t(intent)} intent={intent}>
      <ActionForm intent={intent} submitLabel={t(intent)} submitVariant="danger">
        <TextField name="reason" label={t('reason')} maxLength={500} />
      </ActionForm>
    </Fold>
  )
}
