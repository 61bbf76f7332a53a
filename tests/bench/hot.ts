import { fillBigMarket } from '../support/big-market.ts'
import { bigReaders, hotReads } from '../support/hot-reads.ts'
import { makeBureau } from '../support/people.ts'
import { percentile } from './frame.ts'
import type { Bench } from './stage.ts'

/** What every page asks PostgreSQL for, in a market of a million requests. */
export const hot: Bench = {
  name: 'hot',
  about: 'hot reads at 1,000,000 requests and 200,000 organisations',
  async run(stage) {
    const market = await stage.market(await stage.engines())
    const bureau = await makeBureau(market.world)
    const organizations = stage.size(200_000, 300)
    const started = performance.now()
    await fillBigMarket(market.admin, { organizations, requests: stage.size(1_000_000, 1000) })
    stage.note(`filled in ${((performance.now() - started) / 1000).toFixed(0)} s`)
    const { db } = market.database
    const readers = await bigReaders(db, bureau.officer.actor)
    const one = async (run: (turn: number) => Promise<unknown>) => {
      const times: number[] = []
      const until = performance.now() + stage.size(2000, 50)
      for (let turn = 0; turn < 300 && (turn < 3 || performance.now() < until); turn++) {
        const begun = performance.now()
        await run(turn)
        if (turn >= 2) times.push(performance.now() - begun)
      }
      return percentile(times, 0.99)
    }
    const trip = await one((turn) =>
      db
        .selectFrom('organization')
        .select('name')
        .where('id', '=', `00000001-0000-7000-8000-${turn.toString(16).padStart(12, '0')}`)
        .execute(),
    )
    stage.report({ figure: 'one row by its key, p99', value: trip, unit: 'ms' })
    for (const { name, run } of hotReads) {
      const value = await one((turn) => run(db, readers, turn))
      stage.report({
        figure: `${name}, p99`,
        value,
        unit: 'ms',
        baseline: trip,
        goal: { most: 50, of: 'value' },
      })
    }
  },
}
