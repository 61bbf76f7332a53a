import { describe, expect, test, vi } from 'vitest'
import { appendAudit } from '#app/domain/audit-log.server.ts'
import { bindToTransaction, connect, type Db, sql, transact } from '#db'
import { testDatabase } from '../support/database.ts'

const market = testDatabase()

test('the application can add to the audit trail and never change or remove what is in it', async () => {
  const { db } = market
  await transact(db, (tx) =>
    appendAudit(tx, null, {
      verb: 'try',
      subject: { kind: 'organization', id: crypto.randomUUID() },
    }),
  )
  for (const statement of [
    'update audit set verb = $$other$$',
    'delete from audit',
    'truncate audit',
  ]) {
    await expect(sql.raw(statement).execute(db)).rejects.toThrow(/permission denied/)
  }
})

test('the application owns nothing: it can neither alter the schema nor read a private table', async () => {
  const { db } = market
  for (const statement of [
    'alter table organization add column extra text',
    'drop table audit',
    'create table extra (id int)',
    'select * from private.request_detail',
  ]) {
    await expect(sql.raw(statement).execute(db)).rejects.toThrow(/permission denied|must be owner/)
  }
})

test('a hint reaches every listener after the commit, and none when the transaction fails', async () => {
  const { db } = market
  const heard: string[] = []
  let wake: () => void
  const arrived = new Promise<void>((resolve) => {
    wake = resolve
  })
  const end = db.notifications.subscribe((topic) => {
    heard.push(topic)
    if (topic === 'last') wake()
  })
  await expect(
    transact(db, async (tx) => {
      tx.notify('lost')
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  await db.notifications.listening()
  await transact(db, async (tx) => tx.notify('first'))
  await transact(db, async (tx) => tx.notify('last'))
  await arrived
  end()
  expect(heard).toEqual(['first', 'last'])
})

test('what is hinted at many times while a message is under way goes once with the next', async () => {
  // On connections of its own, over which nothing is under way yet.
  const { notifications, close } = connect({ url: market.appUrl })
  const heard: string[] = []
  notifications.subscribe((topic) => heard.push(topic))
  await notifications.listening()
  for (let times = 0; times < 50; times++) notifications.send(['often'])
  notifications.send(['last'])
  await vi.waitFor(() => expect(heard).toContain('last'), 20_000)
  await close()
  expect(heard).toEqual(['often', 'often', 'last'])
})

describe('A verb that works within another’s transaction', () => {
  const mark = (db: Db, id: string) =>
    transact(db, async (tx) => {
      await appendAudit(tx, null, { verb: 'mark', subject: { kind: 'organization', id } })
      tx.notify(`mark:${id}`)
      return tx.now
    })
  const marked = async (id: string) =>
    (await market.db.selectFrom('audit').select('id').where('subject_id', '=', id).execute()).length

  test('commits with it, at its instant, and is heard of only then', async () => {
    const { db } = market
    const id = crypto.randomUUID()
    const heard: string[] = []
    // What the tests before have said may still be on its way.
    const end = db.notifications.subscribe((topic) => topic === `mark:${id}` && heard.push(topic))
    await db.notifications.listening()
    await transact(db, async (tx) => {
      expect(await mark(bindToTransaction(db, tx), id)).toBe(tx.now)
      expect(await marked(id)).toBe(0)
      expect(heard).toEqual([])
    })
    expect(await marked(id)).toBe(1)
    await vi.waitFor(() => expect(heard).toEqual([`mark:${id}`]), 20_000)
    end()
  })

  test('leaves nothing when the outer one fails', async () => {
    const { db } = market
    const id = crypto.randomUUID()
    const work = transact(db, async (tx) => {
      await mark(bindToTransaction(db, tx), id)
      throw new Error('changed its mind')
    })
    await expect(work).rejects.toThrow('changed its mind')
    expect(await marked(id)).toBe(0)
  })

  test('leaves nothing when it fails itself, also when its caller goes on', async () => {
    const { db } = market
    const [lost, kept] = [crypto.randomUUID(), crypto.randomUUID()]
    await transact(db, async (tx) => {
      const joined = bindToTransaction(db, tx)
      const failing = transact(joined, async (inner) => {
        await mark(bindToTransaction(db, inner), lost)
        await sql`select 1 / 0`.execute(inner)
      })
      await expect(failing).rejects.toThrow(/division by zero/)
      await mark(joined, kept)
    })
    expect([await marked(lost), await marked(kept)]).toEqual([0, 1])
  })
})
