import { afterAll, beforeAll } from 'vitest'
import { startProjector } from '#app/jobs/project-search.ts'
import type { ServerOptions } from '#app/server.ts'
import { openSite, type Site } from '../support/site.ts'
import { testWorld } from '../support/world.ts'
import { type Canaries, plant } from './canaries.ts'
import { keysOf } from './keys.ts'
import { createLeakFinder, type LeakFinder } from './leaks.ts'
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
  keys: Record<string, Set<Key>>
  /** Every line of the log so far. */
  log: string[]
}

/** Who gives no second factor where the settings ask for one. */
const heldBack = 'no_second_factor'

/** The matrix with a canary in every field, findable, for one test file; there once its tests run. */
export function matrixMarket(more: Pick<ServerOptions, 'pagesFolder'> = {}): MatrixMarket {
  const market = testWorld()
  const ready = { log: [] as string[] } as MatrixMarket
  let site: Site
  beforeAll(async () => {
    const logTo = { write: (line: string) => ready.log.push(line) }
    const settings = { SECOND_FACTOR: 'required', LOG_LEVEL: 'info' }
    site = await openSite(market, undefined, settings, { logTo, ...more })
    const matrix = await makeMatrix(market, site)
    const canaries = await plant(market.ownerUrl, market.vault, spotsOf(policy))
    await makeFindable(site)
    const know = await readKnowledge(market.ownerUrl)
    const keys = Object.entries(matrix.personas).map(([name, person]) => [
      name,
      keysOf(know, person, name === heldBack),
    ])
    Object.assign(ready, matrix, {
      canaries,
      know,
      places: await everyPlace(matrix),
      leaksIn: createLeakFinder(canaries, policy, know),
      keys: Object.fromEntries(keys),
    })
  }, 180_000)
  afterAll(async () => {
    await ready.close?.()
    await site?.close()
  })
  return ready
}

/** Sends everything to the index as it stands now. */
async function makeFindable(site: Site): Promise<void> {
  const projector = startProjector(site.services)
  const isDone = await projector.drain()
  await projector.stop()
  if (!isDone) throw new Error('Search did not come to rest in time.')
}
