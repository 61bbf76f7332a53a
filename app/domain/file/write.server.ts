import { createHash } from 'node:crypto'
import type { Tx } from '#db'
import type { Actor } from '../actor.ts'
import { appendAudit } from '../audit-log.server.ts'
import { refuse } from '../refusal.ts'
import { type FileSubject, isPicture, type PreparedFile } from './file.ts'

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
 * Keeps a file that belongs to a subject. It was checked and redrawn before, outside of any transaction.
 * @throws {Refusal} `invalid` when it is no picture and should be
 */
export async function storeFile(
  tx: Tx,
  actor: Actor,
  prepared: PreparedFile,
  { organizationId, subject, field, only = 'any', position = 0 }: Keeping,
): Promise<string> {
  if (only === 'picture' && !isPicture(prepared.mediaType)) {
    throw refuse('invalid', 'file', { fields: { [field]: ['file_picture'] } })
  }
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
      created_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await appendAudit(tx, actor, {
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
  if (removed) await appendAudit(tx, actor, { verb: 'remove', subject: { kind: 'file', id } })
}
