import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { failure } from './failure.ts'
import { isAlive, startOf, until } from './process.ts'

const runSchema = z.object({
  pid: z.number(),
  started: z.string().nullable(),
  /** Where the engines listen, once they do. */
  engines: z.object({ postgresPort: z.number(), searchPort: z.number() }).nullable(),
  /** Where the pages are, once they are served. */
  url: z.string().nullable(),
  /** It was told to stop, and finishes what is under way. */
  stopping: z.boolean().optional(),
})
export type Run = z.infer<typeof runSchema>

const usualPatience = {
  /** A process whose parent was killed needs this long to notice. */
  noticesWithinMs: 8000,
  /** One that stops is waited for: it finishes requests and the search index's turn, then stops each engine. */
  stopsWithinMs: 60_000,
}

const fileIn = (folder: string) => join(folder, 'run.json')

/** Who uses this data folder now, if anybody does. */
export function findRun(folder: string): Run | null {
  try {
    const run = runSchema.parse(JSON.parse(readFileSync(fileIn(folder), 'utf8')))
    return isAlive(run.pid, run.started) ? run : null
  } catch {
    return null
  }
}

export interface Lock {
  update(change: Partial<Pick<Run, 'engines' | 'url' | 'stopping'>>): void
  release(): void
}

/**
 * Takes the data folder for this process. A file that a dead process left is no hindrance.
 * @throws {Error} one sentence, when another process uses the folder
 */
export async function lockFolder(
  folder: string,
  { noticesWithinMs, stopsWithinMs } = usualPatience,
): Promise<Lock> {
  const begun = performance.now()
  const isRunning = () => {
    const run = findRun(folder)
    return run !== null && !run.stopping && performance.now() - begun > noticesWithinMs
  }
  const free = await until(() => findRun(folder) === null || isRunning(), stopsWithinMs)
  const other = findRun(folder)
  if (!free || other) {
    const where = other?.url ? ` at ${other.url}` : ''
    throw failure(
      `Lianqiao already runs on ${folder}${where} (process ${other?.pid}): use that one, stop it, or name another DATA_DIR.`,
    )
  }
  rmSync(fileIn(folder), { force: true })
  let run: Run = { pid: process.pid, started: startOf(process.pid), engines: null, url: null }
  try {
    writeFileSync(fileIn(folder), JSON.stringify(run), { flag: 'wx', mode: 0o600 })
  } catch {
    throw failure(
      `Another process is just starting on ${folder}: wait for it, or name another DATA_DIR.`,
    )
  }
  return {
    update(change) {
      run = { ...run, ...change }
      const draft = `${fileIn(folder)}.new`
      writeFileSync(draft, JSON.stringify(run), { mode: 0o600 })
      renameSync(draft, fileIn(folder))
    },
    release() {
      if (existsSync(fileIn(folder))) rmSync(fileIn(folder), { force: true })
    },
  }
}
