import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'

/** When the process started, in clock ticks since boot: with the number, it names one process for good. */
export function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}

export function isAlive(pid: number, started: string | null): boolean {
  if (existsSync('/proc/self/stat')) {
    return startOf(pid) !== null && (started === null || startOf(pid) === started) && !isZombie(pid)
  }
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z')
  } catch {
    return false
  }
}

/** The processes whose working folder is `folder`: the servers that an earlier run may have left there. */
export function processesIn(folder: string): number[] {
  if (!existsSync('/proc/self/cwd') || !existsSync(folder)) return []
  const real = realpathSync(folder)
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === real && !isZombie(pid)
      } catch {
        return false
      }
    })
}

/** Waits until `done` holds. @returns whether it came to hold in time */
export async function until(
  done: () => boolean | Promise<boolean>,
  withinMs: number,
): Promise<boolean> {
  const end = performance.now() + withinMs
  for (;;) {
    if (await done()) return true
    if (performance.now() > end) return false
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
}
