import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { refuse } from '#app/domain/refusal.ts'
import { mayHost } from '#app/domain/session/policy.ts'
import { findByCode, getSession, listRegistrations } from '#app/domain/session/read.server.ts'
import { admitted, type RegistrationState } from '#app/domain/session/session.ts'
import { checkIn } from '#app/domain/session/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { act, intent, load } from '#app/http/route.ts'
import { useTopic } from '#app/ui/live/use-topic.ts'
import { Door } from '#app/ui/session/door.tsx'

export const handle = {
  access: 'host',
  title: (data, t) => `${data.session.title} · ${t('hosting:door.title')}`,
} satisfies RouteHandle

const shown = 50

export const loader = load(handle.access, async ({ actor, db, params, url }) => {
  const session = await getSession(db, actor, params.id ?? '')
  if (!mayHost(actor, session)) throw refuse('forbidden', 'session_host_only')
  const code = url.searchParams.get('code')?.trim() ?? ''
  const q = url.searchParams.get('q')?.trim() ?? ''
  const found = code ? await findByCode(db, session.id, code) : null
  const all = (await listRegistrations(db, session.id)).filter(({ state }) =>
    admitted.includes(state as RegistrationState),
  )
  const matching = found
    ? [found]
    : all.filter(({ person, organization }) => `${person ?? ''} ${organization}`.includes(q))
  return {
    session: { id: session.id, title: session.title, state: session.state },
    code,
    q,
    unknown: code !== '' && !found,
    arrived: all.filter(({ state }) => state !== 'confirmed').length,
    total: all.length,
    guests: matching.slice(0, shown).map(({ id, person, organization, part, state }) => ({
      id,
      person,
      organization,
      part,
      state,
    })),
  }
})

export const action = act(handle.access, 'form', {
  check_in: intent(z.object({ registrationId: z.uuid() }), async ({ value, actor, db, params }) => {
    await checkIn(db, actor, params.id ?? '', value.registrationId)
    return { done: 'checked_in' }
  }),
})

export default function CheckIn() {
  const data = useLoaderData<typeof loader>()
  useTopic(`session:${data.session.id}`)
  return <Door {...data} />
}
