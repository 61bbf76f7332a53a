/** `npm run bench`: takes the figures of the market's speed, each beside what it is compared with. */
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openOwnEngines } from '../support/own-engines.ts'
import { abuse } from './abuse.ts'
import { findable } from './findable.ts'
import { type Figure, toFigure, toMarkdown, toTable } from './frame.ts'
import { hot } from './hot.ts'
import { intake } from './import.ts'
import { page } from './page.ts'
import { phone } from './phone.ts'
import { room } from './room.ts'
import { search } from './search.ts'
import { type Bench, machine, openStage } from './stage.ts'
import { start } from './start.ts'

export const benches: readonly Bench[] = [
  search,
  page,
  intake,
  room,
  start,
  hot,
  findable,
  phone,
  abuse,
]

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export interface RunOptions {
  names: readonly string[]
  quick: boolean
  /** Of the room's sizes this one alone, to work on it. */
  sockets?: number | null
}

/** Runs benches one after another. @returns what each found; one that fails fails them all, after cleaning up */
export async function runBenches({ names, quick, sockets = null }: RunOptions): Promise<Figure[]> {
  const figures: Figure[] = []
  const shared = quick ? await openOwnEngines({ fsync: 'off' }) : null
  let stop = async () => {}
  const stopAll = () => void stop().finally(() => process.exit(1))
  for (const signal of signals) process.once(signal, stopAll)
  try {
    for (const bench of benches.filter(({ name }) => names.length === 0 || names.includes(name))) {
      process.stderr.write(`• ${bench.name}: ${bench.about}\n`)
      const stage = openStage(bench.name, {
        quick,
        sockets,
        shared,
        report: (claim) => figures.push(toFigure(bench.name, claim)),
      })
      stop = async () => {
        await stage.close()
        await shared?.stop()
      }
      await bench.run(stage).finally(stage.close)
    }
  } finally {
    for (const signal of signals) process.off(signal, stopAll)
    await shared?.stop()
  }
  return figures
}

const usage = `npm run bench -- [${benches.map(({ name }) => name).join('|')} …] [--json FILE] [--markdown FILE] [--quick] [--sockets N]`

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      markdown: { type: 'string' },
      quick: { type: 'boolean' },
      sockets: { type: 'string' },
    },
  })
  const unknown = positionals.find((name) => !benches.some((bench) => bench.name === name))
  if (unknown) {
    console.error(`There is no bench ${unknown}. Usage: ${usage}`)
    return 1
  }
  const sockets = values.sockets === undefined ? null : Number(values.sockets)
  if (sockets !== null && !(Number.isInteger(sockets) && sockets > 0)) {
    console.error(`--sockets takes a number of sockets, not ${values.sockets}. Usage: ${usage}`)
    return 1
  }
  const started = performance.now()
  const figures = await runBenches({ names: positionals, quick: values.quick ?? false, sockets })
  const minutes = ((performance.now() - started) / 60_000).toFixed(1)
  console.log(
    `\n${toTable(figures)}\n\n${machine()}; ${minutes} min${values.quick ? '; tiny sizes, which say nothing of speed' : ''}`,
  )
  const place = (file: string) => resolve(process.env.INIT_CWD ?? '', file)
  if (values.json) writeFileSync(place(values.json), `${JSON.stringify(figures, null, 1)}\n`)
  if (values.markdown) writeFileSync(place(values.markdown), `${toMarkdown(figures)}\n`)
  return 0
}

if (import.meta.main) process.exit(await main())
