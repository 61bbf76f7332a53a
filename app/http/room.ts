import { redirect } from '@remix-run/node'
import type { Actor } from '#app/domain/actor.ts'
import { isRefusal, refuse } from '#app/domain/refusal.ts'
import { getSession } from '#app/domain/session/read.server.ts'
import { commandOf } from '#app/domain/session/room/command-form.ts'
import type { RouteArgs } from './route.ts'

type AskRoom = Pick<RouteArgs, 'db' | 'live' | 'params'> & { actor: Actor }

/** What the room, and the host's console, render first. Whom the door turns away lands on the session's page. */
export async function loadRoom({ actor, db, live, params }: AskRoom) {
  const id = params.id ?? ''
  const session = await getSession(db, actor, id)
  const attendee = await live.enter(id, actor).catch((error: unknown) => {
    if (isRefusal(error) && error.refusal !== 'missing') throw redirect(`/sessions/${id}`)
    throw error
  })
  const { personId, organizationId, takes, part } = attendee.who
  return {
    session: { id, title: session.title, startsAt: session.startsAt },
    me: { personId, organizationId, takes, part: part === 'system' ? ('observer' as const) : part },
    view: await live.view(id, attendee.audience),
    now: db.now().getTime(),
    commandId: crypto.randomUUID(),
  }
}

/** Puts a command that a plain form posted into the room's log. @throws {Refusal} the room's own */
export async function postCommand(
  { actor, live, params }: AskRoom,
  value: Parameters<typeof commandOf>[0],
): Promise<void> {
  const answer = await live.append(params.id ?? '', actor, commandOf(value))
  if (answer.ok) return
  const { refusal, message, ...more } = answer.refusal
  throw refuse(refusal, message, more)
}
