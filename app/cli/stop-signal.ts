import { failure } from './failure.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Takes away what development tools do on a signal: they end the process before our ordered stop. */
export function keepSignals<T>(work: () => Promise<T>): Promise<T> {
  const ours = signals.map((signal) => process.listeners(signal))
  return work().finally(() => {
    for (const [index, signal] of signals.entries()) {
      for (const listener of process.listeners(signal)) {
        if (!ours[index]!.includes(listener)) process.removeListener(signal, listener)
      }
    }
  })
}

/** Resolves when somebody wants this process to stop: Ctrl-C, a signal, or the end of the process that started it. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of signals) process.on(signal, () => resolve())
    process.on('disconnect', () => resolve())
  })
}

/**
 * Does `work` until it is done or somebody wants this process to stop, so that what runs around it is still
 * taken down in order.
 * @throws {Error} one sentence, when it was stopped before the end
 */
export function unlessStopped<T>(work: () => Promise<T>, stopped: Promise<void>): Promise<T> {
  const halfWay = stopped.then(() => {
    throw failure('Stopped before the end: run it again to go on.')
  })
  return Promise.race([halfWay, Promise.resolve().then(work)])
}
