import { findActor, listSignIns } from '#app/domain/account/read.server.ts'
import type { Acting, Actor } from '#app/domain/actor.ts'
import { listDeals } from '#app/domain/deal/read.server.ts'
import { getDesk } from '#app/domain/desk/read.server.ts'
import { listInterests } from '#app/domain/interest/read.server.ts'
import { listListings, listListingsForReview, listNewest } from '#app/domain/listing/read.server.ts'
import { countMarket, listNewestProducts } from '#app/domain/market/read.server.ts'
import { proposeProducts } from '#app/domain/matching/products.server.ts'
import { proposeRequests } from '#app/domain/matching/requests.server.ts'
import { countUnread, listNotices } from '#app/domain/notice/read.server.ts'
import {
  getRequest,
  listOpenRequests,
  listRequests,
  listRequestsForReview,
} from '#app/domain/request/read.server.ts'
import { hydrateHits } from '#app/domain/search/hydrate-hits.server.ts'
import { readFacts } from '#app/domain/session/event-store.server.ts'
import { findByCode, listRegistrations } from '#app/domain/session/read/hosting.server.ts'
import { listQueue } from '#app/domain/standing/read.server.ts'
import { listOverdue, listThreads, listThreadsOn } from '#app/domain/thread/read.server.ts'
import { hashToken } from '#app/domain/vault.server.ts'
import type { Db } from '#db'
import { bigId, bigToken } from './big-market.ts'

/** Who reads. */
export interface Readers {
  loanOfficer: Acting
  owner: Acting
  officer: Acting
}

export interface HotRead {
  name: string
  /** @param turn a number that picks another thing each time */
  run(db: Db, readers: Readers, turn: number): Promise<unknown>
  /** Rows that may be touched, when more than a page or a queue holds. */
  rows?: number
}

const read = (name: string, run: HotRead['run'], rows?: number): HotRead => ({
  name,
  run,
  ...(rows ? { rows } : {}),
})

/** What every page, search and room asks PostgreSQL for, again and again. */
export const hotReads: readonly HotRead[] = [
  read('sign-in lookup', (db, _, turn) => findActor(db, hashToken(bigToken(turn)), db.now())),
  read('sign-ins of a person', (db, { owner }) => listSignIns(db, owner, db.now())),
  read('board of open requests', (db, { loanOfficer }) => listOpenRequests(db, loanOfficer)),
  read('requests of an enterprise', (db, { owner }) => listRequests(db, owner)),
  read('requests that an institution may read', (db, { loanOfficer }) =>
    listRequests(db, loanOfficer),
  ),
  read('requests that an officer may read', (db, { officer }) => listRequests(db, officer)),
  read('a request', (db, { loanOfficer }, turn) =>
    getRequest(db, loanOfficer, bigId('request', (turn % 50) * 20)),
  ),
  read('requests for review', (db, { officer }) => listRequestsForReview(db, officer)),
  read('threads of an institution', (db, { loanOfficer }) => listThreads(db, loanOfficer)),
  read('threads of an enterprise', (db, { owner }) => listThreads(db, owner)),
  read('threads for an officer', (db, { officer }) => listThreads(db, officer)),
  read('threads on a request', (db, { owner }, turn) =>
    listThreadsOn(db, owner, bigId('request', turn)),
  ),
  read('overdue threads', (db, { officer }) => listOverdue(db, officer, db.now())),
  read('desk of an institution', (db, { loanOfficer }) => getDesk(db, loanOfficer, db.now())),
  read('desk of an enterprise', (db, { owner }) => getDesk(db, owner, db.now())),
  read('desk of an officer', (db, { officer }) => getDesk(db, officer, db.now())),
  read('board of demands', (db) => listListings(db, null, { direction: 'demand' })),
  read('listings of an organisation', (db, { owner }) =>
    listListings(db, owner, { organizationId: owner.organization.id }),
  ),
  read('newest demands', (db) => listNewest(db, null, { direction: 'demand', limit: 6 })),
  read('listings for review', (db, { officer }) => listListingsForReview(db, officer)),
  read('interests of an organisation', (db, { owner }) => listInterests(db, owner)),
  read('deals of an organisation', (db, { owner }) => listDeals(db, owner)),
  // It counts the market, by indexes alone.
  read('figures of the home page', (db) => countMarket(db), 100_000),
  read('newest products', (db) => listNewestProducts(db, 6)),
  read('search hits', (db, { loanOfficer }, turn) => hydrateHits(db, loanOfficer, hits(turn))),
  read('proposed products', (db, { owner }) =>
    proposeProducts(
      db,
      owner,
      owner.organization.id,
      {
        subjectId: owner.organization.id,
        amountFen: 300_000_000,
        termMonths: 12,
        rateMaxBp: null,
        guarantees: [],
      },
      db.now(),
    ),
  ),
  read('proposed requests', (db, { loanOfficer }) => proposeRequests(db, loanOfficer)),
  read('notices', (db, { owner }) => listNotices(db, owner)),
  read('unread notices', (db, { owner }) => countUnread(db, owner)),
  read('queue of standing', (db, { officer }) =>
    listQueue(db, officer, { tab: 'waiting', page: 1, search: '' }),
  ),
  read('log of a room', (db, _, turn) => readFacts(db, bigId('session', 0), turn % 10)),
  read('registrations of a session', (db) => listRegistrations(db, bigId('session', 0))),
  read('a registration by its code', (db) => findByCode(db, bigId('session', 0), 'ABCDEF1234')),
]

const hits = (turn: number) =>
  Array.from({ length: 20 }, (_, n) =>
    n % 2 === 0
      ? { kind: 'organization' as const, id: bigId('organization', turn * 7 + n) }
      : { kind: 'request' as const, id: bigId('request', (turn + n) * 20) },
  )

/** The people of a big market: a loan officer and an owner of its own, and an officer of the bureau that was made for it. */
export async function bigReaders(db: Db, officer: Acting): Promise<Readers> {
  const institution = await actorOf(db, 0)
  const enterprise = await actorOf(db, await firstOwner(db))
  return { loanOfficer: institution, owner: enterprise, officer }
}

async function actorOf(db: Db, n: number): Promise<Acting> {
  const actor: Actor | null = await findActor(db, hashToken(bigToken(n)), db.now())
  if (!actor?.organization) throw new Error(`The person ${n} acts for nobody.`)
  return actor as Acting
}

/** The number of the first person who owns a verified enterprise. */
async function firstOwner(db: Db): Promise<number> {
  const { id } = await db
    .selectFrom('sign_in')
    .innerJoin('organization', 'organization.id', 'sign_in.organization_id')
    .select('sign_in.id')
    .where('organization.kind', '=', 'enterprise')
    .where('organization.standing', '=', 'verified')
    .where('organization.id', '<', bigId('person', 0))
    .orderBy('sign_in.id')
    .limit(1)
    .executeTakeFirstOrThrow()
  return Number.parseInt(id.slice(-12), 16)
}
