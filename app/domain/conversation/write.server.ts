import { type Db, type Tx, transact } from '#db'
import type { Acting } from '../actor.ts'
import { appendAudit } from '../audit-log.server.ts'
import type { Notice } from '../events.ts'
import type { PreparedFile } from '../file/file.ts'
import { storeFile } from '../file/write.server.ts'
import { refuse } from '../refusal.ts'
import { sealField } from '../sealed-field.server.ts'
import { sealedIn } from '../sealed-places.server.ts'
import { enqueueSideEffects } from '../side-effects.server.ts'
import { type ConversationKind, MAX_ATTACHMENTS } from './conversation.ts'
import { conversationEvents } from './events.ts'
import { findParties, type Parties } from './parties.server.ts'
import { mayConverse } from './policy.server.ts'

export interface Writing {
  subject: { kind: ConversationKind; id: string }
  text?: string | undefined
  files: readonly PreparedFile[]
}

/**
 * Writes to the other side, with files or without.
 * @throws {Refusal} `missing` for who is on neither side; `conflict` once the thing is over; `invalid` without words and files
 */
export async function writePost(db: Db, actor: Acting, { subject, text, files }: Writing) {
  if (!text && files.length === 0) throw wrong('text', 'post_empty')
  if (files.length > MAX_ATTACHMENTS) throw wrong('files', 'post_files')
  return transact(db, async (tx) => {
    const parties = await findParties(tx, subject.kind, subject.id)
    if (!parties || !mayConverse(actor, parties)) throw refuse('missing', 'missing')
    if (!parties.open) throw refuse('conflict', 'conversation_over')
    const id = await insertPost(tx, actor, subject, text)
    for (const [position, file] of files.entries()) {
      await storeFile(tx, actor, file, {
        organizationId: actor.organization.id,
        subject: { kind: 'post', id },
        field: 'files',
        position,
      })
    }
    const detail = { of: subject.kind, on: subject.id, files: files.length }
    await appendAudit(tx, actor, { verb: 'write', subject: { kind: 'post', id }, detail })
    await enqueueSideEffects(tx, {
      topics: parties.topics,
      notices: tellOther(actor, subject, parties),
    })
    return { id }
  })
}

const wrong = (field: string, key: string) => refuse('invalid', key, { fields: { [field]: [key] } })

async function insertPost(
  tx: Tx,
  actor: Acting,
  subject: Writing['subject'],
  text: string | undefined,
): Promise<string> {
  const { id } = await tx
    .insertInto('post')
    .values({
      subject_kind: subject.kind,
      subject_id: subject.id,
      organization_id: actor.organization.id,
      person_id: actor.personId,
      at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (text)
    await tx
      .insertInto('post_text')
      .values({ post_id: id, text: sealField(tx, text, sealedIn('post_text.text', id)) })
      .execute()
  return id
}

function tellOther(
  actor: Acting,
  subject: Writing['subject'],
  { sides, title }: Parties,
): Notice[] {
  const other = sides.find((side) => side !== actor.organization.id)
  if (!other) return []
  return [
    {
      to: { organizationId: other },
      event: conversationEvents.post_received,
      subject,
      params: { title },
    },
  ]
}
