import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkCharacter } from '#app/domain/organization/uscc.ts'
import { createCaller } from './load.ts'
import { pause } from './process.ts'
import { untilIndexed } from './search.ts'
import type { Bench, Market } from './stage.ts'

const main = join(import.meta.dirname, '..', '..', 'app', 'cli', 'main.ts')
const columns = [
  'name',
  'uscc',
  'registered_on',
  'registered_capital',
  'road',
  'address',
  'business_scope',
]

/** A file of companies, from the command to the last of them findable. */
export const intake: Bench = {
  name: 'import',
  about:
    'npm run import of companies until all are findable, beside COPY and a raw document addition',
  async run(stage) {
    const engines = await stage.engines()
    const market = await stage.market(engines)
    const rows = makeRows(stage.size(20_000, 200))
    const folder = stage.folder()
    chmodSync(folder, 0o755)
    const file = join(folder, 'companies.csv')
    writeFileSync(file, toCsv(rows))
    chmodSync(file, 0o644)
    const worker = await market.node({ ROLE: 'worker' })
    await untilIndexed(market)
    await worker.stop()
    const before = performance.now()
    const { key, url } = engines.search
    const copied = await copy(market, file)
    await addRaw({ url, key }, rows)
    const plain = (performance.now() - before) / 1000
    stage.note(`COPY ${copied.toFixed(1)} s, with documents ${plain.toFixed(1)} s`)
    await market.admin.query('drop schema plain cascade')
    const seeded = await market.search.indexes.count('live')
    const started = performance.now()
    const said = await runImport(market, file)
    for (const line of said.match(/rows in .* s|findable.*/g) ?? []) stage.note(line)
    const took = (performance.now() - started) / 1000
    const found = await market.search.indexes.count('live')
    if (found < rows.length) throw new Error(`Only ${found} of ${rows.length} can be found.`)
    const same = copied + (await addSame(market, { url, key }, rows.length + seeded))
    stage.note(`COPY with our documents and settings ${same.toFixed(1)} s`)
    const figure = `${rows.length.toLocaleString('en')} companies until findable`
    const rate = { value: rows.length / took, unit: 'rows/s' }
    stage.report({ figure, ...rate, baseline: rows.length / plain, goal: { least: 0.5 } })
    stage.report({
      figure: `${figure}, beside COPY and our own documents added raw under our settings`,
      ...rate,
      baseline: rows.length / same,
      goal: { least: 0.5 },
    })
  },
}

type Row = Record<(typeof columns)[number], string>

const pick = (text: string, n: number) => [...text][n % [...text].length]!

function makeRows(count: number): Row[] {
  const cores = '华强盛瑞康达恒泰金鑫宏远博创科锐新源安信嘉美佳德正和顺丰润泽天宇中联东方明光大成'
  const trades = [
    '精密机械',
    '电子科技',
    '生物医药',
    '纺织服饰',
    '食品',
    '新材料',
    '环保设备',
    '物流',
  ]
  return Array.from({ length: count }, (_, n) => {
    const first = `91360102MA${String(n).padStart(7, '0')}`
    const trade = trades[n % trades.length]!
    const core = [n, n * 7 + 3, n * 13 + 5]
      .map((item) => pick(cores, item + Math.floor(n / 40)))
      .join('')
    return {
      name: `南昌市${core}${trade}有限公司`,
      uscc: first + checkCharacter(first),
      registered_on: `20${String(10 + (n % 15))}-0${1 + (n % 9)}-1${n % 9}`,
      registered_capital: `${100 + (n % 900)}万人民币`,
      road: `${pick('阳明沿江福州', n)}路`,
      address: `江西省南昌市东湖区${pick('阳明沿江福州', n)}路${n % 999}号`,
      business_scope: `一般项目：${trade}研发、生产与销售；${trades[(n + 3) % trades.length]}技术服务、技术开发、技术咨询；货物进出口，国内贸易代理（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）`,
    }
  })
}

const toCsv = (rows: readonly Row[]) =>
  [columns.join(','), ...rows.map((row) => columns.map((name) => row[name]).join(','))].join('\n')

/** The rows as text into a table with one index, read by the server from the file. @returns seconds */
async function copy({ admin }: Market, file: string): Promise<number> {
  const started = performance.now()
  await admin.query(
    `create schema plain; create table plain.company (${columns.map((name) => `${name} text`).join(', ')}, primary key (uscc))`,
  )
  await admin.query(`copy plain.company from '${file}' with (format csv, header)`)
  return (performance.now() - started) / 1000
}

interface Engine {
  url: string
  key: string
}

/** The rows as they are, in an index with Meilisearch's own settings. */
const addRaw = (engine: Engine, rows: readonly Row[]) => addTo(engine, 'plain', 'uscc', rows)

/** The documents that the market made of the rows, in an index with the market's settings. @returns seconds, of their addition */
async function addSame({ search }: Market, engine: Engine, count: number): Promise<number> {
  const call = createCaller(engine.url)
  const headers = { authorization: `Bearer ${engine.key}` }
  const live = search.indexes.uid.live
  const ask = async (path: string) => JSON.parse((await call(path, { headers })).text)
  const documents: unknown[] = []
  while (documents.length < count) {
    const { results } = await ask(
      `/indexes/${live}/documents?limit=5000&offset=${documents.length}`,
    )
    if (results.length === 0) break
    documents.push(...results)
  }
  const settings = JSON.stringify(await ask(`/indexes/${live}/settings`))
  const set = await call('/indexes/same/settings', { method: 'PATCH', body: settings, headers })
  await untilDone(engine, JSON.parse(set.text).taskUid)
  const started = performance.now()
  await addTo(engine, 'same', 'doc', documents)
  return (performance.now() - started) / 1000
}

/** In tasks as large as ours may be. */
async function addTo(engine: Engine, index: string, key: string, rows: readonly unknown[]) {
  const call = createCaller(engine.url)
  const headers = { authorization: `Bearer ${engine.key}` }
  const perTask = 5000
  let task = 0
  for (let from = 0; from < rows.length; from += perTask) {
    const body = JSON.stringify(rows.slice(from, from + perTask))
    const { text } = await call(`/indexes/${index}/documents?primaryKey=${key}`, { body, headers })
    task = (JSON.parse(text) as { taskUid: number }).taskUid
  }
  await untilDone(engine, task)
}

async function untilDone({ url, key }: Engine, task: number): Promise<void> {
  const call = createCaller(url)
  const headers = { authorization: `Bearer ${key}` }
  for (;;) {
    const { status } = JSON.parse((await call(`/tasks/${task}`, { headers })).text) as {
      status: string
    }
    if (status === 'succeeded') return
    if (status === 'failed') throw new Error('Meilisearch did not take the plain documents.')
    await pause(20)
  }
}

async function runImport({ env }: Market, file: string): Promise<string> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', main, 'import', 'enterprises', file, '--json'],
    {
      env: {
        ...{ PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'error' },
        ...{ PUBLIC_URL: 'http://127.0.0.1', ...env },
      } as never,
    },
  )
  let said = ''
  child.stdout.on('data', (chunk) => (said += String(chunk)))
  child.stderr.on('data', (chunk) => (said += String(chunk)))
  const [status] = await once(child, 'exit')
  if (status !== 0 || !said.includes('"rejected":0')) throw new Error(`The import failed: ${said}`)
  return said
}
