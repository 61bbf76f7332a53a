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

type OpenState = (typeof openStates)[number]

/** `isOnMarket` as a condition on `request`; with `states` only those in some of the open states. */
export function onMarket(states: readonly OpenState[] = openStates): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'request'>()
  return eb.and([eb('request.state', 'in', states), eb('request.audience', '=', 'market')])
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

/** Which requests on the market the actor may read: all of them, where one way covers them whole, so that its index serves. */
export function visibleOnMarket(
  actor: Actor | null,
  states: readonly OpenState[] = openStates,
): Expression<SqlBool> {
  const ways = requestWaysOf(actor)
  if (ways.institutions || ways.officers || ways.hosts) return onMarket(states)
  return expressionBuilder<Schema, 'request'>().and([onMarket(states), visibleTo(actor)])
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
