import { type Queryable, sql, type Tx } from '#db'
import type { Actor } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import { standingEvents } from '../../organization/events.ts'
import { unprovenStandings } from '../../organization/standing.ts'
import { refuse } from '../../refusal.ts'
import {
  type LockedOrganization,
  lockApplication,
  moveApplication,
  moveOrganization,
  tellPerson,
} from './applications.server.ts'

/** The organisation that a credit code belongs to, by a licence that was looked at or by a register; drafts and applications take it from nobody. */
export const findCodeHolder = (q: Queryable, uscc: string) =>
  q
    .selectFrom('organization')
    .select(['id', 'standing'])
    .where('uscc', '=', uscc)
    .where('standing', 'not in', [...unprovenStandings])
    .executeTakeFirst()

/** One's own organisation of that code, in whatever standing. */
export const findOwnByCode = (q: Queryable, { memberOf }: Actor, uscc: string) =>
  q
    .selectFrom('organization')
    .select(['id', 'standing'])
    .where('uscc', '=', uscc)
    .where('id', '=', sql<string>`any(${[...memberOf]}::uuid[])`)
    .orderBy('created_at', 'desc')
    .executeTakeFirst()

/** @throws {Refusal} `invalid` with the field `uscc` when the code belongs to somebody, of whom charge can be taken */
export async function refuseTakenCode(q: Queryable, uscc: string): Promise<void> {
  if (await findCodeHolder(q, uscc))
    throw refuse('invalid', 'uscc_known', { fields: { uscc: ['uscc_known'] } })
}

/** Works on who claims a code one after the other, so that of two who submit at one instant each knows of the other. */
async function lockCode(tx: Tx, organizationId: string): Promise<string | null> {
  const { uscc } = await tx
    .selectFrom('organization')
    .select('uscc')
    .where('id', '=', organizationId)
    .executeTakeFirstOrThrow()
  if (uscc)
    await sql`select pg_advisory_xact_lock(hashtextextended(${`code:${uscc}`}, 0))`.execute(tx)
  return uscc
}

/** Applications under way for the same code, by others. */
const rivals = (tx: Tx, { id }: LockedOrganization, uscc: string) =>
  tx
    .selectFrom('standing_application as application')
    .innerJoin('organization', 'organization.id', 'application.organization_id')
    .where('application.kind', '=', 'entry')
    .where('application.state', 'in', ['submitted', 'returned'])
    .where('organization.uscc', '=', uscc)
    .where('organization.id', '!=', id)

/**
 * Claims the organisation's code by submission: nobody else has it, and all who claim it are in dispute from now on.
 * @returns whether somebody else claims it too
 * @throws {Refusal} `invalid` when it belongs to somebody by now
 */
export async function claimCode(
  tx: Tx,
  actor: Actor,
  organization: LockedOrganization,
): Promise<boolean> {
  const uscc = await lockCode(tx, organization.id)
  if (!uscc) return false
  await refuseTakenCode(tx, uscc)
  const others = await rivals(tx, organization, uscc)
    .select(['application.id', 'application.disputed'])
    .execute()
  for (const { id } of others.filter(({ disputed }) => !disputed)) {
    await tx
      .updateTable('standing_application')
      .set({ disputed: true })
      .where('id', '=', id)
      .execute()
    const subject = { kind: 'standing_application', id }
    await appendAudit(tx, actor, { verb: 'dispute', subject })
  }
  return others.length > 0
}

/**
 * Settles a code for the organisation that an officer lets in: whoever else claimed it is refused and told.
 * @throws {Refusal} `conflict` when it belongs to somebody by now
 */
export async function settleCode(
  tx: Tx,
  actor: Actor,
  organization: LockedOrganization,
): Promise<void> {
  const uscc = await lockCode(tx, organization.id)
  if (!uscc) return
  if (await findCodeHolder(tx, uscc)) throw refuse('conflict', 'code_taken')
  const others = await rivals(tx, organization, uscc)
    .select('application.id')
    .orderBy('application.id')
    .execute()
  for (const { id } of others) {
    const lost = await lockApplication(tx, id)
    const decided = { decided_by: actor.personId, decided_at: tx.now }
    // What lies with its applicant comes back first: an officer rejects what is submitted.
    if (lost.application.state === 'returned') {
      await moveApplication(tx, actor, lost.application, 'withdraw')
      await moveOrganization(tx, actor, lost.organization, 'withdraw')
    } else {
      await moveApplication(tx, actor, lost.application, 'reject', decided)
      await moveOrganization(tx, actor, lost.organization, 'reject')
    }
    await tellPerson(
      tx,
      lost.application.applicantId,
      organization,
      standingEvents.standing_rival_granted,
    )
  }
}
