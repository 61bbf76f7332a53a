import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../components/use-format.ts'
import type { Attempt } from './attempts.ts'
import { type RoomPage, useRoomPage } from './context.ts'
import { titleOf, useOutcome } from './results.tsx'

interface Line {
  key: string
  at: number
  requestId: string
  /** Null where it was not taken. */
  threadId: string | null
  attempt: Attempt | null
}

/** What one's institution has taken, and what one tried in vain or waits for, the newest first. */
function linesOf({ view, me, attempts }: RoomPage): Line[] {
  const taken = Object.entries(view.state.requests).flatMap(([requestId, { claims }]) =>
    claims
      .filter((claim) => claim.institutionId === me.organizationId)
      .map(({ threadId, at }) => ({
        ...{ key: threadId, at: Date.parse(at), requestId, threadId, attempt: null },
      })),
  )
  const tried = attempts
    .filter(({ type, state }) => type === 'claim' && state !== 'done')
    .map((attempt) => ({
      ...{ key: attempt.id, at: attempt.at, requestId: attempt.requestId ?? '' },
      ...{ threadId: null, attempt },
    }))
  return [...taken, ...tried].sort((a, b) => b.at - a.at)
}

export function OwnClaims() {
  const page = useRoomPage()
  const { t } = useTranslation('room')
  const format = useFormat()
  const outcome = useOutcome()
  if (!page.me.takes) return null
  const lines = linesOf(page)
  return (
    <section
      aria-labelledby="own-claims"
      className="shrink-0 rounded-lg border border-line bg-raised p-4"
    >
      <h2 id="own-claims" className="mb-2 text-sm text-muted">
        {t('attempt.own')}
      </h2>
      {lines.length === 0 && <p className="text-sm text-muted">{t('attempt.none')}</p>}
      <ul className="text-sm">
        {lines.map(({ key, at, threadId, attempt, requestId }) => (
          <li key={key} className="border-t border-line py-1.5 first:border-t-0">
            <p className="flex items-baseline gap-2">
              <span className="min-w-0 flex-1">{titleOf({ requestId }, page.view)}</span>
              <span className="text-muted">{format.time(new Date(at))}</span>
            </p>
            {threadId ? (
              <p className="flex gap-2">
                <span className="text-ok">{t('round.claimed')}</span>
                <Link
                  to={`/threads/${threadId}`}
                  className="prose-link inline-flex min-h-6 items-center"
                >
                  {t('round.to_thread')}
                </Link>
              </p>
            ) : (
              attempt && (
                <p className={attempt.state === 'waiting' ? 'text-muted' : 'text-warn'}>
                  {attempt.state === 'waiting' ? t('attempt.waiting') : outcome(attempt)}
                </p>
              )
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
