import { useTranslation } from 'react-i18next'
import { overStates, type SessionState, sessionMachine } from '#app/domain/session/session.ts'
import { findTransition } from '#app/domain/state-machine.ts'
import { LinkButton } from '../components/button.tsx'
import { Confirm } from '../components/confirm.tsx'
import { TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'

interface PublishOrConsoleProps {
  session: { id: string; state: SessionState }
  inline?: boolean
}

interface HostPanelProps {
  session: { id: string; state: SessionState }
  /** How many have registered, and will be told. */
  people: number
}

/** What the host does next: publish the session, again after it was postponed, or go to its console; nothing once it is over. */
export function PublishOrConsole({ session: { id, state }, inline }: PublishOrConsoleProps) {
  const { t } = useTranslation('session')
  if (overStates.includes(state)) return null
  if (findTransition(sessionMachine, state, 'publish'))
    return (
      <ActionForm
        intent="publish"
        submitLabel={t(state === 'draft' ? 'host.publish' : 'host.republish')}
        {...(inline ? { inline } : {})}
      />
    )
  return (
    <LinkButton to={`/sessions/${id}/console`} variant="primary">
      {t('host.console')}
    </LinkButton>
  )
}

/** What the host does outside the room. */
export function HostPanel({ session, people }: HostPanelProps) {
  const { t } = useTranslation('session')
  const { id, state } = session
  const over = overStates.includes(state)
  const movable = ['published', 'lobby', 'postponed', 'draft'].includes(state)
  return (
    <section className="flex flex-col gap-3 rounded-lg border border-line bg-raised p-5 shadow-card">
      <h2 className="text-sm text-muted">{t('host.title')}</h2>
      <PublishOrConsole session={session} />
      {!over && <LinkButton to={`/sessions/${id}/edit`}>{t('edit')}</LinkButton>}
      {state === 'ended' && (
        <Confirm
          label={t('host.archive_asks')}
          form={
            <ActionForm intent="archive" submitLabel={t('host.archive')} submitVariant="danger" />
          }
        >
          <p>{t('host.archive_lost')}</p>
        </Confirm>
      )}
      {movable && (
        <details className="text-sm">
          <summary className="inline-flex min-h-9 items-center text-link">{t('host.more')}</summary>
          <div className="flex flex-col gap-4 pt-2">
            {(state === 'published' || state === 'lobby') && (
              <Leave intent="postpone" people={people} />
            )}
            <Leave intent="cancel" people={people} />
          </div>
        </details>
      )}
    </section>
  )
}

/** Asks first: what follows, and why. */
function Leave({ intent, people }: { intent: 'postpone' | 'cancel'; people: number }) {
  const { t } = useTranslation('session')
  return (
    <ActionForm
      intent={intent}
      submitLabel={t(`host.${intent}`)}
      submitVariant="danger"
      submitSize="s"
    >
      <p>{t(`host.${intent}_lost`, { count: people })}</p>
      <TextField name="reason" label={t('host.confirm_reason')} required maxLength={200} />
    </ActionForm>
  )
}
