import type { Queryable } from '#db'
import { topic } from '../events.ts'
import { freedStates } from '../thread/thread.ts'
import type { ConversationKind } from './conversation.ts'

/** The two sides of a conversation, and whether they can still write. */
export interface Parties {
  /** What it is about, for the notice. */
  title: string
  sides: readonly [string, string]
  open: boolean
  topics: string[]
}

/** Who writes to whom about what; each noun names its own two sides. */
const finders: Record<
  ConversationKind,
  (q: Queryable, id: string) => Promise<Parties | undefined>
> = { thread: threadParties }

export const findParties = (
  q: Queryable,
  kind: ConversationKind,
  id: string,
): Promise<Parties | undefined> => finders[kind](q, id)

async function threadParties(q: Queryable, id: string): Promise<Parties | undefined> {
  const row = await q
    .selectFrom('thread')
    .innerJoin('request', 'request.id', 'thread.request_id')
    .select(['thread.state', 'thread.institution_id', 'request.organization_id', 'request.title'])
    .where('thread.id', '=', id)
    .executeTakeFirst()
  return (
    row && {
      title: row.title,
      sides: [row.organization_id, row.institution_id],
      open: !freedStates.some((state) => state === row.state),
      topics: [topic.thread(id)],
    }
  )
}
