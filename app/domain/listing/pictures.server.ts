import { type Db, type Queryable, type Tx, transact } from '#db'
import type { Acting, Actor } from '../actor.ts'
import { refuseUnderAppeal } from '../appeal/open.server.ts'
import { topic } from '../events.ts'
import type { PreparedFile } from '../file/file.ts'
import { removeFile, storeFile } from '../file/write.server.ts'
import { refuse } from '../refusal.ts'
import { enqueueSideEffects } from '../side-effects.server.ts'
import { isPublic, type ListingState, whyBound } from './listing.ts'
import { mayManageListing, mayReadListing } from './policy.ts'
import { MAX_PICTURES } from './vocabulary.ts'
import { lockListing } from './write/move.server.ts'

/** A file's own name may tell whose an unnamed listing is. */
const pictureName = 'picture'

/** Adds pictures to a listing that is not out yet: what was reviewed is not changed. @throws {Refusal} */
export async function addPictures(
  db: Db,
  actor: Acting,
  { id, pictures }: { id: string; pictures: readonly PreparedFile[] },
): Promise<void> {
  if (pictures.length === 0) throw wrong('picture_needed')
  await onDraft(db, actor, id, async (tx) => {
    const { count } = await tx
      .selectFrom('file')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('subject_kind', '=', 'listing')
      .where('subject_id', '=', id)
      .executeTakeFirstOrThrow()
    const kept = Number(count)
    if (kept + pictures.length > MAX_PICTURES) throw wrong('pictures_many')
    for (const [index, picture] of pictures.entries()) {
      await storeFile(
        tx,
        actor,
        { ...picture, name: pictureName },
        {
          organizationId: actor.organization.id,
          subject: { kind: 'listing', id },
          field: 'pictures',
          only: 'picture',
          position: kept + index,
        },
      )
    }
  })
}

const wrong = (key: string) => refuse('invalid', key, { fields: { pictures: [key] } })

/** @throws {Refusal} */
export const removePicture = (
  db: Db,
  actor: Acting,
  { id, fileId }: { id: string; fileId: string },
): Promise<void> =>
  onDraft(db, actor, id, (tx) =>
    removeFile(tx, actor, { id: fileId, subject: { kind: 'listing', id } }),
  )

async function onDraft(
  db: Db,
  actor: Acting,
  id: string,
  work: (tx: Tx) => Promise<void>,
): Promise<void> {
  await transact(db, async (tx) => {
    const listing = await lockListing(tx, id)
    if (!mayManageListing(actor, listing)) throw refuse('missing', 'missing')
    if (listing.state !== 'draft' && listing.state !== 'returned')
      throw refuse('conflict', whyBound(listing.state))
    await refuseUnderAppeal(tx, 'listing', id)
    await work(tx)
    await enqueueSideEffects(tx, { topics: [topic.listing(id)] })
  })
}

/** How the actor may read a listing's pictures: as they may read the listing. */
export async function findPictureReading(
  q: Queryable,
  actor: Actor | null,
  listingId: string,
): Promise<'public' | 'own' | null> {
  const row = await q
    .selectFrom('listing')
    .select(['listing.organization_id', 'listing.state'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('interest')
            .whereRef('interest.listing_id', '=', 'listing.id')
            .where('interest.organization_id', '=', actor?.organization?.id ?? null),
        )
        .as('has_interest'),
    )
    .where('listing.id', '=', listingId)
    .executeTakeFirst()
  if (!row) return null
  const state = row.state as ListingState
  if (isPublic(state)) return 'public'
  const facts = {
    organizationId: row.organization_id,
    state,
    hasInterest: Boolean(row.has_interest),
  }
  return mayReadListing(actor, facts) ? 'own' : null
}
