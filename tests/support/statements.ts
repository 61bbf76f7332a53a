import { once } from 'node:events'
import type pg from 'pg'
import { type ConnectOptions, connect, type Database } from '#db'

export interface Statement {
  text: string
  values: unknown[]
}

export interface Watched extends Database {
  /** The statements that `work` sent, in order, until the last one of them was answered. */
  during(work: () => Promise<unknown>): Promise<Statement[]>
}

/** A database whose statements are taken down as they are sent. */
export function connectWatched(url: string, sealer?: ConnectOptions['sealer']): Watched {
  const database = connect({ url, poolSize: 4, sealer })
  let taken: Statement[] = []
  database.pool.on('connect', (client: pg.PoolClient) => {
    const send = client.query.bind(client) as (...all: unknown[]) => unknown
    client.query = ((config: unknown, values?: unknown, ...more: unknown[]) => {
      const text = typeof config === 'string' ? config : (config as Statement)?.text
      const given = Array.isArray(values) ? values : (config as Statement)?.values
      if (text) taken.push({ text, values: given ?? [] })
      return send(config, values, ...more)
    }) as typeof client.query
  })
  const { pool } = database
  /** Work that failed in one part, as without search, leaves others under way. */
  const atRest = async () => {
    while (pool.waitingCount > 0 || pool.idleCount < pool.totalCount) await once(pool, 'release')
  }
  return Object.assign(database, {
    async during(work: () => Promise<unknown>) {
      taken = []
      await work()
      await atRest()
      const sent = taken
      taken = []
      return sent
    },
  })
}

interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  Plans?: PlanNode[]
}

/** What PostgreSQL really did for a statement: which tables it read from end to end, and how many rows it touched. */
export async function explain(
  pool: pg.Pool,
  { text, values }: Statement,
): Promise<{ scanned: string[]; rows: number; text: string }> {
  const { rows } = await pool.query(`explain (analyze, format json) ${text}`, values)
  const plan = rows[0]['QUERY PLAN'][0].Plan as PlanNode
  const nodes = walk(plan)
  return {
    scanned: nodes
      .filter((node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'])
      .map((node) => node['Relation Name']!),
    rows: nodes.reduce(
      (sum, node) =>
        sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
      0,
    ),
    text,
  }
}

const walk = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(walk)]
