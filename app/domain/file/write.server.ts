import { createHash } from 'node:crypto'
import type { Tx } from '#db'
import type { Actor } from '../actor.ts'
import { record } from '../record.server.ts'
import { refuse } from '../refusal.ts'
import { largestFile, sniffMediaType, type Upload } from './file.ts'

/**
 * Keeps a file that belongs to an organisation.
 * @param field the form's field, for the refusal
 * @throws {Refusal} `invalid` when it is empty, larger than 10 MB, or neither PDF, JPEG nor PNG
 */
export async function storeFile(
  tx: Tx,
  actor: Actor,
  { name, bytes }: Upload,
  { organizationId, field }: { organizationId: string; field: string },
): Promise<string> {
  const mediaType = sniffMediaType(bytes)
  if (bytes.length > largestFile)
    throw refuse('invalid', 'file', { fields: { [field]: ['file_too_large'] } })
  if (!mediaType) throw refuse('invalid', 'file', { fields: { [field]: ['file_type'] } })
  const { id } = await tx
    .insertInto('file')
    .values({
      organization_id: organizationId,
      uploaded_by: actor.personId,
      name: name.slice(-120),
      media_type: mediaType,
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest(),
      content: Buffer.from(bytes),
      created_at: tx.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await record(tx, actor, {
    verb: 'upload',
    subject: { kind: 'file', id },
    detail: { size: bytes.length },
  })
  return id
}
