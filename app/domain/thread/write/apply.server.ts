import { type Db, type Tx, transact } from '#db'
import type { Acting } from '../../actor.ts'
import { grantDisclosed, insertConsent } from '../../consent/write.server.ts'
import { checkEligibility, summarize } from '../../eligibility/eligibility.ts'
import { readFacts } from '../../eligibility/read.server.ts'
import { rulesOf } from '../../eligibility/rules.ts'
import { eligibilityColumns, toEligibilityProduct } from '../../product/read.server.ts'
import { refuse } from '../../refusal.ts'
import { mayMakeRequests } from '../../request/policy.ts'
import type { RequestInput } from '../../request/request.ts'
import { insertDraft } from '../../request/write/draft.server.ts'
import { lockRequest, moveRequest } from '../../request/write/move.server.ts'
import { dayOf } from '../../time/working-days.ts'
import type { Consented } from '../application.ts'
import { openThread } from './open.server.ts'

export interface Application {
  productId: string
  input: RequestInput
  consent: Consented
  /** The enterprise has read which conditions it doesn't meet and applies all the same. */
  acknowledgeIneligible: boolean
}

/**
 * Applies to one institution with one of its products (W3 产品直投): a request that nobody else sees, a thread, and
 * the consent under which the institution reads what it needs, in one go.
 * @throws {Refusal} `conflict` when the product is off the market or its institution isn't in it;
 * `invalid` for an unmet condition that wasn't acknowledged
 */
export async function applyDirectly(
  db: Db,
  actor: Acting,
  { productId, input, consent, acknowledgeIneligible: despite }: Application,
): Promise<{ threadId: string }> {
  if (!mayMakeRequests(actor)) throw refuse('forbidden', 'access_enterprise')
  return transact(db, async (tx) => {
    const product = await lockApplicable(tx, actor, productId)
    const facts = await readFacts(tx, actor)
    const findings = checkEligibility(product.rules, facts, input, dayOf(tx.now))
    if (!despite && findings.some(({ outcome }) => outcome === 'fail')) {
      throw refuse('invalid', 'ineligible', { fields: { despite: ['ineligible'] } })
    }
    // The form says that whom one applies to is given the contact.
    const disclosed = [...new Set(['contact' as const, ...input.disclosed])]
    const { id } = await insertDraft(tx, actor, { ...input, disclosed }, 'direct')
    const request = await lockRequest(tx, id)
    await moveRequest(tx, actor, request, 'apply')
    const threadId = await openThread(tx, actor, request, {
      institutionId: product.institutionId,
      productId,
      origin: 'direct',
      officerId: null,
      days: product.days,
      eligibility: summarize(findings),
    })
    const { institutionId } = product
    const { until, fields } = consent
    await grantDisclosed(tx, { requestId: id, institutionId, by: actor, until })
    if (fields.length > 0)
      await insertConsent(tx, actor, {
        subject: { kind: 'request', id },
        source: 'dossier',
        organizationId: actor.organization.id,
        institutionId,
        purpose: 'assess_request',
        fields,
        until,
        grantedBy: actor.personId,
      })
    return { threadId }
  })
}

/** The product as of now; it and its institution's standing stay as they are until the application is in. */
async function lockApplicable(tx: Tx, actor: Acting, productId: string) {
  const row = await tx
    .selectFrom('product')
    .innerJoin('organization', 'organization.id', 'product.organization_id')
    .select(['product.state', 'product.organization_id', 'organization.standing'])
    .select(['product.contact_days', 'product.diligence_days', 'product.disburse_days'])
    .select(eligibilityColumns)
    .where('product.id', '=', productId)
    .forShare()
    .executeTakeFirst()
  if (row?.state !== 'published') throw refuse('conflict', 'product_over')
  if (row.standing !== 'verified') throw refuse('conflict', 'product_unclaimed')
  if (actor.memberOf.includes(row.organization_id)) throw refuse('forbidden', 'own_institution')
  const { contact_days, diligence_days, disburse_days } = row
  return {
    institutionId: row.organization_id,
    days: { contact_days, diligence_days, disburse_days },
    rules: rulesOf(toEligibilityProduct(row)),
  }
}
