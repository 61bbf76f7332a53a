import { getSession } from '#app/domain/session/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { calendarOf, calendarResponse } from '#app/http/ical.ts'
import { originOf } from '#app/http/origin.ts'
import { load } from '#app/http/route.ts'

export const handle = { access: 'everyone' } satisfies RouteHandle

/** One session for somebody's calendar. */
export const loader = load(
  handle.access,
  async ({ actor, db, params, env, t }): Promise<Response> => {
    const session = await getSession(db, actor, params.id ?? '')
    const page = `${originOf(env)}/sessions/${session.id}`
    const text = calendarOf(session.title, [
      {
        id: `session-${session.id}@lianqiao`,
        summary: session.title,
        description: t('hosting:feed.session_about', {
          state: t(`state:session.${session.state}`),
          url: page,
        }),
        location: session.place,
        url: page,
        startsAt: session.startsAt,
        endsAt: session.endsAt,
        cancelled: session.state === 'cancelled',
        updatedAt: session.updatedAt,
        version: session.version,
      },
    ])
    return calendarResponse(text, 'session.ics')
  },
)
