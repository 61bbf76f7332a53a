import { useTranslation } from 'react-i18next'
import type { SessionState } from '#app/domain/session/session.ts'
import { LinkButton } from '../blocks/button.tsx'
import { TextField } from '../blocks/field.tsx'
import { ActionForm } from '../blocks/form.tsx'

/** What the host does outside the room. */
export function HostPanel({ session }: { session: { id: string; state: SessionState } }) {
  const { t } = useTranslation('session')
  const { id, state } = session
  const over = ['ended', 'archived', 'cancelled'].includes(state)
  const movable = ['published', 'lobby', 'postponed', 'draft'].includes(state)
  return (
    <section className="flex flex-col gap-3 rounded-lg border border-line bg-raised p-5 shadow-card">
      <h2 className="text-sm text-muted">{t('host.title')}</h2>
      {(state === 'draft' || state === 'postponed') && (
        <ActionForm
          intent="publish"
          submitLabel={t(state === 'draft' ? 'host.publish' : 'host.republish')}
        />
      )}
      {!over && state !== 'draft' && state !== 'postponed' && (
        <LinkButton to={`/sessions/${id}/console`} variant="primary">
          {t('host.console')}
        </LinkButton>
      )}
      {!over && <LinkButton to={`/sessions/${id}/edit`}>{t('edit')}</LinkButton>}
      {state === 'ended' && (
        <ActionForm intent="archive" submitLabel={t('host.archive')} submitVariant="secondary" />
      )}
      {movable && (
        <details className="text-sm">
          <summary className="inline-flex min-h-9 items-center text-link">{t('host.more')}</summary>
          <div className="flex flex-col gap-4 pt-2">
            {(state === 'published' || state === 'lobby') && (
              <Leave intent="postpone" label={t('host.postpone')} />
            )}
            <Leave intent="cancel" label={t('host.cancel')} />
          </div>
        </details>
      )}
    </section>
  )
}

function Leave({ intent, label }: { intent: string; label: string }) {
  const { t } = useTranslation('session')
  return (
    <ActionForm intent={intent} submitLabel={label} submitVariant="danger" submitSize="s">
      <TextField name="reason" label={t('host.confirm_reason')} required maxLength={200} />
    </ActionForm>
  )
}
