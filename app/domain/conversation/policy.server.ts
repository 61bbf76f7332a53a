import type { Queryable } from '#db'
import { type Acting, type Actor, isVerified } from '../actor.ts'
import type { ConversationKind } from './conversation.ts'
import { findParties, type Parties } from './parties.server.ts'

/** Which of the two sides the actor writes for; a conversation is theirs alone, the bureau is left out. */
export const mayConverse = (
  actor: Actor | null,
  { sides }: Pick<Parties, 'sides'>,
): actor is Acting => isVerified(actor) && sides.includes(actor.organization.id)

/** Whether the actor may read what came with a post. */
export async function mayReadPosts(
  q: Queryable,
  actor: Actor | null,
  postId: string,
): Promise<boolean> {
  const post = await q
    .selectFrom('post')
    .select(['subject_kind', 'subject_id'])
    .where('id', '=', postId)
    .executeTakeFirst()
  if (!post) return false
  const kind = post.subject_kind as ConversationKind
  const parties = await findParties(q, kind, post.subject_id)
  return parties !== undefined && mayConverse(actor, parties)
}
