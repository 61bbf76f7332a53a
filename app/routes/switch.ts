import { redirect } from '@remix-run/node'
import { z } from 'zod'
import { findActorBySignIn } from '#app/domain/account/read.server.ts'
import { isAuditor } from '#app/domain/actor.ts'
import { switchOrganization } from '#app/domain/membership/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { act, intent, load } from '#app/http/route.ts'

export const handle = { access: 'person' } satisfies RouteHandle

export const loader = load(handle.access, async () => {
  throw redirect('/')
})

/** What waits for an organisation differs from the next one's, so a switch leads to the desk. */
export const action = act(handle.access, 'form', {
  switch: intent(z.object({ organizationId: z.uuid() }), async ({ value, actor, db }) => {
    await switchOrganization(db, actor, value.organizationId)
    const now = await findActorBySignIn(db, actor.signInId, db.now())
    return redirect(isAuditor(now) ? '/bureau/audit' : '/desk')
  }),
})
