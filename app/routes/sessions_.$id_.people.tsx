import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { getSession } from '#app/domain/session/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'
import { Page } from '#app/ui/blocks/page.tsx'
import { GuestList } from '#app/ui/room/guests.tsx'

export const handle = {
  access: 'signed_in',
  title: (data, t) => `${data.session.title} · ${t('room:people.page')}`,
} satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, live, params }) => {
  const session = await getSession(db, actor, params.id ?? '')
  const { total, guests } = await live.guests(session.id, actor)
  return { session: { id: session.id, title: session.title }, total, guests }
})

export default function GuestsPage() {
  const { session, total, guests } = useLoaderData<typeof loader>()
  const { t } = useTranslation('room')
  return (
    <Page
      title={t('people.page')}
      lead={
        <Link to={`/sessions/${session.id}/room`} className="prose-link">
          {session.title}
        </Link>
      }
    >
      <section aria-label={t('people.page')}>
        <GuestList total={total} guests={guests} />
      </section>
    </Page>
  )
}
