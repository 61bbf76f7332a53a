import { useLoaderData } from '@remix-run/react'
import { getSession } from '#app/domain/session/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'
import { useRoom } from '#app/ui/live/use-room.ts'
import { Screen } from '#app/ui/room/screen.tsx'

export const handle = {
  access: 'everyone',
  bare: true,
  title: (data, t) => data.session?.title ?? t('session:title'),
} satisfies RouteHandle

/** The link's token alone opens it: a hall's screen has nobody signed in. */
export const loader = load(handle.access, async ({ db, live, params, url }) => {
  const id = params.id ?? ''
  const auth = { screenOf: id, token: url.searchParams.get('token') ?? '' }
  const { audience } = await live.enter(id, auth)
  const session = await getSession(db, null, id)
  return {
    session: { id, title: session.title, startsAt: session.startsAt, organizer: session.organizer },
    view: await live.view(id, audience),
    now: db.now().getTime(),
    auth,
  }
})

export const shouldRevalidate = () => false

/** The token must not leave with a link, nor the page be found. */
export const headers = () => ({ 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex' })

export default function ScreenPage() {
  const { session, view, now, auth } = useLoaderData<typeof loader>()
  const room = useRoom({ sessionId: session.id, initial: view, renderedAt: now, auth })
  return <Screen session={session} room={room} />
}
