import { useTranslation } from 'react-i18next'
import { offeredIn, openRounds, type RoomState } from '#app/domain/session/room/state.ts'
import { LinkButton } from '../components/button.tsx'
import { CommandForm } from './command-form.tsx'
import { useRoomPage } from './context.ts'
import { Results } from './results.tsx'

/** The one thing that this person can do next, always at hand at the bottom. */
export function NextAction() {
  const { view, me, now, session, connection } = useRoomPage()
  const { t } = useTranslation('room')
  const { state } = view
  const free = me.takes ? claimable(state, me.organizationId, now) : []
  const staged = state.stage?.requestId
  const onStage = staged && free.includes(staged) ? staged : null
  if (connection?.state === 'stopped') return <Gone sessionId={session.id} />
  return (
    <footer className="sticky bottom-0 z-10 border-t border-line bg-raised">
      <Results />
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3 sm:px-5">
        <p className="min-w-0 flex-1 basis-56 font-medium">
          {onStage
            ? t('next.claim_one', { title: view.cards[onStage]?.title ?? '' })
            : sentence(t, state, me, free.length, now)}
        </p>
        {onStage && (
          <CommandForm
            type="claim"
            body={{ requestId: onStage }}
            label={t('round.claim')}
            busyLabel={t('round.claiming')}
            variant="primary"
            className="max-sm:w-full"
            buttonClassName="min-w-32 max-sm:w-full"
          />
        )}
        {state.phase === 'ended' && (
          <LinkButton to={`/sessions/${session.id}`} variant="primary">
            {t('stage.see_minutes')}
          </LinkButton>
        )}
      </div>
    </footer>
  )
}

/** For who is no longer in the room: the page that says why. */
function Gone({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation('room')
  return (
    <footer className="sticky bottom-0 z-10 flex flex-wrap items-center justify-between gap-3 border-t border-line bg-raised px-4 py-3 sm:px-5">
      <p className="min-w-0 flex-1 basis-56 font-medium">{t('next.gone')}</p>
      <LinkButton to={`/sessions/${sessionId}`} variant="primary">
        {t('next.see_why')}
      </LinkButton>
    </footer>
  )
}

function claimable(state: RoomState, organizationId: string | null, now: number): string[] {
  return openRounds(state)
    .filter((round) => Date.parse(round.closesAt ?? '') > now)
    .flatMap((round) => round.requestIds)
    .filter((requestId) => {
      if (state.ended[requestId]) return false
      const request = state.requests[requestId]
      if (!request) return true
      const mine = request.claims.some((claim) => claim.institutionId === organizationId)
      return !mine && request.live < request.cap
    })
}

function sentence(
  t: (key: string, params?: Record<string, unknown>) => string,
  state: RoomState,
  me: { organizationId: string | null; takes: boolean },
  free: number,
  now: number,
): string {
  if (state.phase !== 'live') {
    return ['lobby', 'break', 'talks', 'ended'].includes(state.phase)
      ? t(`next.${state.phase}`)
      : t(`phase.${state.phase}`)
  }
  const open = openRounds(state).some((round) => Date.parse(round.closesAt ?? '') > now)
  const offered = openRounds(state).some((round) => offeredIn(state, round).length > 0)
  if (open && !offered) return t('next.nothing_left')
  if (!me.takes) return t(open ? 'next.mine_open' : 'next.watch')
  if (free > 0) return t('next.claim_some', { count: free })
  const own = Object.values(state.requests).flatMap(({ claims }) =>
    claims.filter((claim) => claim.institutionId === me.organizationId),
  )
  if (own.length > 0) return t('next.claimed', { count: own.length })
  return t(open ? 'next.all_taken' : 'next.wait_round')
}
