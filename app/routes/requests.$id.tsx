import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { officeReadSchema } from '#app/domain/consent/consent.ts'
import { topic } from '#app/domain/events.ts'
import { words } from '#app/domain/financing/terms.ts'
import { proposeProducts } from '#app/domain/matching/products.server.ts'
import { listOwnProducts } from '#app/domain/product/read.server.ts'
import { refuse } from '#app/domain/refusal.ts'
import { mayClaim, mayManageRequest, mayReviewRequest } from '#app/domain/request/policy.ts'
import { findDetail, findDetailByOffice, getRequest } from '#app/domain/request/read.server.ts'
import { requestMachine } from '#app/domain/request/request.ts'
import {
  publishRequest,
  returnRequest,
  submitRequest,
  withdrawRequest,
} from '#app/domain/request/write.server.ts'
import { availableActions } from '#app/domain/state-machine.ts'
import { listThreadsOn } from '#app/domain/thread/read.server.ts'
import { isLive } from '#app/domain/thread/thread.ts'
import { claim } from '#app/domain/thread/write.server.ts'
import { listTransitions } from '#app/domain/transitions.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { dismissalIntent } from '#app/http/dismissal.ts'
import { idParam } from '#app/http/params.ts'
import { act, intent, load } from '#app/http/route.ts'
import { Banner } from '#app/ui/components/banner.tsx'
import { LinkButton } from '#app/ui/components/button.tsx'
import { Section } from '#app/ui/components/page.tsx'
import { History } from '#app/ui/financing/history.tsx'
import { ReviewPanel } from '#app/ui/financing/review-panel.tsx'
import { useTopic } from '#app/ui/live/use-topic.ts'
import { Proposals } from '#app/ui/matching/proposals.tsx'
import { ClaimPanel } from '#app/ui/request/claim-panel.tsx'
import { OfficeRead } from '#app/ui/request/office-read.tsx'
import { PrivateDetail } from '#app/ui/request/private-detail.tsx'
import { RequestPage } from '#app/ui/request/request-page.tsx'
import { ThreadsOnRequest } from '#app/ui/thread/threads-on-request.tsx'

export const handle = {
  access: 'verified',
  title: (data) => data.request.title,
} satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, params }) => {
  const { facts, view: request } = await getRequest(db, actor, idParam(params))
  const keeps = mayManageRequest(actor, facts)
  const claims = mayClaim(actor, facts)
  const reads = mayReviewRequest(actor, facts)
  const reviews = request.state === 'submitted' && reads
  const suits = (keeps || reads) && request.state !== 'closed'
  const asked = { subjectId: request.id, ...request }
  const [detail, threads, history, suitable, products] = await Promise.all([
    findDetail(db, actor, request.id, db.now()),
    listThreadsOn(db, actor, request.id),
    keeps || reviews ? listTransitions(db, 'request', request.id) : [],
    suits ? proposeProducts(db, actor, facts.organizationId, asked, db.now()) : [],
    claims ? listOwnProducts(db, actor) : [],
  ])
  return {
    request,
    detail,
    threads,
    history,
    suitable,
    keeps,
    reviews,
    reads,
    claims,
    holders: keeps
      ? threads.filter(({ state }) => isLive(state)).map(({ institution }) => institution.name)
      : [],
    verbs: availableActions(requestMachine, request.state, keeps ? ['enterprise'] : []),
    products: products
      .filter(({ state }) => state === 'published')
      .map(({ id, name }) => ({ id, name })),
  }
})

const nothing = z.object({})
const reviewed = z.object({ version: z.number().int() })

export const action = act(handle.access, 'form', {
  dismiss: dismissalIntent('page'),
  submit: intent(nothing, async ({ actor, db, params }) => {
    await submitRequest(db, actor, idParam(params))
    return { done: 'submitted' }
  }),
  withdraw: intent(
    z.object({ reason: words(500).optional() }),
    async ({ value, actor, db, params }) => {
      await withdrawRequest(db, actor, { id: idParam(params), reason: value.reason })
      return { done: 'withdrawn' }
    },
  ),
  publish: intent(reviewed, async ({ value, actor, db, params }) => {
    await publishRequest(db, actor, { id: idParam(params), version: value.version })
    return { done: 'published' }
  }),
  return: intent(
    z.object({ remarks: words(1000).min(2) }),
    async ({ value, actor, db, params }) => {
      await returnRequest(db, actor, { id: idParam(params), remarks: value.remarks })
      return { done: 'returned' }
    },
  ),
  read_private: intent(officeReadSchema, async ({ value, actor, db, params }) => {
    const requestId = idParam(params)
    const detail = await findDetailByOffice(db, actor, { requestId, ...value, at: db.now() })
    if (!detail) throw refuse('forbidden', 'access_officer')
    const { disclosed: _, ...show } = detail
    return { show }
  }),
  claim: intent(
    z.object({ productId: z.uuid().optional() }),
    async ({ value, actor, db, params, limits }) => {
      await limits.consume('claim', actor.personId)
      const { threadId } = await claim(db, actor, {
        requestId: idParam(params),
        productId: value.productId,
      })
      return redirect(`/threads/${threadId}`)
    },
  ),
})

export default function RequestRoute() {
  const { t } = useTranslation(['request', 'appeal'])
  const data = useLoaderData<typeof loader>()
  const { request, detail, threads, history, suitable, keeps } = data
  useTopic(topic.request(request.id))
  return (
    <RequestPage request={request} verbs={data.verbs} holders={data.holders}>
      {keeps && request.state === 'returned' && request.remarks && (
        <Banner
          tone="warning"
          title={t('returned')}
          action={
            <LinkButton to={`/appeals/new?kind=request&id=${request.id}`} size="s">
              {t('appeal:open')}
            </LinkButton>
          }
        >
          {request.remarks}
        </Banner>
      )}
      {data.reviews && <ReviewPanel noun="request" version={request.version} />}
      {data.reads && <OfficeRead />}
      {data.claims && (
        <ClaimPanel
          state={request.state}
          cap={request.cap}
          ownThreadId={request.ownThreadId}
          products={data.products}
        />
      )}
      {detail && <PrivateDetail detail={detail} own={keeps} />}
      {keeps && request.publishedAt && (
        <Section title={t('threads')}>
          <ThreadsOnRequest threads={threads} />
        </Section>
      )}
      {suitable.length > 0 && (
        <Section title={t('suitable')}>
          <Proposals proposals={suitable} dismissable={keeps} />
        </Section>
      )}
      {history.length > 0 && (
        <Section title={t('history')}>
          <History noun="request" steps={history} />
        </Section>
      )}
    </RequestPage>
  )
}
