import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findHead, readBacklog, sealAudit } from '#app/domain/audit/seal.server.ts'
import { verifyAudit } from '#app/domain/audit/verify.server.ts'
import { appendAudit, appendAudits } from '#app/domain/audit-log.server.ts'
import { startAuditChainer } from '#app/jobs/chain-audit-log.ts'
import { createLogger } from '#app/logger.ts'
import { backup, connect, type Db, restore, sql, transact } from '#db'
import { emptyDatabase, testDatabase } from '../support/database.ts'

const market = testDatabase()
const log = createLogger({ LOG_LEVEL: 'silent' })

const subject = () => ({ kind: 'organization', id: crypto.randomUUID() })
const write = (db: Db, verb: string) =>
  transact(db, (tx) => appendAudit(tx, null, { verb, subject: subject(), detail: { figure: 7 } }))

/** @returns in how many turns */
async function sealAll(db: Db): Promise<number> {
  let turns = 0
  for (; (await readBacklog(db)).rows > 0; turns++) await sealAudit(db)
  return turns
}

/** What the verification finds after the owner of the tables has had a hand in the trail; undone again. */
async function tampered(...statements: string[]) {
  const head = await findHead(market.db)
  const owner = connect({ url: market.ownerUrl, poolSize: 1 })
  const kept = await sql<{ rows: unknown; seals: unknown }>`
    select (select json_agg(a) from audit a) as rows,
      (select json_agg(s) from audit_seal s) as seals`.execute(owner.db)
  try {
    for (const statement of statements) await sql.raw(statement).execute(owner.db)
    const known = await verifyAudit(market.db, { since: head })
    const alone = await verifyAudit(market.db)
    return { known: known.breaks.map(({ what }) => what), alone: alone.breaks }
  } finally {
    const { rows, seals } = kept.rows[0]!
    await sql`truncate audit, audit_seal, audit_unsealed`.execute(owner.db)
    await sql`insert into audit_seal select * from json_populate_recordset(null::audit_seal, ${JSON.stringify(seals)})`.execute(
      owner.db,
    )
    await sql`insert into audit select * from json_populate_recordset(null::audit, ${JSON.stringify(rows)})`.execute(
      owner.db,
    )
    await sql`truncate audit_unsealed`.execute(owner.db)
    await owner.close()
  }
}

describe('The audit trail', () => {
  test('is sealed in one chain, and every later touch by the owner of its tables is found and named', async () => {
    const { db } = market
    for (let n = 1; n <= 9; n++) await write(db, `verb_${n}`)
    await sealAll(db)
    const whole = await verifyAudit(db, { since: await findHead(db) })
    expect(whole).toMatchObject({ sealed: 9, breaks: [], head: { seq: 9 } })
    const row = (n: number) => `(select audit_id from audit_seal where seq = ${n})`

    const edited = await tampered(`update audit set verb = 'other' where id = ${row(4)}`)
    expect(edited.alone).toMatchObject([{ what: 'row_changed', seq: 4 }])
    const detail = await tampered(`update audit set detail = '{"figure":8}' where id = ${row(9)}`)
    expect(detail.alone).toMatchObject([{ what: 'row_changed', seq: 9 }])
    const two = await tampered(
      `update audit set at = at + interval '1 microsecond' where id in (${row(2)}, ${row(6)})`,
    )
    expect(two.alone.map(({ seq }) => seq)).toEqual([2, 6])

    const removed = await tampered(`delete from audit where id = ${row(5)}`)
    expect(removed.alone).toMatchObject([{ what: 'row_missing', seq: 5 }])
    const both = await tampered(
      `delete from audit where id = ${row(5)}`,
      'delete from audit_seal where seq = 5',
    )
    expect(both.alone).toMatchObject([{ what: 'seal_missing', seq: 5 }])
    const seal = await tampered('delete from audit_seal where seq = 5')
    expect(seal.alone.map(({ what }) => what)).toEqual(['seal_missing', 'row_unsealed'])

    const swapped = await tampered(
      'update audit_seal set seq = 1000003 where seq = 3',
      'update audit_seal set seq = 3 where seq = 7',
      'update audit_seal set seq = 7 where seq = 1000003',
    )
    expect(swapped.alone.map(({ seq }) => seq)).toContain(3)
    const exchanged = await tampered(
      `update audit_seal set audit_id = uuidv7() where seq = 3`,
      `update audit_seal set audit_id = (select id from audit a where not exists (select from audit_seal s where s.audit_id = a.id)) where seq = 7`,
    )
    expect(exchanged.alone.map(({ what, seq }) => [what, seq])).toEqual(
      expect.arrayContaining([
        ['row_missing', 3],
        ['row_changed', 7],
      ]),
    )

    const inserted = await tampered(
      `insert into audit (at, verb, subject_kind) values (now(), 'forged', 'organization')`,
      'truncate audit_unsealed',
    )
    expect(inserted.alone).toMatchObject([{ what: 'row_unsealed' }])
    expect((await verifyAudit(db)).breaks).toEqual([])
  })

  test('shows a cut-off or rewritten end only beside a head that was kept outside', async () => {
    const cut = await tampered(
      'delete from audit where id in (select audit_id from audit_seal where seq > 7)',
      'delete from audit_seal where seq > 7',
    )
    expect(cut).toEqual({ alone: [], known: ['head_differs'] })
    const rewritten = await tampered(
      `update audit set verb = 'other' where id = (select audit_id from audit_seal where seq = 8)`,
      'delete from audit_seal where seq > 7',
      'insert into audit_unsealed (audit_id) select id from audit a where not exists (select from audit_seal s where s.audit_id = a.id)',
      'select seal_audit(100)',
    )
    expect(rewritten).toEqual({ alone: [], known: ['head_differs'] })
  })

  test('tells of rows that wait too long, and of one that vanished while it waited', async () => {
    const { db } = market
    const waiting = await tampered(
      `insert into audit (at, verb, subject_kind) values (now(), 'late', 'organization')`,
      `update audit_unsealed set since = since - interval '2 minutes'`,
    )
    expect(waiting.alone).toMatchObject([{ what: 'row_waiting' }])
    const lost = await tampered(
      `insert into audit (at, verb, subject_kind) values (now(), 'lost', 'organization')`,
      `delete from audit where verb = 'lost'`,
    )
    expect(lost.alone).toMatchObject([{ what: 'row_lost' }])
    await write(db, 'just_now')
    expect((await verifyAudit(db)).breaks).toEqual([])
  })

  test('keeps no writer waiting: one that holds its transaction open is sealed after those that came later', async () => {
    const { db } = market
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let written = () => {}
    const wrote = new Promise<void>((resolve) => {
      written = resolve
    })
    const slow = transact(db, async (tx) => {
      await appendAudit(tx, null, { verb: 'slow', subject: subject() })
      written()
      await held
    })
    await wrote
    await Promise.all(Array.from({ length: 20 }, (_, n) => write(db, `quick_${n}`)))
    await sealAll(db)
    release()
    await slow
    await sealAll(db)
    const order = await db
      .selectFrom('audit_seal')
      .innerJoin('audit', 'audit.id', 'audit_seal.audit_id')
      .select('verb')
      .orderBy('seq', 'desc')
      .limit(21)
      .execute()
    expect(order[0]?.verb).toBe('slow')
    expect(new Set(order.map(({ verb }) => verb)).size).toBe(21)
    expect((await verifyAudit(db)).breaks).toEqual([])
  })

  test('is sealed once by two sealers at a time, beside many writers, thousands of rows in a turn', async () => {
    const { db } = market
    const sealers = [startAuditChainer({ db, log }), startAuditChainer({ db, log })]
    await Promise.all(
      Array.from({ length: 12 }, async (_, n) => {
        for (let i = 0; i < 25; i++) await write(db, `writer_${n}_${i}`)
      }),
    )
    await Promise.all(sealers.map((sealer) => sealer.stop()))
    const entries = Array.from({ length: 10_000 }, (_, n) => ({
      verb: `bulk_${n}`,
      subject: subject(),
      detail: { figure: n },
    }))
    for (let start = 0; start < entries.length; start += 2000) {
      await transact(db, (tx) => appendAudits(tx, null, entries.slice(start, start + 2000)))
    }
    // What the writers left is the rest of a third turn.
    expect(await sealAll(db)).toBeLessThanOrEqual(3)
    const { sealed, breaks } = await verifyAudit(db)
    expect(breaks).toEqual([])
    const { rows } = await sql<{ rows: number }>`select count(*)::int as rows from audit`.execute(
      db,
    )
    expect(sealed).toBe(rows[0]!.rows)
  })

  test('comes back whole from a backup and goes on from where it was', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lianqiao-trail-'))
    const file = join(folder, 'trail.backup')
    const head = await findHead(market.db)
    await write(market.db, 'unsealed_at_backup')
    await backup(market.ownerUrl, file, { key: 'key', at: market.db.now() })
    const target = await emptyDatabase()
    await restore({ ...target, file, key: 'key' })
    const restored = connect({ url: target.appUrl, poolSize: 2 })
    await sealAll(restored.db)
    await write(restored.db, 'after_restore')
    await sealAll(restored.db)
    const { breaks, head: now } = await verifyAudit(restored.db, { since: head })
    expect(breaks).toEqual([])
    expect(now?.seq).toBe(head!.seq + 2)
    await restored.close()
    await target.drop()
    rmSync(folder, { recursive: true, force: true })
  })
})
