import type { Queryable } from '#db'
import { topic } from '../events.ts'
import { acceptedStates } from '../interest/interest.ts'
import { terminatedStates } from '../thread/thread.ts'
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
> = { thread: threadParties, interest: interestParties, deal: dealParties }

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
      open: !terminatedStates.some((state) => state === row.state),
      topics: [topic.thread(id)],
    }
  )
}

/** They can write once the guest was let in: before that, an unnamed owner stays unnamed. */
async function interestParties(q: Queryable, id: string): Promise<Parties | undefined> {
  const row = await q
    .selectFrom('interest')
    .innerJoin('listing', 'listing.id', 'interest.listing_id')
    .select(['interest.state', 'interest.organization_id as guest', 'listing.title'])
    .select('listing.organization_id as owner')
    .where('interest.id', '=', id)
    .executeTakeFirst()
  return (
    row && {
      title: row.title,
      sides: [row.owner, row.guest],
      open: acceptedStates.some((state) => state === row.state),
      topics: [topic.interest(id)],
    }
  )
}

async function dealParties(q: Queryable, id: string): Promise<Parties | undefined> {
  const row = await q
    .selectFrom('deal')
    .select(['state', 'title', 'buyer_id', 'seller_id'])
    .where('id', '=', id)
    .executeTakeFirst()
  return (
    row && {
      title: row.title,
      sides: [row.buyer_id, row.seller_id],
      open: row.state !== 'lapsed',
      topics: [topic.deal(id)],
    }
  )
}
