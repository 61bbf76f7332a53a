import type { Queryable } from '#db'
import { type Acting, isBureau, isInstitution } from '../actor.ts'
import { listAppeals } from '../appeal/read.server.ts'
import { listDeals, listReferredDeals } from '../deal/read.server.ts'
import { listInterests } from '../interest/read.server.ts'
import { listListings, listListingsForReview } from '../listing/read.server.ts'
import { listGrants } from '../membership/write.server.ts'
import { listOwnProducts, listProductsForReview } from '../product/read.server.ts'
import { mayMakeRequests } from '../request/policy.ts'
import { listRequests, listRequestsForReview } from '../request/read.server.ts'
import { listQueue } from '../standing/read.server.ts'
import { type ListedThread, listOverdue, listThreads } from '../thread/read.server.ts'
import { activeStates } from '../thread/thread.ts'
import { type DeskItem, soon, toDesk } from './desk.ts'

/** Of each kind the most pressing; the rest stands on its own page. */
const mostOfKind = 100
const limited = { limit: mostOfKind }

/** Everything that waits on somebody's desk, told by who has the ball and what is late. */
export async function getDesk(q: Queryable, actor: Acting, now: Date) {
  const [threads, own, trade, reviews, grants] = await Promise.all([
    actor.organization.kind === 'bureau' ? [] : threadItems(q, actor),
    ownItems(q, actor),
    tradeItems(q, actor),
    reviewItems(q, actor, now),
    grantItems(q, actor, now),
  ])
  return toDesk([...grants, ...reviews, ...threads, ...trade, ...own], now, soon)
}

async function threadItems(q: Queryable, actor: Acting): Promise<DeskItem[]> {
  const side = isInstitution(actor) ? 'institution' : 'enterprise'
  const threads = await listThreads(q, actor, { ...limited, states: activeStates })
  return threads.filter(({ turn }) => turn !== null).map((thread) => threadItem(thread, side))
}

const threadItem = (thread: ListedThread, side: 'institution' | 'enterprise'): DeskItem => ({
  what: `thread_${thread.state}`,
  title: thread.request.title,
  other: side === 'institution' ? thread.enterprise.name : thread.institution.name,
  to: `/threads/${thread.id}`,
  state: { noun: 'thread', state: thread.state },
  due: thread.dueAt,
  mine: thread.turn === 'both' || thread.turn === side,
})

const waiting = ['draft', 'returned', 'submitted', 'published']

async function ownItems(q: Queryable, actor: Acting): Promise<DeskItem[]> {
  const requests = mayMakeRequests(actor) ? await listRequests(q, actor) : []
  const products = isInstitution(actor) ? await listOwnProducts(q, actor) : []
  return [
    ...requests
      .filter(({ state, live }) => waiting.includes(state) && live === 0)
      .map(({ id, state, title }) => ownItem('request', id, state, title)),
    ...products
      .filter(({ state }) => waiting.includes(state) && state !== 'published')
      .map(({ id, state, name }) => ownItem('product', id, state, name)),
  ]
}

/** Own listings that wait for something, and the interests and deals of the organisation with who has the ball. */
async function tradeItems(q: Queryable, actor: Acting): Promise<DeskItem[]> {
  const own = actor.organization.id
  const officer = isBureau(actor, 'officer')
  if (actor.organization.kind === 'bureau' && !officer) return []
  const [listings, interests, deals] = await Promise.all([
    listListings(q, actor, { organizationId: own, states: waitingListings }),
    listInterests(q, actor),
    officer ? [] : listDeals(q, actor),
  ])
  return [
    ...listings.map(({ id, state, title, dueAt }) => ({
      ...ownItem('listing', id, state, title),
      due: dueAt,
      mine: state !== 'submitted',
    })),
    ...interests
      .filter(({ turn, side }) => turn !== null && side !== null)
      .map(({ id, state, listing, owner, guest, side, turn, dueAt }) => ({
        what: `interest_${state}`,
        title: listing.title,
        other: side === 'owner' ? guest.name : (owner?.name ?? null),
        to: `/interests/${id}`,
        state: { noun: 'interest', state },
        due: dueAt,
        mine: turn === side,
      })),
    ...deals
      .filter(({ turn }) => turn !== null)
      .map(({ id, state, title, buyer, seller, dueAt, turn }) => ({
        what: `deal_${state}`,
        title,
        other: buyer.id === own ? seller.name : buyer.name,
        to: `/deals/${id}`,
        state: { noun: 'deal', state },
        due: dueAt,
        mine: turn === 'both' || turn === (buyer.id === own ? 'buyer' : 'seller'),
      })),
  ]
}

const waitingListings = ['draft', 'returned', 'submitted', 'expired'] as const

const ownItem = (
  noun: 'request' | 'product' | 'listing',
  id: string,
  state: string,
  title: string,
): DeskItem => ({
  what: `${noun}_${state}`,
  title,
  other: null,
  to: `/${noun}s/${id}`,
  state: { noun, state },
  due: null,
  mine: state === 'draft' || state === 'returned',
})

/** Roles of the bureau that wait for a second administrator: on the desk of who may confirm them, and of who asked. */
async function grantItems(q: Queryable, actor: Acting, now: Date): Promise<DeskItem[]> {
  if (!isBureau(actor, 'owner', 'admin')) return []
  const grants = await listGrants(q, actor, { organizationId: actor.organization.id, at: now })
  return grants.map(({ receiver, asker, until, confirms }) => ({
    what: 'confirm_grant',
    title: receiver,
    other: asker,
    to: '/members',
    state: null,
    due: until,
    mine: confirms,
  }))
}

async function reviewItems(q: Queryable, actor: Acting, now: Date): Promise<DeskItem[]> {
  if (!isBureau(actor, 'officer')) return []
  const [requests, products, applications, listings, deals, overdue, appeals] = await Promise.all([
    listRequestsForReview(q, actor, limited),
    listProductsForReview(q, actor, limited),
    listQueue(q, actor, { tab: 'waiting', page: 1, search: '' }),
    listListingsForReview(q, actor, limited),
    listReferredDeals(q, actor),
    listOverdue(q, actor, now, limited),
    listAppeals(q, actor, { open: true }),
  ])
  const review = (what: string, title: string, other: string | null, to: string): DeskItem => ({
    ...{ what, title, other, to, state: null, due: null, mine: true },
  })
  return [
    ...appeals
      .filter(({ decidable }) => decidable)
      .map((appeal) => ({
        ...review('review_appeal', appeal.title, appeal.organization, `/appeals/${appeal.id}`),
        due: appeal.dueAt,
      })),
    ...applications.items.map((item) =>
      review('review_standing', item.name, null, `/bureau/standing/${item.id}`),
    ),
    ...requests.items.map((item) =>
      review('review_request', item.title, item.enterprise?.name ?? null, `/requests/${item.id}`),
    ),
    ...products.items.map((item) =>
      review('review_product', item.name, item.institution, `/products/${item.id}`),
    ),
    ...listings.items.map((item) => ({
      ...review('review_listing', item.title, item.owner?.name ?? null, `/listings/${item.id}`),
      due: item.dueAt,
    })),
    ...deals.map((deal) =>
      review(
        'settle_deal',
        deal.title,
        `${deal.buyer.name} × ${deal.seller.name}`,
        `/deals/${deal.id}`,
      ),
    ),
    ...overdue.map((item) => ({ ...threadItem(item, 'enterprise'), what: 'overdue', mine: false })),
  ]
}
