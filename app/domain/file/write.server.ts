import { createHash } from 'node:crypto'
import type { Tx } from '#db'
import type { Actor } from '../actor.ts'
import { record } from '../record.server.ts'
import type { FileSubject, Upload } from './file.ts'
import { prepareFile } from './prepare.server.ts'

export interface Keeping {
  /** Whose it is. */
  organizationId: string
  /** Under whose rights it is read. */
  subject: FileSubject
  /** The form's field, for the refusal. */
  field: string
  only?: 'any' | 'picture'
  /** Among several files of one subject. */
  position?: number
}

/**
 * Keeps a file that belongs to a subject.
 * @throws {Refusal} `invalid` when it is not what the market takes: see `prepareFile`
 */
export async function storeFile(
  tx: Tx,
  actor: Actor,
  upload: Upload,
  { organizationId, subject, field, only = 'any', position = 0 }: Keeping,
): Promise<string> {
  const prepared = await prepareFile(upload, { field, only })
  const { id } = await tx
    .insertInto('file')
    .values({
      organization_id: organizationId,
      uploaded_by: actor.personId,
      subject_kind: subject.kind,
      subject_id: subject.id,
      position,
      name: prepared.name,
      media_type: prepared.mediaType,
      size: prepared.bytes.length,
      width: prepared.width,
      height: prepared.height,
      sha256: createHash('sha256').update(prepared.bytes).digest(),
      content: prepared.bytes,
      preview: prepared.preview,
      created_at: tx.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await record(tx, actor, {
    verb: 'upload',
    subject: { kind: 'file', id },
    detail: { size: prepared.bytes.length, of: subject.kind },
  })
  return id
}

/** Removes a subject's file; whether the actor may is the subject's own rule. */
export async function removeFile(
  tx: Tx,
  actor: Actor,
  { id, subject }: { id: string; subject: FileSubject },
): Promise<void> {
  const removed = await tx
    .deleteFrom('file')
    .where('id', '=', id)
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .returning('id')
    .executeTakeFirst()
  if (removed) await record(tx, actor, { verb: 'remove', subject: { kind: 'file', id } })
}
