import { parseArgs } from 'node:util'
import { buildWhenStale } from './build.ts'
import { failure } from './failure.ts'
import { runPackaged } from './packages.ts'

const usualMinutes = 10

/** `npm run faults`: the tests of `tests/faults` for as long as is asked, with their figures. */
export async function faults(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { minutes: { type: 'string' }, seed: { type: 'string' } },
  })
  const minutes = Number(values.minutes ?? usualMinutes)
  if (!(minutes > 0)) throw failure('Usage: npm run faults -- [--minutes N] [--seed N]')
  await buildWhenStale()
  return runPackaged('vitest', ['run', '--project', 'faults'], {
    FAULTS_MINUTES: String(minutes),
    ...(values.seed ? { FAULTS_SEED: values.seed } : {}),
  })
}
