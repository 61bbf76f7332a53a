import { useTranslation } from 'react-i18next'
import { openParts, runningStates } from '#app/domain/session/session.ts'
import { LinkButton } from '../components/button.tsx'
import { RadioGroup, TextArea } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { State } from '../components/state.tsx'
import { Questions } from './questions.tsx'
import type { SessionPageData } from './session-page-data.ts'

const open = ['published', 'lobby', 'live', 'break']

/** The one thing that a reader can do about this session. */
export function RegisterPanel(data: SessionPageData) {
  const { session, registration, me } = data
  const { t } = useTranslation('session')
  if (session.state === 'cancelled') return null
  if (registration) return <Registered {...data} registration={registration} />
  if (me.hosts || !open.includes(session.state)) return null
  return (
    <section className="rounded-lg border border-line bg-raised p-5 shadow-card">
      <h2 className="mb-3 text-lg font-semibold">{t('register.title')}</h2>
      {me.mayRegister ? (
        <RegistrationForm {...data} />
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

function RegistrationForm({ places, questions, me }: SessionPageData) {
  const { t } = useTranslation(['session', 'hosting'])
  const decided = openParts.some((part) => places.parts[part].approval)
  const full = openParts.every((part) => !places.free[part])
  return (
    <>
      <p className="mb-3 text-muted">
        {t(decided ? 'hosting:register.approval' : 'hosting:register.at_once', {
          organization: me.organization,
        })}
        {full && <span className="block text-warn">{t('hosting:places.full')}</span>}
      </p>
      <ActionForm intent="register" submitLabel={t('register.submit')}>
        <RadioGroup
          name="part"
          label={t('register.part')}
          required
          defaultValue="delegate"
          options={openParts.map((part) => ({
            value: part,
            label: t(`register.part_${part}`),
            ...(full || places.free[part] ? {} : { hint: t('hosting:places.full') }),
          }))}
        />
        <Questions questions={questions} />
        <TextArea
          name="note"
          label={t('register.note')}
          hint={t('register.note_hint')}
          rows={2}
          maxLength={300}
        />
      </ActionForm>
    </>
  )
}

const cancellable = ['applied', 'waitlisted', 'confirmed']
/** A place that is held for a session of which the date is open can be given back too. */
const stillComing = [...open, 'postponed']

type Own = SessionPageData & { registration: NonNullable<SessionPageData['registration']> }

function Registered(data: Own) {
  const { session, registration, me } = data
  const { t } = useTranslation(['session', 'hosting'])
  const heading = {
    applied: t('hosting:register.applied'),
    waitlisted: t('hosting:register.waitlisted'),
    declined: t('hosting:register.declined'),
  }[registration.state as string]
  return (
    <section className="rounded-lg border border-line bg-raised p-5 shadow-card">
      <p className="flex items-center justify-between gap-3">
        <span className="text-lg font-semibold">{heading ?? t('register.done')}</span>
        <State noun="registration" state={registration.state} />
      </p>
      {me.mayEnter && runningStates.includes(session.state) ? (
        <LinkButton
          to={`/sessions/${session.id}/room`}
          variant="primary"
          className="mt-4 w-full text-lg"
        >
          {t('register.enter')}
        </LinkButton>
      ) : (
        <Standing {...data} />
      )}
      <DoorCode {...data} />
      {cancellable.includes(registration.state) && stillComing.includes(session.state) && (
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

/** What a registration waits for, in words. */
function Standing({ session, registration }: Own) {
  const { t } = useTranslation(['session', 'hosting'])
  if (registration.state === 'declined') return <Declined session={session} {...registration} />
  const words = {
    applied: t('hosting:register.applied_hint'),
    waitlisted: t('hosting:register.waiting_before', { count: registration.waitingBefore ?? 0 }),
    confirmed: session.state === 'published' ? t('register.done_hint') : null,
  }[registration.state as string]
  return words ? <p className="mt-2 text-muted">{words}</p> : null
}

/** Why the host declined it or sent this person out, and what one can do. */
function Declined({ session, reason }: Pick<Own, 'session'> & { reason: string | null }) {
  const { t } = useTranslation('session')
  return (
    <>
      {reason && (
        <p className="mt-2">
          <span className="text-muted">{t('reason')}</span> {reason}
        </p>
      )}
      <p className="mt-2 text-muted">{t('register.removed', { organizer: session.organizer })}</p>
    </>
  )
}

function DoorCode({ registration, codePicture }: Own) {
  const { t } = useTranslation('hosting')
  if (!codePicture) return null
  return (
    <figure className="mt-4 border-t border-line pt-4 text-center">
      <img
        src={codePicture}
        alt={t('register.code_picture', { code: registration.code })}
        width={144}
        height={144}
        className="mx-auto rounded-md bg-white"
      />
      <figcaption className="mt-2">
        <span className="text-sm text-muted">{t('register.code')}</span>{' '}
        <span className="font-semibold tracking-wider">{registration.code}</span>
        <span className="block text-sm text-muted">{t('register.code_hint')}</span>
      </figcaption>
    </figure>
  )
}
