import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'

export const handle = { access: 'everyone' } satisfies RouteHandle

/** 200 while the process lives, whatever its servers do. */
export const loader = load(handle.access, async () => Response.json({ status: 'alive' }))
