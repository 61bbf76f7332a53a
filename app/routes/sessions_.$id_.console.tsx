import { type ShouldRevalidateFunctionArgs, useLoaderData } from '@remix-run/react'
import { commandForm } from '#app/domain/session/room/command-form.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { loadRoom, postCommand } from '#app/http/room.ts'
import { act, intent, load } from '#app/http/route.ts'
import { ConsoleView } from '#app/ui/room/console.tsx'
import { LiveRoom } from '#app/ui/room/provider.tsx'

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
  return (
    <LiveRoom {...useLoaderData<typeof loader>()}>
      <ConsoleView />
    </LiveRoom>
  )
}
