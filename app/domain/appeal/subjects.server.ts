import type { Tx } from '#db'
import type { Acting, Actor } from '../actor.ts'
import { actsFor, hasRole } from '../actor.ts'
import { upholdListing } from '../listing/write.server.ts'
import { upholdProduct } from '../product/write.server.ts'
import { upholdRequest } from '../request/write.server.ts'
import { upholdApplication, upholdOrganization } from '../standing/write.server.ts'
import type { AppealKind } from './appeal.ts'

export interface Refused {
  title: string
  organizationId: string
  state: string
}

/** How refusals of one kind of thing are contested. Another kind joins by another entry of the table below. */
export interface AppealSubject {
  /** The verbs by which an officer refuses, as the course of the thing has them. */
  refusals: readonly string[]
  /** Locks the thing; null when there is none. */
  lock(tx: Tx, id: string): Promise<Refused | null>
  mayAppeal(actor: Actor, refused: Refused, tx: Tx, id: string): Promise<boolean>
  /** Does what was refused. */
  uphold(tx: Tx, actor: Acting, id: string): Promise<void>
}

const actsForOwner = async (actor: Actor, { organizationId }: Refused) =>
  actsFor(actor, organizationId)

export const appealSubjects: Record<AppealKind, AppealSubject> = {
  standing_application: {
    refusals: ['reject', 'return'],
    async lock(tx, id) {
      const row = await tx
        .selectFrom('standing_application')
        .innerJoin('organization', 'organization.id', 'standing_application.organization_id')
        .select(['organization.name', 'organization.id', 'standing_application.state'])
        .where('standing_application.id', '=', id)
        .forUpdate()
        .executeTakeFirst()
      return row ? { title: row.name, organizationId: row.id, state: row.state } : null
    },
    async mayAppeal(actor, _, tx, id) {
      const row = await tx
        .selectFrom('standing_application')
        .select('id')
        .where('id', '=', id)
        .where('applicant_id', '=', actor.personId)
        .executeTakeFirst()
      return row !== undefined
    },
    uphold: upholdApplication,
  },
  organization: {
    refusals: ['suspend'],
    async lock(tx, id) {
      const row = await tx
        .selectFrom('organization')
        .select(['name', 'standing'])
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst()
      return row ? { title: row.name, organizationId: id, state: row.standing } : null
    },
    mayAppeal: async (actor, { organizationId }) =>
      actsFor(actor, organizationId) && hasRole(actor, 'owner'),
    uphold: upholdOrganization,
  },
  product: {
    refusals: ['return'],
    async lock(tx, id) {
      const row = await tx
        .selectFrom('product')
        .select(['name', 'organization_id', 'state'])
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst()
      return row ? { title: row.name, organizationId: row.organization_id, state: row.state } : null
    },
    mayAppeal: actsForOwner,
    uphold: upholdProduct,
  },
  request: {
    refusals: ['return'],
    async lock(tx, id) {
      const row = await tx
        .selectFrom('request')
        .select(['title', 'organization_id', 'state'])
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst()
      return row
        ? { title: row.title, organizationId: row.organization_id, state: row.state }
        : null
    },
    mayAppeal: actsForOwner,
    uphold: upholdRequest,
  },
  listing: {
    refusals: ['return', 'take_down'],
    async lock(tx, id) {
      const row = await tx
        .selectFrom('listing')
        .select(['title', 'organization_id', 'state'])
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst()
      return row
        ? { title: row.title, organizationId: row.organization_id, state: row.state }
        : null
    },
    mayAppeal: actsForOwner,
    uphold: upholdListing,
  },
}
