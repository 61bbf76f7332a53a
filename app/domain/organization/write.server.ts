import { type Db, transact } from '#db'
import type { Actor } from '../actor.ts'
import { emit } from '../emit.server.ts'
import { topic } from '../events.ts'
import { record } from '../record.server.ts'
import { refuse } from '../refusal.ts'
import type { Description } from './describe.ts'
import { mayDescribeOrganization } from './may.ts'

/** Sets what an organisation says of itself. @throws {Refusal} `forbidden`, `missing` */
export async function describeOrganization(
  db: Db,
  actor: Actor,
  id: string,
  description: Description,
): Promise<void> {
  await transact(db, async (tx) => {
    if (!mayDescribeOrganization(actor, id)) throw refuse('forbidden', 'forbidden')
    const { numUpdatedRows } = await tx
      .updateTable('organization')
      .set((eb) => ({
        short_name: description.shortName ?? null,
        intro: description.intro ?? null,
        offers: description.offers ?? null,
        seeks: description.seeks ?? null,
        website: description.website ?? null,
        employees: description.employees ?? null,
        updated_at: tx.at,
        version: eb('version', '+', 1),
      }))
      .where('id', '=', id)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw refuse('missing', 'missing')
    await record(tx, actor, { verb: 'describe', subject: { kind: 'organization', id } })
    await emit(tx, {
      search: [{ kind: 'organization', id }],
      topics: [topic.organization(id)],
    })
  })
}
