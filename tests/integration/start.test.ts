import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { openDataFolder } from '#app/cli/data-folder.ts'
import { lockFolder } from '#app/cli/lock.ts'
import { processesIn, startOf } from '#app/cli/process.ts'

const bootstrap = join(import.meta.dirname, '..', '..', 'app', 'cli', 'bootstrap.mjs')
const folders: string[] = []
const running = new Set<ChildProcess>()

function newFolder(): string {
  const folder = mkdtempSync('/var/tmp/lianqiao-start-')
  folders.push(folder)
  return folder
}

afterEach(async () => {
  await Promise.all([...running].map((child) => stop(child)))
  for (const folder of folders.splice(0)) {
    killAll(folder)
    rmSync(folder, { recursive: true, force: true })
  }
})

interface Start {
  child: ChildProcess
  said: () => string
  /** The address that it prints. @throws {Error} with all it said, when it ends first */
  url: Promise<string>
  ended: Promise<number | null>
}

/** `npm start`, or another command, as the bootstrap sees it. */
function start(settings: Record<string, string>, words = ['start']): Start {
  const child = spawn(process.execPath, [bootstrap, ...words], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PORT: '0',
      LOG_LEVEL: 'error',
      ...settings,
    } as never,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let text = ''
  const ended = once(child, 'exit').then(([code]) => {
    running.delete(child)
    return code as number | null
  })
  const url = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        text += chunk
        const found = /Lianqiao: (http:\S+)/.exec(text)?.[1]
        if (found) resolve(found)
      })
    }
    void ended.then((code) => reject(new Error(`It ended with ${code}: ${text}`)))
  })
  url.catch(() => {})
  return { child, url, ended, said: () => text }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}

const engineFolders = (folder: string) => [join(folder, 'postgres'), join(folder, 'search')]
const enginesIn = (folder: string) => engineFolders(folder).flatMap(processesIn)

function killAll(folder: string): void {
  for (const pid of enginesIn(folder)) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch (error) {
      // Gone since it was listed, as the backend of a connection that broke.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}

const pidIn = (folder: string): number =>
  JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')).pid

const ready = async (url: string) => (await fetch(`${url}/readyz`)).json()
const allWell = { status: 'ready', components: { postgres: 'ok', search: 'ok' } }

describe('npm start', { timeout: 120_000 }, () => {
  test('serves a seeded market, and a stop leaves nothing running', async () => {
    const folder = newFolder()
    const first = start({ DATA_DIR: folder, LOG_LEVEL: 'warn' })
    expect(await ready(await first.url)).toEqual(allWell)
    expect(first.said()).toMatch(/enterprise@example\.com/)
    expect(first.said()).toContain('SECOND_FACTOR=required')
    await stop(first.child)
    expect(await first.ended).toBe(0)
    expect(first.said()).not.toContain('a database connection was lost')
    expect(enginesIn(folder)).toEqual([])
    expect(existsSync(join(folder, 'run.json'))).toBe(false)
  })

  test('goes on by itself after any of its processes, or all of them, were killed', async () => {
    const folder = newFolder()
    const killers: ((start: Start) => void)[] = [
      () => process.kill(pidIn(folder), 'SIGKILL'),
      ({ child }) => child.kill('SIGKILL'),
      ({ child }) => {
        child.kill('SIGKILL')
        process.kill(pidIn(folder), 'SIGKILL')
        killAll(folder)
      },
    ]
    for (const kill of killers) {
      const one = start({ DATA_DIR: folder })
      await one.url
      kill(one)
      await one.ended
    }
    const last = start({ DATA_DIR: folder })
    expect(await ready(await last.url)).toEqual(allWell)
  })

  test('stops what a killed start left in a folder behind a link', async () => {
    const folder = newFolder()
    const link = `${folder}-link`
    symlinkSync(folder, link)
    folders.push(link)
    const first = start({ DATA_DIR: link })
    await first.url
    process.kill(pidIn(folder), 'SIGKILL')
    await first.ended
    expect(await ready(await start({ DATA_DIR: link }).url)).toEqual(allWell)
  })

  test('is not held up by a file that names a process which is somebody else by now', async () => {
    const folder = newFolder()
    const first = start({ DATA_DIR: folder })
    await first.url
    await stop(first.child)
    const stranger = spawn('sleep', ['60'], { cwd: '/', ...openDataFolder(folder).engineUser })
    running.add(stranger)
    const lines = [stranger.pid, join(folder, 'postgres'), 1700000000, 5432, '', '127.0.0.1', '']
    writeFileSync(join(folder, 'postgres', 'postmaster.pid'), lines.join('\n'))
    expect(await ready(await start({ DATA_DIR: folder }).url)).toEqual(allWell)
  })

  test('starts an engine again that dies beneath it', async () => {
    const folder = newFolder()
    const one = start({ DATA_DIR: folder })
    const url = await one.url
    killAll(folder)
    const answer = () => ready(url).catch((error) => `${error}: ${one.said()}`)
    await expect.poll(answer, { timeout: 30_000 }).toEqual(allWell)
  })

  test('waits for one that is stopping, and takes the folder once it has gone', async () => {
    const folder = newFolder()
    const other = spawn('sleep', ['60'])
    running.add(other)
    const run = { pid: other.pid!, started: startOf(other.pid!), engines: null, url: null }
    const patience = { noticesWithinMs: 0, stopsWithinMs: 60_000 }
    writeFileSync(join(folder, 'run.json'), JSON.stringify(run))
    await expect(lockFolder(folder, patience)).rejects.toThrow(`process ${other.pid}`)
    writeFileSync(join(folder, 'run.json'), JSON.stringify({ ...run, stopping: true }))
    const taken = lockFolder(folder, patience)
    await stop(other)
    ;(await taken).release()
    expect(existsSync(join(folder, 'run.json'))).toBe(false)
  })

  test('a second start on the same folder says where the first one is', async () => {
    const folder = newFolder()
    const url = await start({ DATA_DIR: folder }).url
    const second = start({ DATA_DIR: folder })
    expect(await second.ended).toBe(1)
    expect(second.said()).toContain(`already runs on ${folder} at ${url}`)
  })

  test.each<
    [string, (folder: string) => Promise<Record<string, string>> | Record<string, string>, RegExp]
  >([
    [
      'a taken port',
      takenPort,
      /Port \d+ is taken: stop what uses it, or name another with PORT\./,
    ],
    ['a port that is none', () => ({ PORT: 'many' }), /PORT must be a number\./],
    [
      'an address of another kind',
      () => ({ DATABASE_URL: 'mysql://localhost/x', SECRET_KEY: key }),
      /DATABASE_URL must look like postgres:\/\//,
    ],
    [
      'a database without the secret that its nodes share',
      () => ({ DATABASE_URL: nowhere, PUBLIC_URL: 'http://127.0.0.1' }),
      /SECRET_KEY is missing: nodes on one database must share it/,
    ],
    [
      'a database without the address that browsers use',
      () => ({ DATABASE_URL: nowhere, SECRET_KEY: key }),
      /PUBLIC_URL is missing: links in letters lead to the address that browsers use/,
    ],
    [
      'a search server without its key',
      () => ({ MEILI_URL: 'http://127.0.0.1:9' }),
      /MEILI_KEY is missing: MEILI_URL needs the key of that server/,
    ],
    [
      'a database that does not answer',
      () => ({
        DATABASE_URL: nowhere,
        PUBLIC_URL: 'http://127.0.0.1',
        SECRET_KEY: key,
        MEILI_URL: 'http://127.0.0.1:9',
        MEILI_KEY: 'x'.repeat(16),
      }),
      /PostgreSQL does not answer at postgres:\/\/u@127\.0\.0\.1:9\/x: start it, or mend DATABASE_URL\./,
    ],
    [
      'data of another major version',
      olderCluster,
      /holds data of PostgreSQL 16, but this version runs PostgreSQL 18/,
    ],
    [
      'a data folder that nobody can make',
      () => ({ DATA_DIR: '/proc/lianqiao' }),
      /can't be written: make it writable, or name another with DATA_DIR\./,
    ],
    [
      'a data folder that is a file',
      fileAsFolder,
      /can't be written: make it writable, or name another with DATA_DIR\./,
    ],
  ])(
    '%s gets one sentence that says what to do, and exit status 1',
    async (_, prepare, sentence) => {
      const folder = newFolder()
      const one = start({ DATA_DIR: folder, ...(await prepare(folder)) })
      expect(await one.ended).toBe(1)
      expect(one.said()).toMatch(sentence)
      expect(one.said()).not.toMatch(/\n {4}at /)
      expect(enginesIn(folder)).toEqual([])
    },
  )
})

describe('a command', { timeout: 120_000 }, () => {
  test.each<[string[], RegExp]>([
    [['start', '4000'], /npm run start takes no arguments: leave out 4000\./],
    [['bureau', '--nam', 'x'], /Unknown option '--nam'\. Usage: npm run bureau -- --name/],
    [['bureau', '--name', '某局'], /^Usage: npm run bureau/],
    [
      ['import', 'companies', 'x.csv'],
      /^Usage: npm run import -- enterprises\|products\|listings FILE/,
    ],
    [['import', 'products', 'x.csv', '--jsn'], /Unknown option '--jsn'\. Usage: npm run import/],
  ])('%j gets one sentence that says what to do, and starts nothing', async (words, sentence) => {
    const folder = newFolder()
    const one = start({ DATA_DIR: folder }, words)
    expect(await one.ended).toBe(1)
    expect(one.said()).toMatch(sentence)
    expect(one.said().trim().split('\n')).toHaveLength(1)
    expect(readdirSync(folder)).toEqual([])
  })

  test('that is stopped half way takes the engines down that it started', async () => {
    const folder = newFolder()
    const one = start({ DATA_DIR: folder }, ['db:migrate'])
    await expect.poll(() => enginesIn(folder).length, { timeout: 30_000 }).toBeGreaterThan(0)
    one.child.kill('SIGINT')
    await one.ended
    expect(enginesIn(folder)).toEqual([])
  })
})

const key = Buffer.alloc(32, 1).toString('base64')
const nowhere = 'postgres://u:p@127.0.0.1:9/x'

async function takenPort(): Promise<Record<string, string>> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  server.unref()
  return { PORT: String((server.address() as { port: number }).port) }
}

function olderCluster(folder: string): Record<string, string> {
  mkdirSync(join(folder, 'postgres', 'global'), { recursive: true })
  writeFileSync(join(folder, 'postgres', 'PG_VERSION'), '16\n')
  writeFileSync(join(folder, 'postgres', 'global', 'pg_control'), '')
  return {}
}

function fileAsFolder(folder: string): Record<string, string> {
  const file = join(folder, 'file')
  writeFileSync(file, '')
  chmodSync(file, 0o644)
  return { DATA_DIR: file }
}
