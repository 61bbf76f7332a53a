import type { Acting, Actor } from '#app/domain/actor.ts'
import { getConsent, listConsents } from '#app/domain/consent/read.server.ts'
import { getDeal, listDeals } from '#app/domain/deal/read.server.ts'
import { getInterest, listInterests } from '#app/domain/interest/read.server.ts'
import { getListing, listListings } from '#app/domain/listing/read.server.ts'
import { isRefusal } from '#app/domain/refusal.ts'
import { getRequest, listRequests } from '#app/domain/request/read.server.ts'
import { getSession, listCalendar } from '#app/domain/session/read.server.ts'
import { getThread, listThreads } from '#app/domain/thread/read.server.ts'
import { type Db, sql } from '#db'

interface Noun {
  /** Whether it takes somebody who acts for an organisation. */
  acting: boolean
  list(db: Db, actor: Actor | null): Promise<readonly { id: string }[]>
  get(db: Db, actor: Actor | null, id: string): Promise<unknown>
}

type List = (db: Db, actor: Acting) => Promise<readonly { id: string }[]>
type Get = (db: Db, actor: Acting, id: string) => Promise<unknown>
const ofActing = (list: List, get: Get): Noun => ({
  acting: true,
  list: list as Noun['list'],
  get: get as Noun['get'],
})

/** Every noun whose list promises all that one may read of it. */
const nouns: Record<string, Noun> = {
  request: { acting: false, list: listRequests, get: getRequest },
  listing: { acting: false, list: (db, actor) => listListings(db, actor, {}), get: getListing },
  thread: ofActing(listThreads, getThread),
  interest: ofActing(listInterests, getInterest),
  deal: ofActing(listDeals, getDeal),
  consent: ofActing(listConsents, getConsent),
  session: {
    acting: false,
    list: async (db, actor) => {
      const coming = await listCalendar(db, actor, { when: 'upcoming' })
      return [...coming.entries, ...(await listCalendar(db, actor, { when: 'past' })).entries]
    },
    get: (db, actor, id) => getSession(db, actor, id),
  },
}

async function readable(db: Db, actor: Actor | null, table: string, get: Noun['get']) {
  const { rows } = await sql<{ id: string }>`select id::text from ${sql.table(table)}`.execute(db)
  const mine: { id: string }[] = []
  for (const row of rows) {
    const found = await get(db, actor, row.id).catch((error: unknown) => {
      if (!isRefusal(error)) throw error
      return null
    })
    if (found !== null) mine.push(row)
  }
  return mine
}

/** Where somebody's list and what they may read one by one are not the same. */
export async function unlikeLists(db: Db, name: string, actor: Actor | null): Promise<string[]> {
  const unlike: string[] = []
  for (const [noun, { acting, list, get }] of Object.entries(nouns)) {
    if (acting && !actor?.organization) continue
    const ids = async (rows: Promise<readonly { id: string }[]>) =>
      new Set((await rows).map(({ id }) => id))
    const [listed, may] = [await ids(list(db, actor)), await ids(readable(db, actor, noun, get))]
    for (const id of [...listed].filter((item) => !may.has(item)))
      unlike.push(`${name} finds ${noun} ${id} listed only`)
    for (const id of [...may].filter((item) => !listed.has(item)))
      unlike.push(`${name} may read ${noun} ${id} unlisted`)
  }
  return unlike
}
