import { z } from 'zod'
import { dismiss } from '#app/domain/matching/dismissals.server.ts'
import { idParam } from './params.ts'
import { intent } from './route.ts'

const schema = z.object({
  kind: z.enum(['product', 'listing', 'organization', 'request']),
  counterpartId: z.uuid(),
})

/** "Not for me" on a page that proposes counterparts: for the thing of the page, or for one's organisation as a whole. */
export const dismissalIntent = (subject: 'page' | 'organization') =>
  intent<'verified', typeof schema>(schema, async ({ value, actor, db, params }) => {
    const subjectId = subject === 'page' ? idParam(params) : actor.organization.id
    await dismiss(db, actor, { subjectId, ...value })
    return { done: 'dismissed' }
  })
