import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { isVerified } from '#app/domain/actor.ts'
import { registrationForm } from '#app/domain/session/forms.ts'
import { mayHost, mayRegister } from '#app/domain/session/may.ts'
import {
  findOwnRegistration,
  getLedger,
  getMinutes,
  getProgramme,
  getSession,
  listComers,
  listRegistrations,
} from '#app/domain/session/read.server.ts'
import { admitted, roomStates } from '#app/domain/session/session.ts'
import {
  cancelRegistration,
  moveSessionByHost,
  registerForSession,
} from '#app/domain/session/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { act, intent, load } from '#app/http/route.ts'
import { useTopic } from '#app/ui/live/use-topic.ts'
import { SessionPage } from '#app/ui/session/session-page.tsx'

export const handle = {
  access: 'everyone',
  title: (data) => data.session.title,
} satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, params }) => {
  const session = await getSession(db, actor, params.id ?? '')
  const registration = await findOwnRegistration(db, actor, session.id)
  const hosts = mayHost(actor, session)
  const over = session.state === 'ended' || session.state === 'archived'
  return {
    session,
    registration,
    programme: await getProgramme(db, actor, session.id),
    comers: await listComers(db, session.id),
    minutes: over ? await getMinutes(db, actor, session.id) : null,
    registrations: hosts ? await listRegistrations(db, session.id) : [],
    ledger: over ? await getLedger(db, actor, session.id) : [],
    me: {
      signedIn: actor !== null,
      verified: isVerified(actor),
      bureau: actor?.organization?.kind === 'bureau',
      hosts,
      mayRegister: mayRegister(actor, session, registration),
      mayEnter:
        roomStates.includes(session.state) &&
        (hosts || (registration !== null && admitted.includes(registration.state))),
    },
  }
})

const reason = z.object({ reason: z.string().trim().min(2).max(200) })

export const action = act('signed_in', {
  register: intent(registrationForm, async ({ value, actor, db, params }) => {
    await registerForSession(db, actor, params.id ?? '', value)
    return { done: 'session_registered' }
  }),
  cancel_registration: intent(z.object({}), async ({ actor, db, params }) => {
    await cancelRegistration(db, actor, params.id ?? '')
    return { done: 'registration_cancelled' }
  }),
  publish: intent(z.object({}), async ({ actor, db, params }) => {
    await moveSessionByHost(db, actor, params.id ?? '', 'publish')
    return { done: 'session_published' }
  }),
  postpone: intent(reason, async ({ value, actor, db, params }) => {
    await moveSessionByHost(db, actor, params.id ?? '', 'postpone', value.reason)
    return { done: 'session_moved' }
  }),
  cancel: intent(reason, async ({ value, actor, db, params }) => {
    await moveSessionByHost(db, actor, params.id ?? '', 'cancel', value.reason)
    return { done: 'session_moved' }
  }),
  archive: intent(z.object({}), async ({ actor, db, params }) => {
    await moveSessionByHost(db, actor, params.id ?? '', 'archive')
    return { done: 'session_moved' }
  }),
})

export default function Session() {
  const data = useLoaderData<typeof loader>()
  useTopic(`session:${data.session.id}`)
  return <SessionPage {...data} />
}
