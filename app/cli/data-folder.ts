import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { failure } from './failure.ts'

export interface EngineUser {
  uid: number
  gid: number
}

export interface DataFolder {
  path: string
  /** The unprivileged user that PostgreSQL runs as when we are root; it refuses root itself. */
  engineUser: EngineUser | undefined
  /** True when another folder is used than the one that was asked for. */
  moved: boolean
}

const unprivileged = 'nobody'
const whenOutOfReach = '/var/lib/lianqiao'

/**
 * Finds the folder for all data, and makes it. As root, a folder that the unprivileged user can't reach
 * (a clone under /root) is replaced by one under /var/lib whose name follows from the wanted path,
 * so that every command finds the same.
 * @throws {Error} one sentence, when the folder can't be made or written
 */
export function openDataFolder(wanted: string): DataFolder {
  const path = resolve(wanted)
  const engineUser = process.getuid?.() === 0 ? findUser(unprivileged) : undefined
  if (!engineUser) return { path: writable(path), engineUser, moved: false }
  if (reachable(writable(path, engineUser), engineUser)) return { path, engineUser, moved: false }
  const mark = createHash('sha256').update(path).digest('hex').slice(0, 8)
  const other = join(whenOutOfReach, `${basename(resolve(path, '..'))}-${mark}`)
  writable(other, engineUser)
  if (!reachable(other, engineUser)) {
    throw failure(
      `The user ${unprivileged}, as whom PostgreSQL runs, can reach neither ${path} nor ${other}: name a DATA_DIR that it can reach.`,
    )
  }
  return { path: other, engineUser, moved: true }
}

/** Step by step: Node's own recursive way never comes back from a file system that takes no folders, such as /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) {
    if (!statSync(path).isDirectory()) throw new Error(`${path} is no folder.`)
    return
  }
  makeFolder(dirname(path))
  try {
    mkdirSync(path)
  } catch (error) {
    // Another node may have made it in the same moment.
    if ((error as { code?: string }).code !== 'EEXIST') throw error
  }
}

function writable(path: string, engineUser?: EngineUser): string {
  try {
    makeFolder(path)
    tighten(path, engineUser)
    accessSync(path, constants.W_OK | constants.X_OK)
    return path
  } catch {
    throw failure(
      `The data folder ${path} can't be written: make it writable, or name another with DATA_DIR.`,
    )
  }
}

/**
 * Closes the folder to everybody else, also one that an earlier version left open. The user that PostgreSQL runs as passes
 * through it to its own data and lists nothing.
 */
function tighten(path: string, engineUser?: EngineUser): void {
  if (engineUser) chownSync(path, 0, engineUser.gid)
  chmodSync(path, engineUser ? 0o710 : 0o700)
  for (const name of ['logs', 'imports']) {
    if (existsSync(join(path, name))) chmodSync(join(path, name), 0o700)
  }
  for (const name of ['run.json', 'logs/postgres.log', 'logs/search.log']) {
    if (existsSync(join(path, name))) chmodSync(join(path, name), 0o600)
  }
}

function findUser(name: string): EngineUser {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((item) => item.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  if (!uid || !gid) {
    throw failure(
      `PostgreSQL can't run as root, and there is no user ${name} to run it as: start as an ordinary user.`,
    )
  }
  return { uid: Number(uid), gid: Number(gid) }
}

function reachable(path: string, user: EngineUser): boolean {
  const tried = spawnSync('/bin/sh', ['-c', 'cd "$0"', path], {
    ...user,
    cwd: '/',
  })
  return tried.status === 0
}

/**
 * The folder of programs that `user` can run: the packaged one, or, where that is out of reach, a copy among the data.
 */
export function reachablePrograms(packaged: string, program: string, data: DataFolder): string {
  const { engineUser } = data
  if (!engineUser) return packaged
  const runs = (folder: string) =>
    spawnSync(join(folder, program), ['--version'], { ...engineUser, cwd: '/' }).status === 0
  if (runs(packaged)) return packaged
  const copy = join(data.path, 'programs')
  if (existsSync(copy) && runs(copy)) return copy
  const draft = `${copy}.new`
  cpSync(packaged, draft, { recursive: true, verbatimSymlinks: true, force: true })
  renameSync(draft, copy)
  return copy
}

const secretsSchema = z.object({
  postgres: z.object({ admin: z.string(), owner: z.string(), app: z.string() }),
  search: z.string().min(16),
  /** Base64 of the 32 bytes that seal addresses and sign cookies. */
  secretKey: z.string().length(44),
})
export type Secrets = z.infer<typeof secretsSchema>

/** Reads the folder's secrets; makes them once, readable by their owner only. */
export function openSecrets(data: DataFolder): Secrets {
  const file = join(data.path, 'secrets.json')
  if (existsSync(file)) return secretsSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  const password = () => randomBytes(24).toString('hex')
  const secrets: Secrets = {
    postgres: { admin: password(), owner: password(), app: password() },
    search: password(),
    secretKey: randomBytes(32).toString('base64'),
  }
  const draft = `${file}.new`
  writeFileSync(draft, JSON.stringify(secrets, null, 2), { mode: 0o600 })
  renameSync(draft, file)
  return secrets
}
