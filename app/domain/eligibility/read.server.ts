import type { Queryable } from '#db'
import type { Acting } from '../actor.ts'
import { getOwnDossier } from '../dossier/read.server.ts'
import type { EnterpriseFacts } from './eligibility.ts'

/** What the market knows of the actor's own enterprise, its private figures of the latest year among it. */
export async function readFacts(q: Queryable, actor: Acting): Promise<EnterpriseFacts> {
  const [organization, dossier] = await Promise.all([
    q
      .selectFrom('organization')
      .select(['tier', 'registered_on', 'province', 'city', 'district'])
      .where('id', '=', actor.organization.id)
      .executeTakeFirstOrThrow(),
    getOwnDossier(q, actor),
  ])
  const latest = dossier.indicators?.[0]
  return {
    tier: organization.tier,
    registeredOn: organization.registered_on,
    province: organization.province,
    city: organization.city,
    district: organization.district,
    revenueFen: latest?.revenueFen ?? null,
    taxFen: latest?.taxFen ?? null,
    rndFen: latest?.rndFen ?? null,
    assetsFen: latest?.assetsFen ?? null,
    liabilitiesFen: latest?.liabilitiesFen ?? null,
  }
}
