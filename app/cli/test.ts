import { buildWhenStale } from './build.ts'
import { check } from './check.ts'
import { runPackaged } from './packages.ts'

/**
 * `npm test`: the checks, a build, then every test on engines of its own. Arguments go to the runner.
 * The runner's own count is the last line.
 */
export async function test(args: string[]): Promise<number> {
  const checked = await check()
  await buildWhenStale()
  const tested = runPackaged('vitest', ['run', ...args])
  return checked || tested
}
