import { buffer } from 'node:stream/consumers'
import type { Actor } from '#app/domain/actor.ts'
import { isRefusal } from '#app/domain/refusal.ts'
import { bindToTransaction, type Db, sql, type Tx, transact } from '#db'
import type { Canaries } from '../canaries.ts'
import type { Call } from './record.ts'

/** Whether a call makes sense with this one as who asks. */
export const fits = ({ takes }: Call, actor: Actor | null): boolean =>
  takes === 'anyone' || (actor !== null && (takes === 'signed' || actor.organization !== null))

const undo = Symbol('undo')

/**
 * Makes a recorded call as somebody else, at the instant of its making, in a transaction that is then undone.
 * @returns what came of it, in words that are the same in every run: a refusal, what it told, which rows it wrote
 */
export async function replay(
  db: Db,
  call: Call,
  actor: Actor | null,
  canaries: Canaries,
): Promise<string> {
  const [first] = call.args as [{ power?: string; joined?: unknown } | undefined]
  if (!first || typeof first !== 'object' || !('power' in first)) {
    return orRefusal(async () => told(await poured(await withActor(call, actor, first)), canaries))
  }
  let outcome = ''
  await transact(db, async (tx) => {
    Object.assign(tx, { now: call.madeAt })
    const power = first.power === 'tx' && !first.joined ? tx : bindToTransaction(db, tx)
    outcome = await outcomeOf(tx, () => withActor(call, actor, power), canaries)
    throw undo
  }).catch((error) => {
    if (error !== undo) outcome = 'breaks'
  })
  return outcome
}

function withActor({ run, at, args }: Call, actor: Actor | null, power: unknown): unknown {
  return run(...args.map((arg, index) => (index === at ? actor : index === 0 ? power : arg)))
}

async function outcomeOf(tx: Tx, work: () => unknown, canaries: Canaries): Promise<string> {
  return orRefusal(async () => {
    const before = await writtenBy(tx)
    const value = told(await poured(await work()), canaries)
    const written = [...(await writtenBy(tx))]
      .map(([table, count]) => [table, count - (before.get(table) ?? 0)] as const)
      .filter(([, count]) => count > 0)
      .map(([table, count]) => `${table} ${count}`)
    return written.length > 0 ? `${value}, writes ${written.join(' ')}` : value
  })
}

const orRefusal = (work: () => Promise<string>): Promise<string> =>
  work().catch((error: unknown) =>
    isRefusal(error) ? `${error.refusal} ${error.message}` : 'breaks',
  )

/**
 * Rows written by this connection, by table, since PostgreSQL last took them into its statistics: not within a transaction.
 * Its view of the same reads ten figures of each table, and this is asked a hundred thousand times.
 */
async function writtenBy(tx: Tx): Promise<Map<string, number>> {
  const { rows } = await sql<{ name: string; count: number }>`
    select * from (
      select relname as name, (pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid)
        + pg_stat_get_xact_tuples_deleted(oid))::int as count
      from pg_class where relkind = 'r' and relnamespace <> 'pg_catalog'::regnamespace) written
    where count > 0 order by name`.execute(tx)
  return new Map(rows.map(({ name, count }) => [name, count]))
}

/** A file with what flows from it, since each part of it is asked for by itself. */
async function poured(value: unknown): Promise<unknown> {
  const { content } = (value ?? {}) as { content?: AsyncIterable<Uint8Array> }
  if (!content || typeof content !== 'object' || !(Symbol.asyncIterator in content)) return value
  return { ...(value as object), content: await buffer(content) }
}

/** How much a value tells: itself where it is small, else its canaries, its rows and what it affirms. */
function told(value: unknown, canaries: Canaries): string {
  if (value === null || value === undefined) return 'nothing'
  if (typeof value === 'boolean' || typeof value === 'number') return String(value)
  if (typeof value === 'string' && value.startsWith('{')) return told(JSON.parse(value), canaries)
  if (typeof value !== 'object') return 'words'
  let rows = 0
  let affirmed = 0
  const text = JSON.stringify(value, function (this: Record<string, unknown>, key, item) {
    const raw = this[key]
    const list = raw instanceof Map || raw instanceof Set ? [...raw] : item
    if (Array.isArray(list)) rows += list.length
    if (raw === true) affirmed++
    return raw instanceof Uint8Array ? Buffer.from(raw).toString('utf8') : list
  })
  const yes = affirmed > 0 ? `, ${affirmed} yes` : ''
  return `tells ${canaries.find(text ?? '').length} in ${rows}${yes}`
}
