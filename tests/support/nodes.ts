import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A process of the product itself, as `npm start` makes it. */
export interface ProductNode {
  url: string
  pid: number
  /** As an operator would: SIGTERM, and everything is finished first. */
  stop(): Promise<void>
  /** As a power cut would. */
  kill(): Promise<void>
}

const main = join(import.meta.dirname, '..', '..', 'app', 'cli', 'main.ts')

/** Starts the product with these settings and waits until it serves. @throws {Error} with what it printed, when it ends first */
export async function startNode(env: Record<string, string>): Promise<ProductNode> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, 'start'], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      LOG_LEVEL: 'error',
      PORT: '0',
      ...env,
    } as never,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  child.stderr.on('data', (chunk) => said.push(String(chunk)))
  return {
    url: await addressOf(child, said),
    pid: child.pid!,
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  }
}

async function addressOf(child: ChildProcess, said: string[]): Promise<string> {
  const ended = once(child, 'exit').then(() => {
    throw new Error(`The node ended before it served: ${said.join('')}`)
  })
  const served = (async () => {
    for await (const line of createInterface({ input: child.stdout! })) {
      said.push(`${line}\n`)
      const url = /Lianqiao: (http:\S+)/.exec(line)?.[1]
      if (url) return url
    }
    return ended
  })()
  const url = await Promise.race([served, ended])
  ended.catch(() => {})
  return url
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}
