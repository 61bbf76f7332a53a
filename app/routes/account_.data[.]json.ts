import { exportPersonalData } from '#app/domain/privacy/export.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'

export const handle = { access: 'person' } satisfies RouteHandle

/** Everything about who asks, as one file; who hasn't proved lately who they are is led to do so first. */
export const loader = load(handle.access, async ({ actor, db, vault }) => {
  const data = await exportPersonalData(db, vault, actor)
  return new Response(JSON.stringify(data, null, 2), {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="lianqiao-my-data.json"',
      'Cache-Control': 'private, no-store',
    },
  })
})
