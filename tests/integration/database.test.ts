import { expect, test } from 'vitest'
import { record } from '#app/domain/record.server.ts'
import { sql, transact } from '#db'
import { testDatabase } from '../support/database.ts'

const market = testDatabase()

test('the application can add to the audit trail and never change or remove what is in it', async () => {
  const { db } = market
  await transact(db, (tx) =>
    record(tx, null, { verb: 'try', subject: { kind: 'organization', id: crypto.randomUUID() } }),
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
  const end = db.hints.listen((topic) => {
    heard.push(topic)
    if (topic === 'last') wake()
  })
  await expect(
    transact(db, async (tx) => {
      tx.hint('lost')
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  await db.hints.listening()
  await transact(db, async (tx) => tx.hint('first'))
  await transact(db, async (tx) => tx.hint('last'))
  await arrived
  end()
  expect(heard).toEqual(['first', 'last'])
})
