import type { Actor } from '#app/domain/actor.ts'
import { isRefusal } from '#app/domain/refusal.ts'
import { type Db, joinTransaction, sql, type Tx, transact } from '#db'
import type { Canaries } from '../canaries.ts'
import type { Call } from './record.ts'

/** Whether a call makes sense with this one as who asks. */
export const fits = ({ takes }: Call, actor: Actor | null): boolean =>
  takes === 'anyone' || (actor !== null && (takes === 'signed' || actor.organization !== null))

const undo = Symbol('undo')

/**
 * Makes a recorded call as somebody else, in a transaction that is then undone.
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
    return orRefusal(async () => told(await withActor(call, actor, first), canaries))
  }
  let outcome = ''
  await transact(db, async (tx) => {
    const power = first.power === 'tx' && !first.joined ? tx : joinTransaction(db, tx)
    outcome = await outcomeOf(tx, () => withActor(call, actor, power), canaries)
    throw undo
  }).catch((error) => {
    if (error !== undo) outcome = 'breaks'
  })
  return outcome
}

function withActor({ run, at, args }: Call, actor: Actor | null, power: unknown): unknown {
  return run(...args.map((one, index) => (index === at ? actor : index === 0 ? power : one)))
}

async function outcomeOf(tx: Tx, work: () => unknown, canaries: Canaries): Promise<string> {
  return orRefusal(async () => {
    const before = await writtenBy(tx)
    const value = told(await work(), canaries)
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

/** Rows written by this connection, by table, since PostgreSQL last took them into its statistics: not within a transaction. */
async function writtenBy(tx: Tx): Promise<Map<string, number>> {
  const { rows } = await sql<{ name: string; count: number }>`
    select relname as name, (n_tup_ins + n_tup_upd + n_tup_del)::int as count from pg_stat_xact_user_tables
    where n_tup_ins + n_tup_upd + n_tup_del > 0 order by relname`.execute(tx)
  return new Map(rows.map(({ name, count }) => [name, count]))
}

/** How much a value tells: itself where it is small, else its canaries and rows. */
function told(value: unknown, canaries: Canaries): string {
  if (value === null || value === undefined) return 'nothing'
  if (typeof value === 'boolean' || typeof value === 'number') return String(value)
  if (typeof value !== 'object') return 'words'
  let rows = 0
  const text = JSON.stringify(value, function (this: Record<string, unknown>, key, one) {
    const raw = this[key]
    const list = raw instanceof Map || raw instanceof Set ? [...raw] : one
    if (Array.isArray(list)) rows += list.length
    return raw instanceof Uint8Array ? Buffer.from(raw).toString('utf8') : list
  })
  return `tells ${canaries.find(text ?? '').length} in ${rows}`
}
