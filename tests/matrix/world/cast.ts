import type { Acting, Role } from '#app/domain/actor.ts'
import { askToJoin, decideJoin } from '#app/domain/membership/write.server.ts'
import { submitOrganization, verifyApplication } from '#app/domain/standing/write.server.ts'
import {
  type Bureau,
  type Institution,
  makeBureau,
  makeDraft,
  makeEnterprise,
  makeInstitution,
  makeMember,
  makePdf,
  type Organization,
  type Person,
  refresh,
} from '../../support/people.ts'
import type { testWorld } from '../../support/world.ts'

export type Market = ReturnType<typeof testWorld>

/** The organisations of the matrix, by the part they play. */
export interface Cast {
  bureau: Bureau
  /** Has something of everything. */
  firm: Organization
  /** Stands beside it, with things of its own. */
  otherFirm: Organization
  /** Never shows its name: its requests and listings are anonymous. */
  hiddenFirm: Organization
  chain: Organization
  suspendedFirm: Organization
  draftFirm: Organization
  provider: Organization
  bank: Institution
  otherBank: Institution
  branch: Institution
  guarantor: Institution
  suspendedBank: Institution
}

export async function enlist(market: Market): Promise<Cast> {
  const bureau = await makeBureau(market)
  // The factories verify by this bureau.
  market.bureau = bureau
  const firm = (name: string) => makeEnterprise(market, { name })
  const institution = (name: string, type: 'bank' | 'guarantor' = 'bank') =>
    makeInstitution(market, { name, type })
  return {
    bureau,
    firm: await firm('南昌锐成模具有限公司'),
    otherFirm: await firm('江西赣抚精密机械有限公司'),
    hiddenFirm: await firm('南昌未名轴承有限公司'),
    chain: await firm('江西云岭汽车零部件集团有限公司'),
    suspendedFirm: await firm('南昌停牌纸业有限公司'),
    draftFirm: await makeDraft(market, { name: '南昌新创电子有限公司' }),
    provider: await makeProvider(market, bureau),
    bank: await institution('东湖农商银行'),
    otherBank: await institution('赣江银行'),
    branch: await institution('东湖农商银行墩子塘支行'),
    guarantor: await institution('南昌中小企业融资担保有限公司', 'guarantor'),
    suspendedBank: await institution('停牌村镇银行'),
  }
}

async function makeProvider(market: Market, { officer }: Bureau): Promise<Organization> {
  const draft = await makeDraft(market, { kind: 'provider', name: '南昌数智诊断服务有限公司' })
  const proofs = { licence: makePdf(), note: '请核对经营范围。' }
  const id = await submitOrganization(market.db, draft.owner.actor, draft.id, proofs)
  await verifyApplication(market.db, officer.actor, { id, version: 1 })
  return { ...draft, owner: (await refresh(market, draft.owner)) as Person<Acting> }
}

export type Staff = Awaited<ReturnType<typeof employ>>

/** Whoever else works for these; `partner` is an officer who also belongs to the firm. */
export async function employ(market: Market, { bureau, firm, bank }: Cast) {
  const clerk = (role: Role, name: string) => makeMember(market, bureau.admin, [role], name)
  const partner = await clerk('officer', '兼职审核员')
  const asked = await askToJoin(market.db, partner.actor, { organizationId: firm.id, note: null })
  await decideJoin(market.db, firm.owner.actor, { id: asked, roles: ['member'] })
  return {
    partner,
    liaison: await clerk('liaison', '联络员'),
    street: await clerk('street', '街道员'),
    auditor: await clerk('auditor', '审计员'),
    secondOfficer: await clerk('officer', '复核员'),
    firmMember: await makeMember(market, firm.owner, ['member'], '王业务'),
    bankManager: await makeMember(market, bank.owner, ['branch_manager'], '马主管'),
    secondLoanOfficer: await makeMember(market, bank.owner, ['loan_officer'], '丁经理'),
  }
}
