import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { startProjector } from '#app/jobs/project-search.ts'
import type { ServerOptions } from '#app/server.ts'
import { openSite, type Site } from '../support/site.ts'
import { testWorld } from '../support/world.ts'
import { type ApiCall, everyCall, giveTokens } from './calls.ts'
import { type Canaries, plant, type Row } from './canaries.ts'
import { keysOf } from './keys.ts'
import { createKnows, createLeakFinder, type LeakFinder } from './leaks.ts'
import { createLinkFinder } from './links.ts'
import { policy } from './policy/index.ts'
import { type Knowledge, readKnowledge } from './policy/knowledge.ts'
import { type Key, spotsOf } from './policy/policy.ts'
import { everyPlace, type Place } from './routes.ts'
import { type Matrix, makeMatrix } from './world/index.ts'

export interface MatrixMarket extends Matrix {
  canaries: Canaries
  know: Knowledge
  places: Place[]
  leaksIn: LeakFinder
  /** The same without ids, for what rightly lists organisations beside what some of them offer without a name. */
  wordLeaksIn: LeakFinder
  /** Whether a persona may know the value of `table.column` in a row. */
  knows(spot: string, row: Row, persona: string): boolean
  keys: Record<string, Set<Key>>
  /** A program's token for each persona. */
  tokens: Record<string, string | null>
  calls: ApiCall[]
  /** Under which its index is found. */
  searchPrefix: string
  /** Every line of the log so far. */
  log: string[]
}

/** Who gives no second factor where the settings ask for one. */
const heldBack = 'no_second_factor'

/** The matrix with a canary in every field, findable, for one test file; there once its tests run. */
export function matrixMarket(more: Pick<ServerOptions, 'pagesFolder'> = {}): MatrixMarket {
  const market = testWorld()
  const searchPrefix = `matrix_${randomBytes(4).toString('hex')}`
  const ready = { log: [] as string[], searchPrefix } as MatrixMarket
  let site: Site
  beforeAll(async () => {
    const logTo = { write: (line: string) => ready.log.push(line) }
    const settings = { SECOND_FACTOR: 'required', LOG_LEVEL: 'info' }
    site = await openSite(market, searchPrefix, settings, { logTo, ...more })
    const matrix = await makeMatrix(market, site)
    const tokens = await giveTokens(matrix)
    const canaries = await plant(market.ownerUrl, market.vault, spotsOf(policy))
    await makeFindable(site)
    const know = await readKnowledge(market.ownerUrl)
    const knows = createKnows(policy, know)
    const wordLeaksIn = createLeakFinder(canaries, knows)
    const keys = Object.entries(matrix.personas).map(([name, person]) => [
      name,
      keysOf(know, person, name === heldBack),
    ])
    Object.assign(ready, matrix, {
      canaries,
      know,
      tokens,
      places: await everyPlace(matrix),
      calls: await everyCall(matrix),
      leaksIn: allOf(wordLeaksIn, createLinkFinder(canaries, know)),
      wordLeaksIn,
      knows: (spot: string, row: Row, persona: string) => {
        const at = spot.lastIndexOf('.')
        const perch = { table: spot.slice(0, at), column: spot.slice(at + 1), row }
        return knows(perch, ready.keys[persona]!)
      },
      keys: Object.fromEntries(keys),
    })
  }, 180_000)
  afterAll(async () => {
    await ready.close?.()
    await site?.close()
  })
  return ready
}

const allOf =
  (...finders: LeakFinder[]): LeakFinder =>
  (text, keys) =>
    finders.flatMap((find) => find(text, keys))

/** Sends everything to the index as it stands now. */
async function makeFindable(site: Site): Promise<void> {
  const projector = startProjector(site.services)
  const isDone = await projector.drain()
  await projector.stop()
  if (!isDone) throw new Error('Search did not come to rest in time.')
}
