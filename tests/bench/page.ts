import { join } from 'node:path'
import { fillBigMarket } from '../support/big-market.ts'
import { countPerSecond, createCaller } from './load.ts'
import { startYardstick } from './process.ts'
import { gatherQuestions, untilIndexed } from './search.ts'
import type { Bench } from './stage.ts'

const clients = 8
const windows = 4

/** The page of results as it leaves the server. */
export const page: Bench = {
  name: 'page',
  about:
    'the results page rendered on the server, beside a bare Remix route that finds and prints the same',
  async run(stage) {
    const market = await stage.market(await stage.engines())
    const organizations = stage.size(20_000, 300)
    await fillBigMarket(market.admin, { organizations, requests: stage.size(2_000, 100) })
    const worker = await market.node({ ROLE: 'worker' })
    await untilIndexed(market)
    await worker.stop()
    const node = await market.node({ ROLE: 'web', TRUST_PROXY: '1' })
    const bare = await startYardstick(join(import.meta.dirname, 'page', 'bare.ts'), [], market.env)
    stage.after(bare.stop)
    const questions = await gatherQuestions(market, 50)
    const ours = createCaller(node.url)
    const theirs = createCaller(bare.url)
    const seconds = stage.size(5, 0.5)
    const count = (call: typeof ours, more = '') =>
      countPerSecond(seconds, clients, async (turn) => {
        const q = encodeURIComponent(questions[turn % questions.length]!.slice(0, 200))
        const headers = { 'x-forwarded-for': `10.0.${turn % 200}.1`, 'accept-language': 'zh-CN' }
        const { status } = await call(`/search?q=${q}${more}`, { headers })
        if (status !== 200) throw new Error(`The page was answered ${status}.`)
      })
    const rates = { ours: [] as number[], bare: [] as number[], kept: [] as number[] }
    await count(ours)
    await count(theirs)
    // In turns, so that what else the machine does weighs on all alike.
    for (let window = 0; window < stage.size(windows, 1); window++) {
      rates.ours.push(await count(ours))
      rates.bare.push(await count(theirs))
      rates.kept.push(await count(theirs, '&kept'))
    }
    const mean = (list: number[]) => list.reduce((sum, item) => sum + item, 0) / list.length
    stage.report({
      figure: 'pages of results',
      value: mean(rates.ours),
      unit: '/s',
      baseline: mean(rates.bare),
      goal: { least: 0.5 },
    })
    stage.report({
      figure: 'beside bare pages that need not search at all',
      value: mean(rates.ours),
      unit: '/s',
      baseline: mean(rates.kept),
    })
  },
}
