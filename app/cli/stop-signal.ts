/** Resolves when somebody wants this process to stop: Ctrl-C, a signal, or the end of the process that started it. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => resolve())
    process.on('disconnect', () => resolve())
  })
}
