import { sql } from '#db'
import { MIN_SHARING } from './unnamed.ts'

/** `sharing` of `EnterpriseFacts`, beside `request` and its `organization`; not counted where the name is shown anyhow. */
export const sharingSection = sql<number>`case when request.anonymous then (
  select count(*)::int from (
    select from organization peer
    where peer.kind = 'enterprise' and peer.standing = 'verified'
      and left(peer.industry_code, 1) = left(organization.industry_code, 1)
    limit ${sql.lit(MIN_SHARING)}
  ) few
) else 0 end`
