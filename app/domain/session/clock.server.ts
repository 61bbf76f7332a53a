import type { Db } from '#db'
import { systemAttendee } from './admission.server.ts'
import type { CommandQueue } from './command-queue.server.ts'

/**
 * Closes the rounds whose time has come. Any node may do it at any time: whether a round is over is decided
 * in its session's log, so the second to come finds nothing left to do.
 */
export async function closeDueRounds(db: Db, appender: CommandQueue): Promise<number> {
  const due = await db
    .selectFrom('round')
    .where('state', 'in', ['open', 'extended'])
    .where('closes_at', '<=', db.now())
    .select(['id', 'session_id'])
    .execute()
  await Promise.all(
    due.map(({ id, session_id }) =>
      appender.append(session_id, systemAttendee, {
        id: crypto.randomUUID(),
        type: 'close_round',
        body: { roundId: id },
      }),
    ),
  )
  return due.length
}
