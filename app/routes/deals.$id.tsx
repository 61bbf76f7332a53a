import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { findConversation } from '#app/domain/conversation/read.server.ts'
import { confirmationSchema, dealCourse, settlementSchema, stageOf } from '#app/domain/deal/deal.ts'
import { mayConfirm } from '#app/domain/deal/policy.ts'
import { getDeal } from '#app/domain/deal/read.server.ts'
import {
  confirmAmount,
  followDeal,
  lapseDeal,
  sendBackDeal,
  settleDeal,
} from '#app/domain/deal/write.server.ts'
import { topic } from '#app/domain/events.ts'
import { words } from '#app/domain/financing/terms.ts'
import { listTransitions } from '#app/domain/transitions.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { conversationIntent } from '#app/http/conversation.ts'
import { idParam } from '#app/http/params.ts'
import { act, intent, load } from '#app/http/route.ts'
import { DealPage } from '#app/ui/deal/deal-page.tsx'
import { useTopic } from '#app/ui/live/use-topic.ts'

export const handle = { access: 'verified', title: (data) => data.deal.title } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, params }) => {
  const deal = await getDeal(db, actor, idParam(params))
  const { id, state, title, origin, interestId, buyer, seller, reason, side, said } = deal
  const { intentFen, signedFen, fulfilledFen, dueAt, referredWhy, settles } = deal
  const [history, conversation] = await Promise.all([
    listTransitions(db, 'deal', id),
    findConversation(db, actor, 'deal', id),
  ])
  return {
    id,
    deal: {
      ...{ state, title, origin, interestId, buyer, seller, reason },
      ...{ intentFen, signedFen, fulfilledFen },
    },
    step: {
      ...{ state, side, intentFen, signedFen, dueAt, referredWhy },
      stage: stageOf(state),
      said: said.map(({ dealId: _, ...one }) => one),
      confirms: mayConfirm(actor, { buyerId: buyer.id, sellerId: seller.id }),
    },
    settles,
    history,
    conversation,
  }
})

const stage = z.object({ stage: z.enum(['signed', 'fulfilled']) })
const reasonSchema = (least: number) => z.object({ reason: words(500).min(least) })

export const action = act(handle.access, 'upload', {
  post: conversationIntent('deal'),
  follow: intent(z.object({}), async ({ actor, db, params }) => {
    await followDeal(db, actor, idParam(params))
    return { done: 'followed' }
  }),
  confirm: intent(
    z.intersection(confirmationSchema, stage),
    async ({ value, actor, db, params }) => {
      const { agreed } = await confirmAmount(db, actor, { id: idParam(params), ...value })
      return { done: agreed ? 'deal_agreed' : 'deal_said' }
    },
  ),
  lapse: intent(reasonSchema(2), async ({ value, actor, db, params }) => {
    await lapseDeal(db, actor, { id: idParam(params), ...value })
    return { done: 'ended' }
  }),
  settle: intent(settlementSchema, async ({ value, actor, db, params }) => {
    await settleDeal(db, actor, { id: idParam(params), ...value })
    return { done: 'settled_deal' }
  }),
  send_back: intent(reasonSchema(4), async ({ value, actor, db, params }) => {
    await sendBackDeal(db, actor, { id: idParam(params), ...value })
    return { done: 'sent_back' }
  }),
})

export default function DealRoute() {
  const { id, ...data } = useLoaderData<typeof loader>()
  useTopic(topic.deal(id))
  return <DealPage {...data} course={dealCourse} />
}
