import { type Db, sql, type Tx, transact } from '#db'
import { type AuditActor, appendAudits } from '../audit-log.server.ts'
import { topic } from '../events.ts'
import type { Outcome } from '../import/outcome.ts'
import { enqueueSideEffects } from '../side-effects.server.ts'
import { factNames, type RegistryFacts } from './facts.ts'
import { unprovenStandings } from './standing.ts'

/**
 * Lists companies from a register (W1 `listed`), or brings the facts of listed ones up to date. What somebody has taken
 * charge of, or was taken off, is theirs: a file changes nothing about it. Repeating it changes nothing.
 * @returns the outcome for each, in the same order
 */
export async function listEnterprises(
  db: Db,
  by: AuditActor,
  facts: readonly RegistryFacts[],
  source: string,
): Promise<Outcome[]> {
  return transact(db, async (tx) => {
    await lockImports(tx)
    const known = await lockByUscc(tx, facts)
    const missing = facts.filter(({ uscc }) => !known.has(uscc))
    const updated = facts.filter((fact) => isChanged(known.get(fact.uscc), fact))
    const created = await insertListed(tx, missing, source)
    const createdIds = [...created.values()]
    const updatedIds = await bringUpToDate(tx, updated, source)
    await appendAudits(tx, by, [
      ...createdIds.map((id) => ({
        verb: 'list',
        subject: { kind: 'organization', id },
        transition: { from: null, to: 'listed' },
      })),
      ...updatedIds.map((id) => ({
        verb: 'bring_up_to_date',
        subject: { kind: 'organization', id },
      })),
    ])
    await enqueueSideEffects(tx, {
      search: [...createdIds, ...updatedIds].map((id) => ({ kind: 'organization' as const, id })),
      topics: updatedIds.map(topic.organization),
    })
    const changed = new Set(updated.map(({ uscc }) => uscc))
    return facts.map(({ uscc }) => {
      if (created.has(uscc)) return 'created'
      return changed.has(uscc) ? 'updated' : 'unchanged'
    })
  })
}

/** Files are taken in one at a time. */
export async function lockImports(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('lianqiao import'))`.execute(tx)
}

/** What `listEnterprises` would do. */
export async function previewEnterprises(
  db: Db,
  facts: readonly RegistryFacts[],
): Promise<Outcome[]> {
  const known = new Map((await byUscc(db, facts).execute()).map((item) => [item.uscc!, item]))
  return facts.map((fact) => {
    if (!known.has(fact.uscc)) return 'created'
    return isChanged(known.get(fact.uscc), fact) ? 'updated' : 'unchanged'
  })
}

const byUscc = (q: Db | Tx, facts: readonly RegistryFacts[]) =>
  q
    .selectFrom('organization')
    .select(['id', 'uscc', 'standing', ...factNames])
    .where('standing', 'not in', [...unprovenStandings])
    .where('uscc', '=', sql<string>`any(${facts.map(({ uscc }) => uscc)}::text[])`)

type Known = Awaited<ReturnType<ReturnType<typeof byUscc>['executeTakeFirstOrThrow']>>

async function lockByUscc(tx: Tx, facts: readonly RegistryFacts[]): Promise<Map<string, Known>> {
  const rows = await byUscc(tx, facts).orderBy('id').forUpdate().execute()
  return new Map(rows.map((row) => [row.uscc!, row]))
}

const isChanged = (known: Known | undefined, facts: RegistryFacts): boolean =>
  known?.standing === 'listed' && factNames.some((name) => known[name] !== facts[name])

/** The facts of a register as columns of a record set. */
const factColumns = sql`(
  name text, uscc text, registered_on date, capital_fen bigint, capital_currency text, province text, city text,
  district text, street text, road text, business_scope text, is_branch boolean, industry_code text
)`

async function insertListed(
  tx: Tx,
  facts: readonly RegistryFacts[],
  source: string,
): Promise<Map<string, string>> {
  if (facts.length === 0) return new Map()
  // Somebody may have entered the same company a moment ago.
  const { rows } = await sql<{ id: string; uscc: string }>`
    insert into organization (
      kind, standing, name, uscc, registered_on, capital_fen, capital_currency, province, city, district, street, road,
      business_scope, is_branch, industry_code, industry_proposed, source, created_at, updated_at
    )
    select 'enterprise', 'listed', name, uscc, registered_on, capital_fen, capital_currency, province, city, district,
      street, road, business_scope, is_branch, industry_code, industry_code is not null, ${source}, ${tx.now}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(facts)}::jsonb) as f ${factColumns}
    on conflict (uscc) where standing not in ('draft', 'submitted', 'returned', 'rejected') do nothing
    returning id, uscc`.execute(tx)
  return new Map(rows.map(({ id, uscc }) => [uscc, id]))
}

/** @returns the ids of those companies */
async function bringUpToDate(
  tx: Tx,
  facts: readonly RegistryFacts[],
  source: string,
): Promise<string[]> {
  if (facts.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    update organization set
      name = f.name, registered_on = f.registered_on, capital_fen = f.capital_fen,
      capital_currency = f.capital_currency, province = f.province, city = f.city, district = f.district,
      street = f.street, road = f.road, business_scope = f.business_scope, is_branch = f.is_branch,
      industry_code = f.industry_code, industry_proposed = f.industry_code is not null, source = ${source},
      updated_at = ${tx.now}, version = organization.version + 1
    from jsonb_to_recordset(${JSON.stringify(facts)}::jsonb) as f ${factColumns}
    where organization.uscc = f.uscc and organization.standing = 'listed'
    returning organization.id`.execute(tx)
  return rows.map(({ id }) => id)
}
