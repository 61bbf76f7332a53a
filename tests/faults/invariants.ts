import { join } from 'node:path'
import { verifySearch } from '#app/cli/search-verify.ts'
import { readFacts } from '#app/domain/session/event-store.server.ts'
import { terminatedStates } from '#app/domain/thread/thread.ts'
import { sql } from '#db'
import { lettersIn } from '../support/outbox.ts'
import type { Ledger } from './ledger.ts'
import type { FaultyMarket } from './market.ts'

/** What the market owes after all: each line is one thing that is not as it was acknowledged. */
export async function reckon(
  market: FaultyMarket,
  ledger: Ledger,
  sessionId: string,
): Promise<{ faults: string[]; figures: Record<string, number> }> {
  const faults = [
    ...(await checkRequests(market, ledger)),
    ...(await checkThreads(market, ledger)),
    ...(await checkRoom(market, ledger, sessionId)),
    ...(await checkImports(market, ledger)),
    ...(await checkJobs(market)),
  ]
  const letters = checkLetters(market, ledger)
  const { documents, differences } = await verifySearch(market.database.db, market.search)
  return {
    faults: [...faults, ...letters.faults, ...differences],
    figures: { documents, 'letters written twice': letters.twice },
  }
}

async function checkRequests({ database: { db } }: FaultyMarket, { drafts, published }: Ledger) {
  const rows = await db
    .selectFrom('request')
    .select(['id', 'title', 'state'])
    .where('title', 'like', '断电之夜%')
    .execute()
  const faults: string[] = []
  for (const [title, id] of drafts) {
    const found = rows.filter((row) => row.title === title)
    if (id && !found.some((row) => row.id === id)) faults.push(`the draft ${id} is lost`)
    if (found.length > 1) faults.push(`${title} was drafted ${found.length} times`)
  }
  const early = new Set(['draft', 'submitted'])
  for (const id of published) {
    const state = rows.find((row) => row.id === id)?.state
    if (!state || early.has(state)) faults.push(`the publication of ${id} is lost`)
  }
  const { rows: told } = await sql<{ subject_id: string; kind: string; count: number }>`
    select subject_id, kind, count(*)::int as count from notice
    where subject_kind = 'request' and kind = 'request_published' and subject_id = any (${[...published]}::uuid[])
    group by subject_id, kind, organization_id, person_id having count(*) <> 1`.execute(db)
  for (const { subject_id, count } of told) {
    faults.push(`the publication of ${subject_id} was told ${count} times`)
  }
  const { rows: moved } = await sql<{ subject_id: string; count: number }>`
    select subject_id, count(*)::int as count from transition where noun = 'request' and verb = 'publish'
    group by subject_id having count(*) > 1`.execute(db)
  for (const { subject_id, count } of moved)
    faults.push(`${subject_id} was published ${count} times`)
  return faults
}

async function checkThreads({ database: { db } }: FaultyMarket, { claims, offers }: Ledger) {
  const faults: string[] = []
  const threads = await db
    .selectFrom('thread')
    .select(['id', 'request_id', 'institution_id', 'state'])
    .execute()
  const byId = new Map(threads.map((row) => [row.id, row]))
  for (const { threadId, requestId, institutionId } of claims) {
    const found = byId.get(threadId)
    if (found?.request_id !== requestId || found.institution_id !== institutionId) {
      faults.push(`the claim ${threadId} is lost`)
    }
  }
  const { rows: over } = await sql<{ id: string; live: number; cap: number; state: string }>`
    select r.id, r.cap, r.state, count(t.id)::int as live from request r
    left join thread t on t.request_id = r.id and t.state <> all (${[...terminatedStates]}::text[])
    group by r.id having count(t.id) > r.cap
      or (r.state = 'full') <> (count(t.id) = r.cap) and r.state in ('published', 'full')`.execute(
    db,
  )
  for (const one of over) {
    faults.push(`the request ${one.id} (${one.state}) has ${one.live} of ${one.cap} threads`)
  }
  const made = await db.selectFrom('offer').select(['thread_id', 'amount_fen', 'state']).execute()
  for (const { threadId, amountFen } of offers) {
    const found = made.filter((row) => row.thread_id === threadId)
    if (found.length !== 1) faults.push(`the thread ${threadId} has ${found.length} offers`)
    else if (found[0]!.amount_fen !== amountFen) faults.push(`the offer on ${threadId} changed`)
  }
  return faults
}

async function checkRoom(
  { database: { db } }: FaultyMarket,
  { words, silent }: Ledger,
  sessionId: string,
) {
  const faults = silent.map((text) => `the word ${text} was never answered`)
  const texts = await db
    .selectFrom('session_text')
    .select('text')
    .where('session_id', '=', sessionId)
    .execute()
  const counts = new Map<string, number>()
  for (const { text } of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  for (const [text, acknowledged] of words) {
    const count = counts.get(text) ?? 0
    if (acknowledged && count === 0) faults.push(`the word ${text} is lost`)
    if (count > 1) faults.push(`the word ${text} was said ${count} times`)
  }
  const facts = await readFacts(db, sessionId, 0, 1_000_000)
  facts.forEach(({ seq }, n) => {
    if (seq !== n + 1) faults.push(`the log of the room has a gap before ${seq}`)
  })
  return faults
}

async function checkImports({ database: { db } }: FaultyMarket, { imports }: Ledger) {
  const faults: string[] = []
  for (const { id, codes } of imports) {
    const run = await db
      .selectFrom('import_run')
      .select('state')
      .where('id', '=', id)
      .executeTakeFirst()
    if (run?.state !== 'done') faults.push(`the import ${id} is ${run?.state ?? 'lost'}`)
    const rows = await db
      .selectFrom('organization')
      .select('uscc')
      .where('uscc', 'in', codes)
      .execute()
    if (rows.length !== codes.length) {
      faults.push(`of the import ${id}, ${rows.length} of ${codes.length} companies are there`)
    }
  }
  return faults
}

/** Jobs that are due and not done, or that were given up. */
async function checkJobs({ database: { db } }: FaultyMarket): Promise<string[]> {
  const { rows } = await sql<{ task: string; count: number }>`
    select t.identifier as task, count(*)::int as count from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
    where j.attempts >= j.max_attempts or (j.run_at < now() - interval '1 minute' and t.identifier in ('send_message', 'run_import'))
    group by 1`.execute(db)
  return rows.map(({ task, count }) => `${count} jobs ${task} were not done`)
}

/** A letter whose writer was killed before saying so is written again, so it may come twice, never not at all. */
function checkLetters({ folder }: FaultyMarket, { letters }: Ledger) {
  const outbox = join(folder, 'data', 'outbox')
  const files = lettersIn(outbox)
  const faults: string[] = []
  let twice = 0
  for (const address of letters) {
    const count = files.filter((name) => name.includes(address)).length
    if (count === 0) faults.push(`the letter to ${address} is lost`)
    if (count > 1) twice++
  }
  return { faults, twice }
}
