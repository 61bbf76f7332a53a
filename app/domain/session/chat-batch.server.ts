import type { Db } from '#db'
import type { Attendee } from './admission.server.ts'
import { type Asked, type CommandAnswer, keptOf, keyOf, refused } from './command.server.ts'
import { logTopic, writeFacts } from './event-store.server.ts'
import { apply } from './room/apply.ts'
import { decide, type Effect } from './room/commands.ts'
import type { Draft, RoomEvent } from './room/event.ts'
import { extend, type RoomSnapshot } from './rooms.server.ts'

/** What a batch came to. */
export interface Outcome {
  answers: CommandAnswer[]
  /** What the batch added to the log. */
  facts: RoomEvent[]
}

/** A room as commands change it, one after another, before any of it is written. */
export interface ChatBatch {
  room(): RoomSnapshot
  /** Decides on the state that the commands before left; gives back the effect where another noun must act first. */
  take(asked: Asked): CommandAnswer | { effect: Effect }
  add(draft: Draft, attendee: Attendee): void
  /** Takes in what others wrote. */
  extend(facts: readonly RoomEvent[]): void
  /** What was added since this was asked last. */
  unwritten(): Draft[]
  facts: RoomEvent[]
}

export function openBatch(start: RoomSnapshot, at: Date): ChatBatch {
  let room = start
  let drafts: Draft[] = []
  const facts: RoomEvent[] = []

  function add(unsigned: Draft, attendee: Attendee): void {
    const draft = signed(unsigned, attendee)
    const { text: _, ...fact } = draft
    const event = { by: null, ...fact, seq: room.head + 1, at: at.toISOString() } as RoomEvent
    room = { head: event.seq, state: apply(room.state, event) }
    facts.push(event)
    drafts.push(draft)
  }

  return {
    room: () => room,
    take({ attendee, command }) {
      const decision = decide(room.state, command, attendee.who, at)
      if ('refusal' in decision) return refused(decision)
      if ('effect' in decision) return decision
      for (const draft of decision.events) add(draft, attendee)
      return { ok: true, seq: room.head }
    },
    add,
    extend(fresh) {
      room = extend(room, fresh)
      facts.push(...fresh)
    },
    unwritten() {
      const all = drafts
      drafts = []
      return all
    },
    facts,
  }
}

const signed = (draft: Draft, { who }: Attendee): Draft => {
  if (draft.by !== undefined || who.part === 'system') return draft
  const { personId, organizationId } = who
  return { ...draft, by: { personId, organizationId } }
}

/**
 * Commands that only talk, decided on the room as this process knows it and written with their answers in one statement.
 * @returns null where that does not do: the room has moved on, one was answered before, or another noun must act
 */
export async function commitBatch(
  db: Db,
  sessionId: string,
  known: RoomSnapshot,
  batch: readonly Asked[],
): Promise<Outcome | null> {
  if (known.head === 0) return null
  const at = db.now()
  const page = openBatch(known, at)
  const answers = new Map<string, CommandAnswer>()
  for (const asked of batch) {
    if (answers.has(keyOf(asked))) continue
    const answer = page.take(asked)
    if ('effect' in answer) return null
    answers.set(keyOf(asked), answer)
  }
  const drafts = page.unwritten()
  if (drafts.length === 0) return null
  const head = await writeFacts(db, sessionId, drafts, {
    at,
    expected: known.head,
    answers: keptOf(batch, answers),
  })
  if (head === null) return null
  db.notifications.send([logTopic(sessionId)])
  return { answers: batch.map((asked) => answers.get(keyOf(asked))!), facts: page.facts }
}
