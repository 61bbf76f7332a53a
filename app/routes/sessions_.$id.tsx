import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { listMemberships } from '#app/domain/account/read.server.ts'
import { isVerified } from '#app/domain/actor.ts'
import { registrationForm } from '#app/domain/session/forms.ts'
import { mayHost, mayRegister } from '#app/domain/session/policy.ts'
import {
  findOwnRegistration,
  getLedger,
  getMinutes,
  getProgramme,
  getSession,
  hasPlace,
  listComers,
  listFollowUps,
  listQuestions,
  listRegistrations,
  readPlaces,
  readSessionReason,
} from '#app/domain/session/read.server.ts'
import { removalReason } from '#app/domain/session/room/commands.ts'
import { admitted, roomStates } from '#app/domain/session/session.ts'
import {
  cancelRegistration,
  confirmRegistration,
  declineRegistration,
  moveSessionByHost,
  readmitRegistration,
  registerForSession,
} from '#app/domain/session/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { originOf } from '#app/http/origin.ts'
import { qrPicture } from '#app/http/qr.ts'
import { act, intent, load } from '#app/http/route.ts'
import { useTopic } from '#app/ui/live/use-topic.ts'
import { SessionPage } from '#app/ui/session/session-page.tsx'

export const handle = {
  access: 'everyone',
  title: (data) => data.session.title,
} satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, params, env }) => {
  const session = await getSession(db, actor, params.id ?? '')
  const registration = await findOwnRegistration(db, actor, session.id)
  const hosts = mayHost(actor, session)
  const organization = actor?.organization
    ? (await listMemberships(db, actor.personId)).find(({ id }) => id === actor.organization?.id)
    : null
  const places = await readPlaces(db, session.id)
  const over = session.state === 'ended' || session.state === 'archived'
  return {
    session: { ...session, reason: await readSessionReason(db, session) },
    registration,
    codePicture:
      registration?.state === 'confirmed'
        ? await qrPicture(
            `${originOf(env)}/sessions/${session.id}/check-in?code=${registration.code}`,
          )
        : null,
    questions: await listQuestions(db, session.id),
    places: {
      ...places,
      free: {
        delegate: hasPlace(places, 'delegate'),
        observer: hasPlace(places, 'observer'),
      },
    },
    programme: await getProgramme(db, actor, session.id),
    comers: await listComers(db, session.id),
    minutes: over ? await getMinutes(db, actor, session.id) : null,
    registrations: hosts ? await listRegistrations(db, session.id) : [],
    ledger: over ? await getLedger(db, actor, session.id) : [],
    followUps: over ? await listFollowUps(db, actor, session.id) : [],
    me: {
      signedIn: actor !== null,
      verified: isVerified(actor),
      bureau: actor?.organization?.kind === 'bureau',
      hosts,
      organization: organization?.name ?? '',
      mayRegister: mayRegister(actor, session, registration),
      mayEnter:
        roomStates.includes(session.state) &&
        (hosts || (registration !== null && admitted.includes(registration.state))),
    },
  }
})

const registrationId = z.object({ registrationId: z.uuid() })
const reason = z.object({ reason: removalReason })
const decline = registrationId.extend({ reason: removalReason.optional() })

export const action = act('signed_in', 'form', {
  register: intent(registrationForm, async ({ value, actor, db, params }) => {
    await registerForSession(db, actor, params.id ?? '', value)
    return { done: 'session_registered' }
  }),
  cancel_registration: intent(z.object({}), async ({ actor, db, params }) => {
    await cancelRegistration(db, actor, params.id ?? '')
    return { done: 'registration_cancelled' }
  }),
  confirm_registration: intent(registrationId, async ({ value, actor, db, params }) => {
    const to = await confirmRegistration(db, actor, params.id ?? '', value.registrationId)
    return { done: `registration_${to}` }
  }),
  decline_registration: intent(decline, async ({ value, actor, db, params }) => {
    const { registrationId, reason } = value
    await declineRegistration(db, actor, params.id ?? '', registrationId, reason)
    return { done: 'registration_declined' }
  }),
  readmit_registration: intent(registrationId, async ({ value, actor, db, params }) => {
    await readmitRegistration(db, actor, params.id ?? '', value.registrationId)
    return { done: 'registration_readmitted' }
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
