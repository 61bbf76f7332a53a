import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { topic } from '#app/domain/events.ts'
import { importMachine } from '#app/domain/import/import-run.ts'
import { getImport } from '#app/domain/import/read.server.ts'
import { startImport } from '#app/domain/import/write.server.ts'
import { availableActions } from '#app/domain/state-machine.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { idParam } from '#app/http/params.ts'
import { act, intent, load } from '#app/http/route.ts'
import { faultWords } from '#app/i18n/import-faults.ts'
import { ImportPage } from '#app/ui/import/import-page.tsx'
import { useTopic } from '#app/ui/live/use-topic.ts'

export const handle = {
  access: 'officer',
  title: (data) => data.run.name,
} satisfies RouteHandle

const mostShown = 50

export const loader = load(handle.access, async ({ actor, db, params, t }) => {
  const { faults, problem, ...run } = await getImport(db, actor, idParam(params))
  return {
    run,
    verbs: availableActions(importMachine, run.state, ['officer']),
    problem: problem && t(problem.message, { ns: 'refusal', ...problem.params }),
    faults: faults.slice(0, mostShown).map((fault) => ({
      line: fault.line,
      column: fault.column,
      reason: faultWords(t, fault),
      value: fault.value,
    })),
    hidden: Math.max(0, faults.length - mostShown),
  }
})

/** Which column of the file is which of ours, by our name; an empty one says that the file doesn't have it. */
const mappingSchema = z.object({
  column: z.record(z.string(), z.coerce.number().int().min(0).max(9999).optional()).default({}),
})

export const action = act(handle.access, 'form', {
  check: intent(mappingSchema, async ({ actor, db, params, value }) => {
    const mapping = Object.fromEntries(
      Object.entries(value.column).filter(
        (entry): entry is [string, number] => entry[1] !== undefined,
      ),
    )
    await startImport(db, actor, { id: idParam(params), verb: 'check', mapping })
    return {}
  }),
  take_in: intent(z.object({}), async ({ actor, db, params }) => {
    await startImport(db, actor, { id: idParam(params), verb: 'take_in' })
    return {}
  }),
})

export default function Import() {
  const data = useLoaderData<typeof loader>()
  useTopic(topic.importRun(data.run.id))
  return <ImportPage {...data} />
}
