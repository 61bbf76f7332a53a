import { beforeAll, describe, expect, test } from 'vitest'
import { performImport } from '#app/domain/import/perform.server.ts'
import { getImport, listImports } from '#app/domain/import/read.server.ts'
import { readFirstSheet } from '#app/domain/import/sheet.server.ts'
import { startImport, uploadImport } from '#app/domain/import/write.server.ts'
import { listNotices } from '#app/domain/notice/read.server.ts'
import { makeBureau, makeEnterprise, makeUscc } from '../../support/people.ts'
import { refusalOf } from '../../support/refusal.ts'
import { testWorld } from '../../support/world.ts'

const world = testWorld()

beforeAll(async () => {
  world.bureau = await makeBureau(world)
})

const officer = () => world.bureau!.officer.actor

const file = (...lines: string[]) => ({
  kind: 'enterprises' as const,
  upload: { name: '名录.csv', bytes: new TextEncoder().encode(lines.join('\n')) },
  readSheet: readFirstSheet,
})

const companies = () =>
  world.db.selectFrom('organization').select('name').where('standing', '=', 'listed').execute()

async function work(id: string, verb: 'check' | 'take_in', mapping?: Record<string, number>) {
  await startImport(world.db, officer(), { id, verb, ...(mapping ? { mapping } : {}) })
  await performImport(world.db, id, readFirstSheet)
  return getImport(world.db, officer(), id)
}

describe('Staff take a file in', () => {
  test('after they said which column is which and looked at what would come of it', async () => {
    const uscc = makeUscc()
    const { id } = await uploadImport(
      world.db,
      officer(),
      file('公司,代码,道路', `南昌栏目有限公司,${uscc},阳明路`, '南昌无码有限公司,123,阳明路'),
    )
    const uploaded = await getImport(world.db, officer(), id)
    expect(uploaded).toMatchObject({ state: 'uploaded', header: ['公司', '代码', '道路'] })
    expect(uploaded.mapping).toEqual({ road: 2 })
    const checked = await work(id, 'check', { name: 0, uscc: 1, road: 2 })
    expect(checked).toMatchObject({
      state: 'checked',
      progress: 100,
      tally: { rows: 2, created: 1, rejected: 1 },
      faults: [{ line: 3, column: 'uscc', reason: 'uscc_length' }],
    })
    expect(await companies()).toEqual([])
    const done = await work(id, 'take_in')
    expect(done).toMatchObject({ state: 'done', tally: { created: 1, rejected: 1 } })
    expect(await companies()).toEqual([{ name: '南昌栏目有限公司' }])
    const told = await listNotices(world.db, officer())
    expect(told[0]).toMatchObject({ kind: 'import_done', params: { created: 1, rejected: 1 } })
  })

  test('a needed column that nobody named stops it with a sentence', async () => {
    const { id } = await uploadImport(world.db, officer(), file('公司,代码', '南昌缺列有限公司,1'))
    const failed = await work(id, 'check', { name: 0 })
    expect(failed).toMatchObject({ state: 'failed', problem: { message: 'table_columns' } })
  })

  test('the job does its work once, and nothing where nothing is asked', async () => {
    const uscc = makeUscc()
    const { id } = await uploadImport(
      world.db,
      officer(),
      file('企业名称,统一社会信用代码', `南昌一次有限公司,${uscc}`),
    )
    await performImport(world.db, id, readFirstSheet)
    expect((await getImport(world.db, officer(), id)).state).toBe('uploaded')
    await work(id, 'check')
    await work(id, 'take_in')
    await performImport(world.db, id, readFirstSheet)
    expect((await getImport(world.db, officer(), id)).tally).toMatchObject({ created: 1 })
    const again = startImport(world.db, officer(), { id, verb: 'take_in' })
    expect((await refusalOf(again)).refusal).toBe('conflict')
  })

  test('an empty file, and one that is no table, are refused at once', async () => {
    expect((await refusalOf(uploadImport(world.db, officer(), file()))).message).toBe('table_empty')
    const sheet = { name: 'x.xlsx', bytes: new TextEncoder().encode('no zip') }
    const broken = uploadImport(world.db, officer(), {
      kind: 'products',
      upload: sheet,
      readSheet: readFirstSheet,
    })
    expect((await refusalOf(broken)).message).toBe('table_xlsx')
  })

  test('nobody but the bureau’s officers does so or sees it', async () => {
    const { id } = await uploadImport(world.db, officer(), file('企业名称', '甲'))
    const firm = (await makeEnterprise(world)).owner.actor
    const host = world.bureau!.host.actor
    const other = (await makeBureau(world)).officer.actor
    for (const actor of [firm, host]) {
      expect((await refusalOf(uploadImport(world.db, actor, file('a', 'b')))).refusal).toBe(
        'forbidden',
      )
      expect(await listImports(world.db, actor)).toEqual([])
    }
    expect((await refusalOf(getImport(world.db, other, id))).refusal).toBe('missing')
    const begun = startImport(world.db, other, { id, verb: 'check' })
    expect((await refusalOf(begun)).refusal).toBe('missing')
  })
})
