import { type Queryable, sql, type Tx } from '#db'
import type { KeptAnswer } from './command.server.ts'
import type { Draft, EventActor, RoomEvent } from './room/event.ts'
import { roomStates, type SessionState } from './session.ts'

/** The notification that a session's log has grown. */
export const logTopic = (sessionId: string): string => `log:${sessionId}`

/** The session whose log a notification speaks of, if it is one of these. */
export const sessionOfHint = (topic: string): string | null =>
  topic.startsWith('log:') ? topic.slice(4) : null

/**
 * Locks every session in which an open round shows this request, and names the rounds.
 * Call it before locking the request: the order is session before request, everywhere.
 */
export async function lockOpenRounds(
  tx: Tx,
  requestId: string,
): Promise<{ sessionId: string; roundId: string }[]> {
  const found = await roundsShowing(tx, requestId)
  if (found.length === 0) return []
  await lockSessions(tx, found)
  const current = await roundsShowing(tx, requestId)
  return current.map(({ session_id, id }) => ({ sessionId: session_id, roundId: id }))
}

/** Which requests and products: one by its id, or all of an organisation. */
export type Matters = { id: string } | { organizationId: string }

/**
 * Locks every session whose room is in use and has shown any of these, in a round or on its agenda: offers and ended threads
 * are told there also after the round. Call it before locking what they are about.
 */
export const lockRoomsShowing = async (tx: Tx, matters: Matters): Promise<string[]> =>
  lockSessions(tx, await listRoomsShowing(tx, matters, roomStates))

/** Returns the sessions in one of these states whose rounds or agenda hold any of these, each with what it holds. */
export async function listRoomsShowing(
  q: Queryable,
  matters: Matters,
  states: readonly SessionState[],
): Promise<{ session_id: string; id: string }[]> {
  const which =
    'id' in matters
      ? sql`shown.id = ${matters.id}`
      : sql`shown.id in (
          select id from request where organization_id = ${matters.organizationId}
          union all select id from product where organization_id = ${matters.organizationId}
        )`
  const { rows } = await sql<{ session_id: string; id: string }>`
    select session.id as session_id, shown.id from session cross join lateral (
      select round_request.request_id as id from round
        join round_request on round_request.round_id = round.id where round.session_id = session.id
      union select request_id from session_item where session_id = session.id and request_id is not null
      union select product_id from session_item where session_id = session.id and product_id is not null
    ) shown
    where session.state = any (${[...states]}) and ${which}
    order by session.id, shown.id`.execute(q)
  return rows
}

const roundsShowing = (tx: Tx, requestId: string) =>
  tx
    .selectFrom('round_request')
    .innerJoin('round', 'round.id', 'round_request.round_id')
    .where('round_request.request_id', '=', requestId)
    .where('round.state', 'in', ['open', 'extended'])
    .where('round.closes_at', '>', tx.now)
    .select(['round.id', 'round.session_id'])
    .orderBy('round.session_id')
    .execute()

/** Locks these sessions in the order of their ids, each once, and returns the ids. */
async function lockSessions(tx: Tx, found: { session_id: string }[]): Promise<string[]> {
  const ids = [...new Set(found.map((item) => item.session_id))].sort()
  if (ids.length === 0) return []
  await tx
    .selectFrom('session')
    .where('id', 'in', ids)
    .orderBy('id')
    .select('id')
    .forUpdate()
    .execute()
  return ids
}

/**
 * Adds facts to the end of a session's log, in the caller's transaction. Without `expected` it takes the head as it is
 * (and the session's row lock); with it, nothing is written unless the head still stands there.
 * @returns the number of the last fact, or null when the head had moved on
 */
export async function appendFacts(
  tx: Tx,
  sessionId: string,
  facts: readonly Draft[],
  expected?: number,
): Promise<number | null> {
  const head = await writeFacts(tx, sessionId, facts, { at: tx.now, expected })
  if (head !== null) tx.notify(logTopic(sessionId))
  return head
}

/** Facts, and answers to the commands that they follow from, in one statement; the notification is the caller's. */
export async function writeFacts(
  q: Queryable,
  sessionId: string,
  facts: readonly Draft[],
  {
    at,
    expected = null,
    answers = [],
  }: { at: Date; expected?: number | null | undefined; answers?: readonly KeptAnswer[] },
): Promise<number | null> {
  const rows = facts.map((fact, index) => rowOf(fact, index + 1))
  const { rows: written } = await sql<{ head: number }>`
    with moved as (
      update session set head = head + ${facts.length}
      where id = ${sessionId} and (${expected}::bigint is null or head = ${expected}::bigint)
      returning head
    ), fact as (
      select moved.head - ${facts.length} + f.n as seq, f.*
      from moved, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as f (
        n int, type text, body jsonb, audience text, person_id uuid, organization_id uuid, words text
      )
    ), logged as (
      insert into session_event (session_id, seq, at, type, body, audience, person_id, organization_id)
      select ${sessionId}, seq, ${at}, type, body, audience, person_id, organization_id from fact
    ), said as (
      insert into session_text (session_id, seq, text)
      select ${sessionId}, seq, words from fact where words is not null
    ), answered as (
      insert into session_command (session_id, person_id, command_id, answer, at)
      select ${sessionId}, c.person_id, c.command_id, c.answer, ${at}
      from moved, jsonb_to_recordset(${JSON.stringify(answers)}::jsonb)
        as c (person_id uuid, command_id uuid, answer jsonb)
    )
    select head from moved`.execute(q)
  return written[0]?.head ?? null
}

const rowOf = (fact: Draft, n: number) => ({
  n,
  type: fact.type,
  body: fact.body,
  audience: audienceOf(fact),
  person_id: fact.by?.personId ?? null,
  organization_id: fact.by?.organizationId ?? null,
  words: fact.text ?? null,
})

const audienceOf = ({ type, body }: Draft): string => {
  if ((type === 'said' || type === 'text_removed') && body.aside) return 'aside'
  return type === 'offer_recorded' && body.figures ? 'sides' : 'everyone'
}

/** The facts after a number, in order. */
export async function readFacts(
  q: Queryable,
  sessionId: string,
  since: number,
  most = 5000,
): Promise<RoomEvent[]> {
  const rows = await q
    .selectFrom('session_event')
    .where('session_id', '=', sessionId)
    .where('seq', '>', since)
    .orderBy('seq')
    .limit(most)
    .select(['seq', 'at', 'type', 'body', 'person_id', 'organization_id'])
    .execute()
  return rows.map((row) => ({
    seq: row.seq,
    at: row.at.toISOString(),
    type: row.type,
    body: row.body,
    by: byOf(row.person_id, row.organization_id),
  })) as RoomEvent[]
}

const byOf = (personId: string | null, organizationId: string | null): EventActor | null =>
  personId ? { personId, organizationId } : null
