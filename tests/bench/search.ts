import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pinyin } from 'pinyin-pro'
import { connectSearch, splitName } from '#search'
import { fillBigMarket } from '../support/big-market.ts'
import { isIndexed } from '../support/search.ts'
import { percentile } from './frame.ts'
import { createCaller, inLanes } from './load.ts'
import type { Bench, Market, Stage } from './stage.ts'

/** What people ask, and how long they wait: through our API, and of the engine alone. */
export const search: Bench = {
  name: 'search',
  about: 'search through the API, beside the same engine queries sent straight to Meilisearch',
  async run(stage) {
    const engines = await stage.engines()
    const market = await stage.market(engines)
    await fillBigMarket(market.admin, {
      organizations: stage.size(168_000, 300),
      requests: stage.size(50_000, 100),
    })
    const started = performance.now()
    const worker = await market.node({ ROLE: 'worker' })
    const documents = await untilIndexed(market)
    await worker.stop()
    const seconds = (performance.now() - started) / 1000
    stage.report({ figure: 'documents', value: documents, unit: '' })
    stage.report({ figure: 'index built anew', value: documents / seconds, unit: 'documents/s' })
    const node = await market.node({ ROLE: 'web', TRUST_PROXY: '1' })
    const questions = await gatherQuestions(market, stage.size(1000, 20))
    const engine = { url: engines.search.url, key: engines.search.key }
    const bodies = await recordBodies(market, engine, questions)
    for (const clients of [1, 8]) {
      await compare(stage, { url: node.url, engine, market, questions, bodies, clients })
    }
  },
}

/** Waits until the index is whole. @returns how many documents it holds */
export async function untilIndexed({ database: { db }, search }: Market): Promise<number> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    if (await isIndexed(db)) return search.indexes.count('live')
  }
}

/** A fixed mixture: whole names, their cores, pieces, sounds, slips, and words. */
export async function gatherQuestions({ admin }: Market, count: number): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(
    `select name from organization where kind = 'enterprise' order by md5(id::text) limit $1`,
    [count],
  )
  const ways: ((name: string, core: string) => string)[] = [
    (name) => name,
    (_, core) => core,
    (_, core) => core.slice(0, 3),
    (_, core) => sound(core, 'first'),
    (_, core) => sound(core, 'pinyin'),
    (_, core) => core.slice(0, 1) + core.slice(2),
    () => '精密机械 加工',
    () => '汽车零部件 供应商',
    () => '环保设备',
    (name) => `我想在南昌找一家可靠的供应商，听说有一家叫${name}的还不错`,
  ]
  return rows.map(({ name }, n) => ways[n % ways.length]!(name, splitName(name).core))
}

const sound = (text: string, pattern: 'first' | 'pinyin') =>
  pinyin(text, { pattern, toneType: 'none', type: 'array' }).join('')

interface Engine {
  url: string
  key: string
}

/** What our planner sends for each question, word for word: taken down by a server between it and the engine. */
async function recordBodies(
  market: Market,
  { url, key }: Engine,
  questions: readonly string[],
): Promise<string[][]> {
  let taken: string[] = []
  const forward = createCaller(url)
  const recorder = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString()
    taken.push(body)
    const { status, text } = await forward(request.url!, { body, headers: authorized(key) })
    response.writeHead(status, { 'content-type': 'application/json' }).end(text)
  })
  await new Promise<void>((resolve) => recorder.listen(0, '127.0.0.1', resolve))
  const host = `http://127.0.0.1:${(recorder.address() as AddressInfo).port}`
  const { name } = (await market.admin.query('select current_database() as name')).rows[0]
  const search = connectSearch({ url: host, key, prefix: name })
  const bodies: string[][] = []
  for (const text of questions) {
    taken = []
    await search.query({ text, audience: ['public'], limit: 20 })
    bodies.push(taken)
  }
  recorder.closeAllConnections()
  recorder.close()
  return bodies
}

const authorized = (key: string) => ({ authorization: `Bearer ${key}` })

interface Comparison {
  url: string
  engine: Engine
  market: Market
  questions: readonly string[]
  bodies: readonly string[][]
  clients: number
}

/** In turns, question by question, so that what else the machine does weighs on all alike. */
async function compare(stage: Stage, comparison: Comparison): Promise<void> {
  const { url, engine, market, questions, bodies, clients } = comparison
  const api = createCaller(url)
  const straight = createCaller(engine.url)
  const headers = authorized(engine.key)
  const uid = market.search.indexes.uid.live
  const times: Record<'api' | 'same' | 'plain', number[]> = { api: [], same: [], plain: [] }
  const took = async (name: keyof typeof times, call: () => Promise<unknown>) => {
    const started = performance.now()
    await call()
    times[name].push(performance.now() - started)
  }
  const work = questions.map((text, n) => ({ text, n }))
  const answered = ({ status, text }: { status: number; text: string }) => {
    if (status !== 200) throw new Error(`A search was answered ${status}: ${text}`)
  }
  const throughApi = ({ text, n }: (typeof work)[number], lane: number) => {
    const path = `/api/v1/search?q=${encodeURIComponent(text.slice(0, 200))}`
    return took('api', async () =>
      answered(await api(path, { headers: { 'x-forwarded-for': `10.0.${lane}.${n % 200}` } })),
    )
  }
  const same = ({ n }: (typeof work)[number]) =>
    took('same', () =>
      Promise.all(
        bodies[n]!.map(async (body) =>
          answered(await straight('/multi-search', { body, headers })),
        ),
      ),
    )
  const plain = ({ text: q }: (typeof work)[number]) => {
    const filter = 'audience IN ["public"]'
    const body = JSON.stringify({ q, limit: 20, filter, attributesToRetrieve: ['id'] })
    return took('plain', async () =>
      answered(await straight(`/indexes/${uid}/search`, { body, headers })),
    )
  }
  const ways = [throughApi, same, plain]
  // Each way comes first as often as the others: what one has asked for is warm for the next.
  const ask = async (item: (typeof work)[number], lane: number) => {
    for (let turn = 0; turn < ways.length; turn++)
      await ways[(item.n + turn) % ways.length]!(item, lane)
  }
  await inLanes(work.slice(0, 100), clients, ask)
  for (const list of Object.values(times)) list.length = 0
  await inLanes(work, clients, ask)
  const who = clients === 1 ? 'one client' : `${clients} clients`
  const at = (name: keyof typeof times, share: number) => percentile(times[name], share)
  stage.report({
    figure: `${who}: p50`,
    value: at('api', 0.5),
    unit: 'ms',
    baseline: at('same', 0.5),
  })
  stage.report({
    figure: `${who}: p95`,
    value: at('api', 0.95),
    unit: 'ms',
    baseline: at('same', 0.95),
    goal: { most: 1.3 },
  })
  stage.report({
    figure: `${who}: p95 beside a plain single search`,
    value: at('api', 0.95),
    unit: 'ms',
    baseline: at('plain', 0.95),
  })
}
