import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import type { RouteHandle } from '#app/http/access.ts'
import { serveApi } from '#app/http/api/dispatch.ts'

/** Each operation declares its own access; this is the door to them all. */
export const handle = { access: 'everyone' } satisfies RouteHandle

const door = ({ request, context }: LoaderFunctionArgs | ActionFunctionArgs) =>
  serveApi(request, context)

export const loader = Object.assign(door, { access: handle.access })
export const action = Object.assign((args: ActionFunctionArgs) => door(args), {
  access: handle.access,
})
