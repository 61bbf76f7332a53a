import { type Db, type Queryable, type Tx, transact } from '#db'
import { type AuditActor, appendAudits } from '../audit-log.server.ts'
import { topic } from '../events.ts'
import type { Outcome } from '../import/outcome.ts'
import { lockImports } from '../organization/import.server.ts'
import { enqueueSideEffects } from '../side-effects.server.ts'
import type { ProductFacts } from './facts.ts'

/**
 * Publishes bank products that a named public source describes, under listed institutions, which are made where they
 * are missing. A product whose institution has taken charge of itself is left as that institution has it.
 * @returns the outcome for each, in the same order
 */
export async function listProducts(
  db: Db,
  by: AuditActor,
  facts: readonly ProductFacts[],
): Promise<Outcome[]> {
  return transact(db, async (tx) => {
    await lockImports(tx)
    const institutions = await listInstitutions(tx, by, facts)
    const known = await findKnown(tx, facts)
    const missing = facts.filter((fact) => !known.has(fact.external_ref))
    const changed = facts.filter((fact) => isChanged(known.get(fact.external_ref), fact))
    const createdIds = await insertPublished(tx, missing, institutions)
    for (const one of changed) await bringUpToDate(tx, known.get(one.external_ref)!.id, one)
    const updatedIds = changed.map((item) => known.get(item.external_ref)!.id)
    await appendAudits(tx, by, [
      ...createdIds.map((id) => ({
        verb: 'list',
        subject: { kind: 'product', id },
        transition: { from: null, to: 'published' },
      })),
      ...updatedIds.map((id) => ({ verb: 'bring_up_to_date', subject: { kind: 'product', id } })),
    ])
    await enqueueSideEffects(tx, {
      search: [...createdIds, ...updatedIds].map((id) => ({ kind: 'product' as const, id })),
      topics: updatedIds.map(topic.product),
    })
    return outcomes(known, facts)
  })
}

/** What `listProducts` would do. */
export const previewProducts = async (db: Db, facts: readonly ProductFacts[]): Promise<Outcome[]> =>
  outcomes(await findKnown(db, facts), facts)

const outcomes = (known: Map<string, Known>, facts: readonly ProductFacts[]): Outcome[] =>
  facts.map((fact) => {
    const before = known.get(fact.external_ref)
    if (!before) return 'created'
    return isChanged(before, fact) ? 'updated' : 'unchanged'
  })

const compared = [
  'name',
  'region',
  'amount_max_fen',
  'amount_note',
  'term_max_months',
  'term_note',
  'rate_low_bp',
  'rate_high_bp',
  'rate_note',
  'guarantees',
  'guarantee_note',
  'repayments',
  'repayment_note',
  'tiers',
  'target_note',
  'conditions',
  'materials',
  'source',
  'source_date',
] as const satisfies readonly (keyof ProductFacts)[]

async function findKnown(q: Queryable, facts: readonly ProductFacts[]) {
  const rows = await q
    .selectFrom('product')
    .innerJoin('organization', 'organization.id', 'product.organization_id')
    .select(['product.id', 'product.external_ref', 'organization.standing'])
    .select(compared.map((name) => `product.${name}` as const))
    .where('external_ref', 'in', facts.length > 0 ? facts.map((fact) => fact.external_ref) : [''])
    .execute()
  return new Map(rows.map((row) => [row.external_ref!, row]))
}

type Known = Awaited<ReturnType<typeof findKnown>> extends Map<string, infer Row> ? Row : never

function isChanged(known: Known | undefined, facts: ProductFacts): boolean {
  if (known?.standing !== 'listed') return false
  return compared.some((name) => String(known[name] ?? '') !== String(facts[name] ?? ''))
}

const columnsOf = ({ institution: _, ...columns }: ProductFacts) => columns

async function insertPublished(
  tx: Tx,
  facts: readonly ProductFacts[],
  institutions: ReadonlyMap<string, string>,
): Promise<string[]> {
  if (facts.length === 0) return []
  const rows = await tx
    .insertInto('product')
    .values(
      facts.map((fact) => ({
        ...columnsOf(fact),
        organization_id: institutions.get(fact.institution)!,
        state: 'published',
        created_at: tx.now,
        updated_at: tx.now,
      })),
    )
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

async function bringUpToDate(tx: Tx, id: string, facts: ProductFacts): Promise<void> {
  await tx
    .updateTable('product')
    .set((eb) => ({
      ...columnsOf(facts),
      updated_at: tx.now,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
}

/** The institutions by name, in any standing; who is missing becomes listed. */
async function listInstitutions(
  tx: Tx,
  by: AuditActor,
  facts: readonly ProductFacts[],
): Promise<Map<string, string>> {
  const names = [...new Set(facts.map((fact) => fact.institution))]
  if (names.length === 0) return new Map()
  const known = await tx
    .selectFrom('organization')
    .select(['id', 'name'])
    .where('kind', '=', 'institution')
    .where('name', 'in', names)
    .orderBy('id')
    .execute()
  const found = new Map(known.map(({ name, id }) => [name, id]))
  const missing = names.filter((name) => !found.has(name))
  if (missing.length === 0) return found
  const added = await tx
    .insertInto('organization')
    .values(
      missing.map((name) => ({
        kind: 'institution',
        institution_type: institutionTypeOf(name),
        standing: 'listed',
        name,
        created_at: tx.now,
        updated_at: tx.now,
      })),
    )
    .returning(['id', 'name'])
    .execute()
  await appendAudits(
    tx,
    by,
    added.map(({ id }) => ({
      verb: 'list',
      subject: { kind: 'organization', id },
      transition: { from: null, to: 'listed' },
    })),
  )
  await enqueueSideEffects(tx, { search: added.map(({ id }) => ({ kind: 'organization', id })) })
  for (const { id, name } of added) found.set(name, id)
  return found
}

function institutionTypeOf(name: string): string {
  if (/银行|信用社/.test(name)) return 'bank'
  if (/担保/.test(name)) return 'guarantor'
  if (/保理/.test(name)) return 'factoring'
  if (/租赁/.test(name)) return 'lessor'
  if (/基金|创投|创业投资|资本/.test(name)) return 'investor'
  return 'bank'
}
