import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export interface WatchdogSettings {
  /** Milliseconds for which the event loop may stand still. */
  maxStallMs: number
  /** Milliseconds between two signs of life. */
  intervalMs: number
}

const defaultSettings: WatchdogSettings = { maxStallMs: 10_000, intervalMs: 500 }

/**
 * Ends this process, by SIGABRT, when its event loop stands still: whoever started it starts it again. A thread of its own
 * counts the signs of life, in turns of its own rather than by the clock, so that a machine that slept is no stall.
 * @returns resolves once the watch stands, with what ends it
 */
export async function startWatchdog(
  settings: Partial<WatchdogSettings> = {},
): Promise<() => Promise<void>> {
  const { maxStallMs, intervalMs } = { ...defaultSettings, ...settings }
  const signs = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  const timer = setInterval(() => Atomics.add(signs, 0, 1), intervalMs)
  timer.unref()
  const thread = new Worker(new URL('./watchdog-thread.ts', import.meta.url), {
    execArgv: [],
    workerData: { signs, intervalMs, maxTurns: Math.ceil(maxStallMs / intervalMs) },
  })
  await once(thread, 'message')
  thread.unref()
  return async () => {
    clearInterval(timer)
    await thread.terminate()
  }
}
