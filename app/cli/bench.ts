import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { buildWhenStale } from './build.ts'

const root = join(import.meta.dirname, '..', '..')

/** `npm run bench`: the figures of `tests/bench`, on engines of its own, with the pages as they are built now. */
export async function bench(args: string[]): Promise<number> {
  await buildWhenStale()
  const script = join(root, 'tests', 'bench', 'index.ts')
  return (
    spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
      stdio: 'inherit',
    }).status ?? 1
  )
}
