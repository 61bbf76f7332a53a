import { type Db, type Tx, transact } from '#db'
import type { Role } from '../../actor.ts'
import { enqueue } from '../../enqueue.server.ts'
import type { NoticeCategory } from '../../event.ts'
import type { Locale } from '../../locale.ts'
import { heldRoles } from '../../membership/roles.server.ts'
import { sealedIn } from '../../sealed-places.server.ts'
import type { Vault } from '../../vault.server.ts'
import { categoriesOf, DELIVERY_DELAY_MINUTES, MAX_DIGEST_ITEMS } from '../notice.ts'
import { listChoices, readReach } from '../read.server.ts'

const batch = 200

/**
 * Decides for every notice that had its quiet minutes who hears of it outside the page, and puts each letter into the queue.
 * Rows are taken in one transaction, so several nodes may do so at once.
 * @returns how many notices were taken
 */
export async function fanOut(db: Db): Promise<number> {
  return transact(db, async (tx) => {
    const notices = await tx
      .updateTable('notice')
      .set({ fanned_at: tx.now })
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('notice')
          .select('id')
          .where('fanned_at', 'is', null)
          .where('created_at', '<=', new Date(tx.now.getTime() - DELIVERY_DELAY_MINUTES * 60_000))
          .orderBy('created_at')
          .limit(batch)
          .forUpdate()
          .skipLocked(),
      )
      .returning(['id', 'topic', 'organization_id', 'person_id', 'subject_kind', 'subject_id'])
      .execute()
    for (const notice of notices) {
      for (const personId of await recipientsOf(tx, notice)) await address(tx, notice, personId)
    }
    return notices.length
  })
}

interface Taken {
  id: string
  topic: string
  organization_id: string | null
  person_id: string | null
  subject_kind: string
  subject_id: string
}

/** A person's notice is theirs; an organisation's reaches those of its members whose work it is. */
async function recipientsOf(tx: Tx, notice: Taken): Promise<string[]> {
  if (notice.person_id) return [notice.person_id]
  if (!notice.organization_id) return []
  const members = await tx
    .selectFrom('membership')
    .select(['person_id', heldRoles(tx.now).as('roles')])
    .where('organization_id', '=', notice.organization_id)
    .where('ended_at', 'is', null)
    .execute()
  const holder = await findHolder(tx, notice)
  if (holder && members.some(({ person_id }) => person_id === holder)) {
    return [holder, ...(await deputiesOf(tx, notice.organization_id, holder))]
  }
  return members
    .filter(({ roles }) => isWorkOf(roles, notice.topic))
    .map(({ person_id }) => person_id)
}

const isWorkOf = (roles: readonly string[], topic: string): boolean =>
  categoriesOf(roles as readonly Role[]).includes(topic as NoticeCategory)

/** Whoever works on a thread hears of it, rather than the whole bank. */
async function findHolder(tx: Tx, notice: Taken): Promise<string | null> {
  if (notice.subject_kind !== 'thread') return null
  const thread = await tx
    .selectFrom('thread')
    .select('officer_id')
    .where('id', '=', notice.subject_id)
    .where('institution_id', '=', notice.organization_id)
    .executeTakeFirst()
  return thread?.officer_id ?? null
}

async function deputiesOf(tx: Tx, organizationId: string, personId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('delegation')
    .select('to_person')
    .distinct()
    .where('organization_id', '=', organizationId)
    .where('from_person', '=', personId)
    .where('revoked_at', 'is', null)
    .where('starts_at', '<=', tx.now)
    .where('ends_at', '>', tx.now)
    .execute()
  return rows.map(({ to_person }) => to_person)
}

/** By which ways a person hears of a notice: each once, by the key of its row. */
async function address(tx: Tx, notice: Taken, personId: string): Promise<void> {
  if (await wasRead(tx, notice.id, personId)) return
  const reach = await readReach(tx, personId)
  const choices = await listChoices(tx, personId, reach)
  const choice = choices[notice.topic as NoticeCategory]
  const ways = [
    ...(reach.mail && choice.mail === 'now' ? [['mail', 'waiting'] as const] : []),
    ...(reach.mail && choice.mail === 'digest' ? [['mail', 'digest'] as const] : []),
    ...(reach.sms && choice.sms === 'now' ? [['sms', 'waiting'] as const] : []),
  ]
  for (const [channel, state] of ways) {
    const row = { notice_id: notice.id, person_id: personId, channel }
    const added = await tx
      .insertInto('notice_delivery')
      .values({ ...row, state, created_at: tx.now, updated_at: tx.now })
      .onConflict((conflict) => conflict.columns(['notice_id', 'person_id', 'channel']).doNothing())
      .returning('state')
      .executeTakeFirst()
    if (added?.state === 'waiting') {
      await enqueue(tx, 'deliver_notice', { notice: notice.id, person: personId, channel })
    }
  }
}

async function wasRead(tx: Tx, noticeId: string, personId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('notice_read')
    .select('notice_id')
    .where('notice_id', '=', noticeId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row !== undefined
}

export interface Delivery {
  notice: string
  person: string
  channel: 'mail' | 'sms'
}

/** What a letter says, and to whom it goes. */
export interface NotificationText {
  id: string
  kind: string
  topic: NoticeCategory
  params: Record<string, string | number>
  subject: { kind: string; id: string }
}

/**
 * Takes one letter to send it; null when it was sent, is being sent, or was read in the page or turned off meanwhile.
 * Who dies while sending has perhaps sent it: such a letter is not sent again, since the page has it.
 */
export async function openDelivery(db: Db, vault: Vault, delivery: Delivery) {
  return transact(db, async (tx) => {
    const { notice, person, channel } = delivery
    await leaveStopped(tx, delivery)
    const read = await wasRead(tx, notice, person)
    const taken = await tx
      .updateTable('notice_delivery')
      .set({ state: read ? 'read' : 'sending', updated_at: tx.now })
      .where('notice_id', '=', notice)
      .where('person_id', '=', person)
      .where('channel', '=', channel)
      .where('state', '=', 'waiting')
      .returning('notice_id')
      .executeTakeFirst()
    if (!taken || read) return null
    const [told] = await listTold(tx, person, [notice])
    const reader = await findReader(tx, vault, person, channel)
    return told && reader ? { ...reader, told } : null
  })
}

/** Notes how the sending went; after a failure the letter waits for another try. */
export async function settleDeliveries(
  db: Db,
  deliveries: readonly Delivery[],
  outcome: 'sent' | 'waiting' | 'digest',
): Promise<void> {
  await transact(db, async (tx) => {
    for (const { notice, person, channel } of deliveries) {
      await tx
        .updateTable('notice_delivery')
        .set({ state: outcome, updated_at: tx.now })
        .where('notice_id', '=', notice)
        .where('person_id', '=', person)
        .where('channel', '=', channel)
        .where('state', '=', 'sending')
        .execute()
    }
  })
}

/** Puts a digest into the queue for everybody for whom something has gathered. @param day keys the job: one a day */
export async function dueDigests(db: Db, day: string): Promise<number> {
  return transact(db, async (tx) => {
    const rows = await tx
      .selectFrom('notice_delivery')
      .select('person_id')
      .distinct()
      .where('state', '=', 'digest')
      .execute()
    for (const { person_id } of rows) {
      await enqueue(tx, 'send_digest', { person: person_id }, { key: `digest ${day} ${person_id}` })
    }
    return rows.length
  })
}

/** Takes all that has gathered for a person, without what was read or turned off meanwhile; null when nothing is left. */
export async function openDigest(db: Db, vault: Vault, person: string) {
  return transact(db, async (tx) => {
    await leaveStopped(tx, { person, channel: 'mail' })
    const gathered = await tx
      .updateTable('notice_delivery')
      .set((eb) => ({
        updated_at: tx.now,
        state: eb
          .case()
          .when(
            eb.exists(
              eb
                .selectFrom('notice_read')
                .select('notice_read.notice_id')
                .whereRef('notice_read.notice_id', '=', 'notice_delivery.notice_id')
                .whereRef('notice_read.person_id', '=', 'notice_delivery.person_id'),
            ),
          )
          .then('read')
          .else('sending')
          .end(),
      }))
      .where('person_id', '=', person)
      .where('state', '=', 'digest')
      .returning(['notice_id', 'state'])
      .execute()
    const ids = gathered.filter(({ state }) => state === 'sending').map((item) => item.notice_id)
    const reader = await findReader(tx, vault, person, 'mail')
    const told = ids.length > 0 ? await listTold(tx, person, ids) : []
    if (told.length === 0 || !reader) return null
    return {
      ...reader,
      told: told.slice(0, MAX_DIGEST_ITEMS),
      count: told.length,
      deliveries: ids.map((notice): Delivery => ({ notice, person, channel: 'mail' })),
    }
  })
}

/** What its reader turned off after it was written stays unsent: this letter, or without a notice the person's digest. */
async function leaveStopped(
  tx: Tx,
  { person, channel, notice }: Omit<Delivery, 'notice'> & { notice?: string },
): Promise<void> {
  const rows = await tx
    .selectFrom('notice_preference')
    .select('topic')
    .where('person_id', '=', person)
    .where(channel, '=', 'off')
    .execute()
  const topics = rows.map(({ topic }) => topic)
  if (topics.length === 0) return
  await tx
    .updateTable('notice_delivery')
    .set({ state: 'stopped', updated_at: tx.now })
    .where('person_id', '=', person)
    .where('channel', '=', channel)
    .where('state', '=', notice ? 'waiting' : 'digest')
    .$if(notice !== undefined, (query) => query.where('notice_id', '=', notice!))
    .where('notice_id', 'in', (eb) =>
      eb.selectFrom('notice').select('notice.id').where('notice.topic', 'in', topics),
    )
    .execute()
}

/** Reads what letters say. An organisation's notice is left out when it has ceased to be the person's work meanwhile. */
async function listTold(
  tx: Tx,
  personId: string,
  ids: readonly string[],
): Promise<NotificationText[]> {
  const rows = await tx
    .selectFrom('notice')
    .leftJoin('membership', (join) =>
      join
        .onRef('membership.organization_id', '=', 'notice.organization_id')
        .on('membership.person_id', '=', personId)
        .on('membership.ended_at', 'is', null),
    )
    .select(['notice.id', 'kind', 'topic', 'params', 'subject_kind', 'subject_id'])
    .select(['notice.person_id', heldRoles(tx.now).as('roles')])
    .where('notice.id', 'in', [...ids])
    .orderBy('notice.id', 'desc')
    .execute()
  return rows
    .filter(({ person_id, roles, topic }) => person_id === personId || isWorkOf(roles, topic))
    .map((row) => ({
      id: row.id,
      kind: row.kind,
      topic: row.topic as NoticeCategory,
      params: row.params as NotificationText['params'],
      subject: { kind: row.subject_kind, id: row.subject_id },
    }))
}

async function findReader(tx: Tx, vault: Vault, personId: string, channel: 'mail' | 'sms') {
  const kind = channel === 'mail' ? ('email' as const) : ('mobile' as const)
  const row = await tx
    .selectFrom('person_contact')
    .innerJoin('person', 'person.id', 'person_contact.person_id')
    .select(['person_contact.sealed', 'person.locale'])
    .where('person_contact.person_id', '=', personId)
    .where('person_contact.kind', '=', kind)
    .orderBy('person_contact.id')
    .executeTakeFirst()
  if (!row) return null
  return {
    to: { kind, value: vault.open(row.sealed, sealedIn('person_contact.sealed', personId)) },
    locale: row.locale as Locale | null,
  }
}
