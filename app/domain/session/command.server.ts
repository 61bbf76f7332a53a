import { sql, type Tx } from '#db'
import { type Refusal, refuse } from '../refusal.ts'
import type { Attendee } from './admission.server.ts'

/** What somebody in a room asks for. */
export interface Asked {
  attendee: Attendee
  command: { id: string; type: string; body: unknown }
}

export type CommandAnswer =
  | { ok: true; seq: number; result?: unknown }
  | {
      ok: false
      refusal: Pick<Refusal, 'refusal' | 'message' | 'params' | 'fields' | 'retryAfter'>
    }

/** An answer that is kept with its command, so that sending it again is harmless. */
export interface KeptAnswer {
  person_id: string
  command_id: string
  answer: CommandAnswer
}

/** A refusal as an answer. */
export function refused(error: Refusal): CommandAnswer {
  const { refusal, message, params, fields, retryAfter } = error
  return {
    ok: false,
    refusal: {
      refusal,
      message,
      params,
      ...(fields ? { fields } : {}),
      ...(retryAfter ? { retryAfter } : {}),
    },
  }
}

/** Ids are compared as PostgreSQL writes them. */
export const keyOf = ({ attendee, command }: Asked): string =>
  `${attendee.who.personId}:${command.id.toLowerCase()}`

/** What of these answers is kept, each once. To arrive twice says nothing the second time, so its answers need no memory. */
export function keptOf(
  batch: readonly Asked[],
  answers: ReadonlyMap<string, CommandAnswer>,
): KeptAnswer[] {
  const kept = new Map<string, KeptAnswer>()
  for (const asked of batch) {
    const { attendee, command } = asked
    const answer = answers.get(keyOf(asked))
    if (command.type === 'arrive' || !answer) continue
    kept.set(keyOf(asked), {
      person_id: attendee.who.personId,
      command_id: command.id,
      answer,
    })
  }
  return [...kept.values()]
}

/** The head of the log, and what was answered before to any of these. @throws {Refusal} `missing` */
export async function readBefore(tx: Tx, sessionId: string, batch: readonly Asked[]) {
  const people = batch.map(({ attendee }) => attendee.who.personId)
  const ids = batch.map(({ command }) => command.id)
  const { rows } = await sql<{ head: number; earlier: Earlier[] | null }>`
    select session.head, (
      select jsonb_agg(jsonb_build_object('personId', c.person_id, 'id', c.command_id, 'answer', c.answer))
      from session_command c join unnest(${people}::uuid[], ${ids}::uuid[]) as asked (person_id, command_id)
        on asked.person_id = c.person_id and asked.command_id = c.command_id
      where c.session_id = session.id
    ) as earlier
    from session where id = ${sessionId}`.execute(tx)
  const row = rows[0]
  if (!row) throw refuse('missing', 'session_missing')
  const earlier = new Map(
    (row.earlier ?? []).map((item) => [`${item.personId}:${item.id}`, item.answer]),
  )
  return { head: row.head, earlier }
}

interface Earlier {
  personId: string
  id: string
  answer: CommandAnswer
}

export async function saveAnswers(
  tx: Tx,
  sessionId: string,
  answers: readonly KeptAnswer[],
): Promise<void> {
  if (answers.length === 0) return
  await sql`
    insert into session_command (session_id, person_id, command_id, answer, at)
    select ${sessionId}, person_id, command_id, answer, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(answers)}::jsonb)
      as c (person_id uuid, command_id uuid, answer jsonb)`.execute(tx)
}
