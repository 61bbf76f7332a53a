import { writeSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'

interface Watched {
  signs: Int32Array
  intervalMs: number
  /** Turns of this thread without a sign of life after which the process is ended. */
  maxTurns: number
}

const { signs, intervalMs, maxTurns } = workerData as Watched
const STDERR = 2
let last = Atomics.load(signs, 0)
let turns = 0

setInterval(() => {
  const now = Atomics.load(signs, 0)
  turns = now === last ? turns + 1 : 0
  last = now
  if (turns < maxTurns) return
  const seconds = (turns * intervalMs) / 1000
  const line = {
    level: 60,
    time: Date.now(),
    msg: 'the event loop stands still: ending this node',
    seconds,
  }
  writeSync(STDERR, `${JSON.stringify(line)}\n`)
  process.kill(process.pid, 'SIGABRT')
}, intervalMs)

parentPort?.postMessage('watching')
