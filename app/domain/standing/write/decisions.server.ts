import { type Db, type Tx, transact } from '#db'
import { endAccess } from '../../account/write/openings.server.ts'
import type { Actor, Role } from '../../actor.ts'
import { appendAudit } from '../../audit-log.server.ts'
import { addMember, startActingFor } from '../../membership/write/members.server.ts'
import { standingEvents } from '../../organization/events.ts'
import { listOwners } from '../../organization/notify-bureau.server.ts'
import { refuse } from '../../refusal.ts'
import { lockRoomsShowing } from '../../session/event-store.server.ts'
import { appendMatterChanges } from '../../session/matters.server.ts'
import { mayDecide, mayEnforceStanding } from '../policy.ts'
import {
  type LockedApplication,
  type LockedOrganization,
  lockApplication,
  lockForStanding,
  moveApplication,
  moveOrganization,
  tellPerson,
} from './applications.server.ts'
import { settleCode } from './code.server.ts'
import { releaseTakeover } from './takeover.server.ts'

/** Which application an officer decides on, as they saw it. */
export interface Decided {
  id: string
  /** Of the application on the officer's page: nobody decides on what has changed since. */
  version: number
}

/** Sends an application back with remarks on what is missing. @throws {Refusal} */
export async function returnApplication(
  db: Db,
  actor: Actor,
  { remarks, ...decided }: Decided & { remarks: string },
): Promise<void> {
  await decide(db, actor, decided, async (tx, organization, application) => {
    await moveApplication(tx, actor, application, 'return', { remarks, reason: remarks })
    if (application.kind === 'entry') {
      await moveOrganization(tx, actor, organization, 'return', remarks)
    }
    await tellPerson(tx, application.applicantId, organization, standingEvents.standing_returned)
  })
}

/** Grants an application. @throws {Refusal} */
export async function verifyApplication(db: Db, actor: Actor, decided: Decided): Promise<void> {
  await decide(db, actor, decided, (tx, organization, application) =>
    grant(tx, actor, organization, application, 'verify'),
  )
}

/** Grants what an appeal found wrongly refused, within the appeal's transaction. @throws {Refusal} `conflict` */
export async function upholdApplication(tx: Tx, actor: Actor, id: string): Promise<void> {
  const { organization, application } = await lockApplication(tx, id)
  await grant(tx, actor, organization, application, 'uphold')
}

/** Lets an organisation act again that an appeal found wrongly suspended. @throws {Refusal} `conflict` */
export async function upholdOrganization(tx: Tx, actor: Actor, id: string): Promise<void> {
  await lockRoomsShowing(tx, { organizationId: id })
  await moveByOrder(tx, actor, await lockForStanding(tx, id), 'restore')
}

async function grant(
  tx: Tx,
  actor: Actor,
  organization: LockedOrganization,
  application: LockedApplication,
  verb: 'verify' | 'uphold',
): Promise<void> {
  await moveApplication(tx, actor, application, verb, {
    decided_by: actor.personId,
    decided_at: tx.now,
  })
  if (application.kind === 'delisting') {
    await moveOrganization(tx, actor, organization, 'delist')
  } else if (application.kind === 'entry') {
    await settleCode(tx, actor, organization)
    await moveOrganization(tx, actor, organization, verb)
  } else {
    await handOver(tx, actor, organization, application)
  }
  await tellPerson(tx, application.applicantId, organization, standingEvents.standing_verified)
}

/** Refuses an application for a reason. It can be appealed once. @throws {Refusal} */
export async function rejectApplication(
  db: Db,
  actor: Actor,
  { reason, ...decided }: Decided & { reason: string },
): Promise<void> {
  await decide(db, actor, decided, async (tx, organization, application) => {
    await moveApplication(tx, actor, application, 'reject', {
      remarks: reason,
      reason,
      decided_by: actor.personId,
      decided_at: tx.now,
    })
    if (application.kind === 'entry') {
      await moveOrganization(tx, actor, organization, 'reject', reason)
    } else if (application.kind === 'takeover') {
      await releaseTakeover(tx, actor, organization, 'decline')
    }
    await tellPerson(tx, application.applicantId, organization, standingEvents.standing_rejected)
  })
}

async function decide(
  db: Db,
  actor: Actor,
  { id, version }: Decided,
  work: (tx: Tx, organization: LockedOrganization, application: LockedApplication) => Promise<void>,
): Promise<void> {
  await transact(db, async (tx) => {
    const { organization, application } = await lockApplication(tx, id)
    const { organizationId, applicantId, decidedBy, appealedAt } = application
    const appealedFrom = appealedAt ? decidedBy : null
    if (!mayDecide(actor, { organizationId, applicantId, appealedFrom })) {
      throw refuse('forbidden', 'standing_decide')
    }
    if (application.version !== version) throw refuse('conflict', 'application_changed')
    await work(tx, organization, application)
  })
}

/** The applicant becomes the owner; who owned it before stays as a member; who else asked is refused. */
async function handOver(
  tx: Tx,
  actor: Actor,
  organization: LockedOrganization,
  application: LockedApplication,
): Promise<void> {
  const before = await listOwners(tx, organization.id)
  const ended = await endAccess(tx, actor, 'handed_over', { organizationId: organization.id })
  for (const personId of before) {
    await addMember(tx, actor, { organizationId: organization.id, personId, roles: ['member'] })
    await tellPerson(tx, personId, organization, standingEvents.standing_transferred)
  }
  await addMember(tx, actor, {
    organizationId: organization.id,
    personId: application.applicantId,
    roles: ['owner'],
  })
  await startActingFor(tx, application.applicantId, organization.id)
  if (Object.keys(ended).length > 0)
    await tellPerson(
      tx,
      application.applicantId,
      organization,
      standingEvents.standing_access_ended,
    )
  await refuseRivals(tx, actor, organization, application)
  const verbs = { takeover_pending: 'verify', listed: 'uphold' } as const
  const verb = verbs[organization.standing as keyof typeof verbs] ?? 'transfer'
  await moveOrganization(tx, actor, organization, verb)
}

async function refuseRivals(
  tx: Tx,
  actor: Actor,
  organization: LockedOrganization,
  granted: LockedApplication,
): Promise<void> {
  const rivals = await tx
    .selectFrom('standing_application')
    .select('id')
    .where('organization_id', '=', organization.id)
    .where('state', 'in', ['submitted', 'returned'])
    .where('id', '!=', granted.id)
    .orderBy('id')
    .execute()
  for (const { id } of rivals) {
    const { application } = await lockApplication(tx, id)
    await moveApplication(tx, actor, application, 'reject', {
      decided_by: actor.personId,
      decided_at: tx.now,
    })
    await tellPerson(
      tx,
      application.applicantId,
      organization,
      standingEvents.standing_rival_granted,
    )
  }
}

type Order = 'suspend' | 'restore' | 'deregister'
const orders = {
  suspend: standingEvents.standing_suspend,
  restore: standingEvents.standing_restore,
  deregister: standingEvents.standing_deregister,
} as const
const ended = { suspend: 'suspended', deregister: 'deregistered' } as const

async function keepOrder(
  db: Db,
  actor: Actor,
  organizationId: string,
  { verb, reason }: { verb: Order; reason: string },
): Promise<void> {
  if (!mayEnforceStanding(actor, organizationId)) throw refuse('forbidden', 'standing_decide')
  await transact(db, async (tx) => {
    await lockRoomsShowing(tx, { organizationId })
    await moveByOrder(tx, actor, await lockForStanding(tx, organizationId), verb, reason)
  })
}

async function moveByOrder(
  tx: Tx,
  actor: Actor,
  organization: LockedOrganization,
  verb: Order,
  reason?: string,
): Promise<void> {
  await moveOrganization(tx, actor, organization, verb, reason)
  await appendMatterChanges(tx, { organizationId: organization.id })
  const occasion = verb === 'restore' ? null : ended[verb]
  if (occasion) await endAccess(tx, actor, occasion, { organizationId: organization.id })
  for (const personId of await listOwners(tx, organization.id)) {
    await tellPerson(tx, personId, organization, orders[verb])
  }
}

/** Stops an organisation from acting, at once, for a reason that it reads. @throws {Refusal} */
export const suspendOrganization = (db: Db, actor: Actor, id: string, reason: string) =>
  keepOrder(db, actor, id, { verb: 'suspend', reason })

/** Lets a suspended organisation act again. @throws {Refusal} */
export const restoreOrganization = (db: Db, actor: Actor, id: string, reason: string) =>
  keepOrder(db, actor, id, { verb: 'restore', reason })

/** Ends an organisation's place in the market for good. @throws {Refusal} */
export const deregisterOrganization = (db: Db, actor: Actor, id: string, reason: string) =>
  keepOrder(db, actor, id, { verb: 'deregister', reason })

export interface NewBureau {
  name: string
  uscc?: string | null
  district?: string | null
  founderId: string
  roles?: readonly Role[]
}

/** Founds a bureau and gives it its first owner. For who runs the market: seed and command line, never a page. */
export async function foundBureau(db: Db, bureau: NewBureau): Promise<string> {
  return transact(db, async (tx) => {
    const { id } = await tx
      .insertInto('organization')
      .values({
        kind: 'bureau',
        standing: 'verified',
        name: bureau.name,
        uscc: bureau.uscc ?? null,
        district: bureau.district ?? null,
        created_at: tx.now,
        updated_at: tx.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await appendAudit(tx, null, {
      verb: 'found',
      subject: { kind: 'organization', id },
      transition: { from: null, to: 'verified' },
    })
    await addMember(tx, null, {
      organizationId: id,
      personId: bureau.founderId,
      roles: bureau.roles ?? ['owner', 'admin'],
    })
    await startActingFor(tx, bureau.founderId, id)
    return id
  })
}
