import { type Db, transact } from '#db'
import type { Attendee } from './admission.server.ts'
import { again, runBatch } from './batch.server.ts'
import { commitBatch, type Outcome } from './chat-batch.server.ts'
import type { Asked, CommandAnswer } from './command.server.ts'
import type { DomainPorts } from './effects.server.ts'
import type { Rooms } from './rooms.server.ts'

interface Waiting extends Asked {
  answered: (answer: CommandAnswer) => void
  failed: (error: unknown) => void
}

export interface CommandQueue {
  append(sessionId: string, attendee: Attendee, command: Asked['command']): Promise<CommandAnswer>
}

/** Larger batches only add waiting. */
const mostAtOnce = 500
const mostTries = 20
/** unique_violation: answered before. serialization_failure, deadlock_detected: one more try cures them. */
const passing = new Set(['23505', '40001', '40P01'])

/** Takes commands of each session in the order in which they come, all that wait in one commit. */
export function createCommandQueue(db: Db, rooms: Rooms, nouns: DomainPorts): CommandQueue {
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

  async function commitAlone(sessionId: string, waiting: Waiting): Promise<void> {
    await commit(sessionId, [waiting]).then(
      ([answer]) => waiting.answered(answer as CommandAnswer),
      waiting.failed,
    )
  }

  async function commit(sessionId: string, batch: readonly Asked[]): Promise<CommandAnswer[]> {
    const { answers, facts } =
      (await talk(sessionId, batch)) ?? (await commitLocked(sessionId, batch))
    rooms.learn(sessionId, facts)
    return answers
  }

  async function talk(sessionId: string, batch: readonly Asked[]): Promise<Outcome | null> {
    try {
      return await commitBatch(db, sessionId, rooms.known(sessionId), batch)
    } catch (error) {
      if (isRetryableError(error)) return null
      throw error
    }
  }

  async function commitLocked(sessionId: string, batch: readonly Asked[]): Promise<Outcome> {
    let lock = false
    for (let tries = 1; ; tries++) {
      try {
        return await transact(db, (tx) => runBatch({ tx, sessionId, rooms, nouns, lock }, batch))
      } catch (error) {
        if (error === again.lock) lock = true
        else if (!isRetryableError(error) || tries >= mostTries) throw error
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
const isRetryableError = (error: unknown): boolean =>
  error === again.stale || passing.has((error as { code?: string }).code ?? '')
