import type { Queryable } from '#db'
import { responsibilities } from '../membership/holdings.server.ts'
import { responsibilityKinds } from '../membership/holdings.ts'
import { listOwners } from '../organization/notify-bureau.server.ts'

export interface Obstacle {
  organizationId: string
  organization: string
  /** `owner`: nobody else owns it; `holds`: things in progress are in the person's hands. */
  why: 'owner' | 'holds'
}

/** Standings in which an organisation can't be without an owner. */
const ownedStandings = ['submitted', 'takeover_pending', 'verified', 'suspended'] as const

/** What must be handed over before an account can be deleted. */
export async function listObstacles(q: Queryable, personId: string): Promise<Obstacle[]> {
  const memberships = await q
    .selectFrom('membership')
    .innerJoin('organization', 'organization.id', 'membership.organization_id')
    .select(['organization.id', 'organization.name', 'organization.standing', 'membership.roles'])
    .where('membership.person_id', '=', personId)
    .where('membership.ended_at', 'is', null)
    .orderBy('organization.name')
    .execute()
  const obstacles: Obstacle[] = []
  for (const { id, name, standing, roles } of memberships) {
    const found = (why: Obstacle['why']) =>
      obstacles.push({ organizationId: id, organization: name, why })
    const owned = (ownedStandings as readonly string[]).includes(standing)
    if (owned && roles.includes('owner') && (await isLastOwner(q, id, personId))) found('owner')
    else if (owned && (await holdsAnything(q, id, personId))) found('holds')
  }
  return obstacles
}

const isLastOwner = async (q: Queryable, organizationId: string, personId: string) =>
  (await listOwners(q, organizationId)).every((id) => id === personId)

async function holdsAnything(q: Queryable, organizationId: string, personId: string) {
  for (const kind of responsibilityKinds) {
    if ((await responsibilities[kind].list(q, organizationId, personId)).length > 0) return true
  }
  return false
}
