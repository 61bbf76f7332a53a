import { randomUUID } from 'node:crypto'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { getSession } from '#app/domain/session/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { postCommand } from '#app/http/room.ts'
import { act, intent, load } from '#app/http/route.ts'
import { Page, Section } from '#app/ui/components/page.tsx'
import { GuestList, RemovedList } from '#app/ui/room/guests.tsx'

export const handle = {
  access: 'signed_in',
  title: (data, t) => `${data.session.title} · ${t('room:people.page')}`,
} satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, live, params }) => {
  const session = await getSession(db, actor, params.id ?? '')
  const lists = await live.guests(session.id, actor)
  return { session: { id: session.id, title: session.title }, ...lists }
})

export const action = act(handle.access, 'form', {
  readmit: intent(z.object({ personId: z.uuid() }), async ({ value, ...ask }) => {
    await postCommand(ask, { id: randomUUID(), type: 'readmit', ...value })
    return { done: 'registration_readmitted' }
  }),
})

export default function GuestsPage() {
  const { session, total, guests, removed } = useLoaderData<typeof loader>()
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
      {removed.length > 0 && (
        <Section title={t('people.removed', { count: removed.length })}>
          <RemovedList removed={removed} />
        </Section>
      )}
    </Page>
  )
}
