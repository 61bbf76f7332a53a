import { type Db, transact } from '#db'
import type { Actor } from '../actor.ts'
import { appendAudit } from '../audit-log.server.ts'
import { requireRecentAuth } from '../mfa/write/step-up.server.ts'
import { hashToken, makeToken } from '../vault.server.ts'

/**
 * Makes the secret address of a person's calendar; the one before stops working.
 * @returns the secret part, which is kept nowhere
 * @throws {Refusal} `forbidden` for who hasn't proved lately that it is they: it opens the calendar without a sign-in
 */
export async function makeFeed(db: Db, actor: Actor): Promise<string> {
  return transact(db, async (tx) => {
    await requireRecentAuth(tx, actor)
    const token = makeToken()
    const feed = { token_hash: hashToken(token), created_at: tx.now }
    await tx
      .insertInto('calendar_feed')
      .values({ person_id: actor.personId, ...feed })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet(feed))
      .execute()
    await appendAudit(tx, actor, {
      verb: 'make_calendar_feed',
      subject: { kind: 'person', id: actor.personId },
    })
    return token
  })
}

/** Ends the feed; whoever has its address gets nothing any more. */
export async function revokeFeed(db: Db, actor: Actor): Promise<void> {
  await transact(db, async (tx) => {
    const gone = await tx
      .deleteFrom('calendar_feed')
      .where('person_id', '=', actor.personId)
      .returning('person_id')
      .executeTakeFirst()
    if (!gone) return
    await appendAudit(tx, actor, {
      verb: 'revoke_calendar_feed',
      subject: { kind: 'person', id: actor.personId },
    })
  })
}
