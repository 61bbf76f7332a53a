import { type Db, transact } from '#db'
import { type Acting, actsFor, hasRole } from '../actor.ts'
import { emit } from '../emit.server.ts'
import { topic } from '../events.ts'
import { record } from '../record.server.ts'
import { refuse } from '../refusal.ts'
import type { ProfileInput } from './profile.ts'

/** Lets an owner say what the organisation makes, offers and seeks. @throws {Refusal} */
export async function describeOrganization(
  db: Db,
  actor: Acting,
  { id, version, profile }: { id: string; version?: number; profile: ProfileInput },
): Promise<void> {
  if (!actsFor(actor, id) || !hasRole(actor, 'owner')) throw refuse('forbidden', 'access_owner')
  await transact(db, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('organization')
      .set((eb) => ({
        short_name: profile.shortName ?? null,
        intro: profile.intro ?? null,
        offers: profile.offers ?? null,
        seeks: profile.seeks ?? null,
        website: profile.website ?? null,
        employees: profile.employees ?? null,
        updated_at: tx.at,
        version: eb('version', '+', 1),
      }))
      .where('id', '=', id)
      .where('standing', '=', 'verified')
      .$if(version !== undefined, (query) => query.where('version', '=', version!))
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw refuse('conflict', 'changed_meanwhile')
    await record(tx, actor, { verb: 'describe', subject: { kind: 'organization', id } })
    await emit(tx, { search: [{ kind: 'organization', id }], topics: [topic.organization(id)] })
  })
}
