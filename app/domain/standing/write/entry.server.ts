import type { z } from 'zod'
import { type Db, transact } from '#db'
import type { Actor } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import { topic } from '../../events.ts'
import type { PreparedFile } from '../../file/file.ts'
import { addMember } from '../../membership/write/members.server.ts'
import { standingEvents } from '../../organization/events.ts'
import { refuse } from '../../refusal.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { mayApplyFor } from '../policy.ts'
import type { organizationSchema } from '../standing.ts'
import {
  addApplication,
  lockApplication,
  lockForStanding,
  moveApplication,
  moveOrganization,
  storeProofs,
  tellOfficers,
} from './applications.server.ts'
import { claimCode, findOwnByCode, refuseTakenCode } from './code.server.ts'

type OrganizationFacts = z.output<typeof organizationSchema>

const toRow = (facts: OrganizationFacts) => ({
  kind: facts.kind,
  institution_type: facts.institutionType ?? null,
  name: facts.name,
  short_name: facts.shortName ?? null,
  uscc: facts.uscc,
  district: facts.district ?? null,
  street: facts.street ?? null,
  address: facts.address ?? null,
})

/**
 * Begins the entry of an organisation that the market doesn't know; its maker owns it and acts for it.
 * @throws {Refusal} `invalid` with the field `uscc` when the market knows the code
 */
export async function createOrganization(
  db: Db,
  actor: Actor,
  facts: OrganizationFacts,
): Promise<string> {
  return transact(db, async (tx) => {
    await refuseTakenCode(tx, facts.uscc)
    if (await findOwnByCode(tx, actor, facts.uscc))
      throw refuse('invalid', 'uscc_known', { fields: { uscc: ['uscc_known'] } })
    const added = await tx
      .insertInto('organization')
      .values({ ...toRow(facts), standing: 'draft', created_at: tx.now, updated_at: tx.now })
      .returning('id')
      .executeTakeFirstOrThrow()
    await appendAudit(tx, actor, {
      verb: 'create',
      subject: { kind: 'organization', id: added.id },
      transition: { from: null, to: 'draft' },
    })
    await addMember(tx, actor, {
      organizationId: added.id,
      personId: actor.personId,
      roles: ['owner'],
    })
    await tx
      .updateTable('sign_in')
      .set({ organization_id: added.id })
      .where('id', '=', actor.signInId)
      .execute()
    await enqueueSideEffects(tx, { topics: [topic.person(actor.personId)] })
    return added.id
  })
}

/** Changes what a draft, or a returned application, says. @throws {Refusal} */
export async function reviseOrganization(
  db: Db,
  actor: Actor,
  id: string,
  facts: OrganizationFacts,
): Promise<void> {
  if (!mayApplyFor(actor, id)) throw refuse('forbidden', 'access_owner')
  await transact(db, async (tx) => {
    const organization = await lockForStanding(tx, id)
    if (organization.standing !== 'draft' && organization.standing !== 'returned') {
      throw refuse('conflict', 'revise_late')
    }
    await refuseTakenCode(tx, facts.uscc)
    await tx
      .updateTable('organization')
      .set((eb) => ({ ...toRow(facts), updated_at: tx.now, version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .execute()
    await appendAudit(tx, actor, { verb: 'revise', subject: { kind: 'organization', id } })
    await enqueueSideEffects(tx, { topics: [topic.organization(id)] })
  })
}

export interface Submission {
  /** Needed the first time; later the earlier one stands. */
  licence?: PreparedFile | null
  letter?: PreparedFile | null
  note: string | null
}

/** Submits one's organisation to the officers, again after they returned it. @throws {Refusal} */
export async function submitOrganization(
  db: Db,
  actor: Actor,
  id: string,
  { licence, letter, note }: Submission,
): Promise<string> {
  if (!mayApplyFor(actor, id)) throw refuse('forbidden', 'access_owner')
  return transact(db, async (tx) => {
    const organization = await lockForStanding(tx, id)
    const returned = await tx
      .selectFrom('standing_application')
      .select('id')
      .where('organization_id', '=', id)
      .where('kind', '=', 'entry')
      .where('state', '=', 'returned')
      .executeTakeFirst()
    const disputed = await claimCode(tx, actor, organization)
    await moveOrganization(tx, actor, organization, 'submit', note)
    if (!returned) {
      if (!licence) throw refuse('invalid', 'licence', { fields: { licence: ['licence_needed'] } })
      return addApplication(tx, actor, organization, {
        ...{ kind: 'entry', licence, letter, note, disputed },
      })
    }
    const { application } = await lockApplication(tx, returned.id)
    const files = await storeProofs(tx, actor, id, { licence, letter })
    const change = { ...files, note, reason: note, ...(disputed ? { disputed } : {}) }
    await moveApplication(tx, actor, application, 'submit', change)
    await tellOfficers(tx, organization, standingEvents.standing_submitted)
    return application.id
  })
}
