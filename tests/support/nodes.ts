import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePorts } from '#app/cli/supervise.ts'

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

/**
 * Starts the product with these settings and waits until it serves.
 * @param hear is told each line that it prints
 * @throws {Error} with what it printed, when it ends first
 */
export async function startNode(
  env: Record<string, string>,
  hear: (line: string) => void = () => {},
): Promise<ProductNode> {
  const own = env.DATABASE_URL && !env.PUBLIC_URL ? await ownAddress(env.PORT) : {}
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, 'start'], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      LOG_LEVEL: 'error',
      PORT: '0',
      ...env,
      ...own,
    } as never,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return {
    url: await addressOf(child, hear),
    pid: child.pid!,
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  }
}

/** A node on servers of its own is told the address that browsers use. */
async function ownAddress(port?: string) {
  const PORT = port ?? String((await freePorts(1))[0])
  return { PORT, PUBLIC_URL: `http://127.0.0.1:${PORT}` }
}

function addressOf(child: ChildProcess, hear: (line: string) => void): Promise<string> {
  const said: string[] = []
  return new Promise((served, failed) => {
    const take = (line: string) => {
      hear(line)
      const url = /Lianqiao: (http:\S+)/.exec(line)?.[1]
      if (url) served(url)
      else if (child.exitCode === null) said.push(line)
    }
    for (const input of [child.stdout!, child.stderr!]) createInterface({ input }).on('line', take)
    child.once('exit', () =>
      failed(new Error(`The node ended before it served: ${said.join('\n')}`)),
    )
  })
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}
