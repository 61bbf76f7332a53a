import { type Db, type Queryable, type Tx, transact } from '#db'
import { type Acting, type Actor, isBureau } from '../actor.ts'
import { emit } from '../emit.server.ts'
import { enqueue } from '../enqueue.server.ts'
import { type Notice, topic } from '../events.ts'
import type { Upload } from '../file/file.ts'
import { getStep } from '../machine.ts'
import { type By, record } from '../record.server.ts'
import { isRefusal, refuse } from '../refusal.ts'
import {
  type ImportKindName,
  type ImportState,
  type ImportVerb,
  importMachine,
  mostFaults,
} from './import-run.ts'
import { importKinds } from './kinds.server.ts'
import { type Mapping, mapHeader, readHeader } from './read-table.server.ts'
import type { LineFault, Tally } from './report.ts'
import { takeIn } from './take-in.server.ts'

const largest = 20 * 1024 * 1024

export const mayImport = (actor: Actor | null): actor is Acting => isBureau(actor, 'officer')

/**
 * Keeps a file to be taken in, with the columns that its first row names.
 * @throws {Refusal} `invalid` when it can't be used at all
 */
export async function uploadImport(
  db: Db,
  actor: Acting,
  { kind, upload }: { kind: ImportKindName; upload: Upload },
): Promise<{ id: string }> {
  if (!mayImport(actor)) throw refuse('forbidden', 'access_officer')
  if (upload.bytes.length > largest) {
    throw refuse('invalid', 'file', { fields: { file: ['file_too_large'] } })
  }
  const source = { name: upload.name.slice(-120), bytes: Buffer.from(upload.bytes) }
  const header = await readHeader(source)
  return transact(db, async (tx) => {
    const { id } = await tx
      .insertInto('import_run')
      .values({
        kind,
        state: 'uploaded',
        name: source.name,
        content: source.bytes,
        size: source.bytes.length,
        header: JSON.stringify(header),
        mapping: JSON.stringify(mapHeader(header, importKinds[kind].columns)),
        organization_id: actor.organization.id,
        person_id: actor.personId,
        created_at: tx.at,
        updated_at: tx.at,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const moved = { from: null, to: 'uploaded' }
    await record(tx, actor, { verb: 'upload', subject: { kind: 'import_run', id }, moved })
    return { id }
  })
}

/**
 * Looks a file through, or takes it in as it was looked through; a job does the work.
 * @param mapping which column is which; as before when absent
 * @throws {Refusal} `conflict` while it is being worked on, or when it wasn't looked through before
 */
export async function startImport(
  db: Db,
  actor: Acting,
  { id, verb, mapping }: { id: string; verb: 'check' | 'take_in'; mapping?: Mapping },
): Promise<void> {
  if (!mayImport(actor)) throw refuse('forbidden', 'access_officer')
  await transact(db, async (tx) => {
    const run = await lockRun(tx, id)
    if (run.organizationId !== actor.organization.id) throw refuse('missing', 'missing')
    if (run.state === 'checking' || run.state === 'running') throw refuse('conflict', 'import_busy')
    await moveRun(tx, actor, run, verb, {
      progress: 0,
      tally: null,
      faults: null,
      problem: null,
      ...(mapping ? { mapping: JSON.stringify(mapping) } : {}),
    })
    await enqueue(tx, 'run_import', { id }, { key: `import:${id}` })
  })
}

interface LockedRun {
  id: string
  organizationId: string
  personId: string
  name: string
  state: ImportState
}

async function lockRun(tx: Tx, id: string): Promise<LockedRun> {
  const row = await tx
    .selectFrom('import_run')
    .select(['id', 'organization_id', 'person_id', 'name', 'state'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw refuse('missing', 'missing')
  return {
    id,
    organizationId: row.organization_id,
    personId: row.person_id,
    name: row.name,
    state: row.state as ImportState,
  }
}

interface Changes {
  progress?: number
  mapping?: string
  tally?: string | null
  faults?: string | null
  problem?: string | null
}

async function moveRun(
  tx: Tx,
  by: By,
  run: LockedRun,
  verb: ImportVerb,
  changes: Changes,
  notices: readonly Notice[] = [],
): Promise<void> {
  const { to } = getStep(importMachine, run.state, verb)
  await tx
    .updateTable('import_run')
    .set((eb) => ({ ...changes, state: to, updated_at: tx.at, version: eb('version', '+', 1) }))
    .where('id', '=', run.id)
    .execute()
  const moved = { from: run.state, to }
  await record(tx, by, { verb, subject: { kind: 'import_run', id: run.id }, moved })
  run.state = to
  await emit(tx, { topics: [topic.importRun(run.id)], notices })
}

/** Does what was asked of a file; safe to repeat, since taking in is. What is wrong with the file as a whole is kept. */
export async function performImport(db: Db, id: string): Promise<void> {
  const run = await db
    .selectFrom('import_run')
    .select(['kind', 'name', 'content', 'mapping', 'state'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!run || (run.state !== 'checking' && run.state !== 'running')) return
  try {
    const report = await takeIn(importKinds[run.kind as ImportKindName], {
      db,
      file: { name: run.name, bytes: run.content },
      mapping: run.mapping as unknown as Mapping,
      source: run.name,
      dryRun: run.state === 'checking',
      onProgress: (_, part) => noteProgress(db, id, part),
    })
    const { tally, faults } = report
    await finish(db, id, 'finish', { tally, faults: faults.slice(0, mostFaults) })
  } catch (error) {
    if (!isRefusal(error)) throw error
    await finish(db, id, 'fail', { problem: { message: error.message, params: error.params } })
  }
}

const noteProgress = (db: Db, id: string, part: number): Promise<void> =>
  transact(db, async (tx) => {
    await tx
      .updateTable('import_run')
      .set({ progress: Math.min(100, Math.round(part * 100)), updated_at: tx.at })
      .where('id', '=', id)
      .execute()
    await emit(tx, { topics: [topic.importRun(id)] })
  })

interface Result {
  tally?: Tally
  faults?: LineFault[]
  problem?: { message: string; params: Record<string, string | number> }
}

async function finish(db: Db, id: string, verb: 'finish' | 'fail', result: Result): Promise<void> {
  await transact(db, async (tx) => {
    const run = await lockRun(tx, id)
    if (run.state !== 'checking' && run.state !== 'running') return
    const tookIn = run.state === 'running'
    const { tally, faults, problem } = result
    const tell = (kind: string, params: Record<string, string | number>): Notice => ({
      to: { personId: run.personId },
      kind,
      subject: { kind: 'import_run', id },
      params: { name: run.name, ...params },
    })
    const notices = problem
      ? [tell('import_failed', {})]
      : tookIn && tally
        ? [tell('import_done', { ...tally })]
        : []
    const changes = {
      progress: 100,
      tally: tally ? JSON.stringify(tally) : null,
      faults: faults ? JSON.stringify(faults) : null,
      problem: problem ? JSON.stringify(problem) : null,
    }
    await moveRun(tx, null, run, verb, changes, notices)
  })
}

/** The files that the actor's bureau took in, the newest first. */
export async function listImports(q: Queryable, actor: Acting) {
  if (!mayImport(actor)) return []
  const rows = await q
    .selectFrom('import_run')
    .select(['id', 'kind', 'name', 'state', 'tally', 'created_at'])
    .where('organization_id', '=', actor.organization.id)
    .orderBy('id', 'desc')
    .limit(100)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as ImportKindName,
    name: row.name,
    state: row.state as ImportState,
    tally: row.tally as Tally | null,
    createdAt: row.created_at,
  }))
}

/** A file on its way in, without its content. @throws {Refusal} `missing` */
export async function getImport(q: Queryable, actor: Acting, id: string) {
  const row = await q
    .selectFrom('import_run')
    .select(['id', 'kind', 'name', 'state', 'header', 'mapping', 'progress', 'tally', 'faults'])
    .select('problem')
    .where('id', '=', id)
    .where('organization_id', '=', actor.organization.id)
    .executeTakeFirst()
  if (!row || !mayImport(actor)) throw refuse('missing', 'missing')
  const kind = row.kind as ImportKindName
  return {
    id: row.id,
    kind,
    name: row.name,
    state: row.state as ImportState,
    header: row.header as string[],
    mapping: row.mapping as unknown as Mapping,
    columns: Object.keys(importKinds[kind].columns).map((name) => ({
      name,
      required: importKinds[kind].required.includes(name),
    })),
    progress: row.progress,
    tally: row.tally as Tally | null,
    faults: (row.faults as LineFault[] | null) ?? [],
    problem: row.problem as NonNullable<Result['problem']> | null,
  }
}
