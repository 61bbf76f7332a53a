import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { listConsentsOn } from '#app/domain/consent/read.server.ts'
import { findConversation } from '#app/domain/conversation/read.server.ts'
import { topic } from '#app/domain/events.ts'
import { activeOfferSide, disbursementSchema, termsSchema } from '#app/domain/offer/offer.ts'
import {
  acceptOffer,
  confirmDisbursement,
  counterOffer,
  offer,
  refuseOffer,
  withdrawOffer,
} from '#app/domain/offer/write.server.ts'
import { findDetail, getRequest } from '#app/domain/request/read.server.ts'
import { mayBind } from '#app/domain/thread/policy.ts'
import { getThread, readTerms } from '#app/domain/thread/read.server.ts'
import { declineSchema, happyPath, reasonSchema } from '#app/domain/thread/thread.ts'
import {
  beginDiligence,
  contactEnterprise,
  declineThread,
  managesThreads,
  refuseThread,
  releaseThread,
  settleThread,
} from '#app/domain/thread/write.server.ts'
import { dayIn } from '#app/domain/time/working-days.ts'
import { listTransitions } from '#app/domain/transitions.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { conversationIntent } from '#app/http/conversation.ts'
import { idParam } from '#app/http/params.ts'
import { act, intent, load } from '#app/http/route.ts'
import { useTopic } from '#app/ui/live/use-topic.ts'
import { ThreadPage } from '#app/ui/thread/thread-page.tsx'

export const handle = {
  access: 'verified',
  title: (data, t) => t('thread:title', { title: data.request.title }),
} satisfies RouteHandle

const usualValidityDays = 15

export const loader = load(handle.access, async ({ actor, db, params }) => {
  const thread = await getThread(db, actor, idParam(params))
  const [{ view: request }, detail, history, { terms, disbursements }, conversation, consents] =
    await Promise.all([
      getRequest(db, actor, thread.request.id),
      findDetail(db, actor, thread.request.id, db.now()),
      listTransitions(db, 'thread', thread.id),
      readTerms(db, thread.id),
      findConversation(db, actor, 'thread', thread.id),
      listConsentsOn(db, actor, {
        requestId: thread.request.id,
        institutionId: thread.institution.id,
      }),
    ])
  const sides = { institutionId: thread.institution.id, enterpriseId: thread.enterprise.id }
  const newest = terms[0]
  const stands =
    newest && (activeOfferSide(newest.offerState) !== null || newest.offerState === 'accepted')
  return {
    thread,
    request,
    detail,
    history,
    conversation,
    consents,
    disbursements,
    terms: terms.map((term, index) => ({
      ...term,
      current: index === 0 && activeOfferSide(term.offerState) !== null,
    })),
    onTable: stands ? newest : null,
    binds: mayBind(actor, sides),
    assigns: managesThreads(actor, thread.institution.id),
    usualValidity: dayIn(db.now(), usualValidityDays),
  }
})

const nothing = z.object({})
const answer = z.object({ version: z.number().int() })

export const action = act(handle.access, 'upload', {
  post: conversationIntent('thread'),
  contact: intent(nothing, async ({ actor, db, params }) => {
    await contactEnterprise(db, actor, idParam(params))
    return { done: 'contacted' }
  }),
  investigate: intent(nothing, async ({ actor, db, params }) => {
    await beginDiligence(db, actor, idParam(params))
    return { done: 'saved' }
  }),
  offer: intent(termsSchema, async ({ value, actor, db, params }) => {
    await offer(db, actor, { threadId: idParam(params), ...value })
    return { done: 'offered' }
  }),
  counter: intent(
    z.intersection(termsSchema, answer),
    async ({ value: { version, ...terms }, actor, db, params }) => {
      await counterOffer(db, actor, { threadId: idParam(params), version, terms })
      return { done: 'countered' }
    },
  ),
  accept: intent(answer, async ({ value, actor, db, params }) => {
    await acceptOffer(db, actor, { threadId: idParam(params), ...value })
    return { done: 'accepted' }
  }),
  refuse: intent(z.intersection(reasonSchema, answer), async ({ value, actor, db, params }) => {
    await refuseOffer(db, actor, { threadId: idParam(params), ...value })
    return { done: 'refused' }
  }),
  withdraw_offer: intent(answer, async ({ value, actor, db, params }) => {
    await withdrawOffer(db, actor, { threadId: idParam(params), ...value })
    return { done: 'withdrawn' }
  }),
  confirm: intent(disbursementSchema, async ({ value, actor, db, params }) => {
    const { agreed } = await confirmDisbursement(db, actor, { threadId: idParam(params), ...value })
    return { done: agreed ? 'confirmed' : 'said' }
  }),
  settle: intent(nothing, async ({ actor, db, params }) => {
    await settleThread(db, actor, idParam(params))
    return { done: 'settled' }
  }),
  decline: intent(declineSchema, async ({ value, actor, db, params }) => {
    await declineThread(db, actor, { threadId: idParam(params), ...value })
    return { done: 'ended' }
  }),
  release: intent(reasonSchema, async ({ value, actor, db, params }) => {
    await releaseThread(db, actor, { threadId: idParam(params), ...value })
    return { done: 'ended' }
  }),
  refuse_thread: intent(reasonSchema, async ({ value, actor, db, params }) => {
    await refuseThread(db, actor, { threadId: idParam(params), ...value })
    return { done: 'ended' }
  }),
})

export default function ThreadRoute() {
  const data = useLoaderData<typeof loader>()
  useTopic(topic.thread(data.thread.id), topic.request(data.thread.request.id))
  return <ThreadPage {...data} course={happyPath} />
}
