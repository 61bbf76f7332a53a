import { type Db, type Tx, transact } from '#db'
import type { Actor } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import type { PreparedFile } from '../../file/file.ts'
import { refuseAlreadyIn } from '../../membership/write/members.server.ts'
import { standingEvents } from '../../organization/events.ts'
import { refuse } from '../../refusal.ts'
import {
  addApplication,
  type LockedOrganization,
  lockApplication,
  lockForStanding,
  moveApplication,
  moveOrganization,
  storeProofs,
  tellOfficers,
} from './applications.server.ts'

export interface Takeover {
  licence: PreparedFile | null
  letter: PreparedFile | null
  note: string | null
}

/**
 * Asks to take charge of an organisation with its licence and a letter of authorisation.
 * Of a listed one the first who asks is simply checked; whoever asks after that, or for an organisation that has owners,
 * makes it a dispute, which an officer settles. After a return, the same verb submits again.
 * @throws {Refusal}
 */
export async function takeOver(
  db: Db,
  actor: Actor,
  organizationId: string,
  { licence, letter, note }: Takeover,
): Promise<string> {
  return transact(db, async (tx) => {
    const organization = await lockForStanding(tx, organizationId)
    await refuseAlreadyIn(tx, organizationId, actor.personId)
    const returned = await findReturned(tx, actor, organizationId)
    if (returned) {
      const { application } = await lockApplication(tx, returned)
      const files = await storeProofs(tx, actor, organizationId, { licence, letter })
      await moveApplication(tx, actor, application, 'submit', { ...files, note, reason: note })
      await tellOfficers(tx, organization, standingEvents.standing_submitted)
      return application.id
    }
    if (!licence) throw refuse('invalid', 'licence', { fields: { licence: ['licence_needed'] } })
    if (!letter) throw refuse('invalid', 'letter', { fields: { letter: ['letter_needed'] } })
    const disputed = await isDisputed(tx, actor, organization)
    const id = await addApplication(tx, actor, organization, {
      kind: 'takeover',
      licence,
      letter,
      note,
      disputed,
    })
    if (organization.standing === 'listed') await moveOrganization(tx, actor, organization, 'claim')
    return id
  })
}

/** Somebody else owns the organisation or has asked for it too; then all who ask are in dispute. */
async function isDisputed(
  tx: Tx,
  actor: Actor,
  organization: LockedOrganization,
): Promise<boolean> {
  const { standing, id } = organization
  if (standing === 'listed') return false
  if (standing === 'verified' || standing === 'suspended') return true
  if (standing !== 'takeover_pending') throw refuse('conflict', 'takeover_busy')
  const others = await tx
    .updateTable('standing_application')
    .set({ disputed: true })
    .where('organization_id', '=', id)
    .where('kind', '=', 'takeover')
    .where('state', 'in', ['submitted', 'returned'])
    .where('applicant_id', '!=', actor.personId)
    .returning('id')
    .execute()
  for (const other of others) {
    await appendAudit(tx, actor, {
      verb: 'dispute',
      subject: { kind: 'standing_application', id: other.id },
    })
  }
  return others.length > 0
}

async function findReturned(tx: Tx, actor: Actor, organizationId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('standing_application')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('applicant_id', '=', actor.personId)
    .where('kind', '=', 'takeover')
    .where('state', '=', 'returned')
    .executeTakeFirst()
  return row?.id ?? null
}

/** Asks that a listed organisation be taken off the market. @throws {Refusal} */
export async function askDelisting(
  db: Db,
  actor: Actor,
  organizationId: string,
  { licence, note }: { licence: PreparedFile | null; note: string },
): Promise<string> {
  return transact(db, async (tx) => {
    const organization = await lockForStanding(tx, organizationId)
    if (organization.standing !== 'listed') throw refuse('conflict', 'delisting_listed')
    if (!licence) throw refuse('invalid', 'licence', { fields: { licence: ['licence_needed'] } })
    return addApplication(tx, actor, organization, { kind: 'delisting', licence, note })
  })
}

/** Takes one's own application back. @throws {Refusal} */
export async function withdrawApplication(db: Db, actor: Actor, id: string): Promise<void> {
  await transact(db, async (tx) => {
    const { organization, application } = await lockApplication(tx, id)
    if (application.applicantId !== actor.personId) throw refuse('missing', 'missing')
    await moveApplication(tx, actor, application, 'withdraw')
    if (application.kind === 'entry') await moveOrganization(tx, actor, organization, 'withdraw')
    if (application.kind === 'takeover') await releaseTakeover(tx, actor, organization, 'withdraw')
    await tellOfficers(tx, organization, standingEvents.standing_withdrawn)
  })
}

/** Once nobody asks for it any more, a listed organisation is free again. */
export async function releaseTakeover(
  tx: Tx,
  actor: Actor,
  organization: LockedOrganization,
  verb: 'withdraw' | 'decline',
): Promise<void> {
  if (organization.standing !== 'takeover_pending') return
  const open = await tx
    .selectFrom('standing_application')
    .select('id')
    .where('organization_id', '=', organization.id)
    .where('kind', '=', 'takeover')
    .where('state', 'in', ['submitted', 'returned'])
    .executeTakeFirst()
  if (!open) await moveOrganization(tx, actor, organization, verb)
}
