import { type Queryable, sql } from '#db'

/** Seals that are written in one transaction. */
const mostAtOnce = 5000

/**
 * Seals what waits, up to 5,000 rows; the order of sealing is the order of the chain.
 * @returns how many were taken up, or null while another node seals
 */
export async function sealAudit(q: Queryable): Promise<number | null> {
  const { rows } = await sql<{ sealed: number | null }>`
    select seal_audit(${mostAtOnce}) as sealed`.execute(q)
  return rows[0]!.sealed
}

export interface Head {
  seq: number
  /** In hexadecimal digits. */
  hash: string
  sealedAt: Date
}

/** The last link of the chain; null while nothing is sealed. */
export async function findHead(q: Queryable): Promise<Head | null> {
  const row = await q
    .selectFrom('audit_seal')
    .select(['seq', 'hash', 'sealed_at'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row
    ? { seq: Number(row.seq), hash: row.hash.toString('hex'), sealedAt: row.sealed_at }
    : null
}

/** How much waits for its seal, and for how long. */
export async function readBacklog(q: Queryable): Promise<{ rows: number; seconds: number }> {
  const { rows } = await sql<{ rows: number; seconds: number }>`
    select count(*)::int as rows,
      coalesce(extract(epoch from clock_timestamp() - min(since)), 0)::float8 as seconds
    from audit_unsealed`.execute(q)
  return { rows: rows[0]!.rows, seconds: Math.max(0, Number(rows[0]!.seconds)) }
}
