import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Copies, keepCopy } from '../copies.ts'
import { type MatrixMarket, matrixMarket } from '../market.ts'
import { type FormReader, openFormReader } from '../page-forms.ts'
import { acceptTable, verdictsOf } from '../rights.ts'
import { enterRooms } from '../rooms.ts'
import { startRecorder } from '../verbs/record.ts'
import { everyLook, looksNear } from './checks.ts'
import { needless, whyEquivalent } from './equivalent.ts'
import type { Mutant } from './instrument.ts'
import { listMutants } from './plugin.ts'
import { mutants } from './runtime.ts'
import { listSqlMutants, type SqlMutant, withoutCondition } from './sql-mutants.ts'
import { type Gathered, gather, isNoticed, type Trial } from './trials.ts'

const pagesFolder = join(import.meta.dirname, '../../../node_modules/.cache/mutants')
/** The place where those begin that are tried alone; '' for all. */
const only = process.env.MUTANTS_ONLY ?? ''
const recorder = startRecorder()
const matrix = matrixMarket({ pagesFolder })
let reader: FormReader
let copies: Copies
let gathered: Gathered

beforeAll(async () => {
  reader = await openFormReader()
  await enterRooms(matrix)
  copies = await keepCopy(matrix, { pagesFolder })
})
afterAll(async () => {
  await copies?.close()
  await reader?.close()
})

/** The share that the matrix has to notice of the mutants that change anything. */
const goal = 0.98

test('what a page or a program’s call leads to comes to what the tables say, whoever makes the call', async () => {
  const calls = await recorder.calls(matrix, copies, only ? null : reader)
  expect(calls.length).toBeGreaterThan(500)
  const market = await copies.fresh()
  const looks = only ? looksNear(only, market, calls) : everyLook(market, reader, calls)
  gathered = await gather(looks, market)
  // Without what pages offer other calls are heard than the table holds.
  if (only) return
  acceptTable('verbs.txt', verdictsOf(gathered.seen))
  expect(gathered.wrong).toEqual([])
})

const isSql = (mutant: Mutant): mutant is SqlMutant => mutant.kind === 'sql'

/** The looks that could notice a mutant. */
const trialsOf = (mutant: Mutant): Trial[] => [
  ...new Set(
    (isSql(mutant) ? mutant.through : [mutant.id]).flatMap((id) => gathered.trials.get(id) ?? []),
  ),
]

/** Whether the matrix complains while one mutant is on, and only then. */
async function isKilled(mutant: Mutant, trials: readonly Trial[], market: MatrixMarket) {
  for (const trial of trials) {
    if (!(await isNoticedBy(mutant, trial, market))) continue
    if (trial.writes || !(await isNoticed(trial, market))) return true
  }
  return false
}

async function isNoticedBy(mutant: Mutant, trial: Trial, market: MatrixMarket) {
  if (isSql(mutant)) return withoutCondition(market.owner, mutant, () => isNoticed(trial, market))
  mutants.active = mutant.id
  return isNoticed(trial, market).finally(() => {
    mutants.active = null
  })
}

test('whichever predicate or clause of a right is taken away, the matrix complains', async () => {
  const survivors: Mutant[] = []
  let market = await copies.fresh()
  const all = [...listMutants(), ...(await listSqlMutants(market.owner))].filter(({ id }) =>
    id.startsWith(only),
  )
  for (const mutant of all) {
    const own = trialsOf(mutant)
    const [reading, writing] = [
      own.filter((item) => !item.writes),
      own.filter((item) => item.writes),
    ]
    if (await isKilled(mutant, reading, market)) continue
    if (await isKilled(mutant, writing, market)) market = await copies.fresh()
    else survivors.push(mutant)
  }
  const [equivalent, missed] = [
    survivors.filter((survivor) => whyEquivalent(survivor)),
    survivors.filter((survivor) => !whyEquivalent(survivor)),
  ]
  const share = 1 - missed.length / (all.length - equivalent.length)
  const told = missed.map(
    (mutant) => `${mutant.id} ${mutant.text} (${trialsOf(mutant).length} looks)`,
  )
  console.log(
    `${all.length} mutants, ${all.length - survivors.length} noticed, ${equivalent.length} change nothing: ${(100 * share).toFixed(1)} % of the others. Not noticed:`,
  )
  console.log(told.join('\n'))
  if (!only) console.log(`Reasons given for nothing:\n${needless(survivors).join('\n')}`)
  if (process.env.MUTANTS_REPORT) writeFileSync(process.env.MUTANTS_REPORT, told.join('\n'))
  expect(share).toBeGreaterThanOrEqual(goal)
})
