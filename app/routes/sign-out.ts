import { redirect } from '@remix-run/node'
import { z } from 'zod'
import { signOut } from '#app/domain/account/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { signedOutHeaders } from '#app/http/cookie.ts'
import { act, intent, load } from '#app/http/route.ts'

export const handle = { access: 'everyone' } satisfies RouteHandle

export const loader = load(handle.access, async () => {
  throw redirect('/')
})

export const action = act(handle.access, 'form', {
  sign_out: intent(z.object({}), async ({ actor, db, url, env }) => {
    if (actor) await signOut(db, actor)
    return redirect('/', { headers: signedOutHeaders(url, env) })
  }),
})
