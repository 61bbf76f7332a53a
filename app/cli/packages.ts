import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const bin = join(import.meta.dirname, '..', '..', 'node_modules', '.bin')

/** Runs a program of the packages in the clone, its output shown. @returns its exit status */
export function runPackaged(
  program: string,
  args: string[],
  env: Record<string, string> = {},
): number {
  const result = spawnSync(join(bin, program), args, {
    cwd: join(bin, '..', '..'),
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  return result.status ?? 1
}
