import type { ExpressionBuilder } from 'kysely'
import type { Schema } from '#db'
import { type Actor, isBureau } from '../../actor.ts'
import { publicStates } from '../session.ts'

type Sessions = ExpressionBuilder<Schema, 'session'>

/** Whether a session has been announced, whatever became of it. */
export const wasPublished = (eb: Sessions) =>
  eb.exists(
    eb
      .selectFrom('transition')
      .where('transition.noun', '=', 'session')
      .whereRef('transition.subject_id', '=', 'session.id')
      .where('transition.to_state', '=', 'published')
      .select('transition.id'),
  )

/** Whether a reader may see a session: what `maySee` says, for lists. */
export function isVisible(eb: Sessions, actor: Actor | null) {
  const hosts = isBureau(actor, 'host', 'officer') ? actor.organization.id : null
  return eb.or([
    eb('session.state', 'in', publicStates),
    eb.and([eb('session.state', '=', 'cancelled'), wasPublished(eb)]),
    ...(hosts ? [eb('session.organization_id', '=', hosts)] : []),
  ])
}
