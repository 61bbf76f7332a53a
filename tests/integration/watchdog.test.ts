import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'

const watchdog = pathToFileURL(`${import.meta.dirname}/../../app/watchdog.ts`).href

/** A process that is watched, and what it does meanwhile. */
async function run(work: string) {
  const script = `
    import { startWatchdog } from '${watchdog}'
    const stop = await startWatchdog({ maxStallMs: 300, intervalMs: 30 })
    ${work}`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (text) => {
    said += text
  })
  const [code, signal] = await once(child, 'exit')
  return { code, signal, said }
}

test('a node whose event loop stands still is ended, and says so', async () => {
  const { signal, said } = await run('setImmediate(() => { for (;;); })')
  expect(signal).toBe('SIGABRT')
  expect(said).toContain('the event loop stands still')
})

test('a node that works goes on, and the watch doesn’t keep it from ending', async () => {
  const { code, said } = await run(`
    const until = Date.now() + 1000
    const step = () => {
      const pause = Date.now() + 50
      while (Date.now() < pause);
      if (Date.now() < until) setImmediate(step)
      else stop().then(() => console.error('stopped'))
    }
    step()`)
  expect(code).toBe(0)
  expect(said).toContain('stopped')
  expect(said).not.toContain('stands still')
})
