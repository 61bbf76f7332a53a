import type { Queryable } from '#db'
import { nameOf } from '../account/name.server.ts'
import type { Actor } from '../actor.ts'
import type { FileView } from '../file/file.ts'
import { listFiles } from '../file/list.server.ts'
import { openField } from '../sealed-field.server.ts'
import { sealedIn } from '../sealed-places.server.ts'
import type { ConversationKind } from './conversation.ts'
import { findParties } from './parties.server.ts'
import { mayConverse } from './policy.server.ts'

export interface PostView {
  id: string
  at: Date
  /** By the reader's own side. */
  own: boolean
  organization: string
  /** As `nameOf` gives it. */
  person: string | null
  /** Null once it was erased. */
  text: string | null
  files: FileView[]
}

export interface ConversationView {
  open: boolean
  posts: PostView[]
}

const mostShown = 300

/** What was written, the oldest first; null for who is on neither side. */
export async function findConversation(
  q: Queryable,
  actor: Actor | null,
  kind: ConversationKind,
  id: string,
): Promise<ConversationView | null> {
  const parties = await findParties(q, kind, id)
  if (!parties || !mayConverse(actor, parties)) return null
  const rows = await q
    .selectFrom('post')
    .innerJoin('organization', 'organization.id', 'post.organization_id')
    .leftJoin('post_text', 'post_text.post_id', 'post.id')
    .select(['post.id', 'post.at', 'post.organization_id', 'post_text.text'])
    .select(['organization.name as organization', nameOf('post.person_id').as('person')])
    .where('post.subject_kind', '=', kind)
    .where('post.subject_id', '=', id)
    .orderBy('post.id', 'desc')
    .limit(mostShown)
    .execute()
  const files = await listFiles(
    q,
    'post',
    rows.map((row) => row.id),
  )
  return {
    open: parties.open,
    posts: rows.reverse().map((row) => ({
      id: row.id,
      at: row.at,
      own: row.organization_id === actor?.organization?.id,
      organization: row.organization,
      person: row.person,
      text: openField(q, row.text, sealedIn('post_text.text', row.id)),
      files: files.filter(({ subjectId }) => subjectId === row.id),
    })),
  }
}
