import { type Db, type Tx, transact } from '#db'
import type { Acting } from '../actor.ts'
import { refuseUnderAppeal } from '../appeal/open.server.ts'
import { type AuditActor, appendAudit } from '../audit-log.server.ts'
import { checkInput } from '../checked.ts'
import type { EventDefinition } from '../event.ts'
import { type Notice, topic } from '../events.ts'
import { refuse } from '../refusal.ts'
import { appendMatterChanges } from '../session/matters.server.ts'
import { enqueueSideEffects } from '../side-effects.server.ts'
import { getTransition } from '../state-machine.ts'
import { productEvents } from './events.ts'
import { mayManageProduct, mayManageProducts, mayReviewProduct } from './policy.ts'
import {
  isPublished,
  type ProductInput,
  type ProductState,
  type ProductVerb,
  productInputSchema,
  productMachine,
} from './product.ts'

interface LockedProduct {
  id: string
  organizationId: string
  state: ProductState
  name: string
  version: number
}

/** Keeps a new product of the actor's institution as a draft. @throws {Refusal} */
export async function draftProduct(
  db: Db,
  actor: Acting,
  given: ProductInput,
): Promise<{ id: string }> {
  if (!mayManageProducts(actor)) throw refuse('forbidden', 'access_institution')
  const input = checkInput(productInputSchema, given)
  return transact(db, async (tx) => {
    const { id } = await tx
      .insertInto('product')
      .values({
        ...columnsOf(input),
        organization_id: actor.organization.id,
        state: 'draft',
        created_by: actor.personId,
        created_at: tx.now,
        updated_at: tx.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await appendAudit(tx, actor, {
      verb: 'draft',
      subject: { kind: 'product', id },
      transition: { from: null, to: 'draft' },
    })
    await enqueueSideEffects(tx, { topics: [topic.desk(actor.organization.id)] })
    return { id }
  })
}

/**
 * Changes a product. One that is published goes back to draft first: institutions don't change what was reviewed.
 * @throws {Refusal}
 */
export async function reviseProduct(
  db: Db,
  actor: Acting,
  { id, version, input: given }: { id: string; version: number; input: ProductInput },
): Promise<void> {
  await onProduct(db, id, async (tx, product) => {
    if (!mayManageProduct(actor, product)) throw refuse('missing', 'missing')
    if (product.version !== version) throw refuse('conflict', 'changed_meanwhile')
    await refuseUnderAppeal(tx, 'product', id)
    const input = checkInput(productInputSchema, given)
    if (isPublished(product)) await moveProduct(tx, actor, product, 'revise')
    if (product.state !== 'draft' && product.state !== 'returned')
      throw refuse('conflict', 'product_bound')
    await tx
      .updateTable('product')
      .set((eb) => ({ ...columnsOf(input), updated_at: tx.now, version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .execute()
    await appendAudit(tx, actor, { verb: 'revise', subject: { kind: 'product', id } })
  })
}

/** Hands a product to the bureau for review. @throws {Refusal} */
export const submitProduct = (db: Db, actor: Acting, id: string): Promise<void> =>
  onProduct(db, id, async (tx, product) => {
    if (!mayManageProduct(actor, product)) throw refuse('missing', 'missing')
    await moveProduct(tx, actor, product, 'submit')
  })

/** Takes a product off the market. Threads that began with it go on. @throws {Refusal} */
export const withdrawProduct = (db: Db, actor: Acting, id: string): Promise<void> =>
  onProduct(db, id, async (tx, product) => {
    if (!mayManageProduct(actor, product)) throw refuse('missing', 'missing')
    await moveProduct(tx, actor, product, 'withdraw')
  })

/**
 * Puts a product before the market. The version is of the product as the officer read it: nobody publishes words that
 * they haven't seen.
 * @throws {Refusal}
 */
export const publishProduct = (
  db: Db,
  actor: Acting,
  { id, version }: { id: string; version: number },
): Promise<void> =>
  onProduct(db, id, async (tx, product) => {
    if (!mayReviewProduct(actor, product)) throw refuse('forbidden', 'own_organization')
    if (product.version !== version) throw refuse('conflict', 'reviewed_meanwhile')
    await moveProduct(tx, actor, product, 'publish', {
      notices: [tell(product, productEvents.product_published)],
    })
  })

/** Publishes what an appeal found wrongly returned, within the appeal's transaction. @throws {Refusal} `conflict` */
export async function upholdProduct(tx: Tx, actor: Acting, id: string): Promise<void> {
  const product = await lockProduct(tx, id)
  await moveProduct(tx, actor, product, 'uphold', {
    notices: [tell(product, productEvents.product_published)],
  })
}

/** Sends a product back with remarks on what to mend. @throws {Refusal} */
export const returnProduct = (
  db: Db,
  actor: Acting,
  { id, remarks }: { id: string; remarks: string },
): Promise<void> =>
  onProduct(db, id, async (tx, product) => {
    if (!mayReviewProduct(actor, product)) throw refuse('forbidden', 'own_organization')
    await moveProduct(tx, actor, product, 'return', {
      reason: remarks,
      notices: [tell(product, productEvents.product_returned)],
    })
  })

const onProduct = (
  db: Db,
  id: string,
  work: (tx: Tx, product: LockedProduct) => Promise<void>,
): Promise<void> => transact(db, async (tx) => work(tx, await lockProduct(tx, id)))

async function lockProduct(tx: Tx, id: string): Promise<LockedProduct> {
  const row = await tx
    .selectFrom('product')
    .select(['id', 'organization_id', 'state', 'name', 'version'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw refuse('missing', 'missing')
  const { organization_id: organizationId, ...rest } = row
  return { ...rest, organizationId, state: row.state as ProductState }
}

async function moveProduct(
  tx: Tx,
  by: AuditActor,
  product: LockedProduct,
  verb: ProductVerb,
  { reason, notices = [] }: { reason?: string; notices?: readonly Notice[] } = {},
): Promise<void> {
  const { to } = getTransition(productMachine, product.state, verb)
  await tx
    .updateTable('product')
    .set((eb) => ({ state: to, updated_at: tx.now, version: eb('version', '+', 1) }))
    .where('id', '=', product.id)
    .execute()
  const transition = { from: product.state, to, reason: reason ?? null }
  await appendAudit(tx, by, {
    verb,
    subject: { kind: 'product', id: product.id },
    transition,
  })
  const isTurned = isPublished(product) !== isPublished({ state: to })
  product.state = to
  await enqueueSideEffects(tx, {
    search: [{ kind: 'product', id: product.id }],
    topics: [topic.product(product.id), topic.desk(product.organizationId), topic.bureau],
    notices,
  })
  if (isTurned) await appendMatterChanges(tx, { id: product.id })
}

const tell = (product: LockedProduct, event: EventDefinition): Notice => ({
  to: { organizationId: product.organizationId },
  event,
  subject: { kind: 'product', id: product.id },
  params: { title: product.name },
})

const columnsOf = (input: ProductInput) => ({
  name: input.name,
  amount_min_fen: input.amountMinFen ?? null,
  amount_max_fen: input.amountMaxFen,
  term_min_months: input.termMinMonths ?? null,
  term_max_months: input.termMaxMonths,
  rate_low_bp: input.rateLowBp,
  rate_high_bp: input.rateHighBp,
  guarantees: input.guarantees,
  repayments: input.repayments,
  tiers: input.tiers,
  industries: (input.industries ?? '').split(/[、，,;；\s]+/).filter(Boolean),
  target_note: input.targetNote ?? null,
  conditions: input.conditions ?? null,
  materials: input.materials ?? null,
  region: input.region ?? null,
  fee_once_bp: input.feeOnceBp ?? null,
  fee_yearly_bp: input.feeYearlyBp ?? null,
  fee_note: input.feeNote ?? null,
  contact_days: input.contactDays,
  diligence_days: input.diligenceDays,
  disburse_days: input.disburseDays,
})
