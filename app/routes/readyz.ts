import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'

export const handle = { access: 'everyone' } satisfies RouteHandle

/** 200 when this node can do its work; 503 with the component that can't. */
export const loader = load(handle.access, async ({ components }) => {
  const checks = Object.entries(components).map(async ([name, works]) => [
    name,
    (await works()) ? 'ok' : 'down',
  ])
  const states = Object.fromEntries(await Promise.all(checks)) as Record<string, string>
  const ready = Object.values(states).every((state) => state === 'ok')
  const body = { status: ready ? 'ready' : 'unready', components: states }
  return Response.json(body, { status: ready ? 200 : 503 })
})
