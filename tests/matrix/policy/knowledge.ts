import { connect, sql } from '#db'
import type { Row } from '../canaries.ts'

/** The whole market as rows, for rules that look at what belongs together. */
export interface Knowledge {
  all(table: string): readonly Row[]
  get(table: string, id: string | null): Row | undefined
  /** Institutions that have or had a thread on a request. */
  takers(requestId: string): string[]
  /** The same, while the thread lives. */
  liveTakers(requestId: string): string[]
  /** Sessions whose room was shown a request: its round has opened there, or it was on stage. */
  shownIn(requestId: string): string[]
  /** Who dealt with an organisation: the other sides of its threads, interests, deals and consents. */
  counterparts(organizationId: string): string[]
  /** Every organisation that a person belongs to. */
  memberships(personId: string): string[]
}

const ended = ['declined', 'refused', 'released', 'withdrawn']

export async function readKnowledge(ownerUrl: string): Promise<Knowledge> {
  const tables = await readTables(ownerUrl)
  const all = (table: string): Row[] => tables.get(table) ?? []
  const get = (table: string, id: string | null) => all(table).find((row) => row.id === id)
  const threads = (requestId: string) =>
    all('thread').filter(({ request_id }) => request_id === requestId)
  const openedIn = (requestId: string) =>
    all('round_request')
      .filter(({ request_id }) => request_id === requestId)
      .map(({ round_id }) => get('round', round_id)!)
      .filter(({ opened_at }) => opened_at !== null)
      .map(({ session_id }) => session_id as string)
  return {
    all,
    get,
    takers: (requestId) => threads(requestId).map((thread) => thread.institution_id),
    liveTakers: (requestId) =>
      threads(requestId)
        .filter(({ state }) => !ended.includes(state))
        .map((thread) => thread.institution_id),
    shownIn: (requestId) => [
      ...all('session_event')
        .filter(({ type, body }) => type === 'staged' && body.requestId === requestId)
        .map(({ session_id }) => session_id as string),
      ...openedIn(requestId),
    ],
    counterparts: (id) =>
      pairs(all, get).flatMap(([one, other]) => (one === id ? [other] : other === id ? [one] : [])),
    memberships: (personId) =>
      all('membership')
        .filter(({ person_id }) => person_id === personId)
        .map(({ organization_id }) => organization_id as string),
  }
}

function pairs(all: Knowledge['all'], get: Knowledge['get']): [string, string][] {
  return [
    ...all('thread').map((item): [string, string] => [
      item.institution_id,
      get('request', item.request_id)!.organization_id,
    ]),
    ...all('interest').map((item): [string, string] => [
      item.organization_id,
      get('listing', item.listing_id)!.organization_id,
    ]),
    ...all('deal').map((item): [string, string] => [item.buyer_id, item.seller_id]),
    ...all('consent').map((item): [string, string] => [item.organization_id, item.institution_id]),
    ...all('branch_link').map((item): [string, string] => [item.head_id, item.branch_id]),
  ]
}

async function readTables(ownerUrl: string): Promise<Map<string, Row[]>> {
  const { db, close } = connect({ url: ownerUrl })
  const { rows: names } = await sql<{ name: string }>`
    select case schemaname when 'public' then tablename else schemaname || '.' || tablename end as name
    from pg_tables where schemaname in ('public', 'private')`.execute(db)
  const tables = new Map<string, Row[]>()
  for (const { name } of names) {
    const { rows } = await sql<{ row: Row }>`
      select to_jsonb(t) as row from ${sql.table(name)} t`.execute(db)
    tables.set(
      name,
      rows.map(({ row }) => row),
    )
  }
  await close()
  return tables
}
