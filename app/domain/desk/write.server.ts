import { type Db, transact } from '#db'
import type { Acting } from '../actor.ts'
import { emit } from '../emit.server.ts'
import { topic } from '../events.ts'

/** Marks everything that the actor and their organisation were told as read. */
export async function readNotices(db: Db, actor: Acting): Promise<void> {
  await transact(db, async (tx) => {
    await tx
      .updateTable('notice')
      .set({ read_at: tx.at })
      .where('read_at', 'is', null)
      .where((eb) =>
        eb.or([
          eb('organization_id', '=', actor.organization.id),
          eb('person_id', '=', actor.personId),
        ]),
      )
      .execute()
    await emit(tx, { topics: [topic.person(actor.personId), topic.desk(actor.organization.id)] })
  })
}
