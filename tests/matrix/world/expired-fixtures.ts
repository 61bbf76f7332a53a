import { askHeadOffice } from '#app/domain/branch/write.server.ts'
import type { Grant } from '#app/domain/consent/consent.ts'
import type { ConsentField } from '#app/domain/consent/vocabulary.ts'
import { grantConsent, revokeConsent } from '#app/domain/consent/write.server.ts'
import { readConsented } from '#app/domain/dossier/read.server.ts'
import { addDocument, saveIndicator } from '#app/domain/dossier/write.server.ts'
import { showInterest } from '#app/domain/interest/write.server.ts'
import { addPictures } from '#app/domain/listing/pictures.server.ts'
import {
  draftListing,
  publishListing,
  submitListing,
  withdrawListing,
} from '#app/domain/listing/write.server.ts'
import { findDetail } from '#app/domain/request/read.server.ts'
import {
  addItem,
  cancelRegistration,
  registerForSession,
} from '#app/domain/session/write.server.ts'
import { makePdf, makePng } from '../../support/people.ts'
import { listingInput } from '../../support/trade.ts'
import type { Cast, Market } from './cast.ts'

/** What has run out, was left or says little: each of them differs in one condition from what stands beside it. */
export async function makeWorn(market: Market, cast: Cast): Promise<void> {
  await makeLapsedConsents(market, cast)
  await makeReceipts(market, cast)
  await makeForgoneListing(market, cast)
  await makeHalfway(market, cast)
}

/** One of a bank that is suspended afterwards, and some of few fields. */
async function makeLapsedConsents({ db }: Market, cast: Cast): Promise<void> {
  const { firm, otherFirm, guarantor, suspendedBank, branch } = cast
  const until = '2030-12-31'
  const grant = (
    institutionId: string,
    fields: ConsentField[],
    purpose: Grant['purpose'] = 'pre_approval',
  ) =>
    grantConsent(db, firm.owner.actor, { institutionId, source: 'dossier', purpose, fields, until })
  await grant(guarantor.id, ['contact', 'revenue', 'bank', 'documents'])
  await grant(suspendedBank.id, ['contact', 'revenue', 'bank', 'documents'])
  await grant(branch.id, ['bank'])
  await grant(branch.id, ['profit'], 'loan_monitoring')
  const taken = await db
    .selectFrom('request')
    .select('id')
    .where('title', '=', '钢材备料款')
    .executeTakeFirstOrThrow()
  // What the request disclosed is taken back first: a further consent would only add to it.
  const disclosed = await db
    .selectFrom('consent')
    .select('id')
    .where('subject_id', '=', taken.id)
    .where('institution_id', '=', branch.id)
    .where('state', '=', 'granted')
    .executeTakeFirstOrThrow()
  await revokeConsent(db, otherFirm.owner.actor, disclosed.id)
  await grantConsent(db, otherFirm.owner.actor, {
    institutionId: branch.id,
    requestId: taken.id,
    source: 'request',
    purpose: 'assess_request',
    fields: ['collateral_detail'],
    until,
  })
}

/** Reads of two firms' private fields, and more than one of what a firm keeps. */
async function makeReceipts({ db }: Market, cast: Cast): Promise<void> {
  const { firm, bank, otherFirm, otherBank } = cast
  const owner = firm.owner.actor
  await saveIndicator(db, owner, { year: 2024, revenueFen: 2_100_000_00, taxFen: 110_000_00 })
  await addDocument(db, owner, { kind: 'tax_return', file: makePdf('完税证明.pdf') })
  const ofBank = await db
    .selectFrom('consent')
    .select('id')
    .where('institution_id', '=', bank.id)
    .where('subject_kind', '=', 'organization')
    .executeTakeFirstOrThrow()
  await readConsented(db, bank.loanOfficer.actor, ofBank.id, db.now())
  const taken = await db
    .selectFrom('thread')
    .innerJoin('request', 'request.id', 'thread.request_id')
    .select('request.id')
    .where('request.organization_id', '=', otherFirm.id)
    .where('thread.institution_id', '=', otherBank.id)
    .executeTakeFirstOrThrow()
  await findDetail(db, otherBank.loanOfficer.actor, taken.id, db.now())
}

/** Withdrawn after somebody had shown interest: its picture is for its owner, that guest and the officers. */
async function makeForgoneListing({ db }: Market, { chain, firm, bureau }: Cast): Promise<void> {
  const owner = chain.owner.actor
  const { id } = await draftListing(db, owner, listingInput({ title: '已撤回的外协' }))
  await addPictures(db, owner, { id, pictures: [makePng('模具.png')] })
  await submitListing(db, owner, id)
  await publishListing(db, bureau.officer.actor, { id, version: 2 })
  await showInterest(db, firm.owner.actor, { listingId: id, note: '我们可以先打样，三天内寄出。' })
  await withdrawListing(db, owner, { id, reason: '已找到供方。' })
}

/** A link that a head office has not answered, a registration that was cancelled, an unnamed request on an agenda. */
async function makeHalfway({ db }: Market, cast: Cast): Promise<void> {
  const { otherBank, bank, provider, bureau } = cast
  await askHeadOffice(db, otherBank.owner.actor, bank.uscc)
  const { id } = await db
    .selectFrom('session')
    .select('id')
    .where('title', '=', '下月对接会')
    .executeTakeFirstOrThrow()
  const question = await db.selectFrom('session_question').select('id').executeTakeFirstOrThrow()
  const answer = { [question.id]: '一人' }
  await registerForSession(db, provider.owner.actor, id, { part: 'delegate', answer })
  await cancelRegistration(db, provider.owner.actor, id)
  const unnamed = await db
    .selectFrom('request')
    .select('id')
    .where('title', '=', '轴承产线')
    .executeTakeFirstOrThrow()
  await addItem(db, bureau.host.actor, id, { kind: 'request', requestId: unnamed.id, minutes: 8 })
}
