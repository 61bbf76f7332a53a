import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { importCommand } from '#app/cli/import.ts'
import { takeIn } from '#app/domain/import/apply-import.server.ts'
import { importKinds } from '#app/domain/import/kinds.server.ts'
import { readSource } from '#app/domain/import/read-table.server.ts'
import { readFirstSheet } from '#app/domain/import/sheet.server.ts'
import { testDatabase } from '../../support/database.ts'
import { makeUscc } from '../../support/people.ts'
import { silent, testSearch } from '../../support/search.ts'
import { makeXlsx } from '../../support/xlsx.ts'

const world = testDatabase()
const found = testSearch(world)
let folder: string
beforeAll(() => {
  folder = mkdtempSync('/tmp/lianqiao-import-')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const header =
  'name,uscc,registered_on,registered_capital,province,city,district,road,business_scope,scope_truncated,is_branch'
const company = (name: string, uscc = makeUscc(), scope = '国内贸易') =>
  `${name},${uscc},2019-01-21,"1,000(万元人民币)",江西省,南昌市,东湖区,中山路,${scope},0,0`

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

interface Run {
  status: number
  last: Record<string, number>
}

/** Runs the command as npm does, and reads its last line. */
async function run(...args: string[]): Promise<Run> {
  const lines: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  const progress = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  try {
    const services = {
      db: world.db,
      search: found.search,
      log: silent,
      dataDir: join(folder, 'data'),
    }
    const status = await importCommand([...args, '--json'], services)
    return { status, last: JSON.parse(lines.at(-1)!) }
  } finally {
    log.mockRestore()
    progress.mockRestore()
  }
}

const findCompany = (uscc: string) =>
  world.db.selectFrom('organization').selectAll().where('uscc', '=', uscc).executeTakeFirst()

describe('a file of companies', () => {
  test('brings them in as listed, with tidied facts, findable when the command ends', async () => {
    const uscc = makeUscc()
    const name = '南昌晨光（江西）贸易有限公司'
    const file = write(
      'one.csv',
      `\uFEFF${header}\n${company('南昌晨光(江西) 贸易有限公司', uscc.toLowerCase())}\n`,
    )
    const { status, last } = await run('enterprises', file)
    expect({ status, last }).toEqual({
      status: 0,
      last: { rows: 1, created: 1, updated: 0, unchanged: 0, rejected: 0 },
    })
    expect(await findCompany(uscc)).toMatchObject({
      name,
      standing: 'listed',
      kind: 'enterprise',
      registered_on: '2019-01-21',
      capital_fen: 1_000_000_000,
      capital_currency: 'CNY',
      road: '中山路',
      industry_code: 'F51',
      industry_proposed: true,
      source: 'one.csv',
    })
    const { hits } = await found.search.query({ text: name, audience: ['public'] })
    expect(hits).toHaveLength(1)
  })

  test('twice changes nothing; a changed row is brought up to date and nothing else', async () => {
    const [a, b] = [makeUscc(), makeUscc()]
    const first = write(
      'twice.csv',
      [header, company('南昌甲一有限公司', a), company('南昌乙二有限公司', b)].join('\n'),
    )
    expect((await run('enterprises', first)).last).toMatchObject({ created: 2 })
    const before = await findCompany(a)
    expect((await run('enterprises', first)).last).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 2,
    })
    expect(await findCompany(a)).toEqual(before)
    const second = write(
      'twice2.csv',
      [header, company('南昌甲一有限公司', a), company('南昌乙三有限公司', b)].join('\n'),
    )
    expect((await run('enterprises', second)).last).toMatchObject({ updated: 1, unchanged: 1 })
    expect((await findCompany(b))?.name).toBe('南昌乙三有限公司')
  })

  test('reads GB18030 and Windows line ends as it reads UTF-8', async () => {
    const file = write(
      'gb.csv',
      // 南昌镕华有限公司 in GB18030
      Buffer.concat([
        Buffer.from('name,uscc\r\n'),
        Buffer.from([
          0xc4, 0xcf, 0xb2, 0xfd, 0xe9, 0x46, 0xbb, 0xaa, 0xd3, 0xd0, 0xcf, 0xde, 0xb9, 0xab, 0xcb,
          0xbe,
        ]),
        Buffer.from(`,${makeUscc()}\r\n`),
      ]),
    )
    expect((await run('enterprises', file)).last).toMatchObject({ created: 1 })
    const { hits } = await found.search.query({ text: '南昌镕华有限公司', audience: ['public'] })
    expect(hits).toHaveLength(1)
  })

  test('reads a spreadsheet with Chinese titles', async () => {
    const uscc = makeUscc()
    const rows = [
      ['企业名称', '统一社会信用代码', '成立日期', '注册资本', '经营范围'],
      ['南昌表格有限公司', uscc, '2020年5月6日', '50(万元人民币)', '物业管理'],
    ]
    const file = write('book.xlsx', makeXlsx(rows))
    expect((await run('enterprises', file)).last).toMatchObject({ rows: 1, created: 1 })
    expect(await findCompany(uscc)).toMatchObject({
      registered_on: '2020-05-06',
      industry_code: 'K702',
    })
  })

  test('reports every bad row with line, column and reason, also in a file, and takes the good ones', async () => {
    const [good, again] = [makeUscc(), '91360100158354925W']
    const file = write(
      'bad.csv',
      [
        header,
        company('南昌好行有限公司', good, '"一行\n两行"'),
        company('南昌错码有限公司', '91360100158354925X'),
        `南昌错日有限公司,${makeUscc()},昨天,很多,,,,,,0,0`,
        company('南昌重复有限公司', again),
        company('南昌重复有限公司', again),
        `${company('南昌多列有限公司')},多出来的`,
      ].join('\n'),
    )
    expect((await run('enterprises', file)).last).toEqual({
      rows: 6,
      created: 2,
      updated: 0,
      unchanged: 0,
      rejected: 4,
    })
    const report = readFileSync(`${file}.errors.csv`, 'utf8').trim().split('\r\n')
    expect(report[0]).toBe('行号,列,原因,内容')
    expect(report.slice(1).map((line) => line.split(',').slice(0, 2).join(','))).toEqual([
      '4,uscc',
      '5,registered_capital',
      '5,registered_on',
      '7,uscc',
      '8,',
    ])
    expect(report[4]).toContain('与第 6 行重复')

    writeFileSync(file, [header, company('南昌好行有限公司', good, '"一行\n两行"')].join('\n'))
    await run('enterprises', file)
    expect(existsSync(`${file}.errors.csv`)).toBe(false)
  })

  test('as a dry run says what would happen and writes nothing', async () => {
    const uscc = makeUscc()
    const file = write('dry.csv', [header, company('南昌空跑有限公司', uscc)].join('\n'))
    expect((await run('enterprises', file, '--dry-run')).last).toMatchObject({ created: 1 })
    expect(await findCompany(uscc)).toBeUndefined()
  })

  test('is completed by running it again after a crash half way', async () => {
    const lines = Array.from({ length: 2700 }, (_, n) => company(`南昌断电${n}有限公司`))
    const file = write('crash.csv', [header, ...lines].join('\n'))
    const crashing = { ...importKinds.enterprises }
    let batches = 0
    crashing.write = async (...args) => {
      if (++batches === 2) throw new Error('the power went out')
      return importKinds.enterprises.write(...args)
    }
    const taking = takeIn(crashing, {
      db: world.db,
      readSheet: readFirstSheet,
      file: await readSource(file),
      source: 'crash.csv',
      dryRun: false,
      onProgress: () => {},
    })
    await expect(taking).rejects.toThrow('the power went out')
    expect((await run('enterprises', file)).last).toEqual({
      rows: 2700,
      created: 700,
      updated: 0,
      unchanged: 2000,
      rejected: 0,
    })
  })

  test('leaves alone what somebody has taken charge of', async () => {
    const uscc = makeUscc()
    const file = write('own.csv', [header, company('南昌有主有限公司', uscc)].join('\n'))
    await run('enterprises', file)
    await world.db
      .updateTable('organization')
      .set({ standing: 'verified', name: '南昌有主精密有限公司' })
      .where('uscc', '=', uscc)
      .execute()
    expect((await run('enterprises', file)).last).toMatchObject({ updated: 0, unchanged: 1 })
    expect((await findCompany(uscc))?.name).toBe('南昌有主精密有限公司')
  })

  test('leaves a trail for each company it lists', async () => {
    const uscc = makeUscc()
    await run(
      'enterprises',
      write('trail.csv', [header, company('南昌留痕有限公司', uscc)].join('\n')),
    )
    const { id } = (await findCompany(uscc))!
    const moves = await world.db
      .selectFrom('transition')
      .selectAll()
      .where('subject_id', '=', id)
      .execute()
    expect(moves).toMatchObject([{ verb: 'list', from_state: null, to_state: 'listed' }])
  })

  test('that can not be used as a whole gets one sentence', async () => {
    const english = (path: string) => run('enterprises', path, '--lang', 'en')
    await expect(english(join(folder, 'nowhere.csv'))).rejects.toThrow(/does not exist/)
    await expect(english(write('x.csv', 'a,b\n1,2'))).rejects.toThrow(/no column name/)
    await expect(english(write('e.csv', ''))).rejects.toThrow(/is empty/)
    await expect(english(write('n.xlsx', 'no zip'))).rejects.toThrow(/can’t be read as XLSX/)
    await expect(run('firms', write('f.csv', header))).rejects.toThrow(/Usage/)
  })

  test('puts its report into the data folder when it can not lie beside it', async () => {
    const file = write('apart.csv', `${header}\n${company('x', '1')}`)
    mkdirSync(`${file}.errors.csv`)
    await run('enterprises', file)
    expect(existsSync(join(folder, 'data', 'imports', 'apart.csv.errors.csv'))).toBe(true)
  })
})

describe('a file of products', () => {
  const title =
    'id,product_name,institution,region,amount_max_wan,term_max_months,rate_low_pct,rate_high_pct,guarantee_type,target,repayment,source_url,source_date'

  test('publishes them under institutions that become listed', async () => {
    const file = write(
      'products.csv',
      [
        title,
        'T1,科创快贷,南昌试验银行,江西省,1000,36,2.9,3.5,信用,小巨人企业,先息后本,https://example.com/a,2025',
      ].join('\n'),
    )
    expect((await run('products', file)).last).toMatchObject({ rows: 1, created: 1 })
    expect((await run('products', file)).last).toMatchObject({ created: 0, unchanged: 1 })
    const product = await world.db
      .selectFrom('product')
      .innerJoin('organization', 'organization.id', 'product.organization_id')
      .select(['product.id', 'product.state', 'product.source', 'product.rate_low_bp'])
      .select(['organization.name', 'organization.standing', 'organization.institution_type'])
      .where('external_ref', '=', 'T1')
      .executeTakeFirstOrThrow()
    expect(product).toMatchObject({
      state: 'published',
      source: 'https://example.com/a',
      rate_low_bp: 290,
      name: '南昌试验银行',
      standing: 'listed',
      institution_type: 'bank',
    })
    const { hits } = await found.search.query({
      text: '试验银行 科创快贷',
      kind: 'product',
      audience: ['public'],
      facets: { amount: ['to_1000'], rate: ['to_300'], guarantee: ['credit'] },
    })
    expect(hits).toEqual([{ kind: 'product', id: product.id }])
  })
})
