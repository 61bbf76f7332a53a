import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { type Actor, isVerified } from '#app/domain/actor.ts'
import { topic } from '#app/domain/events.ts'
import { listFiles } from '#app/domain/file/list.server.ts'
import { words } from '#app/domain/financing/terms.ts'
import { findIndustryName } from '#app/domain/industry/classification.ts'
import { showSchema, whyNotAgain } from '#app/domain/interest/interest.ts'
import { mayShowInterest } from '#app/domain/interest/policy.ts'
import { listEarlier, listInterestsIn } from '#app/domain/interest/read.server.ts'
import { showInterest } from '#app/domain/interest/write.server.ts'
import { findFlags } from '#app/domain/listing/flags.ts'
import { listingMachine } from '#app/domain/listing/listing.ts'
import { addPictures, removePicture } from '#app/domain/listing/pictures.server.ts'
import { mayManageListing, mayReviewListing } from '#app/domain/listing/policy.ts'
import { getListing, listNearDuplicates } from '#app/domain/listing/read.server.ts'
import {
  publishListing,
  renewListing,
  returnListing,
  submitListing,
  takeDownListing,
  withdrawListing,
} from '#app/domain/listing/write.server.ts'
import { proposeForListing } from '#app/domain/matching/listings.server.ts'
import { availableActions } from '#app/domain/state-machine.ts'
import { listTransitions } from '#app/domain/transitions.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { dismissalIntent } from '#app/http/dismissal.ts'
import { idParam } from '#app/http/params.ts'
import { act, intent, load } from '#app/http/route.ts'
import { prepareUploads, uploadsSchema } from '#app/http/upload.ts'
import { Section } from '#app/ui/components/page.tsx'
import { ListingOfOwner } from '#app/ui/listing/listing-of-owner.tsx'
import { ListingPage } from '#app/ui/listing/listing-page.tsx'
import { ListingReview, TakeDown } from '#app/ui/listing/review.tsx'
import { type Answering, ShowInterest } from '#app/ui/listing/show-interest.tsx'
import { useTopic } from '#app/ui/live/use-topic.ts'
import { Proposals } from '#app/ui/matching/proposals.tsx'

export const handle = {
  access: 'everyone',
  title: (data) => data.listing.title,
} satisfies RouteHandle

type Listing = Awaited<ReturnType<typeof getListing>>

export const loader = load(handle.access, async ({ actor, db, search, params, url }) => {
  const listing = await getListing(db, actor, idParam(params))
  const { id, state, title } = listing
  const keeps = mayManageListing(actor, listing)
  const reviews = state === 'submitted' && mayReviewListing(actor, listing)
  const suits =
    (keeps || mayReviewListing(actor, listing)) && state === 'published' && !listing.reposted
  const [pictures, interests, history, duplicates, suitable, earlier] = await Promise.all([
    listFiles(db, 'listing', [id]),
    keeps ? listInterestsIn(db, actor, id) : [],
    keeps || reviews ? listTransitions(db, 'listing', id) : [],
    reviews ? listNearDuplicates(db, { id, title }) : [],
    suits ? proposeForListing(db, search, actor, listing) : [],
    isVerified(actor) && listing.ownInterestId ? listEarlier(db, actor, id) : [],
  ])
  const checks = reviews || (keeps && (state === 'draft' || state === 'returned'))
  return {
    listing: shown(listing),
    pictures: pictures.map(({ id: fileId, width, height }) => ({ id: fileId, width, height })),
    keeps,
    verbs: availableActions(listingMachine, state, keeps ? ['owner'] : []),
    remarks: keeps ? listing.remarks : null,
    edits: keeps && !listing.reposted && listing.live === 0,
    interests,
    suitable,
    history,
    flags: checks ? findFlags(listing) : [],
    review: reviews
      ? {
          version: listing.version,
          duplicates: duplicates.map(({ organizationId, ...one }) => ({
            ...one,
            sameOwner: organizationId === listing.organizationId,
          })),
        }
      : null,
    takesDown: state === 'published' && mayReviewListing(actor, listing),
    answering: answeringOf(actor, listing),
    /** What stands in the way of another interest than an earlier one. */
    again: isVerified(actor) ? whyNotAgain(earlier) : null,
    signInTo: `/sign-in?next=${encodeURIComponent(url.pathname)}`,
  }
})

/** What its page shows of a listing; whose an unnamed one is stays here. */
const shown = (listing: Listing) => ({
  id: listing.id,
  direction: listing.direction,
  kind: listing.kind,
  state: listing.state,
  title: listing.title,
  body: listing.body,
  specs: listing.specs,
  quantity: listing.quantity,
  unit: listing.unit,
  priceLowFen: listing.priceLowFen,
  priceHighFen: listing.priceHighFen,
  place: listing.place,
  deadline: listing.deadline,
  certificates: listing.certificates,
  industry: listing.industryCode ? findIndustryName(listing.industryCode) : null,
  owner: listing.owner,
  tier: listing.tier,
  reposted: listing.reposted,
  source: listing.source,
  publishedAt: listing.publishedAt,
  expiresOn: listing.expiresOn,
  ownInterestId: listing.ownInterestId,
})

function answeringOf(actor: Actor | null, listing: Listing): Answering {
  if (listing.state !== 'published') return 'none'
  if (!actor) return 'signed_out'
  if (mayShowInterest(actor, listing)) return 'open'
  return isVerified(actor) || actor.memberOf.includes(listing.organizationId)
    ? 'none'
    : 'not_verified'
}

const nothing = z.object({})
const reviewed = z.object({ version: z.number().int() })
const reason = z.object({ reason: words(1000).min(2) })

export const action = act('verified', 'upload', {
  dismiss: dismissalIntent('page'),
  show_interest: intent(showSchema, async ({ value, actor, db, params, limits }) => {
    await limits.consume('post', actor.personId)
    const { id } = await showInterest(db, actor, { listingId: idParam(params), note: value.note })
    return redirect(`/interests/${id}`)
  }),
  submit: intent(nothing, async ({ actor, db, params }) => {
    await submitListing(db, actor, idParam(params))
    return { done: 'submitted' }
  }),
  withdraw: intent(
    z.object({ reason: words(500).optional() }),
    async ({ value, actor, db, params }) => {
      await withdrawListing(db, actor, { id: idParam(params), reason: value.reason })
      return { done: 'withdrawn' }
    },
  ),
  renew: intent(nothing, async ({ actor, db, params }) => {
    await renewListing(db, actor, idParam(params))
    return { done: 'renewed' }
  }),
  add_pictures: intent(
    z.object({ pictures: uploadsSchema }),
    async ({ value, actor, db, params, files, limits }) => {
      await limits.consume('upload', actor.personId)
      const pictures = await prepareUploads(files, value.pictures, {
        ...{ field: 'pictures', only: 'picture' },
      })
      await addPictures(db, actor, { id: idParam(params), pictures })
      return { done: 'pictures_added' }
    },
  ),
  remove_picture: intent(z.object({ fileId: z.uuid() }), async ({ value, actor, db, params }) => {
    await removePicture(db, actor, { id: idParam(params), fileId: value.fileId })
    return { done: 'picture_removed' }
  }),
  publish: intent(reviewed, async ({ value, actor, db, params }) => {
    await publishListing(db, actor, { id: idParam(params), version: value.version })
    return { done: 'published' }
  }),
  return: intent(
    z.object({ remarks: words(1000).min(2) }),
    async ({ value, actor, db, params }) => {
      await returnListing(db, actor, { id: idParam(params), remarks: value.remarks })
      return { done: 'returned' }
    },
  ),
  take_down: intent(reason, async ({ value, actor, db, params }) => {
    await takeDownListing(db, actor, { id: idParam(params), ...value })
    return { done: 'taken_down' }
  }),
})

export default function ListingRoute() {
  const { t } = useTranslation('matching')
  const data = useLoaderData<typeof loader>()
  const { listing, pictures, keeps, review, answering } = data
  useTopic(topic.listing(listing.id))
  return (
    <ListingPage
      listing={listing}
      pictures={pictures}
      own={keeps || review !== null}
      actions={keeps && <ListingOfOwner.Actions {...data} />}
    >
      {review && <ListingReview flags={data.flags} {...review} />}
      <ShowInterest
        direction={listing.direction}
        answering={answering}
        again={data.again}
        ownInterestId={listing.ownInterestId}
        signInTo={data.signInTo}
      />
      {data.suitable.length > 0 && (
        <Section title={t('suitable')}>
          <p className="mb-3 text-muted">{t('suitable_hint')}</p>
          <Proposals proposals={data.suitable} dismissable={keeps} />
        </Section>
      )}
      {keeps && <ListingOfOwner.Body {...data} />}
      {data.takesDown && <TakeDown />}
    </ListingPage>
  )
}
