import type { Queryable } from '#db'
import { refuse } from '../refusal.ts'
import { readFacts } from './event-store.server.ts'
import { fold } from './room/apply.ts'
import type { RoomEvent } from './room/event.ts'
import { emptyRoom, type RoomState } from './room/state.ts'

export interface RoomSnapshot {
  head: number
  state: RoomState
}

/** The rooms that this process knows, each as far as it has read. */
export interface Rooms {
  /** The room as it stands in the database. @throws {Refusal} `missing` */
  current(sessionId: string): Promise<RoomSnapshot>
  /** The room as far as it is known; reads nothing. */
  known(sessionId: string): RoomSnapshot
  /** Takes in facts that somebody read anyhow. */
  learn(sessionId: string, facts: readonly RoomEvent[]): void
  /** The room at the head that `q` sees, from what is known and what is new; `q` must not have written to it. */
  upTo(q: Queryable, sessionId: string, head: number, from?: RoomSnapshot): Promise<RoomSnapshot>
}

const mostRooms = 200

export function createRooms(q: Queryable): Rooms {
  const rooms = new Map<string, RoomSnapshot>()

  function keep(sessionId: string, room: RoomSnapshot): RoomSnapshot {
    const before = rooms.get(sessionId)
    if (before && before.head >= room.head) return before
    rooms.delete(sessionId)
    rooms.set(sessionId, room)
    const [oldest] = rooms.keys()
    if (rooms.size > mostRooms && oldest) rooms.delete(oldest)
    return room
  }

  const known = (sessionId: string): RoomSnapshot =>
    rooms.get(sessionId) ?? { head: 0, state: emptyRoom() }

  async function upTo(
    reader: Queryable,
    sessionId: string,
    head: number,
    from: RoomSnapshot = known(sessionId),
  ): Promise<RoomSnapshot> {
    let room = from
    while (room.head < head) {
      const facts = await readFacts(reader, sessionId, room.head)
      room = extend(room, facts)
      if (facts.length === 0)
        throw new Error(`The log of session ${sessionId} ends before its head.`)
    }
    return keep(sessionId, room)
  }

  return {
    known,
    upTo,
    async current(sessionId) {
      const row = await q
        .selectFrom('session')
        .where('id', '=', sessionId)
        .select('head')
        .executeTakeFirst()
      if (!row) throw refuse('missing', 'session_missing')
      return upTo(q, sessionId, row.head)
    },
    learn(sessionId, facts) {
      const room = rooms.get(sessionId)
      if (room && facts.length > 0) keep(sessionId, extend(room, facts))
    },
  }
}

/** Adds the facts that follow without a gap; others are left out. */
export function extend(room: RoomSnapshot, facts: readonly RoomEvent[]): RoomSnapshot {
  const next = facts.filter((fact) => fact.seq > room.head)
  const first = next[0]
  const last = next.at(-1)
  if (!first || !last || first.seq !== room.head + 1) return room
  return { head: last.seq, state: fold(next, room.state) }
}
