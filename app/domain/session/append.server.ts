import { type Db, sql, type Tx, transact } from '#db'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import type { Attendee } from './admission.server.ts'
import { type Nouns, perform } from './effects.server.ts'
import { appendFacts, readFacts } from './log.server.ts'
import { apply } from './room/apply.ts'
import { decide } from './room/commands.ts'
import type { Draft, RoomEvent } from './room/event.ts'
import { extend, type Folded, type Rooms } from './rooms.server.ts'

export type CommandAnswer =
  | { ok: true; seq: number; result?: unknown }
  | {
      ok: false
      refusal: Pick<Refusal, 'refusal' | 'message' | 'params' | 'fields' | 'retryAfter'>
    }

interface Asked {
  attendee: Attendee
  command: { id: string; type: string; body: unknown }
}

interface Waiting extends Asked {
  answered: (answer: CommandAnswer) => void
  failed: (error: unknown) => void
}

export interface Appender {
  append(sessionId: string, attendee: Attendee, command: Asked['command']): Promise<CommandAnswer>
}

/** Larger batches only add waiting. */
const mostAtOnce = 500
const mostTries = 20
const uniqueViolation = '23505'

/** The head moved on, or the commands turned out to need the session's lock: decide again. */
const again = { stale: Symbol('stale'), lock: Symbol('lock') }

/** Takes commands of each session in the order in which they come, all that wait in one transaction. */
export function createAppender(db: Db, rooms: Rooms, nouns: Nouns): Appender {
  const queues = new Map<string, Waiting[]>()

  async function drain(sessionId: string, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.splice(0, mostAtOnce)
      try {
        const answers = await commit(sessionId, batch)
        for (const [index, one] of batch.entries()) one.answered(answers[index] as CommandAnswer)
      } catch (error) {
        // One command that fails must not fail its neighbours: each gets a try of its own.
        if (batch.length > 1) for (const one of batch) await commitAlone(sessionId, one)
        else batch[0]?.failed(error)
      }
    }
    queues.delete(sessionId)
  }

  async function commitAlone(sessionId: string, one: Waiting): Promise<void> {
    await commit(sessionId, [one]).then(
      ([answer]) => one.answered(answer as CommandAnswer),
      one.failed,
    )
  }

  async function commit(sessionId: string, batch: readonly Asked[]): Promise<CommandAnswer[]> {
    let lock = false
    for (let tries = 1; ; tries++) {
      try {
        const { answers, facts } = await transact(db, (tx) =>
          runBatch({ tx, sessionId, rooms, nouns, lock }, batch),
        )
        rooms.learn(sessionId, facts)
        return answers
      } catch (error) {
        if (error === again.lock) lock = true
        else if (!isPassing(error) || tries >= mostTries) throw error
      }
    }
  }

  return {
    append: (sessionId, attendee, command) =>
      new Promise((answered, failed) => {
        const waiting = { attendee, command, answered, failed }
        const queue = queues.get(sessionId)
        if (queue) {
          queue.push(waiting)
          return
        }
        const fresh = [waiting]
        queues.set(sessionId, fresh)
        void drain(sessionId, fresh)
      }),
  }
}

/** Another node took the head, or answered one of these commands, in between. */
const isPassing = (error: unknown): boolean =>
  error === again.stale || (error as { code?: string }).code === uniqueViolation

interface Setting {
  tx: Tx
  sessionId: string
  rooms: Rooms
  nouns: Nouns
  lock: boolean
}

interface Outcome {
  answers: CommandAnswer[]
  /** What the batch added to the log. */
  facts: RoomEvent[]
}

async function runBatch(setting: Setting, batch: readonly Asked[]): Promise<Outcome> {
  const { tx, sessionId, rooms } = setting
  if (setting.lock) await lockFor(tx, sessionId, batch)
  const { head, earlier } = await readBefore(tx, sessionId, batch)
  const start = await rooms.upTo(tx, sessionId, head)
  const run = createRun(setting, start)
  const answers: CommandAnswer[] = []
  const first = new Map<string, CommandAnswer>()
  for (const asked of batch) {
    const key = keyOf(asked)
    const answer = earlier.get(key) ?? first.get(key) ?? (await run.take(asked))
    first.set(key, answer)
    answers.push(answer)
  }
  await run.flush()
  await keepAnswers(
    tx,
    sessionId,
    batch.filter((asked) => !earlier.has(keyOf(asked))),
    first,
  )
  return { answers, facts: run.facts() }
}

/** Decides command after command on the state that the ones before left. */
function createRun({ tx, sessionId, lock, nouns }: Setting, start: Folded) {
  let room = start
  let written = start.head
  let unwritten: Draft[] = []
  const facts: RoomEvent[] = []

  function add(draft: Draft): void {
    const { text: _, ...fact } = draft
    const event = { by: null, ...fact, seq: room.head + 1, at: tx.at.toISOString() } as RoomEvent
    room = { head: event.seq, state: apply(room.state, event) }
    facts.push(event)
    unwritten.push(draft)
  }

  async function flush(): Promise<void> {
    if (unwritten.length === 0) return
    const head = await appendFacts(tx, sessionId, unwritten, written)
    if (head === null) throw again.stale
    written = head
    unwritten = []
  }

  /** Takes in what another noun appended by itself. */
  async function takeIn(): Promise<void> {
    const fresh = await readFacts(tx, sessionId, room.head)
    room = extend(room, fresh)
    written = room.head
    facts.push(...fresh)
  }

  async function take({ attendee, command }: Asked): Promise<CommandAnswer> {
    const { who } = attendee
    const decision = decide(room.state, command, who, tx.at)
    if ('refusal' in decision) return refused(decision)
    if ('events' in decision) {
      for (const draft of decision.events) add(signed(draft, attendee))
      return { ok: true, seq: room.head }
    }
    if (!lock) throw again.lock
    await flush()
    await sql`savepoint command`.execute(tx)
    try {
      const outcome = await perform(
        { tx, sessionId, attendee, state: room.state, nouns },
        decision.effect,
      )
      await takeIn()
      for (const draft of outcome.facts) add(signed(draft, attendee))
      await flush()
      await sql`release savepoint command`.execute(tx)
      const { result } = outcome
      return { ok: true, seq: room.head, ...(result === undefined ? {} : { result }) }
    } catch (error) {
      if (!isRefusal(error)) throw error
      await sql`rollback to savepoint command`.execute(tx)
      return refused(error)
    }
  }
  return { take, flush, facts: () => facts }
}

const signed = (draft: Draft, { who }: Attendee): Draft => {
  if (draft.by !== undefined || who.part === 'system') return draft
  const { personId, organizationId } = who
  return { ...draft, by: { personId, organizationId } }
}

/** Sessions before requests, and all of them in one order. */
async function lockFor(tx: Tx, sessionId: string, batch: readonly Asked[]): Promise<void> {
  const requests = batch.flatMap(({ command }) => {
    const { requestId } = (command.body ?? {}) as { requestId?: unknown }
    return command.type === 'claim' && typeof requestId === 'string' ? [requestId] : []
  })
  await sql`
    select id from session where id = ${sessionId} or id in (
      select round.session_id from round join round_request on round_request.round_id = round.id
      where round.state in ('open', 'extended') and round_request.request_id::text = any (${requests}::text[])
    ) order by id for update`.execute(tx)
}

async function readBefore(tx: Tx, sessionId: string, batch: readonly Asked[]) {
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
    (row.earlier ?? []).map((one) => [`${one.personId}:${one.id}`, one.answer]),
  )
  return { head: row.head, earlier }
}

interface Earlier {
  personId: string
  id: string
  answer: CommandAnswer
}

/** Ids are compared as PostgreSQL writes them. */
const keyOf = ({ attendee, command }: Asked): string =>
  `${attendee.who.personId}:${command.id.toLowerCase()}`

async function keepAnswers(
  tx: Tx,
  sessionId: string,
  batch: readonly Asked[],
  answers: ReadonlyMap<string, CommandAnswer>,
): Promise<void> {
  // To arrive twice says nothing the second time, so its answers need no memory.
  const kept = batch.filter(({ command }) => command.type !== 'arrive')
  if (kept.length === 0) return
  const rows = new Map(
    kept.map((asked) => [
      keyOf(asked),
      {
        person_id: asked.attendee.who.personId,
        command_id: asked.command.id,
        answer: answers.get(keyOf(asked)),
      },
    ]),
  )
  await sql`
    insert into session_command (session_id, person_id, command_id, answer, at)
    select ${sessionId}, person_id, command_id, answer, ${tx.at}
    from jsonb_to_recordset(${JSON.stringify([...rows.values()])}::jsonb)
      as c (person_id uuid, command_id uuid, answer jsonb)`.execute(tx)
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
