import type { Queryable } from '#db'
import type { Acting } from '../actor.ts'
import { isPublished } from '../product/product.ts'
import { listOwnProducts } from '../product/read.server.ts'
import { type ListedRequest, listOpenRequests } from '../request/read.server.ts'
import { readDismissed } from './dismissals.server.ts'
import { best, type Proposal, propose, type Reason } from './matching.ts'

type Product = Awaited<ReturnType<typeof listOwnProducts>>[number]

/** The open requests that suit an institution's own products, each with the product that fits it best. */
export async function proposeRequests(q: Queryable, actor: Acting): Promise<Proposal[]> {
  const [requests, products, dismissed] = await Promise.all([
    listOpenRequests(q, actor, { untaken: true }),
    listOwnProducts(q, actor),
    readDismissed(q, actor.organization.id, actor.organization.id),
  ])
  const published = products.filter(isPublished)
  return best(
    requests
      .filter(({ id, ownThreadId }) => ownThreadId === null && !dismissed.has(id))
      .map((request) =>
        propose(
          {
            kind: 'request',
            id: request.id,
            title: request.title,
            by: request.enterprise?.name ?? null,
          },
          judge(request, published),
        ),
      ),
  )
}

const covers = (product: Product, { amountFen, termMonths }: ListedRequest): boolean =>
  (product.amountMaxFen === null || product.amountMaxFen >= amountFen) &&
  (product.amountMinFen === null || product.amountMinFen <= amountFen) &&
  (product.termMaxMonths === null || product.termMaxMonths >= termMonths)

function judge(request: ListedRequest, products: readonly Product[]): (Reason | null)[] {
  const fitting = products.filter((product) => covers(product, request))
  const shared = (product: Product) =>
    product.guarantees.filter((guarantee) => request.guarantees.includes(guarantee))
  const fit = fitting.sort((a, b) => shared(b).length - shared(a).length)[0]
  const { rateMaxBp } = request
  const rate = fit?.rateLowBp ?? null
  return [
    fit ? { kind: 'amount_fits', product: fit.name } : null,
    fit && shared(fit).length > 0 ? { kind: 'guarantees', guarantees: shared(fit) } : null,
    fit && fit.guarantees.length > 0 && shared(fit).length === 0 ? { kind: 'no_guarantee' } : null,
    rate !== null && rateMaxBp !== null
      ? { kind: rate <= rateMaxBp ? 'rate_within' : 'rate_above', rateBp: rate, maxBp: rateMaxBp }
      : null,
    { kind: 'free_places', places: request.cap - request.live },
    request.urgency === 'urgent' ? { kind: 'urgent' } : null,
  ]
}
