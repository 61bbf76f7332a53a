import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '#app/cli/process.ts'
import { findActorBySignIn } from '#app/domain/account/read.server.ts'
import { createLive } from '#app/domain/session/live.server.ts'
import { sql } from '#db'
import { type Balancer, startBalancer } from '../support/balancer.ts'
import { makeBureau, makeEnterprise, makeInstitution } from '../support/people.ts'
import { command, makeSession, nouns, register } from '../support/sessions.ts'
import { type Blow, blows } from './failure-injections.ts'
import { reckon } from './invariants.ts'
import { openLedger } from './ledger.ts'
import { type Cast, startSwarm } from './load-generator.ts'
import { type FaultyMarket, openFaultyMarket } from './market.ts'
import { createChance } from './seeded-random.ts'

const minutes = Number(process.env.FAULTS_MINUTES ?? 0.75)
const chance = createChance(Number(process.env.FAULTS_SEED ?? randomInt(1_000_000)))
const settleWithinMs = 240_000

let market: FaultyMarket
let balancer: Balancer
let cast: Cast

beforeAll(async () => {
  market = await openFaultyMarket()
  const { world } = market
  const bureau = await makeBureau(world)
  world.bureau = bureau
  const enterprises = []
  const institutions = []
  for (let n = 0; n < 4; n++) {
    enterprises.push(await makeEnterprise(world))
    institutions.push(await makeInstitution(world))
  }
  const sessionId = await makeSession(world, bureau)
  for (const { owner } of enterprises) await register(world, owner, sessionId)
  const { signInId } = bureau.host.actor
  const host = (await findActorBySignIn(world.db, signInId, world.db.now()))!
  const live = createLive({ db: world.db, nouns })
  for (const verb of ['open_lobby', 'go_live']) await live.append(sessionId, host, command(verb))
  cast = { enterprises, institutions, officer: bureau.officer, host: bureau.host, sessionId }
  await Promise.all(market.nodes.map((node, n) => node.start(n * 60_000)))
  balancer = await startBalancer(market.nodes.map(({ url }) => url))
}, 240_000)
afterAll(async () => {
  await balancer?.close()
  await market?.close()
}, 120_000)

const print = (lines: readonly string[]) => process.stderr.write(`${lines.join('\n')}\n`)
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** The index has all changes, and no job is waiting that could run. */
async function settle(): Promise<boolean> {
  const { db } = market.database
  return until(async () => {
    try {
      const marks = await db.selectFrom('search_dirty').select('id').limit(1).execute()
      const { rows } = await sql`
        select 1 from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        where t.identifier in ('send_message', 'run_import') and j.attempts < j.max_attempts limit 1`.execute(
        db,
      )
      return marks.length === 0 && rows.length === 0
    } catch {
      return false
    }
  }, settleWithinMs)
}

test(
  'what was acknowledged is neither lost nor doubled, whatever is killed, stopped or filled meanwhile',
  async () => {
    const ledger = openLedger()
    const struck = new Map<string, number>()
    const setting = { name: 'a', cast, nodes: market.nodes, lineUrl: balancer.url, ledger, chance }
    print([`• faults: seed ${chance.seed}, ${minutes} minutes`])
    const started = performance.now()
    const swarm = startSwarm(setting)
    const possible = blows.filter(
      ({ name }) => !name.includes('disk') || typeof market.disk !== 'string',
    )
    try {
      for (let turn = 0; performance.now() - started < minutes * 60_000; turn++) {
        await pause(1000 + chance.below(2500))
        // Each once, then as it comes.
        const blow: Blow = possible[turn] ?? chance.anyOf(possible)
        await blow.strike(market, chance)
        struck.set(blow.name, (struck.get(blow.name) ?? 0) + 1)
      }
    } finally {
      await swarm.stop()
    }
    const settling = performance.now()
    const settled = await settle()
    const settledAfter = ((performance.now() - settling) / 1000).toFixed(1)
    const { faults, figures } = await reckon(market, ledger, cast.sessionId)
    const { counts, drafts, published, claims, offers, words, imports, letters } = ledger
    print([
      ...[...struck].map(([name, times]) => `  ${times} × ${name}`),
      ...(typeof market.disk === 'string' ? [`  no full disk was tried: ${market.disk}`] : []),
      `  forms ${Object.entries(counts)
        .map(([name, count]) => `${name} ${count}`)
        .join(', ')}`,
      `  drafts ${drafts.size}, published ${published.size}, claims ${claims.length}, offers ${offers.length}, words ${words.size}, imports ${imports.length}, letters ${letters.length}`,
      `  ${Object.entries(figures)
        .map(([name, count]) => `${name} ${count}`)
        .join(', ')}; settled ${settledAfter} s after the last blow; ${faults.length} faults`,
    ])
    expect(faults).toEqual([])
    expect(settled).toBe(true)
    expect(published.size * offers.length * words.size).toBeGreaterThan(0)
  },
  minutes * 60_000 + settleWithinMs + 300_000,
)

test('a graceful restart under load costs nobody a request or a word', async () => {
  const ledger = openLedger()
  const front = { url: balancer.url, up: true } as FaultyMarket['nodes'][number]
  const swarm = startSwarm({
    name: 'b',
    cast,
    nodes: [front],
    lineUrl: balancer.url,
    ledger,
    chance,
    patienceMs: 120_000,
  })
  const seconds = Math.min(10, 4 + minutes)
  for (const node of market.nodes) {
    await pause((seconds / 4) * 1000)
    await node.stop()
    await node.start(0)
  }
  await pause((seconds / 4) * 1000)
  await swarm.stop()
  await settle()
  const { faults } = await reckon(market, ledger, cast.sessionId)
  const { counts } = ledger
  print([
    `• graceful restarts of both nodes: forms ${Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')}; words ${ledger.words.size}`,
  ])
  expect(faults).toEqual([])
  expect({ unanswered: counts.unanswered, failed: counts.failed }).toEqual({
    unanswered: 0,
    failed: 0,
  })
  expect(ledger.words.size).toBeGreaterThan(0)
  expect([...ledger.words.values()].every(Boolean)).toBe(true)
}, 300_000)
