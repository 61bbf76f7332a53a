import type { Acting, Actor, OrganizationKind } from '#app/domain/actor.ts'
import type { Standing } from '#app/domain/organization/standing.ts'
import type { MatrixMarket } from '../market.ts'

/**
 * Who no persona is: a mere member of each organisation, and an officer and a firm's owner who belong to each besides. They
 * have no sign-in, so only verbs can be asked as them. The bystanders come after them.
 */
export function standInsOf({ know, personas, bystanders }: MatrixMarket): Record<string, Actor> {
  const standIns: Record<string, Actor> = {}
  const newcomer = personas.newcomer!.actor
  const busy = {
    officer: personas.officer!.actor as Acting,
    owner: personas.owner!.actor as Acting,
  }
  const organizations = [...know.all('organization')].sort((a, b) => a.id.localeCompare(b.id))
  for (const [index, { id, kind, standing }] of organizations.entries()) {
    const at = `organization_${index + 1}`
    standIns[`member_of_${at}`] = {
      ...newcomer,
      memberOf: [id],
      organization: {
        id,
        kind: kind as OrganizationKind,
        standing: standing as Standing,
        roles: ['member'],
        parentId: null,
      },
    }
    for (const [name, actor] of Object.entries(busy))
      standIns[`${name}_also_of_${at}`] = { ...actor, memberOf: [...actor.memberOf, id] }
  }
  return { ...standIns, ...bystanders.actors }
}
