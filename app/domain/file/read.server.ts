import { type Db, transact } from '#db'
import { type Actor, isBureau, isOfficerFor } from '../actor.ts'
import { record } from '../record.server.ts'
import { refuse } from '../refusal.ts'

/**
 * A file's content for its uploader, or for an officer who doesn't belong to the organisation; the officer's read is recorded.
 * @throws {Refusal} `missing`, also where it must not be seen
 */
export async function openFile(db: Db, actor: Actor, id: string) {
  return transact(db, async (tx) => {
    const file = await tx
      .selectFrom('file')
      .select(['organization_id', 'uploaded_by', 'name', 'media_type', 'content'])
      .where('id', '=', id)
      .executeTakeFirst()
    const own = file?.uploaded_by === actor.personId
    const officer = file?.organization_id
      ? isOfficerFor(actor, file.organization_id)
      : isBureau(actor, 'officer')
    if (!file || !(own || officer)) throw refuse('missing', 'missing')
    if (!own) await record(tx, actor, { verb: 'read_file', subject: { kind: 'file', id } })
    return { name: file.name, mediaType: file.media_type, content: file.content }
  })
}
