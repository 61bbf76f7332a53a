import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { backup, checkArchive, connect, restore } from '#db'
import { connectSearch } from '#search'
import { createVault } from '../domain/vault.server.ts'
import { readEnv } from '../env.ts'
import { createLogger } from '../logger.ts'
import { openEngines } from './engines.ts'
import { failure } from './failure.ts'
import { step } from './progress.ts'
import { reindexCommand } from './reindex.ts'
import { sealPlain } from './seal-plain.ts'
import { unlessStopped, untilStopped } from './stop-signal.ts'

/** Tells the secret key without telling it. */
const keyOf = (secretKey: string): string => createVault(secretKey).sign('backup')

/** Paths are meant from where the command was typed, also when npm runs it elsewhere. */
const pathOf = (typed: string): string => resolve(process.env.INIT_CWD ?? '.', typed)

/** `npm run backup -- FILE|DIR`: one consistent snapshot of the market, beside a running one too. */
export async function backupCommand(args: string[]): Promise<number> {
  const file = targetOf(args)
  const stopped = untilStopped()
  const engines = await openEngines(readEnv(process.env), { visit: true })
  const part = `${file}.part`
  try {
    const { databaseMigrationUrl, secretKey } = engines.connections
    rmSync(part, { force: true })
    const at = new Date()
    const { tables, rows, jobs } = await unlessStopped(
      () =>
        step('Writing the snapshot', () =>
          backup(databaseMigrationUrl, part, { key: keyOf(secretKey), at }),
        ),
      stopped,
    )
    await step('Reading it back', () => checkArchive(part))
    renameSync(part, file)
    console.log(`${file}: ${tables} tables, ${rows} rows, ${jobs} waiting jobs, ${sizeOf(file)}.`)
    console.log(
      'Keep SECRET_KEY beside it (DATA_DIR/secrets.json where none is set): without the key its sealed fields stay sealed.',
    )
    return 0
  } finally {
    rmSync(part, { force: true })
    await engines.stop()
  }
}

function sizeOf(file: string): string {
  const { size } = statSync(file)
  return size < 1_048_576 ? `${Math.ceil(size / 1024)} kB` : `${(size / 1_048_576).toFixed(1)} MB`
}

/** The file to write: named by the time where a folder is given. @throws {Error} one sentence */
function targetOf(args: string[]): string {
  const [typed, ...more] = args
  if (!typed || more.length > 0) throw failure('Usage: npm run backup -- FILE|DIR')
  const path = pathOf(typed)
  const stamp = new Date().toISOString().slice(0, 19).replace(/[-:]/g, '')
  const isFolder = existsSync(path) && statSync(path).isDirectory()
  const file = isFolder ? join(path, `lianqiao-${stamp}Z.backup`) : path
  if (existsSync(file)) throw failure(`${file} exists already: name another file.`)
  if (!existsSync(resolve(file, '..'))) {
    throw failure(`There is no folder for ${file}: make it, or name another file.`)
  }
  return file
}

/** `npm run restore -- FILE`: fills an empty database from a snapshot and builds the index from it. */
export async function restoreCommand(args: string[]): Promise<number> {
  const [typed, ...more] = args
  if (!typed || more.length > 0) throw failure('Usage: npm run restore -- FILE')
  const file = pathOf(typed)
  if (!existsSync(file)) throw failure(`There is no ${file}: name the file that backup wrote.`)
  const stopped = untilStopped()
  const env = readEnv(process.env)
  const engines = await openEngines(env, { visit: false })
  try {
    const { connections } = engines
    const { databaseMigrationUrl: ownerUrl, databaseUrl: appUrl, secretKey } = connections
    const key = keyOf(secretKey)
    const result = await unlessStopped(
      () => step('Restoring', () => restore({ ownerUrl, appUrl, file, key })),
      stopped,
    )
    await sealPlain(connections)
    const { at, tables, rows, jobs, migrated } = result
    console.log(`The market of ${at}: ${tables} tables, ${rows} rows, ${jobs} waiting jobs.`)
    if (migrated.length > 0) console.log(`Brought up to date: ${migrated.join(', ')}.`)
    const database = connect({ url: appUrl, poolSize: 4 })
    const { searchUrl: url, searchKey, searchPrefix: prefix } = connections
    const search = connectSearch({ url, key: searchKey, prefix })
    try {
      const services = { db: database.db, search, log: createLogger(env) }
      return await unlessStopped(() => reindexCommand(services), stopped)
    } finally {
      await database.close()
    }
  } finally {
    await engines.stop()
  }
}
