import { type Db, type Tx, transact } from '#db'
import type { Actor } from '../actor.ts'
import { appendAudit } from '../audit-log.server.ts'
import { isNoticeCategory, type NoticeCategory, noticeCategories } from '../event.ts'
import { topic as pages } from '../events.ts'
import { refuse } from '../refusal.ts'
import { enqueueSideEffects } from '../side-effects.server.ts'
import type { Vault } from '../vault.server.ts'
import { type Choice, isOptional } from './notice.ts'
import { listChoices, selectOwn } from './read.server.ts'

export {
  dueDigests,
  fanOut,
  openDelivery,
  openDigest,
  settleDeliveries,
} from './write/deliver.server.ts'

/** Marks everything unread that one was told as read by oneself, or one notice of it. */
export async function readNotices(db: Db, actor: Actor, id?: string): Promise<void> {
  await transact(db, async (tx) => {
    const unread = selectOwn(tx, actor)
      .select(({ val }) => ['notice.id', val(actor.personId).as('person'), val(tx.now).as('at')])
      .where('notice_read.read_at', 'is', null)
      .$if(id !== undefined, (query) => query.where('notice.id', '=', id!))
    const read = await tx
      .insertInto('notice_read')
      .columns(['notice_id', 'person_id', 'read_at'])
      .expression(unread)
      .onConflict((conflict) => conflict.columns(['notice_id', 'person_id']).doNothing())
      .returning('notice_id')
      .execute()
    if (read.length > 0) await enqueueSideEffects(tx, { topics: [pages.person(actor.personId)] })
  })
}

/** Chooses how one is written to, topic by topic; the safety of the account can't be turned off. */
export async function chooseNotices(
  db: Db,
  actor: Actor,
  choices: Record<NoticeCategory, Choice>,
): Promise<void> {
  await transact(db, async (tx) => {
    for (const topic of noticeCategories)
      await keepChoice(tx, actor.personId, topic, choices[topic])
    await appendAudit(tx, actor, {
      verb: 'choose_notices',
      subject: { kind: 'person', id: actor.personId },
    })
  })
}

async function keepChoice(
  tx: Tx,
  personId: string,
  topic: NoticeCategory,
  { mail, sms }: Choice,
): Promise<void> {
  const choice = isOptional(topic) ? { mail, sms } : { mail: 'now', sms }
  await tx
    .insertInto('notice_preference')
    .values({ person_id: personId, topic, ...choice })
    .onConflict((conflict) => conflict.columns(['person_id', 'topic']).doUpdateSet(choice))
    .execute()
}

/** What stands in the link at the end of a mail; opens nothing but the end of such mails. */
export const unsubscribeToken = (vault: Vault, personId: string, topic: NoticeCategory): string =>
  `${topic}.${personId}.${vault.sign(`unsubscribe ${topic} ${personId}`)}`

/** Whose mails on which topic a link ends. @throws {Refusal} `missing` when it isn't one of ours */
export function readUnsubscribe(vault: Vault, token: string) {
  const [topic, personId = ''] = token.split('.')
  if (!isNoticeCategory(topic) || token !== unsubscribeToken(vault, personId, topic)) {
    throw refuse('missing', 'unsubscribe_wrong')
  }
  return { topic, personId }
}

/** Ends the mails on one topic by the link in one of them; no sign-in needed, and safe to repeat. @throws {Refusal} `missing` */
export async function unsubscribe(db: Db, vault: Vault, token: string): Promise<NoticeCategory> {
  const { topic, personId } = readUnsubscribe(vault, token)
  if (!isOptional(topic)) throw refuse('conflict', 'unsubscribe_security')
  await transact(db, async (tx) => {
    const { [topic]: choice } = await listChoices(tx, personId)
    await keepChoice(tx, personId, topic, { ...choice, mail: 'off' })
    await appendAudit(tx, null, {
      verb: 'unsubscribe',
      subject: { kind: 'person', id: personId },
      detail: { topic },
    })
  })
  return topic
}
