import { fillBigMarket } from './tests/support/big-market.ts'
import { openOwnEngines } from './tests/support/own-engines.ts'
import { openStage } from './tests/bench/stage.ts'
import { gatherQuestions, untilIndexed } from './tests/bench/search.ts'
import { createCaller, inLanes } from './tests/bench/load.ts'
import { processorOf } from './tests/bench/process.ts'
const stage = openStage('s', { quick: false, report: console.log, shared: null })
const n = Number(process.argv[2] ?? 10000)
try {
  const engines = await stage.engines()
  const market = await stage.market(engines)
  await fillBigMarket(market.admin, { organizations: n, requests: n / 3 | 0 })
  const worker = await market.node({ ROLE: 'worker' })
  console.log(await untilIndexed(market))
  await worker.stop()
  const node = await market.node({ ROLE: 'web', TRUST_PROXY: '1', ...(process.env.PROF ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=/tmp/s --cpu-prof-interval 200` } : {}) })
  const questions = await gatherQuestions(market, 1000)
  const api = createCaller(node.url)
  const work = questions.map((text, i) => ({ text, i }))
  const ask = async ({ text, i }: any, lane: number) => { const r = await api(`/api/v1/search?q=${encodeURIComponent(text.slice(0, 200))}`, { headers: { 'x-forwarded-for': `10.0.${lane}.${i % 200}` } }); if (r.status !== 200) throw new Error(r.text) }
  await inLanes(work, 1, ask)
  if (process.env.PROF) for (let r = 0; r < 4; r++) await inLanes(work, 1, ask)
  const before = processorOf(node.pid), pgb = 0
  const t = performance.now()
  const times = await inLanes(work, 1, ask)
  const took = performance.now() - t
  const cpu = processorOf(node.pid) - before
  times.sort((a, b) => a - b)
  console.log({ ms: took / work.length, p50: times[500], p95: times[950], cpuPerRequestMs: cpu * 1000 / work.length })
  await node.stop()
} finally { await stage.close() }
process.exit(0)
