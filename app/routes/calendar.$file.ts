import type { Deadline } from '#app/domain/deadline-calendar/diary.ts'
import { findFeedOwner, listDeadlines } from '#app/domain/deadline-calendar/read.server.ts'
import { isLocale } from '#app/domain/locale.ts'
import { refuse } from '#app/domain/refusal.ts'
import { type DiarySession, listDiarySessions } from '#app/domain/session/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { type CalendarItem, calendarOf, calendarResponse } from '#app/http/ical.ts'
import { originOf } from '#app/http/origin.ts'
import { load } from '#app/http/route.ts'
import { i18nOf } from '#app/i18n/index.ts'

export const handle = { access: 'everyone' } satisfies RouteHandle

const halfHourMs = 1_800_000
type T = ReturnType<typeof i18nOf>['t']

/** The calendar of whoever holds this secret address: calendar apps don't sign in. */
export const loader = load(
  handle.access,
  async ({ db, params, env, limits, client, locale }): Promise<Response> => {
    await limits.consumeByNetwork('search', client.address)
    const [, token = ''] = /^([\w-]{43})\.ics$/.exec(params.file ?? '') ?? []
    const owner = await findFeedOwner(db, token)
    if (!owner) throw refuse('missing', 'feed_missing')
    const { t } = i18nOf(isLocale(owner.locale) ? owner.locale : locale)
    const origin = originOf(env)
    const [sessions, deadlines] = await Promise.all([
      listDiarySessions(db, owner.personId, db.now()),
      listDeadlines(db, owner.personId),
    ])
    const items = [
      ...sessions.map((session) => sessionItem(session, origin, t)),
      ...deadlines.map((deadline) => deadlineItem(deadline, origin, t)),
    ]
    return calendarResponse(calendarOf(t('hosting:feed.name'), items))
  },
)

function sessionItem(session: DiarySession, origin: string, t: T): CalendarItem {
  const url = `${origin}/sessions/${session.id}`
  const cancelled = session.state === 'cancelled' || session.registration === 'cancelled'
  const state = cancelled
    ? t('state:session.cancelled')
    : t(`state:registration.${session.registration}`)
  return {
    ...session,
    id: `session-${session.id}@lianqiao`,
    summary: session.title,
    description: t('hosting:feed.session_about', { state, url }),
    location: session.place,
    url,
    cancelled,
  }
}

function deadlineItem(deadline: Deadline, origin: string, t: T): CalendarItem {
  const { id, kind, stage, title, path, dueAt, updatedAt } = deadline
  const stages = [`hosting:feed.stages.${stage}`, 'hosting:feed.stages.other']
  return {
    id: `${id}@lianqiao`,
    summary: t(`hosting:feed.${kind}`, { title, stage: t(stages) }),
    url: origin + path,
    startsAt: new Date(dueAt.getTime() - halfHourMs),
    endsAt: dueAt,
    updatedAt,
    version: 0,
  }
}
