import { type Db, transact } from '#db'
import type { Acting } from '../actor.ts'
import { appendAudit } from '../audit-log.server.ts'
import { enqueue } from '../enqueue.server.ts'
import { MAX_FILE_BYTES, type Upload } from '../file/file.ts'
import { refuse } from '../refusal.ts'
import { sealBytes } from '../sealed-field.server.ts'
import { sealedIn } from '../sealed-places.server.ts'
import type { ImportKindName } from './import-run.ts'
import { importKinds } from './kinds.server.ts'
import { lockRun, moveRun } from './move.server.ts'
import { mayImport } from './policy.ts'
import { type Mapping, mapHeader, readHeader } from './read-table.server.ts'
import type { SheetReader } from './sheet.server.ts'

/**
 * Keeps a file to be taken in, with the columns that its first row names.
 * @throws {Refusal} `invalid` when it can't be used at all
 */
export async function uploadImport(
  db: Db,
  actor: Acting,
  { kind, upload, readSheet }: { kind: ImportKindName; upload: Upload; readSheet: SheetReader },
): Promise<{ id: string }> {
  if (!mayImport(actor)) throw refuse('forbidden', 'access_officer')
  if (upload.bytes.length > MAX_FILE_BYTES) {
    throw refuse('invalid', 'file', { fields: { file: ['file_too_large'] } })
  }
  const source = { name: upload.name.slice(-120), bytes: Buffer.from(upload.bytes) }
  const header = await readHeader(source, readSheet)
  return transact(db, async (tx) => {
    const { id } = await tx
      .insertInto('import_run')
      .values({
        kind,
        state: 'uploaded',
        name: source.name,
        content: sealBytes(
          tx,
          source.bytes,
          sealedIn('import_run.content', actor.personId, source.name),
        ),
        size: source.bytes.length,
        header: JSON.stringify(header),
        mapping: JSON.stringify(mapHeader(header, importKinds[kind].columns)),
        organization_id: actor.organization.id,
        person_id: actor.personId,
        created_at: tx.now,
        updated_at: tx.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const transition = { from: null, to: 'uploaded' }
    await appendAudit(tx, actor, {
      verb: 'upload',
      subject: { kind: 'import_run', id },
      transition,
    })
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
