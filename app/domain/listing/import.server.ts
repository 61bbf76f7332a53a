import { type Db, type Queryable, type Tx, transact } from '#db'
import { type AuditActor, appendAudits } from '../audit-log.server.ts'
import { topic } from '../events.ts'
import type { Outcome } from '../import/outcome.ts'
import { lockImports } from '../organization/import.server.ts'
import { refuse } from '../refusal.ts'
import { enqueueSideEffects } from '../side-effects.server.ts'
import type { ListingFacts } from './facts.ts'
import { lastDay } from './write/review.server.ts'

/**
 * Reposts what a named public source says that somebody seeks or offers, under the bureau, since the source doesn't
 * tell whose it is. Repeating it changes nothing, but renews what has expired meanwhile; what was withdrawn or taken
 * down stays away.
 * @returns the outcome for each, in the same order
 * @throws {Refusal} `conflict` while there is no bureau
 */
export async function repostListings(
  db: Db,
  by: AuditActor,
  facts: readonly ListingFacts[],
): Promise<Outcome[]> {
  return transact(db, async (tx) => {
    await lockImports(tx)
    const bureauId = await getBureau(tx)
    const known = await findKnown(tx, facts, { lock: true })
    const missing = facts.filter((fact) => !known.has(fact.external_ref))
    const changed = facts.filter((fact) => isChanged(known.get(fact.external_ref), fact))
    const created = await insertPublished(tx, missing, bureauId)
    const updated = changed.map((item) => known.get(item.external_ref)!)
    for (const one of changed) await bringUpToDate(tx, known.get(one.external_ref)!.id, one)
    await appendAudits(tx, by, [
      ...created.map((id) => ({
        verb: 'repost',
        subject: { kind: 'listing', id },
        transition: { from: null, to: 'published' },
      })),
      ...updated.map(({ id, state }) => ({
        verb: state === 'expired' ? 'renew' : 'bring_up_to_date',
        subject: { kind: 'listing', id },
        ...(state === 'expired' ? { transition: { from: state, to: 'published' } } : {}),
      })),
    ])
    await enqueueSideEffects(tx, {
      search: [...created, ...updated.map(({ id }) => id)].map((id) => ({
        kind: 'listing' as const,
        id,
      })),
      topics: updated.map(({ id }) => topic.listing(id)),
    })
    return outcomes(known, facts)
  })
}

/** What `repostListings` would do. */
export const previewListings = async (db: Db, facts: readonly ListingFacts[]): Promise<Outcome[]> =>
  outcomes(await findKnown(db, facts), facts)

const outcomes = (known: Map<string, Known>, facts: readonly ListingFacts[]): Outcome[] =>
  facts.map((fact) => {
    const before = known.get(fact.external_ref)
    if (!before) return 'created'
    return isChanged(before, fact) ? 'updated' : 'unchanged'
  })

/** The bureau that has stood longest. */
async function getBureau(tx: Tx): Promise<string> {
  const row = await tx
    .selectFrom('organization')
    .select('id')
    .where('kind', '=', 'bureau')
    .where('standing', '=', 'verified')
    .orderBy('created_at')
    .orderBy('id')
    .executeTakeFirst()
  if (!row) throw refuse('conflict', 'repost_without_bureau')
  return row.id
}

const compared = [
  'direction',
  'kind',
  'title',
  'body',
  'price_low_fen',
  'price_high_fen',
  'place',
  'deadline',
  'source',
] as const satisfies readonly (keyof ListingFacts)[]

async function findKnown(q: Queryable, facts: readonly ListingFacts[], { lock = false } = {}) {
  const rows = await q
    .selectFrom('listing')
    .select(['id', 'external_ref', 'state', ...compared])
    .where('external_ref', 'in', facts.length > 0 ? facts.map((fact) => fact.external_ref) : [''])
    .$if(lock, (query) => query.orderBy('id').forUpdate())
    .execute()
  return new Map(rows.map((row) => [row.external_ref!, row]))
}

type Known = Awaited<ReturnType<typeof findKnown>> extends Map<string, infer Row> ? Row : never

function isChanged(known: Known | undefined, facts: ListingFacts): boolean {
  if (known?.state === 'expired') return true
  if (known?.state !== 'published') return false
  return compared.some((name) => String(known[name] ?? '') !== String(facts[name] ?? ''))
}

const inMarket = (tx: Tx) => ({
  state: 'published',
  expires_on: lastDay(tx),
  updated_at: tx.now,
})

async function insertPublished(
  tx: Tx,
  facts: readonly ListingFacts[],
  bureauId: string,
): Promise<string[]> {
  if (facts.length === 0) return []
  const rows = await tx
    .insertInto('listing')
    .values(
      facts.map((fact) => ({
        ...fact,
        ...inMarket(tx),
        organization_id: bureauId,
        published_at: tx.now,
        created_at: tx.now,
      })),
    )
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

async function bringUpToDate(tx: Tx, id: string, facts: ListingFacts): Promise<void> {
  await tx
    .updateTable('listing')
    .set((eb) => ({ ...facts, ...inMarket(tx), version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}
