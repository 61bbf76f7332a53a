import type { Queryable, Tx } from '#db'
import type { Acting, Actor } from '../actor.ts'
import { actsFor, hasRole } from '../actor.ts'
import { upholdListing } from '../listing/write.server.ts'
import { upholdProduct } from '../product/write.server.ts'
import { upholdRequest } from '../request/write.server.ts'
import { lockApplication } from '../standing/write/applications.server.ts'
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
  /** Reads the thing, for pages; undefined when there is none. */
  find(q: Queryable, id: string): Promise<Refused | undefined>
  /** The same, locked in the order of its own verbs. */
  lock(tx: Tx, id: string): Promise<Refused | undefined>
  mayAppeal(actor: Actor, refused: Refused, q: Queryable, id: string): Promise<boolean>
  /** Does what was refused. */
  uphold(tx: Tx, actor: Acting, id: string): Promise<void>
}

interface Row {
  forUpdate(): Row
  executeTakeFirst(): Promise<Refused | undefined>
}

/** Where the thing is one row. */
const oneRow = (row: (q: Queryable, id: string) => Row): Pick<AppealSubject, 'find' | 'lock'> => ({
  find: (q, id) => row(q, id).executeTakeFirst(),
  lock: (tx, id) => row(tx, id).forUpdate().executeTakeFirst(),
})

const actsForOwner = async (actor: Actor, { organizationId }: Refused) =>
  actsFor(actor, organizationId)

export const appealSubjects: Record<AppealKind, AppealSubject> = {
  standing_application: {
    refusals: ['reject', 'return'],
    find: (q, id) =>
      q
        .selectFrom('standing_application')
        .innerJoin('organization', 'organization.id', 'standing_application.organization_id')
        .select(['organization.name as title', 'organization.id as organizationId'])
        .select('standing_application.state')
        .where('standing_application.id', '=', id)
        .executeTakeFirst(),
    async lock(tx, id) {
      const { organization, application } = await lockApplication(tx, id)
      return {
        title: organization.name,
        organizationId: organization.id,
        state: application.state,
      }
    },
    async mayAppeal(actor, _, q, id) {
      const row = await q
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
    ...oneRow((q, id) =>
      q
        .selectFrom('organization')
        .select(['name as title', 'id as organizationId', 'standing as state'])
        .where('id', '=', id),
    ),
    mayAppeal: async (actor, { organizationId }) =>
      actsFor(actor, organizationId) && hasRole(actor, 'owner'),
    uphold: upholdOrganization,
  },
  product: {
    refusals: ['return'],
    ...oneRow((q, id) =>
      q
        .selectFrom('product')
        .select(['name as title', 'organization_id as organizationId', 'state'])
        .where('id', '=', id),
    ),
    mayAppeal: actsForOwner,
    uphold: upholdProduct,
  },
  request: {
    refusals: ['return'],
    ...oneRow((q, id) =>
      q
        .selectFrom('request')
        .select(['title', 'organization_id as organizationId', 'state'])
        .where('id', '=', id),
    ),
    mayAppeal: actsForOwner,
    uphold: upholdRequest,
  },
  listing: {
    refusals: ['return', 'take_down'],
    ...oneRow((q, id) =>
      q
        .selectFrom('listing')
        .select(['title', 'organization_id as organizationId', 'state'])
        .where('id', '=', id),
    ),
    mayAppeal: actsForOwner,
    uphold: upholdListing,
  },
}
