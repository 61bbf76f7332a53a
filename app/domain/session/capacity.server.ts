import type { Queryable, Tx } from '#db'
import type { Actor } from '../actor.ts'
import type { EventDefinition } from '../event.ts'
import { topic } from '../events.ts'
import { enqueueSideEffects } from '../side-effects.server.ts'
import { sessionEvents } from './events.ts'
import { admitted, type OpenPart, openParts, type Place } from './session.ts'
import { changeRegistration, reasonParams } from './transitions.server.ts'

/** How many may come in all and in each part, and how many hold a place. The session must be locked where that counts. */
export async function readPlaces(q: Queryable, sessionId: string) {
  const session = await q
    .selectFrom('session')
    .where('id', '=', sessionId)
    .select('capacity')
    .executeTakeFirstOrThrow()
  const rows = await q
    .selectFrom('session_part')
    .where('session_id', '=', sessionId)
    .select(['part', 'capacity', 'approval'])
    .execute()
  const counts = await q
    .selectFrom('registration')
    .where('session_id', '=', sessionId)
    .where('state', 'in', admitted)
    .groupBy('part')
    .select((eb) => ['part', eb.fn.countAll<number>().as('count')])
    .execute()
  const taken = Object.fromEntries(counts.map(({ part, count }) => [part, Number(count)]))
  const parts = Object.fromEntries(
    openParts.map((part) => {
      const row = rows.find((row) => row.part === part)
      return [part, { capacity: row?.capacity ?? null, approval: row?.approval ?? false }]
    }),
  ) as Record<OpenPart, Place>
  return { capacity: session.capacity, parts, taken }
}

export type Places = Awaited<ReturnType<typeof readPlaces>>

/** Whether one more may come in this part. */
export function hasPlace({ capacity, parts, taken }: Places, part: string): boolean {
  const all = Object.values(taken).reduce((sum, count) => sum + count, 0)
  const own = parts[part as OpenPart]?.capacity ?? null
  return (capacity === null || all < capacity) && (own === null || (taken[part] ?? 0) < own)
}

/**
 * Gives places that are free to who has waited longest in a part that has one, and tells them.
 * Must be called with the session locked, after every step that frees a place.
 */
export async function promoteWaiting(
  tx: Tx,
  session: { id: string; title: string },
): Promise<void> {
  const waiting = await tx
    .selectFrom('registration')
    .where('session_id', '=', session.id)
    .where('state', '=', 'waitlisted')
    .orderBy('waits_since')
    .orderBy('id')
    .select(['id', 'state', 'part', 'person_id'])
    .execute()
  if (waiting.length === 0) return
  const places = await readPlaces(tx, session.id)
  for (const one of waiting) {
    if (!hasPlace(places, one.part)) continue
    places.taken[one.part] = (places.taken[one.part] ?? 0) + 1
    await changeRegistration(tx, null, one, 'confirm')
    await tellRegistrant(tx, session, one.person_id, sessionEvents.session_promoted)
  }
}

/** Tells a registrant what became of their registration. */
export async function tellRegistrant(
  tx: Tx,
  session: { id: string; title: string },
  personId: string,
  event: EventDefinition,
  reason?: string,
): Promise<void> {
  await enqueueSideEffects(tx, {
    topics: [topic.session(session.id), topic.person(personId)],
    notices: [
      {
        to: { personId },
        event,
        subject: { kind: 'session', id: session.id },
        params: { title: session.title, ...reasonParams(reason) },
      },
    ],
  })
}

/** Decides on an application: a place where there is one, else the waiting list. */
export async function giveOrKeepWaiting(
  tx: Tx,
  actor: Actor | null,
  session: { id: string; title: string },
  { id, state, part, personId }: { id: string; state: string; part: string; personId: string },
): Promise<'confirmed' | 'waitlisted'> {
  const free = hasPlace(await readPlaces(tx, session.id), part)
  if (!free)
    await tx.updateTable('registration').set({ waits_since: tx.now }).where('id', '=', id).execute()
  await changeRegistration(tx, actor, { id, state }, free ? 'confirm' : 'waitlist')
  await tellRegistrant(
    tx,
    session,
    personId,
    free ? sessionEvents.session_registered : sessionEvents.session_waitlisted,
  )
  return free ? 'confirmed' : 'waitlisted'
}
