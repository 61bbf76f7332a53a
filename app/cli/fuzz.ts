import { buildWhenStale } from './build.ts'
import { runPackaged } from './packages.ts'

/** `npm run fuzz`: the fuzzed borders at full length; `npm test` runs them short. A failure prints its seed. */
export async function fuzz(): Promise<number> {
  await buildWhenStale()
  return runPackaged('vitest', ['run', '--project', 'fuzz'], { FUZZ: 'full' })
}
