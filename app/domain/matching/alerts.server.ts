import { type Db, transact } from '#db'
import { topic } from '../events.ts'
import type { Direction } from '../listing/vocabulary.ts'
import type { SearchPort } from '../search/finder.ts'
import { enqueueSideEffects } from '../side-effects.server.ts'
import { matchingEvents } from './events.ts'
import { findForListing, type ListingSearch } from './listings.server.ts'

const mostAtOnce = 100
/** How long a demand rests between two looks. */
const COOLDOWN_MINUTES = 30

/**
 * A published demand stands: whoever comes to suit it later is told to its owner, each once. What suits when it is first
 * looked at is on its page already. While search is away nothing counts as looked at, or all would be news afterwards.
 * @returns how many demands were looked at
 * @throws {Error} while search is away
 */
export async function alertStandingDemands(db: Db, finder: SearchPort): Promise<number> {
  const before = new Date(db.now().getTime() - COOLDOWN_MINUTES * 60_000)
  const due = await db
    .selectFrom('listing')
    .leftJoin('match_check', 'match_check.listing_id', 'listing.id')
    .select(['listing.id', 'listing.organization_id', 'listing.title', 'listing.industry_code'])
    .select(['listing.certificates', 'listing.place', 'listing.price_low_fen'])
    .select(['listing.price_high_fen', 'listing.direction', 'match_check.checked_at'])
    .where('listing.state', '=', 'published')
    .where('listing.direction', '=', 'demand')
    .where('listing.source', 'is', null)
    .where((eb) =>
      eb.or([eb('match_check.checked_at', 'is', null), eb('match_check.checked_at', '<=', before)]),
    )
    .orderBy('match_check.checked_at', (order) => order.asc().nullsFirst())
    .limit(mostAtOnce)
    .execute()
  for (const row of due) {
    const sought: ListingSearch = {
      id: row.id,
      organizationId: row.organization_id,
      direction: row.direction as Direction,
      title: row.title,
      industryCode: row.industry_code,
      certificates: row.certificates,
      place: row.place,
      priceLowFen: row.price_low_fen,
      priceHighFen: row.price_high_fen,
    }
    await look(db, finder, sought, row.checked_at === null)
  }
  return due.length
}

async function look(
  db: Db,
  finder: SearchPort,
  sought: ListingSearch,
  first: boolean,
): Promise<void> {
  const proposals = await findForListing(db, finder, null, sought)
  await transact(db, async (tx) => {
    await tx
      .insertInto('match_check')
      .values({ listing_id: sought.id, checked_at: tx.now })
      .onConflict((conflict) => conflict.column('listing_id').doUpdateSet({ checked_at: tx.now }))
      .execute()
    if (proposals.length === 0) return
    const added = await tx
      .insertInto('match_alert')
      .values(
        proposals.map(({ id }) => ({ listing_id: sought.id, counterpart_id: id, at: tx.now })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .returning('counterpart_id')
      .execute()
    if (first || added.length === 0) return
    await enqueueSideEffects(tx, {
      topics: [topic.listing(sought.id)],
      notices: [
        {
          to: { organizationId: sought.organizationId },
          event: matchingEvents.match_found,
          subject: { kind: 'listing', id: sought.id },
          params: { title: sought.title, count: added.length },
        },
      ],
    })
  })
}
