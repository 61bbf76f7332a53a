import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { findConversation } from '#app/domain/conversation/read.server.ts'
import { topic } from '#app/domain/events.ts'
import { words } from '#app/domain/financing/terms.ts'
import { activeTermsSide, interestCourse, termsSchema } from '#app/domain/interest/interest.ts'
import { mayAgree } from '#app/domain/interest/policy.ts'
import { getInterest, listCourse } from '#app/domain/interest/read.server.ts'
import {
  acceptCounter,
  awardInterest,
  counter,
  declineInterest,
  quote,
  shortlistInterest,
  withdrawInterest,
} from '#app/domain/interest/write.server.ts'
import { dayIn } from '#app/domain/time/working-days.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { conversationIntent } from '#app/http/conversation.ts'
import { idParam } from '#app/http/params.ts'
import { act, intent, load } from '#app/http/route.ts'
import { InterestPage } from '#app/ui/interest/interest-page.tsx'
import { useTopic } from '#app/ui/live/use-topic.ts'

export const handle = {
  access: 'verified',
  title: (data) => data.interest.listing.title,
} satisfies RouteHandle

const usualValidityDays = 15

export const loader = load(handle.access, async ({ actor, db, params }) => {
  const interest = await getInterest(db, actor, idParam(params))
  const { id, state, listing, owner, guest, note, reason, terms, side, version } = interest
  const [history, conversation] = await Promise.all([
    listCourse(db, interest),
    findConversation(db, actor, 'interest', id),
  ])
  const stands = activeTermsSide(state) !== null
  return {
    id,
    interest: {
      state,
      listing: { id: listing.id, title: listing.title },
      owner,
      guest,
      note,
      reason,
    },
    terms,
    history,
    conversation,
    step: {
      state,
      side,
      version,
      direction: listing.direction,
      unit: listing.unit,
      dueAt: interest.dueAt,
      reposted: listing.reposted,
      agrees: mayAgree(actor, interest),
      onTable: stands ? (terms[0] ?? null) : null,
      asked: {
        ...(interest.asked === null ? {} : { quantity: interest.asked }),
        validUntil: dayIn(db.now(), usualValidityDays),
      },
      dealId: interest.dealId,
    },
  }
})

const nothing = z.object({})
const answer = z.object({ version: z.number().int() })
const reasonSchema = z.object({ reason: words(500).optional() })
const quotation = z.intersection(termsSchema, answer)

export const action = act(handle.access, 'upload', {
  post: conversationIntent('interest'),
  shortlist: intent(nothing, async ({ actor, db, params }) => {
    await shortlistInterest(db, actor, idParam(params))
    return { done: 'shortlisted' }
  }),
  quote: intent(quotation, async ({ value: { version, ...terms }, actor, db, params }) => {
    await quote(db, actor, { id: idParam(params), version, terms })
    return { done: 'quoted' }
  }),
  counter: intent(quotation, async ({ value: { version, ...terms }, actor, db, params }) => {
    await counter(db, actor, { id: idParam(params), version, terms })
    return { done: 'countered' }
  }),
  award: intent(
    z.intersection(answer, z.object({ last: z.boolean().default(false) })),
    async ({ value, actor, db, params }) => {
      await awardInterest(db, actor, { id: idParam(params), ...value })
      return { done: 'awarded' }
    },
  ),
  accept: intent(answer, async ({ value, actor, db, params }) => {
    await acceptCounter(db, actor, { id: idParam(params), ...value })
    return { done: 'awarded' }
  }),
  decline: intent(reasonSchema, async ({ value, actor, db, params }) => {
    await declineInterest(db, actor, { id: idParam(params), ...value })
    return { done: 'refused' }
  }),
  withdraw: intent(reasonSchema, async ({ value, actor, db, params }) => {
    await withdrawInterest(db, actor, { id: idParam(params), ...value })
    return { done: 'withdrawn' }
  }),
})

export default function InterestRoute() {
  const { id, ...data } = useLoaderData<typeof loader>()
  useTopic(topic.interest(id))
  return <InterestPage {...data} course={interestCourse} />
}
