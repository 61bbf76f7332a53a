import type { SearchKind } from '#app/domain/events.ts'
import { listOpenListingsOf, readListingDocuments } from '#app/domain/listing/search.server.ts'
import { readOrganizationDocuments } from '#app/domain/organization/search.server.ts'
import { listProductsOf, readProductDocuments } from '#app/domain/product/search.server.ts'
import { listOpenRequestsOf, readRequestDocuments } from '#app/domain/request/search.server.ts'
import type { FindableDocument } from '#app/domain/search/document.ts'
import { readSessionDocuments } from '#app/domain/session/search.server.ts'
import type { Queryable } from '#db'

/** In the order in which a rebuild goes through them. */
export const projectedKinds = ['organization', 'product', 'request', 'session', 'listing'] as const

const readers: Record<
  SearchKind,
  (q: Queryable, ids: readonly string[]) => Promise<FindableDocument[]>
> = {
  organization: readOrganizationDocuments,
  product: readProductDocuments,
  request: readRequestDocuments,
  session: readSessionDocuments,
  listing: readListingDocuments,
}

export interface DocumentRef {
  kind: SearchKind
  id: string
}

/** What the index should hold of these things now: documents for some, and nothing for the others. */
export interface Projection {
  put: FindableDocument[]
  gone: DocumentRef[]
}

export async function project(q: Queryable, things: readonly DocumentRef[]): Promise<Projection> {
  const put: FindableDocument[] = []
  for (const kind of projectedKinds) {
    const ids = things.filter((thing) => thing.kind === kind).map(({ id }) => id)
    put.push(...(await readers[kind](q, ids)))
  }
  const found = new Set(put.map(({ kind, id }) => `${kind} ${id}`))
  return { put, gone: things.filter(({ kind, id }) => !found.has(`${kind} ${id}`)) }
}

/** What is said of products, requests and listings names their organisation, so they change with it. */
export async function dependantsOf(
  q: Queryable,
  things: readonly DocumentRef[],
): Promise<DocumentRef[]> {
  const organizations = things.filter(({ kind }) => kind === 'organization').map(({ id }) => id)
  const products = await listProductsOf(q, organizations)
  const requests = await listOpenRequestsOf(q, organizations)
  const listings = await listOpenListingsOf(q, organizations)
  const known = new Set(things.map(({ kind, id }) => `${kind} ${id}`))
  return [
    ...products.map((id) => ({ kind: 'product' as const, id })),
    ...requests.map((id) => ({ kind: 'request' as const, id })),
    ...listings.map((id) => ({ kind: 'listing' as const, id })),
  ].filter(({ kind, id }) => !known.has(`${kind} ${id}`))
}
