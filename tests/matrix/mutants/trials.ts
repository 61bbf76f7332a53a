import { sql } from '#db'
import type { MatrixMarket } from '../market.ts'
import { isAccepting, type Seen } from '../rights.ts'
import { spread } from '../verbs/record.ts'
import { mutants } from './runtime.ts'

/** One look of the matrix that a mutant may change. */
export interface Trial {
  name: string
  /** Whether it may leave the market changed. */
  writes: boolean
  /** What it comes to by the tables; once it was gathered, without any mutant. */
  usual: string | undefined
  meets(market: MatrixMarket): Promise<string>
  /** Where the table of verbs keeps it, which this walk alone makes. */
  kept?: { at: string; persona: string }
}

/** What a busy market puts off is no answer to who may. */
const isPutOff = (outcome: string): boolean => /429|too_many|too_fast/.test(outcome)

const met = (trial: Trial, market: MatrixMarket) => trial.meets(market).catch(() => 'breaks')

/** Whether the matrix complains now; what breaks down is noticed too. */
export async function isNoticed(trial: Trial, market: MatrixMarket): Promise<boolean> {
  const outcome = await met(trial, market)
  return outcome !== trial.usual && !isPutOff(outcome)
}

export interface Gathered {
  /** For each mutant the looks that could notice it: those in which its condition would have turned out otherwise. */
  trials: Map<string, Trial[]>
  /** Of what the matrix complains without any mutant, as sentences. */
  wrong: string[]
  /** For the table of verbs. */
  seen: Seen[]
}

/** Makes every look once, without mutants. */
export async function gather(looks: AsyncIterable<Trial>, market: MatrixMarket): Promise<Gathered> {
  const trials = new Map<string, Trial[]>()
  const wrong: string[] = []
  const seen: Seen[] = []
  let made = 0
  for await (const trial of looks) {
    // What was undone lies in the tables all the same, until scans of a few rows read a hundred thousand.
    if (++made % 2000 === 0) await sql`vacuum`.execute(market.owner)
    mutants.hit.clear()
    const what = await met(trial, market)
    if (trial.kept) seen.push({ ...trial.kept, what })
    const isNew = trial.kept && isAccepting
    if (!isNew && what !== trial.usual && !isPutOff(what))
      wrong.push(`${trial.name} comes to ${what} instead of ${trial.usual}`)
    // Mutants are held against what the market does, whatever the tables say.
    trial.usual = what
    for (const id of mutants.hit) {
      const known = trials.get(id)
      if (known) known.push(trial)
      else trials.set(id, [trial])
    }
  }
  for (const [id, all] of trials) if (!isSqlFunction(id)) trials.set(id, chosen(all))
  return { trials, wrong, seen }
}

/** Of what could notice a mutant so much is tried, spread over all of it. */
const most = { reading: 240, writing: 30 }

/** What is asked in a look may tell nothing of one condition in a function: of those all looks are kept. */
const isSqlFunction = (id: string): boolean => id.startsWith('private.')

function chosen(all: readonly Trial[]): Trial[] {
  const reading = all.filter(({ writes }) => !writes)
  const writing = all.filter(({ writes }) => writes)
  return [...spread(reading, most.reading), ...spread(writing, most.writing)]
}
