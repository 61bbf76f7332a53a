import { type Db, type Queryable, sql, type Tx, transact } from '#db'
import type { Actor } from '../actor.ts'
import { appendAudit } from '../audit-log.server.ts'
import { refuse } from '../refusal.ts'
import type { FileSubject } from './file.ts'
import { findReading } from './readers.server.ts'

export interface OpenedFile {
  name: string
  mediaType: string
  /** Bytes. */
  size: number
  /** Everybody may read it, so it may stay in the reader's browser. */
  open: boolean
  content: AsyncIterable<Buffer>
}

/**
 * A file's content under the rights of what it belongs to; an officer's read is recorded.
 * @throws {Refusal} `missing`, also where it must not be seen
 */
export async function openFile(db: Db, actor: Actor | null, id: string): Promise<OpenedFile> {
  const file = await authorize(db, actor, id)
  return { ...file, content: inPieces(db, id, file.size) }
}

/** The small picture of a file, as WebP. @throws {Refusal} `missing` */
export async function openPreview(db: Db, actor: Actor | null, id: string): Promise<OpenedFile> {
  const { name, open } = await authorize(db, actor, id)
  const row = await db.selectFrom('file').select('preview').where('id', '=', id).executeTakeFirst()
  const preview = row?.preview
  if (!preview) throw refuse('missing', 'missing')
  const content = (async function* () {
    yield preview
  })()
  return { name, mediaType: 'image/webp', size: preview.length, open, content }
}

async function authorize(db: Db, actor: Actor | null, id: string) {
  return transact(db, async (tx) => {
    const file = await tx
      .selectFrom('file')
      .select(['organization_id', 'uploaded_by', 'subject_kind', 'subject_id'])
      .select(['name', 'media_type', 'size'])
      .where('id', '=', id)
      .executeTakeFirst()
    if (!file?.subject_id) throw refuse('missing', 'missing')
    const reading = await findReading(tx, actor, file.subject_kind as FileSubject['kind'], {
      organizationId: file.organization_id,
      uploadedBy: file.uploaded_by,
      subjectId: file.subject_id,
    })
    if (!reading) throw refuse('missing', 'missing')
    if (reading === 'office' && actor?.organization && file.organization_id) {
      await appendAudit(tx, actor, { verb: 'read_file', subject: { kind: 'file', id } })
      await leaveReceipt(tx, actor, { fileId: id, organizationId: file.organization_id })
    }
    const { name, media_type: mediaType, size } = file
    return { name, mediaType, size, open: reading === 'public' }
  })
}

/** What an officer reads of an organisation's papers, the organisation can see. */
async function leaveReceipt(
  tx: Tx,
  actor: Actor,
  { fileId, organizationId }: { fileId: string; organizationId: string },
): Promise<void> {
  await tx
    .insertInto('receipt')
    .values({
      at: tx.now,
      organization_id: organizationId,
      reader_id: actor.organization!.id,
      person_id: actor.personId,
      basis: 'review',
      subject_kind: 'file',
      subject_id: fileId,
      fields: ['documents'],
    })
    .execute()
}

const piece = 1024 * 1024

/** Never the whole file in memory: it is stored uncompressed, so that a part of it is read as a part. */
async function* inPieces(q: Queryable, id: string, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < size; from += piece) {
    const row = await q
      .selectFrom('file')
      .select(sql<Buffer>`substring(content from ${from + 1} for ${piece})`.as('part'))
      .where('id', '=', id)
      .executeTakeFirst()
    if (!row) throw refuse('missing', 'missing')
    yield row.part
  }
}
