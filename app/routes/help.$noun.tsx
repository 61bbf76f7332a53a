import { useLoaderData } from '@remix-run/react'
import { refuse } from '#app/domain/refusal.ts'
import { findMachine } from '#app/domain/state-machines.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'
import { layOutDiagram } from '#app/ui/help/diagram-layout.ts'
import { MachinePage } from '#app/ui/help/machine-page.tsx'

export const handle = {
  access: 'everyone',
  title: (data, t) => t(`help:noun.${data.machine.noun}`),
} satisfies RouteHandle

export const loader = load(handle.access, async ({ params }) => {
  const machine = findMachine(params.noun ?? '')
  if (!machine) throw refuse('missing', 'missing')
  const { noun, states, initial, ends, transitions } = machine
  const view = {
    ...{ noun, states, initial, ends },
    transitions: transitions.map(({ from, to, verb, by, notifies, guard, deadline }) => ({
      ...{ from, to, verb, by, notifies },
      ...{ guard, deadline },
    })),
  }
  return { machine: view, layout: layOutDiagram(view) }
})

export default function MachineRoute() {
  return <MachinePage {...useLoaderData<typeof loader>()} />
}
