import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { runningStates } from '#app/domain/session/session.ts'
import { Banner } from '../components/banner.tsx'
import { LinkButton } from '../components/button.tsx'
import { Instant } from '../components/formatted-values.tsx'
import { Facts, Page, Section } from '../components/page.tsx'
import { Course, State } from '../components/state.tsx'
import { FollowUps } from './follow-ups.tsx'
import { HostPanel } from './host-panel.tsx'
import { Ledger } from './ledger.tsx'
import { MinutesView } from './minutes.tsx'
import { Comers, ProgrammeView } from './programme-view.tsx'
import { RegisterPanel } from './register-panel.tsx'
import { Registrations } from './registrations.tsx'
import type { SessionPageData } from './session-page-data.ts'

const course = ['published', 'lobby', 'live', 'ended', 'archived']

/** A session before (poster, agenda, who comes, registration) and after (minutes, ledger, my follow-ups). */
export function SessionPage(data: SessionPageData) {
  const { session, programme, comers, minutes, ledger, registrations, followUps, places, me } = data
  const { t } = useTranslation(['session', 'hosting'])
  const over = ['ended', 'archived', 'cancelled'].includes(session.state)
  const people = comers.reduce((sum, comer) => sum + comer.people, 0)
  return (
    <Page
      wide
      title={session.title}
      lead={
        <span className="inline-flex flex-wrap items-center gap-x-4">
          <State noun="session" state={session.state} />
          <Instant at={session.startsAt} />
          <span>{session.place ?? t('facts.online')}</span>
        </span>
      }
      actions={
        me.mayEnter &&
        runningStates.includes(session.state) && (
          <LinkButton to={`/sessions/${session.id}/room`} variant="primary">
            {t('register.enter')}
          </LinkButton>
        )
      }
    >
      <CalledOff session={session} />
      <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="order-2 flex min-w-0 flex-col gap-8 lg:order-1">
          {minutes && <MinutesView minutes={minutes} />}
          {minutes && (me.signedIn || ledger.length > 0) && (
            <Ledger entries={ledger} mine={!me.bureau} />
          )}
          {minutes && (me.bureau || followUps.length > 0) && <FollowUps lines={followUps} />}
          <Section title={t('about')}>
            <p className="max-w-reading whitespace-pre-line">
              {session.summary ?? t('no_summary')}
            </p>
          </Section>
          <ProgrammeView programme={programme} />
          {registrations.length > 0 && (
            <Registrations
              sessionId={session.id}
              lines={registrations}
              questions={data.questions}
              open={!over}
            />
          )}
          <Section title={t(minutes ? 'comers.came' : 'comers.title')}>
            <Comers comers={comers} />
          </Section>
        </div>
        <aside className="order-1 flex min-w-0 flex-col gap-4 lg:order-2">
          <RegisterPanel {...data} />
          {me.hosts && <HostPanel session={session} people={people} />}
          <div className="rounded-lg border border-line bg-raised p-5">
            <Facts
              columns={1}
              items={[
                {
                  label: t('facts.when'),
                  value: (
                    <>
                      <Instant at={session.startsAt} /> {t('facts.until')}{' '}
                      <Instant at={session.endsAt} />
                    </>
                  ),
                },
                { label: t('facts.where'), value: session.place ?? t('facts.online') },
                { label: t('facts.who'), value: session.organizer },
                { label: t('facts.type'), value: t(`type.${session.type}`) },
                {
                  label: t('facts.registered'),
                  value: t('facts.registered_value', { organizations: comers.length, people }),
                },
                {
                  label: t('hosting:places.capacity'),
                  value: !over && places.capacity !== null && <PlacesLeft {...data} />,
                },
              ]}
            />
            {!over && (
              <p className="mt-4 flex flex-wrap gap-x-5 print:hidden">
                <Link
                  to={`/sessions/${session.id}/calendar.ics`}
                  reloadDocument
                  className="prose-link inline-flex min-h-9 items-center"
                >
                  {t('hosting:calendar')}
                </Link>
                {session.state !== 'draft' && (
                  <Link
                    to={`/sessions/${session.id}/poster`}
                    className="prose-link inline-flex min-h-9 items-center"
                  >
                    {t('hosting:poster')}
                  </Link>
                )}
              </p>
            )}
            <div className="mt-4 border-t border-line pt-4">
              <Course noun="session" states={course} current={session.state} />
            </div>
          </div>
        </aside>
      </div>
    </Page>
  )
}

/** That it doesn't take place, or not then, and why. */
function CalledOff({ session: { state, reason } }: Pick<SessionPageData, 'session'>) {
  const { t } = useTranslation('session')
  if (state !== 'cancelled' && state !== 'postponed') return null
  return (
    <Banner tone="warning" title={t(`called_off.${state}`)}>
      {reason && (
        <p>
          <span className="text-muted">{t('reason')}</span> {reason}
        </p>
      )}
      <p className="text-muted">{t(`called_off.${state}_next`)}</p>
    </Banner>
  )
}

/** How many may still come; null where there is no limit. */
function PlacesLeft({ places }: SessionPageData) {
  const { t } = useTranslation('hosting')
  const { capacity, taken } = places
  if (capacity === null) return null
  const left = capacity - Object.values(taken).reduce((sum, count) => sum + count, 0)
  return <>{left > 0 ? t('places.left', { count: left }) : t('places.full')}</>
}
