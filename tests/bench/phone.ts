import type { Page } from 'playwright-core'
import { demoPassword } from '#app/cli/seed/cast.ts'
import { seed } from '#app/cli/seed/index.ts'
import { openBrowser, signIn } from '../support/browser.ts'
import { untilIndexed } from './search.ts'
import type { Bench, Market, Stage } from './stage.ts'

/** About what a phone has on a weak 4G: 150 ms there and back, 1.6 Mbit/s down, a quarter of this processor. */
const network = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6 * 1_000_000) / 8,
  uploadThroughput: (0.75 * 1_000_000) / 8,
}
const slowerProcessor = 4
const mostScript = 130

/** What a phone waits for and pays for. */
export const phone: Bench = {
  name: 'phone',
  about:
    'bytes and first paint of the main pages on a throttled phone, beside the same page without scripts',
  async run(stage) {
    const market = await stage.market(await stage.engines())
    await seed({ db: market.database.db, vault: market.world.vault, origin: 'http://127.0.0.1' })
    const node = await market.node()
    await untilIndexed(market)
    const browser = await openBrowser()
    stage.after(() => browser.close())
    const { request, session } = await findThings(market)
    const pages = [
      { name: 'home', path: '/', who: null, open: true },
      { name: 'search', path: `/search?q=${encodeURIComponent('机械')}`, who: null, open: true },
      { name: 'request', path: `/requests/${request}`, who: 'bank-a@example.com', open: false },
      { name: 'room', path: `/sessions/${session}/room`, who: 'host@example.com', open: false },
    ]
    for (const one of stage.quick ? pages.slice(0, 1) : pages) {
      const visit = async (javaScriptEnabled: boolean) => {
        const context = await browser.newContext({
          baseURL: node.url,
          locale: 'zh-CN',
          viewport: { width: 390, height: 844 },
          isMobile: true,
          javaScriptEnabled,
        })
        const page = await context.newPage()
        if (one.who) await signIn(page, one.who, demoPassword)
        const seen = await measure(page, one.path)
        await context.close()
        return seen
      }
      const runs = stage.size(3, 1)
      const full: Seen[] = []
      const plain: Seen[] = []
      for (let run = 0; run < runs; run++) {
        full.push(await visit(true))
        plain.push(await visit(false))
      }
      report(stage, one, middle(full), middle(plain))
    }
  },
}

interface Seen {
  paint: number
  script: number
  all: number
}

const middle = (runs: Seen[]): Seen => runs.sort((a, b) => a.paint - b.paint)[runs.length >> 1]!

function report(stage: Stage, page: { name: string; open: boolean }, full: Seen, plain: Seen) {
  stage.report({
    figure: `${page.name}: first paint of its words`,
    value: full.paint,
    unit: 'ms',
    baseline: plain.paint,
  })
  stage.report({
    figure: `${page.name}: scripts, compressed`,
    value: full.script,
    unit: 'kB',
    ...(page.open ? { goal: { most: mostScript } } : {}),
  })
  stage.report({
    figure: `${page.name}: all bytes`,
    value: full.all,
    unit: 'kB',
    baseline: plain.all,
  })
}

/** Opens a page with an empty cache. The server sends its words whole, so the first paint with content is the useful one. */
async function measure(page: Page, path: string): Promise<Seen> {
  const line = await page.context().newCDPSession(page)
  await line.send('Network.enable')
  await line.send('Network.clearBrowserCache')
  await line.send('Network.emulateNetworkConditions', network)
  await line.send('Emulation.setCPUThrottlingRate', { rate: slowerProcessor })
  const kinds = new Map<string, string>()
  const bytes = { script: 0, all: 0 }
  line.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type))
  line.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes.all += encodedDataLength
    if (kinds.get(requestId) === 'Script') bytes.script += encodedDataLength
  })
  await page.goto(path, { waitUntil: 'load', timeout: 60_000 })
  await page.waitForTimeout(2500)
  const paint = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
  )
  return { paint, script: bytes.script / 1000, all: bytes.all / 1000 }
}

async function findThings({ database: { db } }: Market) {
  const request = await db
    .selectFrom('request')
    .select('id')
    .where('state', '=', 'published')
    .executeTakeFirstOrThrow()
  const session = await db
    .selectFrom('session')
    .select('id')
    .where('state', 'in', ['published', 'lobby', 'live'])
    .executeTakeFirstOrThrow()
  return { request: request.id, session: session.id }
}
