import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { takeIn } from '#app/domain/import/apply-import.server.ts'
import { importKinds } from '#app/domain/import/kinds.server.ts'
import { readType } from '#app/domain/import/listings.ts'
import { readSource } from '#app/domain/import/read-table.server.ts'
import { readFirstSheet } from '#app/domain/import/sheet.server.ts'
import { quote, shortlistInterest, showInterest } from '#app/domain/interest/write.server.ts'
import { getListing } from '#app/domain/listing/read.server.ts'
import { expireListings, withdrawListing } from '#app/domain/listing/write.server.ts'
import { makeBureau, makeEnterprise } from '../../support/people.ts'
import { refusalOf } from '../../support/refusal.ts'
import { sharedData } from '../../support/registry.ts'
import { quotation } from '../../support/trade.ts'
import { testWorld } from '../../support/world.ts'

const world = testWorld()
let folder: string
beforeAll(() => {
  folder = mkdtempSync('/tmp/lianqiao-listings-')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const head = 'demand_id,type,title,requirement_summary,metrics_mentioned,budget_wan,deadline,source'

const take = async (file: string, dryRun = false) =>
  takeIn(importKinds.listings, {
    ...{ db: world.db, file: await readSource(file), source: 'test', dryRun },
    readSheet: readFirstSheet,
    onProgress: () => {},
  })

function write(name: string, ...lines: string[]): string {
  const path = join(folder, name)
  writeFileSync(path, [head, ...lines].join('\n'))
  return path
}

const byRef = (ref: string) =>
  world.db.selectFrom('listing').selectAll().where('external_ref', '=', ref).executeTakeFirst()

const stamping =
  'L1,技术需求,高韧性立方氮化硼单晶研制,抗冲击韧性需要提高。,≥67%,50,2030-06-30,省技术需求目录'

describe('a file of demands', () => {
  test('needs a bureau that answers for them', async () => {
    const refused = await refusalOf(take(write('early.csv', stamping)))
    expect(refused.message).toBe('repost_without_bureau')
    world.bureau = await makeBureau(world)
  })

  test('is reposted under the bureau with its source named; again, it changes nothing', async () => {
    const file = write('demands.csv', stamping)
    expect((await take(file, true)).tally).toMatchObject({ rows: 1, created: 1 })
    expect(await byRef('L1')).toBeUndefined()
    expect((await take(file)).tally).toMatchObject({ created: 1 })
    expect((await take(file)).tally).toMatchObject({ created: 0, unchanged: 1 })
    const row = await byRef('L1')
    expect(row).toMatchObject({
      ...{ state: 'published', direction: 'demand', kind: 'technology', deadline: '2030-06-30' },
      ...{ price_high_fen: 50_000_000, organization_id: world.bureau!.id },
      body: '抗冲击韧性需要提高。\n指标：≥67%',
    })
    const listing = await getListing(world.db, null, row!.id)
    expect(listing).toMatchObject({ reposted: true, source: '省技术需求目录', tier: 'none' })
  })

  test('follows its source, and renews what has expired; what was withdrawn stays away', async () => {
    const { id } = (await byRef('L1'))!
    const changed = write('changed.csv', stamping.replace(',50,', ',80,'))
    expect((await take(changed)).tally).toMatchObject({ updated: 1 })
    expect((await byRef('L1'))?.price_high_fen).toBe(80_000_000)
    await world.db
      .updateTable('listing')
      .set({ expires_on: '2020-01-01' })
      .where('id', '=', id)
      .execute()
    await expireListings(world.db)
    expect((await take(changed, true)).tally).toMatchObject({ updated: 1 })
    expect((await take(changed)).tally).toMatchObject({ updated: 1 })
    expect((await byRef('L1'))?.state).toBe('published')
    await withdrawListing(world.db, world.bureau!.officer.actor, { id })
    expect((await take(changed)).tally).toMatchObject({ unchanged: 1 })
    expect((await byRef('L1'))?.state).toBe('withdrawn')
  })

  test('is answered by interest, which the bureau passes on; nobody quotes to the bureau', async () => {
    await take(write('answered.csv', stamping.replace('L1', 'L2')))
    const { id: listingId } = (await byRef('L2'))!
    const guest = (await makeEnterprise(world)).owner.actor
    const { id } = await showInterest(world.db, guest, {
      ...{ listingId, note: '我们有同类产品，可以提供样品。' },
    })
    await shortlistInterest(world.db, world.bureau!.officer.actor, id)
    const refused = await refusalOf(quote(world.db, guest, { id, version: 2, terms: quotation() }))
    expect(refused.message).toBe('listing_reposted')
  })

  test('names every fault with its line and column', async () => {
    const report = await take(
      write(
        'faults.csv',
        'F1,新闻,齿轮,说明,,,,目录',
        'F2,技术需求,,说明,,-3,昨天,目录',
        ',技术需求,齿轮加工,说明,,,,',
        'F4,技术需求,齿轮加工,说明,,,,目录',
        'F4,技术需求,齿轮加工,说明,,,,目录',
      ),
    )
    expect(report.tally).toMatchObject({ rows: 5, created: 1, rejected: 4 })
    expect(report.faults.map(({ line, column, reason }) => `${line} ${column} ${reason}`)).toEqual([
      '2 type direction',
      '3 title title_length',
      '3 budget_wan budget',
      '3 deadline date',
      '4 demand_id required',
      '4 source required',
      '6 demand_id repeated',
    ])
  })

  test.each([
    ['技术需求', { direction: 'demand', kind: 'technology' }],
    ['产品供应', { direction: 'supply', kind: 'product' }],
    ['技术成果', { direction: 'supply', kind: 'technology' }],
    ['采购公告', { direction: 'demand', kind: 'procurement' }],
    ['产能供给', { direction: 'supply', kind: 'capacity' }],
    ['应用场景', { direction: 'demand', kind: 'scenario' }],
    ['新闻', null],
  ])('%s is read as what it says', (text, expected) => {
    expect(readType(text)).toEqual(expected)
  })

  const shared = sharedData('tech_demands.csv')
  test.skipIf(!shared)(
    'takes in all 243 real technology demands (skipped without ../shared/data)',
    async () => {
      expect((await take(shared!)).tally).toEqual({
        ...{ rows: 243, created: 243, updated: 0, unchanged: 0, rejected: 0 },
      })
      expect((await take(shared!)).tally).toMatchObject({ created: 0, unchanged: 243 })
    },
  )
})
