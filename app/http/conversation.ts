import { z } from 'zod'
import { type ConversationKind, MAX_POST_LENGTH } from '#app/domain/conversation/conversation.ts'
import { writePost } from '#app/domain/conversation/write.server.ts'
import { idParam } from './params.ts'
import { intent } from './route.ts'
import { prepareUploads, uploadsSchema } from './upload.ts'

const schema = z.object({
  text: z.string().trim().max(MAX_POST_LENGTH).optional(),
  files: uploadsSchema,
})

/** The intent of a page on which the two sides write to each other; the page's `id` names what about. */
export const conversationIntent = (kind: ConversationKind) =>
  intent<'verified', typeof schema>(
    schema,
    async ({ value, actor, db, params, limits, files: workers }) => {
      await limits.consume('post', actor.personId)
      const files = await prepareUploads(workers, value.files, { field: 'files' })
      await writePost(db, actor, {
        subject: { kind, id: idParam(params) },
        text: value.text,
        files,
      })
      return { done: 'post_sent' }
    },
  )
