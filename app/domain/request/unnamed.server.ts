import { sql } from '#db'
import { MIN_SHARING } from './unnamed.ts'

/**
 * `isSectionShared` of `EnterpriseFacts`, beside `request` and its `organization`; not looked for where the name is shown
 * anyhow.
 */
export const isSectionShared = sql<boolean>`coalesce(request.anonymous and (
  select true from organization peer
  where peer.kind = 'enterprise' and peer.standing = 'verified'
    and left(peer.industry_code, 1) = left(organization.industry_code, 1)
  offset ${sql.lit(MIN_SHARING - 1)} limit 1
), false)`
