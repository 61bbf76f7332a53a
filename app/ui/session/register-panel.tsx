import { useTranslation } from 'react-i18next'
import { runningStates } from '#app/domain/session/session.ts'
import { LinkButton } from '../blocks/button.tsx'
import { RadioGroup, TextArea } from '../blocks/field.tsx'
import { ActionForm } from '../blocks/form.tsx'
import { State } from '../blocks/state.tsx'
import type { SessionPageData } from './session-page-data.ts'

const open = ['published', 'lobby', 'live', 'break']

/** The one thing that a reader can do about this session. */
export function RegisterPanel({ session, registration, me }: SessionPageData) {
  const { t } = useTranslation('session')
  if (registration) return <Registered session={session} registration={registration} me={me} />
  if (me.hosts || !open.includes(session.state)) return null
  return (
    <section className="rounded-lg border border-line bg-raised p-5 shadow-card">
      <h2 className="mb-3 text-lg font-semibold">{t('register.title')}</h2>
      {me.mayRegister ? (
        <ActionForm intent="register" submitLabel={t('register.submit')}>
          <RadioGroup
            name="part"
            label={t('register.part')}
            required
            defaultValue="delegate"
            options={[
              { value: 'delegate', label: t('register.part_delegate') },
              { value: 'observer', label: t('register.part_observer') },
            ]}
          />
          <TextArea
            name="note"
            label={t('register.note')}
            hint={t('register.note_hint')}
            rows={2}
            maxLength={300}
          />
        </ActionForm>
      ) : me.signedIn ? (
        !me.bureau && (
          <>
            <p className="mb-3 text-muted">{t('register.verify')}</p>
            <LinkButton to="/account">{t('register.verify_link')}</LinkButton>
          </>
        )
      ) : (
        <LinkButton to={`/sign-in?next=/sessions/${session.id}`} variant="primary">
          {t('register.sign_in')}
        </LinkButton>
      )}
    </section>
  )
}

function Registered({
  session,
  registration,
  me,
}: Pick<SessionPageData, 'session' | 'me'> & {
  registration: NonNullable<SessionPageData['registration']>
}) {
  const { t } = useTranslation('session')
  const declined = registration.state === 'declined'
  return (
    <section className="rounded-lg border border-line bg-raised p-5 shadow-card">
      <p className="flex items-center justify-between gap-3">
        <span className="text-lg font-semibold">{t('register.done')}</span>
        <State noun="registration" state={registration.state} />
      </p>
      {declined ? (
        <p className="mt-2 text-muted">{t('register.removed')}</p>
      ) : me.mayEnter && runningStates.includes(session.state) ? (
        <LinkButton
          to={`/sessions/${session.id}/room`}
          variant="primary"
          className="mt-4 w-full text-lg"
        >
          {t('register.enter')}
        </LinkButton>
      ) : (
        session.state === 'published' && (
          <p className="mt-2 text-muted">{t('register.done_hint')}</p>
        )
      )}
      {registration.state === 'confirmed' && session.state === 'published' && (
        <div className="mt-3">
          <ActionForm
            intent="cancel_registration"
            submitLabel={t('register.cancel')}
            submitVariant="quiet"
            submitSize="s"
          />
        </div>
      )}
    </section>
  )
}
