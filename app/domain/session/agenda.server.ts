import type { Queryable, Tx } from '#db'
import { appendFacts } from './event-store.server.ts'
import { readEnded } from './matters.server.ts'
import type { AgendaItem, Draft, PlannedRound } from './room/event.ts'
import { runningStates, type SessionState } from './session.ts'

/** The run of the show as the log tells it. */
export async function agendaFact(q: Queryable, sessionId: string): Promise<Draft> {
  const items = await q
    .selectFrom('session_item')
    .where('session_id', '=', sessionId)
    .orderBy('position')
    .select(['id', 'kind', 'minutes', 'request_id', 'product_id'])
    .execute()
  const rounds = await q
    .selectFrom('round')
    .where('session_id', '=', sessionId)
    .orderBy('number')
    .select((eb) => [
      'id',
      'number',
      'minutes',
      eb
        .selectFrom('round_request')
        .whereRef('round_id', '=', 'round.id')
        .select((all) =>
          all.fn.agg<string[]>('array_agg', ['request_id']).orderBy('position').as('ids'),
        )
        .as('requestIds'),
    ])
    .execute()
  const matters = [
    ...items.flatMap((item) => [item.request_id, item.product_id]),
    ...rounds.flatMap((round) => round.requestIds ?? []),
  ].filter((id) => id !== null)
  return {
    type: 'agenda_set',
    body: {
      ended: await readEnded(q, matters),
      items: items.map(
        (item): AgendaItem => ({
          itemId: item.id,
          kind: item.kind as AgendaItem['kind'],
          minutes: item.minutes,
          requestId: item.request_id,
          productId: item.product_id,
        }),
      ),
      rounds: rounds.map(
        (round): PlannedRound => ({
          roundId: round.id,
          number: round.number,
          minutes: round.minutes,
          requestIds: round.requestIds ?? [],
        }),
      ),
    },
  }
}

/** Tells a room that is in use how the run of the show has changed. The caller holds the session's lock. */
export async function tellAgenda(
  tx: Tx,
  session: { id: string; state: SessionState },
): Promise<void> {
  if (!runningStates.includes(session.state)) return
  await appendFacts(tx, session.id, [await agendaFact(tx, session.id)])
}
