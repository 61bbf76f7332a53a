import type { Queryable } from '#db'
import type { FileSubject, FileView } from './file.ts'

/** The files of a subject in their order; whether the reader may is the subject's own rule. */
export async function listFiles(
  q: Queryable,
  kind: FileSubject['kind'],
  subjectIds: readonly string[],
): Promise<(FileView & { subjectId: string })[]> {
  if (subjectIds.length === 0) return []
  const rows = await q
    .selectFrom('file')
    .select(['id', 'subject_id', 'name', 'media_type', 'size', 'width', 'height'])
    .where('subject_kind', '=', kind)
    .where('subject_id', 'in', [...subjectIds])
    .orderBy('position')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    subjectId: row.subject_id!,
    name: row.name,
    mediaType: row.media_type,
    size: row.size,
    width: row.width,
    height: row.height,
  }))
}
