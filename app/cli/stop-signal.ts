import { failure } from './failure.ts'

/** Resolves when somebody wants this process to stop: Ctrl-C, a signal, or the end of the process that started it. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => resolve())
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
