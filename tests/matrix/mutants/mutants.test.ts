import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Copies, keepCopy } from '../copies.ts'
import { type MatrixMarket, matrixMarket } from '../market.ts'
import { type FormReader, openFormReader } from '../page-forms.ts'
import { acceptTable, verdictsOf } from '../rights.ts'
import { enterRooms } from '../rooms.ts'
import { startRecorder } from '../verbs/record.ts'
import { whyEquivalent } from './equivalent.ts'
import type { Mutant } from './instrument.ts'
import { everyLook } from './looks.ts'
import { listMutants } from './plugin.ts'
import { mutants } from './runtime.ts'
import { type Gathered, gather, isNoticed, type Trial } from './trials.ts'

const pagesFolder = join(import.meta.dirname, '../../../node_modules/.cache/mutants')
const all = listMutants()
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
  const calls = await recorder.calls(matrix, copies, reader)
  expect(calls.length).toBeGreaterThan(500)
  const market = await copies.fresh()
  gathered = await gather(everyLook(market, reader, calls), market)
  acceptTable('verbs.txt', verdictsOf(gathered.seen))
  expect(gathered.wrong).toEqual([])
})

/** Whether the matrix complains while one mutant is on. */
async function isKilled(mutant: Mutant, trials: readonly Trial[], market: MatrixMarket) {
  mutants.active = mutant.id
  try {
    for (const trial of trials) if (await isNoticed(trial, market)) return true
    return false
  } finally {
    mutants.active = null
  }
}

test('whichever predicate or clause of a right is taken away, the matrix complains', async () => {
  const survivors: Mutant[] = []
  let market = await copies.fresh()
  for (const mutant of all) {
    const own = gathered.trials.get(mutant.id) ?? []
    const [reading, writing] = [own.filter((one) => !one.writes), own.filter((one) => one.writes)]
    if (await isKilled(mutant, reading, market)) continue
    if (await isKilled(mutant, writing, market)) market = await copies.fresh()
    else survivors.push(mutant)
  }
  const [equivalent, missed] = [
    survivors.filter((one) => whyEquivalent(one)),
    survivors.filter((one) => !whyEquivalent(one)),
  ]
  const share = 1 - missed.length / (all.length - equivalent.length)
  const told = missed.map(
    ({ id, text }) => `${id} ${text} (${gathered.trials.get(id)?.length ?? 0} looks)`,
  )
  console.log(
    `${all.length} mutants, ${all.length - survivors.length} noticed, ${equivalent.length} change nothing: ${(100 * share).toFixed(1)} % of the others. Not noticed:`,
  )
  console.log(told.join('\n'))
  if (process.env.MUTANTS_REPORT) writeFileSync(process.env.MUTANTS_REPORT, told.join('\n'))
  expect(share).toBeGreaterThanOrEqual(goal)
})
