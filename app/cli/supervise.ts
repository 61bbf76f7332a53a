import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { dirname } from 'node:path'
import { failure } from './failure.ts'
import { processesIn, until } from './process.ts'

/** A server program, as `#db/embedded` and `#search/embedded` describe theirs. */
export interface Engine {
  name: string
  /** Its data folder and its working folder. */
  folder: string
  command: string
  args: string[]
  env: NodeJS.ProcessEnv
  runAs: { uid: number; gid: number } | undefined
  /** Tried in turn, each after the one before had no effect. */
  stopSignals: NodeJS.Signals[]
  /** Rejects with one sentence that says what to do. */
  prepare(): Promise<void>
  ready(): Promise<boolean>
}

export interface RunningEngine {
  stop(): Promise<void>
}

const readyWithinMs = 60_000
const stopWithinMs = 15_000
const restartAfterMs = 500

/**
 * Starts an engine, first stopping what an earlier run left in its folder, and starts it again when it dies.
 * @param logFile where its output goes
 * @throws {Error} one sentence, when it does not come up
 */
export async function startEngine(engine: Engine, logFile: string): Promise<RunningEngine> {
  await stopSurvivors(engine)
  await engine.prepare().catch((error: Error) => {
    throw failure(error.message)
  })
  mkdirSync(dirname(logFile), { recursive: true, mode: 0o700 })
  let stopping = false
  let child = launch(engine, logFile)
  let timer: NodeJS.Timeout | undefined
  const watch = (childProcess: ChildProcess) =>
    childProcess.once('exit', () => {
      if (stopping) return
      timer = setTimeout(async () => {
        await stopSurvivors(engine)
        if (!stopping) child = watch(launch(engine, logFile))
      }, restartAfterMs)
    })
  const up = await until(async () => gone(child) || (await engine.ready()), readyWithinMs)
  if (!up || gone(child)) {
    stopping = true
    child.kill('SIGKILL')
    throw failure(
      `${engine.name} did not start: ${lastLine(logFile)} (the whole story is in ${logFile}).`,
    )
  }
  watch(child)
  return {
    async stop() {
      stopping = true
      clearTimeout(timer)
      for (const signal of engine.stopSignals) {
        if (gone(child)) return
        child.kill(signal)
        if (await until(() => gone(child), stopWithinMs)) return
      }
    },
  }
}

const gone = (child: ChildProcess) =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null

/** In a process group of its own: a Ctrl-C at the terminal reaches us alone, and we stop things in order. */
function launch({ command, args, env, runAs, folder }: Engine, logFile: string): ChildProcess {
  const log = openSync(logFile, 'a', 0o600)
  const child = spawn(command, args, {
    cwd: folder,
    env,
    detached: true,
    stdio: ['ignore', log, log],
    ...(runAs ?? {}),
  })
  child.on('error', () => {})
  closeSync(log)
  return child
}

async function stopSurvivors({ folder, stopSignals }: Engine): Promise<void> {
  for (const signal of [...stopSignals.slice(0, -1), 'SIGKILL' as const]) {
    const found = processesIn(folder)
    if (found.length === 0) return
    for (const pid of found) {
      try {
        process.kill(pid, signal)
      } catch {}
    }
    if (await until(() => processesIn(folder).length === 0, 5000)) return
  }
}

function lastLine(file: string): string {
  return readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? 'it said nothing'
}

/** A port of the loopback address that is free now. */
export const freePort = async (): Promise<number> => (await freePorts(1))[0]!

/** So many; all are held before the first is let go, so that none is given twice. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  return ports
}
