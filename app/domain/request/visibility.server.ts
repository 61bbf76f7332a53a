import {
  type Expression,
  type ExpressionBuilder,
  expressionBuilder,
  type Schema,
  type SqlBool,
  sql,
} from '#db'
import type { Actor } from '../actor.ts'
import { openStates } from './request.ts'
import { type RequestGrant, requestReaderOf } from './visibility.ts'

/** `isOnMarket` as a condition on `request`. */
export function onMarket(): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'request'>()
  return eb.and([eb('request.state', 'in', openStates), eb('request.audience', '=', 'market')])
}

/** `requestGrants` as conditions on `request`, without the ways that are closed to this actor whatever the request. */
export function requestWaysOf(
  actor: Actor | null,
): Partial<Record<RequestGrant, Expression<SqlBool>>> {
  const eb = expressionBuilder<Schema, 'request'>()
  const { organizationId, isOfficer, isHost, isInstitution } = requestReaderOf(actor)
  return {
    ...(organizationId && { owner: eb('request.organization_id', '=', organizationId) }),
    ...(isOfficer && { officers: isOut(eb) }),
    ...(isHost && { hosts: eb.and([isOut(eb), eb('request.audience', '=', 'market')]) }),
    ...(isInstitution && { institutions: onMarket(), threadHolders: isHeldBy(eb, organizationId) }),
  }
}

/** Which requests the actor may read, as a condition on `request`. */
export function visibleTo(actor: Actor | null): Expression<SqlBool> {
  const ways = Object.values(requestWaysOf(actor))
  return expressionBuilder<Schema, 'request'>().or(ways)
}

const isOut = (eb: ExpressionBuilder<Schema, 'request'>) =>
  eb('request.state', '<>', sql.lit('draft'))

const isHeldBy = (eb: ExpressionBuilder<Schema, 'request'>, institutionId: string | null) =>
  eb(
    'request.id',
    'in',
    eb
      .selectFrom('thread')
      .select('thread.request_id')
      .where('thread.institution_id', '=', institutionId),
  )
