import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { takeIn } from '#app/domain/import/apply-import.server.ts'
import { importKinds } from '#app/domain/import/kinds.server.ts'
import { readFirstSheet } from '#app/domain/import/sheet.server.ts'
import { giveToken } from '../support/api.ts'
import { makeBureau, makeEnterprise, makePerson, makeUscc } from '../support/people.ts'
import { attacks, type Target } from './abuse/attacks.ts'
import { end, memoryOf, pause } from './process.ts'
import type { Bench, Market, Stage } from './stage.ts'

const MAX_WAIT_MS = 250
const MAX_MEMORY_MB = 200
const MEMORY_POLL_MS = 20
const bytesPerMegabyte = 1024 * 1024

/** What everybody else waits while somebody does their worst, and what memory that takes. */
export const abuse: Bench = {
  name: 'abuse',
  about:
    'the longest wait for the home page while a node is attacked, beside that while it is left alone',
  async run(stage) {
    const market = await stage.market(await stage.engines())
    const node = await market.node({ ROLE: 'web', LOG_LEVEL: 'error' })
    const target = await prepare(stage, market, node.url)
    const probe = await openProbe(`${node.url}/`)
    stage.after(probe.close)
    await pause(stage.size(5000, 300))
    await probe.longest()
    await pause(stage.size(5000, 300))
    const alone = await probe.longest()
    let most = 0
    for (const [name, attack] of Object.entries(attacks)) {
      const before = memoryOf(node.pid)
      let peak = before
      const watch = setInterval(() => {
        peak = Math.max(peak, memoryOf(node.pid))
      }, MEMORY_POLL_MS)
      await attack(target)
      clearInterval(watch)
      most = Math.max(most, peak - before)
      const value = await probe.longest()
      stage.note(`${name}: ${((peak - before) / bytesPerMegabyte).toFixed(0)} MB more`)
      const goal = { most: MAX_WAIT_MS, of: 'value' as const }
      stage.report({ figure: `${name}: longest wait`, value, unit: 'ms', baseline: alone, goal })
    }
    stage.report({
      figure: 'memory that the worst of them took',
      value: most / bytesPerMegabyte,
      unit: 'MB',
      goal: { most: MAX_MEMORY_MB, of: 'value' },
    })
  },
}

async function prepare(stage: Stage, { world }: Market, url: string): Promise<Target> {
  const { officer } = await makeBureau(world)
  const stranger = await makePerson(world)
  const firm = await makeEnterprise(world)
  const name = '南昌被盯上有限公司'
  await takeIn(importKinds.enterprises, {
    db: world.db,
    file: {
      name: 'listed.csv',
      bytes: Buffer.from(`企业名称,统一社会信用代码\n${name},${makeUscc()}`),
    },
    readSheet: readFirstSheet,
    source: 'bench',
    dryRun: false,
    onProgress: () => {},
  })
  const listed = await world.db
    .selectFrom('organization')
    .select('id')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  const cookieOf = ({ token }: { token: string }) => `__Host-lianqiao=${token}`
  return {
    url,
    stranger: { cookie: cookieOf(stranger), token: stranger.token },
    officer: { cookie: cookieOf(officer) },
    program: await giveToken(world, firm.owner),
    listedId: listed.id,
    quick: stage.quick,
  }
}

/** Asks for a page from a process of its own, so that what this one sends does not slow it. */
async function openProbe(url: string) {
  const child = fork(join(import.meta.dirname, 'abuse', 'probe.ts'), [url])
  return {
    /** The longest wait, in milliseconds, since this was last asked. */
    async longest(): Promise<number> {
      child.send('report')
      const [waits] = (await Promise.race([
        once(child, 'message'),
        once(child, 'exit').then(() => Promise.reject(new Error('The page was refused.'))),
      ])) as [number[]]
      return Math.max(0, ...waits)
    },
    close: () => end(child),
  }
}
