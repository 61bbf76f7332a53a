import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { processesIn, until } from '#app/cli/process.ts'
import type { FaultyMarket } from './market.ts'
import type { Chance } from './seeded-random.ts'

/** One thing done to the market, from which it must come back by itself. */
export interface Blow {
  name: string
  strike(market: FaultyMarket, chance: Chance): Promise<void>
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
/** As far as two clocks of a badly kept district may differ. */
const mostSkewMs = 180_000
const anySkew = (chance: Chance) => Math.round((chance.next() * 2 - 1) * mostSkewMs)

async function backUp(market: FaultyMarket): Promise<void> {
  const { database, engines } = market
  const well = async () => (await database.alive()) && (await engines.search.ready())
  if (!(await until(well, 60_000))) throw new Error('An engine did not come up again.')
}

async function startAgain(market: FaultyMarket, n: number, skewMs: number): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    try {
      return await market.nodes[n]!.start(skewMs)
    } catch {
      await pause(500)
    }
  }
  throw new Error('A node did not come up again.')
}

const postmaster = ({ engines }: FaultyMarket) =>
  Number(readFileSync(join(engines.postgres.folder, 'postmaster.pid'), 'utf8').split('\n')[0])

const killNode: Blow = {
  name: 'kill -9 of a node, which comes back with another clock',
  async strike(market, chance) {
    const n = chance.below(market.nodes.length)
    await market.nodes[n]!.kill()
    await startAgain(market, n, anySkew(chance))
  },
}

const killAll: Blow = {
  name: 'kill -9 of all nodes',
  async strike(market, chance) {
    await Promise.all(market.nodes.map((node) => node.kill()))
    for (const n of market.nodes.keys()) await startAgain(market, n, anySkew(chance))
  },
}

const stopNode: Blow = {
  name: 'graceful restart of a node',
  async strike(market, chance) {
    const n = chance.below(market.nodes.length)
    await market.nodes[n]!.stop()
    await startAgain(market, n, anySkew(chance))
  },
}

const stopPostgres: Blow = {
  name: 'immediate stop of PostgreSQL',
  async strike(market) {
    process.kill(postmaster(market), 'SIGQUIT')
    await pause(200)
    await backUp(market)
  },
}

const searchProcess = ({ engines }: FaultyMarket) => processesIn(engines.search.folder)[0]

const freezeSearch: Blow = {
  name: 'SIGSTOP of Meilisearch for some seconds',
  async strike(market, chance) {
    const pid = searchProcess(market)
    if (!pid) return
    process.kill(pid, 'SIGSTOP')
    await pause(1500 + chance.below(3000))
    process.kill(pid, 'SIGCONT')
  },
}

const killSearch: Blow = {
  name: 'kill -9 of Meilisearch',
  async strike(market) {
    const pid = searchProcess(market)
    if (pid) process.kill(pid, 'SIGKILL')
    await pause(200)
    await backUp(market)
  },
}

const fillDisk: Blow = {
  name: 'full disk under PostgreSQL',
  async strike(market, chance) {
    if (typeof market.disk === 'string') return
    market.disk.fill()
    await pause(1500 + chance.below(1500))
    market.disk.free()
    await backUp(market)
  },
}

export const blows: readonly Blow[] = [
  killNode,
  stopPostgres,
  fillDisk,
  killSearch,
  killAll,
  freezeSearch,
  stopNode,
]
