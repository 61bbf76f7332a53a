import { type Db, transact } from '#db'
import type { Actor } from '../actor.ts'
import { appendAudit } from '../audit-log.server.ts'
import { topic } from '../events.ts'
import { refuse } from '../refusal.ts'
import { enqueueSideEffects } from '../side-effects.server.ts'
import type { Description } from './describe.ts'
import { mayDescribeOrganization } from './policy.ts'

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
        updated_at: tx.now,
        version: eb('version', '+', 1),
      }))
      .where('id', '=', id)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw refuse('missing', 'missing')
    await appendAudit(tx, actor, { verb: 'describe', subject: { kind: 'organization', id } })
    await enqueueSideEffects(tx, {
      search: [{ kind: 'organization', id }],
      topics: [topic.organization(id)],
    })
  })
}
