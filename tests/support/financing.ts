import type { Acting } from '#app/domain/actor.ts'
import { type Terms, termsSchema } from '#app/domain/offer/offer.ts'
import { productSchema } from '#app/domain/product/product.ts'
import { draftProduct, publishProduct, submitProduct } from '#app/domain/product/write.server.ts'
import { getRequest } from '#app/domain/request/read.server.ts'
import { type RequestInput, requestSchema } from '#app/domain/request/request.ts'
import { draftRequest, publishRequest, submitRequest } from '#app/domain/request/write.server.ts'
import type { Institution, Organization, World } from './people.ts'

/** A request as its form sends it; amounts in 万元, rates in per cent. */
export const requestForm = {
  title: '采购五轴加工中心的设备款',
  amountFen: 300,
  termMonths: 12,
  purpose: '向机床厂采购两台五轴加工中心，扩大汽车模具产能。',
  rateMaxBp: 4.5,
  guarantees: ['credit', 'mortgage'],
  urgency: 'soon',
  expiresOn: '2030-12-31',
  contactName: '周老板',
  contactPhone: '13812345678',
  revenueFen: 2600,
  taxFen: 130,
  collateralDetail: '厂房一处，评估价八百万元',
  disclosed: ['contact', 'revenue'],
}

export const requestInput = (
  changes: Partial<Record<keyof typeof requestForm, unknown>> & { anonymous?: boolean } = {},
): RequestInput => requestSchema.parse({ ...requestForm, ...changes })

export const termsInput = (changes: Record<string, unknown> = {}): Terms =>
  termsSchema.parse({
    amountFen: 280,
    rateBp: 3.65,
    termMonths: 12,
    guarantees: ['credit'],
    conditions: '法定代表人连带责任保证',
    validUntil: '2030-12-31',
    ...changes,
  })

/** A request as its page shows it. */
export const viewRequest = async (...asked: Parameters<typeof getRequest>) =>
  (await getRequest(...asked)).view

/** A request that institutions can claim. */
export async function makeRequest(
  { db, bureau }: World,
  enterprise: Organization,
  changes: Parameters<typeof requestInput>[0] = {},
): Promise<string> {
  const actor = enterprise.owner.actor
  const { id } = await draftRequest(db, actor, requestInput(changes))
  await submitRequest(db, actor, id)
  await publishRequest(db, bureau!.officer.actor as Acting, { id, version: 2 })
  return id
}

export const productInput = (changes: Record<string, unknown> = {}) =>
  productSchema.parse({
    name: '设备升级贷',
    amountMinFen: 50,
    amountMaxFen: 1000,
    termMaxMonths: 36,
    rateLowBp: 3.2,
    rateHighBp: 4.35,
    guarantees: ['credit', 'mortgage'],
    repayments: ['interest_first'],
    tiers: ['specialized', 'little_giant'],
    conditions: '成立满两年，近一年纳税正常',
    materials: '营业执照、近两年财务报表',
    region: '南昌市',
    contactDays: 1,
    diligenceDays: 3,
    disburseDays: 5,
    ...changes,
  })

/** A product that everybody finds. */
export async function makeProduct(
  { db, bureau }: World,
  institution: Institution,
  changes: Record<string, unknown> = {},
): Promise<string> {
  const actor = institution.loanOfficer.actor
  const { id } = await draftProduct(db, actor, productInput(changes))
  await submitProduct(db, actor, id)
  await publishProduct(db, bureau!.officer.actor as Acting, { id, version: 2 })
  return id
}
