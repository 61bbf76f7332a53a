import { join } from 'node:path'
import { buildPages, buildWhenStale } from './build.ts'
import { runPackaged } from './packages.ts'
import { step } from './progress.ts'

const settings = (args: string[]) => ({
  MATRIX: 'full',
  ...(args.includes('--accept') ? { ACCEPT: 'yes' } : {}),
})

/**
 * `npm run matrix`: the whole matrix of everybody and every route, operation and room.
 * `--accept` writes what it saw into the tables of rights beside the tests, to be read before it is committed.
 */
export async function matrix(args: string[]): Promise<number> {
  await buildWhenStale()
  return runPackaged('vitest', ['run', '--project', 'matrix'], settings(args))
}

const config = join(import.meta.dirname, '../../tests/matrix/mutants/vite.config.ts')

/**
 * `npm run mutants`: takes each predicate and each tenant clause away, one by one, and sees whether the matrix complains.
 * Its own table, of the verbs, is accepted by `--accept` too. `--only app/domain/x` tries those alone whose place begins so.
 */
export async function mutants(args: string[]): Promise<number> {
  const only = args[args.indexOf('--only') + 1]
  await step('Building the pages with a switch at each right', () => buildPages(config))
  return runPackaged('vitest', ['run', '--project', 'mutants'], {
    ...settings(args),
    MUTANTS: 'yes',
    ...(args.includes('--only') && only ? { MUTANTS_ONLY: only } : {}),
  })
}
