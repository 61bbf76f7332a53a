import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PreparedFile, Upload } from '../domain/file/file.ts'
import type { FileWanted } from '../domain/file/prepare.server.ts'
import type { SheetReader } from '../domain/import/sheet.server.ts'
import { isWorkbook } from '../domain/import/table-format.ts'
import { refuse } from '../domain/refusal.ts'
import { createGate } from '../http/gate.ts'
import type { FileAnswer, FileTask } from './task.ts'

/** Looks at files from outside in processes of their own, two at a time. */
export interface FileWorkers {
  /**
   * Checks a file by its content and redraws a picture.
   * @throws {Refusal} `invalid` for what the market doesn't take or can't read in time, `unavailable` when too many wait
   */
  prepare(upload: Upload, wanted: FileWanted): Promise<PreparedFile>
  /** Reads a CSV, or the first sheet of a workbook. @throws {Refusal} as `prepare` does */
  readSheet: SheetReader
  /** The process ids that are there now. */
  processes(): number[]
  close(): void
}

export interface FileWorkerLimits {
  /** Milliseconds that one file may take. */
  deadlineMs: number
  /** Bytes of memory of one process. */
  maxMemory: number
  /** Milliseconds that a process without work is kept. */
  idleMs: number
}

const defaultLimits: FileWorkerLimits = {
  deadlineMs: 20_000,
  maxMemory: 512 * 1024 * 1024,
  idleMs: 10_000,
}

const AT_ONCE = 2
const MAX_WAITING = 20
const MEMORY_POLL_MS = 50
const PAGE_BYTES = 4096
const heapMegabytes = (bytes: number): number => Math.floor((bytes * 0.75) / 1024 / 1024)

export function createFileWorkers(limits: Partial<FileWorkerLimits> = {}): FileWorkers {
  const { deadlineMs, maxMemory, idleMs } = { ...defaultLimits, ...limits }
  const gate = createGate({ atOnce: AT_ONCE, waiting: MAX_WAITING })
  const idle: ChildProcess[] = []
  const all = new Set<ChildProcess>()
  const retirements = new Map<ChildProcess, NodeJS.Timeout>()

  function take(): ChildProcess {
    const known = idle.pop()
    if (known) {
      clearTimeout(retirements.get(known))
      known.ref()
      return known
    }
    const child = fork(join(import.meta.dirname, 'child.ts'), [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [`--max-old-space-size=${heapMegabytes(maxMemory)}`],
      env: { NODE_ENV: process.env.NODE_ENV ?? 'production' },
    })
    all.add(child)
    child.once('exit', () => {
      all.delete(child)
      clearTimeout(retirements.get(child))
      retirements.delete(child)
      if (idle.includes(child)) idle.splice(idle.indexOf(child), 1)
    })
    return child
  }

  /** Kept for the next file for a while; it doesn't keep the market's own process from ending. */
  function giveBack(child: ChildProcess): void {
    if (!child.connected) return
    idle.push(child)
    child.unref()
    child.channel?.unref()
    retirements.set(child, setTimeout(() => child.kill(), idleMs).unref())
  }

  function ask(child: ChildProcess, task: FileTask): Promise<FileAnswer> {
    child.channel?.ref()
    return new Promise((resolve) => {
      const settle = (answer: FileAnswer) => {
        clearTimeout(late)
        clearInterval(watch)
        child.off('message', settle)
        child.off('exit', gone)
        resolve(answer)
      }
      const gone = () => settle({ failed: 'The process ended.' })
      const late = setTimeout(() => child.kill('SIGKILL'), deadlineMs)
      const watch = setInterval(() => {
        if (memoryOf(child.pid) > maxMemory) child.kill('SIGKILL')
      }, MEMORY_POLL_MS)
      child.once('message', settle)
      child.once('exit', gone)
      child.send(task, (error) => error && child.kill('SIGKILL'))
    })
  }

  async function perform<T>(task: FileTask, unreadable: () => Error): Promise<T> {
    return gate.pass(async () => {
      const child = take()
      const answer = await ask(child, task)
      giveBack(child)
      if ('value' in answer) return answer.value as T
      if ('refused' in answer)
        throw refuse(answer.refused.refusal, answer.refused.message, answer.refused)
      throw unreadable()
    })
  }

  return {
    prepare: (upload, wanted) =>
      perform({ kind: 'prepare', upload, wanted }, () =>
        refuse('invalid', 'file', { fields: { [wanted.field]: ['file_unreadable'] } }),
      ),
    readSheet: (source, part = 'all') =>
      perform({ kind: 'sheet', source, part }, () =>
        refuse('invalid', isWorkbook(source.name) ? 'table_unpacked' : 'table_slow', {
          params: { file: source.name },
        }),
      ),
    processes: () => [...all].flatMap(({ pid }) => pid ?? []),
    close() {
      for (const child of all) child.kill('SIGKILL')
    },
  }
}

/** Bytes of memory that a process occupies; 0 where the system doesn't say. */
function memoryOf(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES
  } catch {
    return 0
  }
}
