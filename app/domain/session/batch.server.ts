import { sql, type Tx } from '#db'
import { isRefusal } from '../refusal.ts'
import { type Outcome, openBatch } from './chat-batch.server.ts'
import {
  type Asked,
  type CommandAnswer,
  keptOf,
  keyOf,
  readBefore,
  refused,
  saveAnswers,
} from './command.server.ts'
import { type DomainPorts, runEffect } from './effects.server.ts'
import { appendFacts, readFacts } from './event-store.server.ts'
import type { Effect } from './room/commands.ts'
import type { RoomSnapshot, Rooms } from './rooms.server.ts'

/** The head moved on, or the commands turned out to need the session's lock: decide again. */
export const again = { stale: Symbol('stale'), lock: Symbol('lock') }

export interface Setting {
  tx: Tx
  sessionId: string
  rooms: Rooms
  nouns: DomainPorts
  lock: boolean
}

/** Decides and writes a batch of any commands, and has other nouns do their part. */
export async function runBatch(setting: Setting, batch: readonly Asked[]): Promise<Outcome> {
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
  const fresh = batch.filter((asked) => !earlier.has(keyOf(asked)))
  await saveAnswers(tx, sessionId, keptOf(fresh, first))
  return { answers, facts: run.facts }
}

/** Takes command after command, and lets other nouns act where one needs them. */
function createRun({ tx, sessionId, lock, nouns }: Setting, start: RoomSnapshot) {
  const page = openBatch(start, tx.now)
  let written = start.head

  async function flush(): Promise<void> {
    const drafts = page.unwritten()
    if (drafts.length === 0) return
    const head = await appendFacts(tx, sessionId, drafts, written)
    if (head === null) throw again.stale
    written = head
  }

  /** Takes in what another noun appended by itself. */
  async function takeIn(): Promise<void> {
    page.extend(await readFacts(tx, sessionId, page.room().head))
    written = page.room().head
  }

  async function act({ attendee }: Asked, effect: Effect): Promise<CommandAnswer> {
    if (!lock) throw again.lock
    await flush()
    await sql`savepoint command`.execute(tx)
    try {
      const { state } = page.room()
      const outcome = await runEffect({ tx, sessionId, attendee, state, nouns }, effect)
      await takeIn()
      for (const draft of outcome.facts) page.add(draft, attendee)
      await flush()
      await sql`release savepoint command`.execute(tx)
      const { result } = outcome
      return { ok: true, seq: page.room().head, ...(result === undefined ? {} : { result }) }
    } catch (error) {
      if (!isRefusal(error)) throw error
      await sql`rollback to savepoint command`.execute(tx)
      return refused(error)
    }
  }

  return {
    async take(asked: Asked): Promise<CommandAnswer> {
      const answer = page.take(asked)
      return 'effect' in answer ? act(asked, answer.effect) : answer
    },
    flush,
    facts: page.facts,
  }
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
