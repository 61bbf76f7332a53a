import { useLoaderData } from '@remix-run/react'
import { getProgramme, getSession } from '#app/domain/session/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { originOf } from '#app/http/origin.ts'
import { qrPicture } from '#app/http/qr.ts'
import { load } from '#app/http/route.ts'
import { Poster, type PosterData } from '#app/ui/session/poster.tsx'

export const handle = {
  access: 'everyone',
  title: (data) => data.session.title,
} satisfies RouteHandle

/** What is passed on and hung up: the session as anybody may see it, and the way to its page. */
export const loader = load(
  handle.access,
  async ({ db, params, env }): Promise<PosterData & { picture: string; address: string }> => {
    const session = await getSession(db, null, params.id ?? '')
    const address = `${originOf(env)}/sessions/${session.id}`
    const { id, type, state, title, summary, place, startsAt, endsAt, organizer } = session
    const programme = await getProgramme(db, null, id)
    return {
      session: { id, type, state, title, summary, place, startsAt, endsAt, organizer },
      items: programme.items.filter((item) => item.title !== '').map((item) => item.title),
      picture: await qrPicture(address),
      address,
    }
  },
)

/** What a messenger shows of the link. */
export const meta = ({ data }: { data?: PosterData & { address: string } }) =>
  data
    ? [
        { property: 'og:type', content: 'website' },
        { property: 'og:title', content: data.session.title },
        { property: 'og:site_name', content: data.session.organizer },
        { property: 'og:description', content: (data.session.summary ?? '').slice(0, 160) },
        { property: 'og:url', content: data.address },
      ]
    : []

export default function PosterPage() {
  return <Poster {...useLoaderData<typeof loader>()} />
}
