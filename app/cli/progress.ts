/** Tells on stderr what is being done, and how long it took when that was long. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now()
  process.stderr.write(`• ${title}…`)
  const alive = setInterval(() => process.stderr.write('.'), 2000)
  try {
    const result = await work()
    const seconds = (performance.now() - started) / 1000
    process.stderr.write(seconds >= 1 ? ` ${seconds.toFixed(1)} s\n` : ' ok\n')
    return result
  } catch (error) {
    process.stderr.write('\n')
    throw error
  } finally {
    clearInterval(alive)
  }
}
