import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import type { Upload } from '#app/domain/file/file.ts'
import { testFiles } from '../support/files.ts'
import { refusalOf } from '../support/refusal.ts'
import { makeXlsx } from '../support/xlsx.ts'

const files = testFiles()
const hasty = testFiles({ deadlineMs: 50 })
const narrow = testFiles({ maxMemory: 120 * 1024 * 1024 })

const wanted = { field: 'licence' }

const flat = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#369' } })

const png = async (width: number, height: number, progressive = false): Promise<Upload> => ({
  name: '图.png',
  bytes: await flat(width, height).png({ progressive, compressionLevel: 1 }).toBuffer(),
})

describe('Files from outside are looked at in a process of their own', () => {
  test('a picture of today’s phones is taken, upright and small enough for a page', async () => {
    const bytes = await flat(8160, 6120).jpeg().toBuffer()
    const kept = await files.prepare({ name: '车间.jpg', bytes }, wanted)
    expect(kept).toMatchObject({ mediaType: 'image/jpeg', width: 2400, height: 1800 })
    expect(await sharp(kept.preview!).metadata()).toMatchObject({ width: 480, height: 360 })
  })

  test.each([
    ['of more pixels than any camera’s', () => png(10_000, 6_000)],
    ['interlaced, so that it is held whole', () => png(4_000, 4_000, true)],
    [
      'of sixteen bits',
      async (): Promise<Upload> => ({
        name: '图.png',
        bytes: await flat(4_000, 4_000).toColourspace('rgb16').png().toBuffer(),
      }),
    ],
  ])('a picture %s is refused by its head alone', async (_, make) => {
    const upload = await make()
    expect((await refusalOf(files.prepare(upload, wanted))).fields).toEqual({
      licence: ['file_pixels'],
    })
  })

  test('two at a time; the next wait, and beyond twenty they are asked to come again', async () => {
    const upload = await png(3_000, 3_000)
    const all = Array.from({ length: 30 }, () => files.prepare(upload, wanted))
    const seen = new Set<number>()
    const looking = Promise.allSettled(all)
    for (const pid of files.processes()) seen.add(pid)
    const ended = await looking
    for (const pid of files.processes()) seen.add(pid)
    const refused = ended.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
    expect(refused.map(({ refusal, retryAfter }) => [refusal, retryAfter])).toEqual(
      Array.from({ length: 8 }, () => ['unavailable', 5]),
    )
    expect(seen.size).toBeLessThanOrEqual(2)
  })

  test('what takes too long is given up, and the next file is looked at', async () => {
    const upload = await png(5_000, 5_000)
    expect((await refusalOf(hasty.prepare(upload, wanted))).fields).toEqual({
      licence: ['file_unreadable'],
    })
    expect(hasty.processes()).toEqual([])
  })

  test('a process that takes more memory than it may is ended, and the market goes on', async () => {
    const rows = Array.from({ length: 60_000 }, (_, row) => [`${row}`, '南昌某某精密机械有限公司'])
    const bytes = makeXlsx(rows)
    const refused = await refusalOf(narrow.readSheet({ name: '名录.xlsx', bytes }))
    expect(refused).toMatchObject({ message: 'table_unpacked' })
    expect(narrow.processes()).toEqual([])
  })

  test('a process for files has no settings, no keys and no way to the database', async () => {
    await files.prepare(await png(10, 10), wanted)
    const [pid] = files.processes()
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8')
    expect(environment).not.toMatch(/DATABASE_URL|SECRET_KEY|MEILI/)
  })
})

describe('A workbook', () => {
  test('is read as texts, cell by cell', async () => {
    const bytes = makeXlsx([
      ['企业名称', '统一社会信用代码'],
      ['甲', '1'],
    ])
    expect(await files.readSheet({ name: '名录.xlsx', bytes })).toEqual([
      { line: 1, values: ['企业名称', '统一社会信用代码'] },
      { line: 2, values: ['甲', '1'] },
    ])
  })

  test('that unpacks to a hundred times its size is refused before it is unpacked', async () => {
    const bytes = makeXlsx([['名称'], ['长'.repeat(10_000_000)]], { packed: true })
    expect(bytes.length).toBeLessThan(200_000)
    expect(await refusalOf(files.readSheet({ name: '大.xlsx', bytes }))).toMatchObject({
      message: 'table_unpacked',
    })
  })

  test('that is none says so', async () => {
    const bytes = Buffer.from('no workbook')
    expect(await refusalOf(files.readSheet({ name: '坏.xlsx', bytes }))).toMatchObject({
      message: 'table_xlsx',
    })
  })
})

describe('A table is read within bounds, and says which one it exceeds', () => {
  const csv = (text: string) => files.readSheet({ name: '名录.csv', bytes: Buffer.from(text) })

  test('a CSV is read in a process of its own, with the line of each row', async () => {
    expect(await csv('名称,代码\n"甲\n厂",1\n乙,2\n')).toEqual([
      { line: 1, values: ['名称', '代码'] },
      { line: 2, values: ['甲\n厂', '1'] },
      { line: 4, values: ['乙', '2'] },
    ])
  })

  test.each([
    ['columns', 'table_many_columns', ','.repeat(900_000)],
    ['rows', 'table_many_rows', '甲\n'.repeat(200_001)],
    ['cells', 'table_many_cells', `${','.repeat(199)}\n`.repeat(10_001)],
    ['characters in a cell', 'table_long_cell', `名称\n${'长'.repeat(10_001)}`],
    ['characters in all', 'table_long', `${'a'.repeat(10_000)}\n`.repeat(1_001)],
  ])('a CSV of too many %s is refused', async (_, message, text) => {
    expect(await refusalOf(csv(text))).toMatchObject({ refusal: 'invalid', message })
  })

  test('of a file that is only looked at the header alone is handed over', async () => {
    const bytes = Buffer.from('名称,代码\n甲公司,1\n乙公司,2\n')
    expect(await files.readSheet({ name: '名录.csv', bytes }, 'header')).toEqual([
      { line: 1, values: ['名称', '代码'] },
    ])
  })

  test('a workbook of long texts is refused before it is handed over', async () => {
    const longText = () => randomBytes(9_998 / 2).toString('hex')
    const bytes = makeXlsx(Array.from({ length: 1_100 }, () => [longText()]))
    expect(await refusalOf(files.readSheet({ name: '长文本.xlsx', bytes }))).toMatchObject({
      message: 'table_long',
    })
  })
})
