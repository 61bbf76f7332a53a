import { type ShouldRevalidateFunctionArgs, useLoaderData } from '@remix-run/react'
import { commandForm } from '#app/domain/session/room/command-form.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { loadRoom, postCommand } from '#app/http/room.ts'
import { act, intent, load } from '#app/http/route.ts'
import { useRoom } from '#app/ui/live/use-room.ts'
import { ConsoleView } from '#app/ui/room/console.tsx'
import { RoomProvider } from '#app/ui/room/context.ts'

export const handle = {
  access: 'host',
  bare: true,
  title: (data, t) => `${data.session.title} · ${t('room:console.title')}`,
} satisfies RouteHandle

export const loader = load(handle.access, (ask) => loadRoom(ask))

export const action = act(handle.access, 'form', {
  command: intent(commandForm, async ({ value, ...ask }) => {
    await postCommand(ask, value)
    return {}
  }),
})

/** The stream keeps the room up to date; only a posted form asks for it anew. */
export const shouldRevalidate = ({ formMethod }: ShouldRevalidateFunctionArgs) =>
  formMethod === 'POST'

export default function ConsolePage() {
  const { session, me, view, now, commandId } = useLoaderData<typeof loader>()
  const room = useRoom({ sessionId: session.id, initial: view, renderedAt: now })
  return (
    <RoomProvider value={{ ...room, session, me, commandId }}>
      <ConsoleView />
    </RoomProvider>
  )
}
