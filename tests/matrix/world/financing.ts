import { grantConsent, revokeConsent } from '#app/domain/consent/write.server.ts'
import { writePost } from '#app/domain/conversation/write.server.ts'
import { indicatorSchema } from '#app/domain/dossier/dossier.ts'
import {
  addDocument,
  saveBankAccount,
  saveContact,
  saveIndicator,
} from '#app/domain/dossier/write.server.ts'
import { acceptOffer, confirmDisbursement, offer } from '#app/domain/offer/write.server.ts'
import { draftProduct, returnProduct, submitProduct } from '#app/domain/product/write.server.ts'
import { draftRequest, returnRequest, submitRequest } from '#app/domain/request/write.server.ts'
import { claim, contactEnterprise, declineThread } from '#app/domain/thread/write.server.ts'
import {
  makeProduct,
  makeRequest,
  productInput,
  requestInput,
  termsInput,
} from '../../support/financing.ts'
import { makePdf, type Organization } from '../../support/people.ts'
import type { Cast, Market } from './cast.ts'

/** Products, requests in every state that matters, threads, offers, consents, posts. */
export async function makeFinancing(market: Market, cast: Cast): Promise<void> {
  await makeProducts(market, cast)
  await keepDossier(market, cast.firm)
  await keepDossier(market, cast.otherFirm)
  await makeThreads(market, cast)
  await makeUnpublished(market, cast)
  await makeConsents(market, cast)
}

async function makeProducts(market: Market, { bank, otherBank, bureau }: Cast): Promise<void> {
  const { db } = market
  await makeProduct(market, bank)
  await makeProduct(market, otherBank, { name: '专精特新信用贷' })
  const actor = bank.loanOfficer.actor
  await draftProduct(db, actor, productInput({ name: '未发布的产品' }))
  const { id } = await draftProduct(db, actor, productInput({ name: '退回的产品' }))
  await submitProduct(db, actor, id)
  await returnProduct(db, bureau.officer.actor, { id, remarks: '请写明费率。' })
  const other = otherBank.loanOfficer.actor
  const submitted = await draftProduct(db, other, productInput({ name: '待审的产品' }))
  await submitProduct(db, other, submitted.id)
}

async function keepDossier({ db }: Market, { owner: { actor } }: Organization): Promise<void> {
  await saveContact(db, actor, { contactName: '周会计', contactPhone: '13800001111' })
  await saveBankAccount(db, actor, { bank: '东湖农商银行', account: '6228000000000000001' })
  const figures = { revenueFen: 2630, profitFen: 204, taxFen: 131, rndFen: 112 }
  const year = { year: 2025, ...figures, assetsFen: 3010, liabilitiesFen: 1480 }
  await saveIndicator(db, actor, indicatorSchema.parse(year))
  await addDocument(db, actor, { kind: 'contract', file: makePdf('购销合同.pdf') })
}

/** One live with an offer, one paid out, one declined, one of a firm without a name. */
async function makeThreads(market: Market, cast: Cast): Promise<void> {
  const { db } = market
  const { firm, otherFirm, hiddenFirm, bank, otherBank, branch } = cast
  const banker = bank.loanOfficer.actor
  const live = await makeRequest(market, firm, {
    title: '采购设备款',
    disclosed: ['revenue', 'tax'],
  })
  const { threadId } = await claim(db, banker, { requestId: live })
  await contactEnterprise(db, banker, threadId)
  await offer(db, banker, { threadId, ...termsInput() })
  const subject = { kind: 'thread' as const, id: threadId }
  const files = [makePdf('设备清单.pdf')]
  await writePost(db, firm.owner.actor, { subject, text: '附设备清单。', files })
  await writePost(db, banker, { subject, text: '收到，周三上门。', files: [] })
  const second = await claim(db, otherBank.loanOfficer.actor, { requestId: live })
  await declineThread(db, otherBank.loanOfficer.actor, {
    threadId: second.threadId,
    reasonCode: 'amount_unsuitable',
    reason: '额度不合适。',
  })
  for (const title of ['已放款的需求', '先前放款的需求']) await makePaid(market, cast, title)
  await claim(db, branch.loanOfficer.actor, {
    requestId: await makeRequest(market, otherFirm, { title: '钢材备料款' }),
  })
  const unnamed = await makeRequest(market, hiddenFirm, { title: '轴承产线', anonymous: true })
  await claim(db, otherBank.loanOfficer.actor, { requestId: unnamed })
  await makeRequest(market, otherFirm, { title: '无人认领的需求' })
}

/** Twice, so that a sum isn't one's own figure. */
async function makePaid(market: Market, cast: Cast, title: string): Promise<void> {
  const { otherFirm, otherBank } = cast
  const { db } = market
  const banker = otherBank.loanOfficer.actor
  const requestId = await makeRequest(market, otherFirm, { title })
  const { threadId } = await claim(db, banker, { requestId })
  await offer(db, banker, { threadId, ...termsInput({ amountFen: 120 }) })
  await acceptOffer(db, otherFirm.owner.actor, { threadId, version: 1 })
  const paidOn = new Date(db.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
  await confirmDisbursement(db, banker, { threadId, amountFen: 120_000_000, paidOn })
}

async function makeUnpublished({ db }: Market, cast: Cast): Promise<void> {
  const { firm, otherFirm, bureau } = cast
  await draftRequest(db, firm.owner.actor, requestInput({ title: '草稿需求' }))
  const returned = await draftRequest(db, firm.owner.actor, requestInput({ title: '退回的需求' }))
  await submitRequest(db, firm.owner.actor, returned.id)
  await returnRequest(db, bureau.officer.actor, { id: returned.id, remarks: '用途不够具体。' })
  const waiting = await draftRequest(db, otherFirm.owner.actor, requestInput({ title: '待审需求' }))
  await submitRequest(db, otherFirm.owner.actor, waiting.id)
}

/** One in force, one withdrawn. */
async function makeConsents({ db }: Market, { firm, bank, otherBank }: Cast): Promise<void> {
  const actor = firm.owner.actor
  const until = '2030-12-31'
  const grant = (institutionId: string) =>
    grantConsent(db, actor, {
      institutionId,
      source: 'dossier',
      purpose: 'pre_approval',
      fields: ['contact', 'revenue', 'bank', 'documents'],
      until,
    })
  await grant(bank.id)
  await revokeConsent(db, actor, (await grant(otherBank.id)).id)
}
