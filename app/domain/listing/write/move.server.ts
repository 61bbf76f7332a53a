import type { Tx } from '#db'
import { type AuditActor, appendAudit } from '../../audit-log.server.ts'
import { startClock, stopClock } from '../../clock/write.server.ts'
import type { EventDefinition } from '../../event.ts'
import { type Notice, topic } from '../../events.ts'
import { refuse } from '../../refusal.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { getTransition } from '../../state-machine.ts'
import { type ListingState, type ListingVerb, listingMachine } from '../listing.ts'
import { type Direction, reviewDays } from '../vocabulary.ts'

export interface LockedListing {
  id: string
  organizationId: string
  direction: Direction
  state: ListingState
  title: string
  /** Doesn't say whose it is. */
  anonymous: boolean
  expiresOn: string | null
  /** Names the public source of what the bureau reposts. */
  source: string | null
  version: number
}

/** Locks a listing. Lock its interests and their deals after it. @throws {Refusal} `missing` */
export async function lockListing(tx: Tx, id: string): Promise<LockedListing> {
  const row = await tx
    .selectFrom('listing')
    .select(['id', 'organization_id', 'direction', 'state', 'title', 'expires_on', 'source'])
    .select(['anonymous', 'version'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw refuse('missing', 'missing')
  return {
    id: row.id,
    organizationId: row.organization_id,
    direction: row.direction as Direction,
    state: row.state as ListingState,
    title: row.title,
    anonymous: row.anonymous,
    expiresOn: row.expires_on,
    source: row.source,
    version: row.version,
  }
}

interface MoveOptions {
  reason?: string | null | undefined
  notices?: readonly Notice[]
  changes?: {
    remarks?: string | null
    published_at?: Date
    expires_on?: string
  }
}

/** Takes one step of the listing's table, records it and tells whom it concerns. @throws {Refusal} `conflict` */
export async function moveListing(
  tx: Tx,
  by: AuditActor,
  listing: LockedListing,
  verb: ListingVerb,
  { reason, notices = [], changes = {} }: MoveOptions = {},
): Promise<void> {
  const step = getTransition(listingMachine, listing.state, verb)
  const dueAt = await turnClock(tx, listing.id, step.deadline)
  await tx
    .updateTable('listing')
    .set((eb) => ({
      ...changes,
      state: step.to,
      due_at: dueAt,
      updated_at: tx.now,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', listing.id)
    .execute()
  const transition = { from: listing.state, to: step.to, reason: reason ?? null }
  await appendAudit(tx, by, {
    verb,
    subject: { kind: 'listing', id: listing.id },
    transition,
  })
  listing.state = step.to
  listing.version += 1
  await enqueueSideEffects(tx, {
    search: [{ kind: 'listing', id: listing.id }],
    topics: [
      topic.listing(listing.id),
      // Two hints at one instant would tell everybody whose an unnamed listing is.
      ...(listing.anonymous ? [] : [topic.organization(listing.organizationId)]),
      topic.desk(listing.organizationId),
      topic.bureau,
    ],
    notices,
  })
}

async function turnClock(tx: Tx, id: string, stage: string | undefined): Promise<Date | null> {
  const subject = { kind: 'listing', id }
  if (stage) return startClock(tx, subject, { stage, responsibleId: null, days: reviewDays })
  await stopClock(tx, subject)
  return null
}

/** A notice about this listing to its organisation. */
export const noticeToOwner = (
  listing: Pick<LockedListing, 'id' | 'organizationId' | 'title'>,
  event: EventDefinition,
  params: Record<string, string | number> = {},
): Notice => ({
  to: { organizationId: listing.organizationId },
  event,
  subject: { kind: 'listing', id: listing.id },
  params: { title: listing.title, ...params },
})
