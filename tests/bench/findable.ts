import { startEngine } from '#app/cli/supervise.ts'
import type { Acting } from '#app/domain/actor.ts'
import { describeOrganization } from '#app/domain/organization/write.server.ts'
import { fillBigMarket } from '../support/big-market.ts'
import { makeEnterprise, type Organization } from '../support/people.ts'
import { percentile } from './frame.ts'
import { createCaller } from './load.ts'
import { pause } from './process.ts'
import { untilIndexed } from './search.ts'
import type { Bench, Market } from './stage.ts'

const writesPerSecond = 50
const outageMinutes = 10

/** From the commit of a write to the first search that finds it. */
export const findable: Bench = {
  name: 'findable',
  about: 'write to findable at 50 writes/s, and catching up after an outage of the search server',
  async run(stage) {
    const engines = await stage.ownEngines()
    const market = await stage.market(engines)
    await fillBigMarket(market.admin, { organizations: stage.size(50_000, 300), requests: 100 })
    const enterprise = await makeEnterprise(market.world)
    await market.node({ ROLE: 'worker' })
    await untilIndexed(market)
    const probe = createProbe(market, engines.search)
    const delays = await measureDelays(market, enterprise, probe, stage.size(20, 2))
    const rate = `at ${writesPerSecond} writes/s`
    stage.report({
      figure: `found after, ${rate}, p50`,
      value: percentile(delays, 0.5),
      unit: 'ms',
    })
    stage.report({
      figure: `found after, ${rate}, p99`,
      value: percentile(delays, 0.99),
      unit: 'ms',
    })

    const writes = stage.size(writesPerSecond * 60 * outageMinutes, 100)
    await engines.running.search.stop()
    await markMany(market, writes)
    stage.note(`${writes} writes are marked while search is away`)
    const again = await startEngine(engines.search, `${engines.folder}/logs/search.log`)
    stage.after(again.stop)
    const started = performance.now()
    await untilIndexed(market)
    stage.report({
      figure: `catching up with ${writes.toLocaleString('en')} writes (10 minutes at that rate, marked at once)`,
      value: (performance.now() - started) / 1000,
      unit: 's',
    })
  },
}

type Probe = (words: readonly string[]) => Promise<string[]>

/** Asks the engine itself for many words in one call. @returns those that something was found for */
function createProbe({ search }: Market, { url, key }: { url: string; key: string }): Probe {
  const call = createCaller(url)
  const indexUid = search.indexes.uid.live
  return async (words) => {
    const queries = words.map((word) => ({
      indexUid,
      q: `"${word}"`,
      limit: 1,
      attributesToSearchOn: ['text'],
    }))
    const { text } = await call('/multi-search', {
      body: JSON.stringify({ queries }),
      headers: { authorization: `Bearer ${key}` },
    })
    const { results } = JSON.parse(text) as { results: { hits: unknown[] }[] }
    return words.filter((_, n) => (results[n]?.hits.length ?? 0) > 0)
  }
}

/** Half of the writes change the same firm's page; each leaves a word of its own that nobody else has. */
async function measureDelays(
  market: Market,
  { id, owner }: Organization,
  probe: Probe,
  seconds: number,
): Promise<number[]> {
  const { db } = market.database
  const { rows } = await market.admin.query<{ id: string }>(
    `select id from organization where kind = 'enterprise' and standing = 'verified' and id <> $1 limit 2000`,
    [id],
  )
  const delays: number[] = []
  const waiting = new Map<string, number>()
  const total = seconds * writesPerSecond
  let written = 0
  const write = async () => {
    const n = written++
    const word = `zx${String(n).padStart(6, '0')}q`
    const organizationId = rows[n % rows.length]!.id
    const actor: Acting = {
      ...owner.actor,
      memberOf: [organizationId],
      organization: { ...owner.actor.organization, id: organizationId },
    }
    await describeOrganization(db, actor, organizationId, { intro: word } as never)
    waiting.set(word, performance.now())
  }
  const started = performance.now()
  const writing = (async () => {
    while (written < total) {
      const due = Math.floor(((performance.now() - started) / 1000) * writesPerSecond)
      while (written < Math.min(due, total)) void write()
      await pause(2)
    }
  })()
  const end = started + (seconds + 60) * 1000
  while ((delays.length < total || waiting.size > 0) && performance.now() < end) {
    const oldest = [...waiting.keys()].slice(0, 20)
    for (const word of oldest.length > 0 ? await probe(oldest) : []) {
      delays.push(performance.now() - waiting.get(word)!)
      waiting.delete(word)
    }
    await pause(10)
  }
  await writing
  if (delays.length < total) throw new Error(`${total - delays.length} writes were not found.`)
  return delays.slice(Math.floor(total / 5))
}

const markMany = ({ admin }: Market, count: number) =>
  admin.query(
    `insert into search_dirty (kind, id, marked_at)
     select 'organization', id, now() from organization order by id limit $1 on conflict do nothing`,
    [count],
  )
