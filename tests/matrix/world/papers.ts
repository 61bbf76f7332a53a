import { randomUUID } from 'node:crypto'
import type { Acting, Actor, Role } from '#app/domain/actor.ts'
import { raiseAppeal } from '#app/domain/appeal/write.server.ts'
import { askHeadOffice, moveBranchLink } from '#app/domain/branch/write.server.ts'
import { makeFeed } from '#app/domain/deadline-calendar/write.server.ts'
import { delegate } from '#app/domain/delegation/write.server.ts'
import { readFirstSheet } from '#app/domain/import/sheet.server.ts'
import { uploadImport } from '#app/domain/import/write.server.ts'
import { dismiss } from '#app/domain/matching/dismissals.server.ts'
import { askToJoin, inviteMember } from '#app/domain/membership/write.server.ts'
import { saveSearch } from '#app/domain/saved-search/write.server.ts'
import { suspendOrganization, takeOver } from '#app/domain/standing/write.server.ts'
import { webhookTopics } from '#app/domain/webhook/webhook.ts'
import { connectWebhook } from '#app/domain/webhook/write.server.ts'
import { makePdf, makePerson, type Person, refresh } from '../../support/people.ts'
import type { Cast, Market, Staff } from './cast.ts'

/** The systems of a firm and of a bank, which hear of all that their organisation is told of from now on. */
export async function connectSystems({ db, vault }: Market, { firm, bank }: Cast): Promise<void> {
  for (const { owner } of [firm, bank]) {
    const hook = { url: 'http://127.0.0.1:9/hooks', topics: webhookTopics }
    await connectWebhook(db, vault, owner.actor, hook, 'anywhere')
  }
}

/** What lies beside the market's own things: invitations, links, delegations, searches, appeals. */
export async function makePapers(market: Market, cast: Cast, staff: Staff): Promise<void> {
  await makeJoining(market, cast)
  await makeLinks(market, cast, staff)
  await makeHabits(market, cast)
  await makeAppeals(market, cast)
}

async function makeJoining(market: Market, { firm, bank, otherFirm }: Cast): Promise<void> {
  const { db, vault } = market
  const invite = (by: Actor, roles: readonly Role[]) => {
    const contact = { kind: 'email' as const, value: `${randomUUID()}@example.com` }
    return inviteMember(db, vault, by, { contact, roles, origin: 'http://127.0.0.1' })
  }
  await invite(firm.owner.actor, ['member'])
  await invite(bank.owner.actor, ['loan_officer'])
  const stranger = await makePerson(market, '冯来客')
  await askToJoin(db, stranger.actor, { organizationId: firm.id, note: '我是新来的财务。' })
  const rival = await makePerson(market, '卫接管')
  const proofs = { licence: makePdf(), letter: makePdf('函.pdf'), note: '本人是法定代表人。' }
  await takeOver(db, rival.actor, otherFirm.id, proofs)
}

async function makeLinks(market: Market, cast: Cast, staff: Staff): Promise<void> {
  const { db } = market
  await askHeadOffice(db, await now(market, cast.branch.owner), cast.bank.uscc)
  const { id } = await db
    .selectFrom('branch_link')
    .select('id')
    .where('branch_id', '=', cast.branch.id)
    .executeTakeFirstOrThrow()
  await moveBranchLink(db, await now(market, cast.bank.owner), id, 'accept')
  for (const lender of [cast.bank.loanOfficer, staff.bankManager])
    await delegate(db, await now(market, lender), {
      to: staff.secondLoanOfficer.personId,
      firstDay: dayIn(market, 0),
      lastDay: dayIn(market, 9),
      note: '休假',
    })
}

async function makeHabits({ db }: Market, { firm, bank, provider, bureau }: Cast): Promise<void> {
  await saveSearch(db, firm.owner.actor, { name: '找模具钢', query: 'q=模具钢' })
  await saveSearch(db, bank.loanOfficer.actor, { name: '新需求', query: 'kind=request' })
  const counterpart = { kind: 'organization' as const, counterpartId: provider.id }
  await dismiss(db, firm.owner.actor, { subjectId: firm.id, ...counterpart })
  await makeFeed(db, firm.owner.actor)
  const bytes = new TextEncoder().encode('企业名称,统一社会信用代码\n南昌试导入有限公司,1')
  const upload = { name: '名录.csv', bytes }
  await uploadImport(db, bureau.officer.actor, {
    kind: 'enterprises',
    upload,
    readSheet: readFirstSheet,
  })
}

async function makeAppeals({ db }: Market, cast: Cast): Promise<void> {
  const { firm, suspendedFirm, suspendedBank, bureau } = cast
  const officer = bureau.officer.actor
  await suspendOrganization(db, officer, suspendedFirm.id, '资质存疑')
  await suspendOrganization(db, officer, suspendedBank.id, '许可到期')
  const suspended = { kind: 'organization' as const, id: suspendedFirm.id }
  await raiseAppeal(db, suspendedFirm.owner.actor, { ...suspended, reason: '资质已补齐。' })
  const returned = await db
    .selectFrom('listing')
    .select('id')
    .where('state', '=', 'returned')
    .executeTakeFirstOrThrow()
  const subject = { kind: 'listing' as const, id: returned.id }
  await raiseAppeal(db, firm.owner.actor, { ...subject, reason: '规格已写明。' })
}

const dayIn = ({ db }: Market, days: number): string =>
  new Date(db.now().getTime() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)

const now = async (market: Market, person: Person): Promise<Acting> =>
  (await refresh(market, person)).actor as Acting
