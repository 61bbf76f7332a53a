import { type Db, sql, type Tx, transact } from '#db'
import { endAccess } from '../account/write/openings.server.ts'
import type { Actor } from '../actor.ts'
import { appendAudit } from '../audit-log.server.ts'
import { topic } from '../events.ts'
import type { Locale } from '../locale.ts'
import { requireRecentAuth } from '../mfa/write/step-up.server.ts'
import { refuse } from '../refusal.ts'
import { leaveSessions, lockSessionsOf } from '../session/write/registration.server.ts'
import { enqueueSideEffects } from '../side-effects.server.ts'
import { about } from './export.server.ts'
import { privacyVersion } from './notice.ts'
import { listObstacles } from './read.server.ts'
import { type Entry, register, wordsOf } from './register.ts'

/** Notes that a person agreed to the notice in force; a second time changes nothing. */
export async function agree(
  tx: Tx,
  { personId, locale }: { personId: string; locale: Locale },
): Promise<void> {
  const added = await tx
    .insertInto('privacy_consent')
    .values({ person_id: personId, version: privacyVersion, locale, at: tx.now })
    .onConflict((conflict) => conflict.columns(['person_id', 'version']).doNothing())
    .returning('version')
    .executeTakeFirst()
  if (!added) return
  await appendAudit(tx, null, {
    verb: 'agree_to_notice',
    subject: { kind: 'person', id: personId },
    detail: { version: privacyVersion },
  })
}

/** The same for who is signed in and was asked again. */
export async function agreeToNotice(db: Db, actor: Actor, locale: Locale): Promise<void> {
  await transact(db, async (tx) => {
    await agree(tx, { personId: actor.personId, locale })
    await enqueueSideEffects(tx, { topics: [topic.person(actor.personId)] })
  })
}

/**
 * Deletes one's account for good: signs out everywhere, ends memberships and erases what names the person.
 * The market's records stay and keep the id alone.
 * @throws {Refusal} `conflict` while something must be handed over first; `forbidden` without a fresh proof
 */
export async function deleteAccount(db: Db, actor: Actor): Promise<void> {
  const { personId } = actor
  await transact(db, async (tx) => {
    await requireRecentAuth(tx, actor)
    const sessions = await lockSessionsOf(tx, personId)
    const organizations = await lockMemberships(tx, personId)
    const [obstacle] = await listObstacles(tx, personId)
    if (obstacle) {
      const params = { organization: obstacle.organization }
      throw refuse('conflict', `delete_${obstacle.why}`, { params })
    }
    await closeInvitations(tx, personId)
    await leaveSessions(tx, actor, sessions)
    await endAccess(tx, null, 'deleted', { personId })
    for (const entry of register) await erase(tx, entry, personId)
    await tx
      .updateTable('membership')
      .set({ ended_at: tx.now })
      .where('person_id', '=', personId)
      .where('ended_at', 'is', null)
      .execute()
    await tx
      .updateTable('person')
      .set({ deleted_at: tx.now, locale: null })
      .where('id', '=', personId)
      .execute()
    await appendAudit(tx, actor, {
      verb: 'delete_account',
      subject: { kind: 'person', id: personId },
    })
    await enqueueSideEffects(tx, {
      topics: [topic.person(personId), ...organizations.map((id) => topic.organization(id))],
    })
  })
}

/** Organisations after sessions and before what belongs to them; nobody joins or leaves them meanwhile. */
async function lockMemberships(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('organization')
    .select('id')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('membership')
        .select('organization_id')
        .where('person_id', '=', personId)
        .where('ended_at', 'is', null),
    )
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  return rows.map(({ id }) => id)
}

/** Open invitations to the person's addresses, and what they asked for themselves, are over; codes under way open nothing. */
async function closeInvitations(tx: Tx, personId: string): Promise<void> {
  const own = tx.selectFrom('person_contact').select('lookup').where('person_id', '=', personId)
  await tx.deleteFrom('invitation').where('lookup', 'in', own).execute()
  await tx.deleteFrom('code').where('lookup', 'in', own).execute()
  await tx.deleteFrom('account_link').where('lookup', 'in', own).execute()
  await tx.deleteFrom('sign_in_guard').where('lookup', 'in', own).execute()
  await tx
    .updateTable('join_request')
    .set({ state: 'withdrawn', decided_at: tx.now })
    .where('person_id', '=', personId)
    .where('state', '=', 'asked')
    .execute()
}

async function erase(tx: Tx, entry: Entry, personId: string): Promise<void> {
  const { table, atDeletion, through } = entry
  if (atDeletion === 'keep') return
  const name = sql.table(table)
  if (atDeletion === 'delete') {
    const using = through ? sql`using ${sql.table(through.table)}` : sql``
    await sql`delete from ${name} ${using} ${where(entry, personId)}`.execute(tx)
    return
  }
  const blanks = wordsOf(atDeletion.blank).map((column) => sql`${sql.ref(column)} = null`)
  await sql`update ${name} set ${sql.join(blanks)} ${where(entry, personId)}`.execute(tx)
}

function where(entry: Entry, personId: string) {
  const { through } = entry
  return through
    ? sql`where ${sql.raw(through.on)} and ${sql.ref(`${through.table}.${through.by}`)} = ${personId}`
    : about(entry, personId)
}
