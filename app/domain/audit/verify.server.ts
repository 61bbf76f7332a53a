import { createHash } from 'node:crypto'
import { type Db, type Queryable, sql } from '#db'
import type { Head } from './seal.server.ts'

/** One place where the trail isn't what was sealed. */
export interface Break {
  what: /** A field of the row differs from what was sealed. */
    | 'row_changed'
    /** The row is gone, its seal stands. */
    | 'row_missing'
    /** Numbers of the chain are gone, or were given twice over. */
    | 'seal_missing'
    /** The seal doesn't continue the one before it. */
    | 'seal_changed'
    /** The row has no seal and none waits for it: it came past the trail, or its seal was taken away. */
    | 'row_unsealed'
    /** The row has waited for its seal for more than a minute. */
    | 'row_waiting'
    /** Was to be sealed and is gone. */
    | 'row_lost'
    /** The chain doesn't hold what it held when its head was noted. */
    | 'head_differs'
  /** The place in the chain, where there is one. */
  seq: number | null
  auditId: string | null
}

export interface Verification {
  /** How many rows were compared with their seals. */
  sealed: number
  /** The head as computed from the trail; null for an empty one. */
  head: Pick<Head, 'seq' | 'hash'> | null
  /** In the order of the chain; what has no place in it comes last. */
  breaks: Break[]
}

export interface VerifyOptions {
  /** A head that was kept outside: only so can a tail that was cut off be noticed. */
  since?: { seq: number; hash: string } | null
  /** Hears how many were compared so far. */
  onProgress?: (sealed: number) => void
}

const rowsAtOnce = 5000
const mostListed = 1000
const waitingSeconds = 60
const origin = Buffer.alloc(32)

interface Link {
  seq: number
  audit_id: string
  micros: string
  previous: Buffer
  hash: Buffer
  words: string | null
}

/** Computes the whole chain anew, in one snapshot and a few thousand rows at a time, and names every broken place. */
export async function verifyAudit(
  db: Db,
  { since = null, onProgress }: VerifyOptions = {},
): Promise<Verification> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (q) => {
      await sql`set local timezone = 'UTC'`.execute(q)
      const breaks: Break[] = []
      let last: Pick<Link, 'seq' | 'hash'> = { seq: 0, hash: origin }
      let sealed = 0
      let met = since === null || since.seq === 0
      for (;;) {
        const links = await listLinks(q, last.seq)
        for (const link of links) {
          breaks.push(...compare(link, last))
          if (since && link.seq === since.seq) met = link.hash.toString('hex') === since.hash
          last = link
        }
        sealed += links.length
        onProgress?.(sealed)
        if (links.length < rowsAtOnce) break
      }
      breaks.push(...(await listUnsealed(q)))
      if (since && !met) breaks.push({ what: 'head_differs', seq: since.seq, auditId: null })
      const head = sealed > 0 ? { seq: last.seq, hash: last.hash.toString('hex') } : null
      return { sealed, head, breaks: breaks.slice(0, mostListed) }
    })
}

function compare(link: Link, last: Pick<Link, 'seq' | 'hash'>): Break[] {
  const found = (what: Break['what']) => ({ what, seq: link.seq, auditId: link.audit_id })
  const breaks: Break[] = []
  if (link.seq !== last.seq + 1) {
    breaks.push({ what: 'seal_missing', seq: last.seq + 1, auditId: null })
  } else if (!link.previous.equals(last.hash)) breaks.push(found('seal_changed'))
  if (link.words === null) return [...breaks, found('row_missing')]
  const hash = createHash('sha256')
    .update(link.previous)
    .update(`${link.seq} ${link.micros} ${link.words}`)
    .digest()
  return hash.equals(link.hash) ? breaks : [...breaks, found('row_changed')]
}

/** The seals after a number with the rows that they seal, in the words of `seal_audit`. */
async function listLinks(q: Queryable, after: number): Promise<Link[]> {
  const { rows } = await sql<Link>`
    select s.seq, s.audit_id, (extract(epoch from s.sealed_at) * 1000000)::bigint::text as micros,
      s.previous, s.hash,
      case when a.id is not null then
        (jsonb_strip_nulls(to_jsonb(a) - 'detail') || jsonb_build_object('detail', a.detail))::text
      end as words
    from audit_seal s left join audit a on a.id = s.audit_id
    where s.seq > ${after} order by s.seq limit ${rowsAtOnce}`.execute(q)
  return rows
}

async function listUnsealed(q: Queryable): Promise<Break[]> {
  const { rows } = await sql<{ what: Break['what']; id: string }>`
    select case when u.audit_id is null then 'row_unsealed' else 'row_waiting' end as what, a.id
    from audit a
    left join audit_seal s on s.audit_id = a.id
    left join audit_unsealed u on u.audit_id = a.id
    where s.audit_id is null
      and (u.audit_id is null or u.since < clock_timestamp() - make_interval(secs => ${waitingSeconds}))
    union all
    select 'row_lost', u.audit_id from audit_unsealed u
    where not exists (select from audit a where a.id = u.audit_id)
    limit ${mostListed}`.execute(q)
  return rows.map(({ what, id }) => ({ what, seq: null, auditId: id }))
}
