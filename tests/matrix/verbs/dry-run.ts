import { generateSync } from 'otplib'
import {
  changePassword,
  chooseLanguage,
  revokeOtherSignIns,
  signOut,
} from '#app/domain/account/write.server.ts'
import type { Acting, Actor } from '#app/domain/actor.ts'
import { getContestable } from '#app/domain/appeal/read.server.ts'
import { moveBranchLink } from '#app/domain/branch/write.server.ts'
import { grantConsent } from '#app/domain/consent/write.server.ts'
import { sendBackDeal, settleDeal } from '#app/domain/deal/write.server.ts'
import { openDocument, readConsented } from '#app/domain/dossier/read.server.ts'
import { openPreview } from '#app/domain/file/read.server.ts'
import { findPictureReading, removePicture } from '#app/domain/listing/pictures.server.ts'
import { listListingPortion } from '#app/domain/listing/read.server.ts'
import {
  acceptInvitation,
  changeRoles,
  switchOrganization,
  withdrawJoin,
} from '#app/domain/membership/write.server.ts'
import { findTotpSetUp } from '#app/domain/mfa/read.server.ts'
import {
  confirmIdentity,
  confirmTotp,
  offerPasskey,
  resetFactors,
} from '#app/domain/mfa/write.server.ts'
import { agreeToNotice } from '#app/domain/privacy/write.server.ts'
import { listProductPortion } from '#app/domain/product/read.server.ts'
import { findDetailByOffice, listRequestPortion } from '#app/domain/request/read.server.ts'
import { lookAtSearch } from '#app/domain/saved-search/write.server.ts'
import { findSuggestions } from '#app/domain/search/find.server.ts'
import { searchInPostgres } from '#app/domain/search/postgres-fallback.server.ts'
import { getLedger, listCalendar } from '#app/domain/session/read.server.ts'
import { fillRound, removeRound } from '#app/domain/session/write.server.ts'
import {
  askDelisting,
  createOrganization,
  restoreOrganization,
  suspendOrganization,
  withdrawApplication,
} from '#app/domain/standing/write.server.ts'
import { listOverdue } from '#app/domain/thread/read.server.ts'
import { replay, rotateSecret, sendTestEvent } from '#app/domain/webhook/write.server.ts'
import { makeUscc, testPassword } from '../../support/people.ts'
import type { Row } from '../canaries.ts'
import type { MatrixMarket } from '../market.ts'

type Act = (row: Row) => Promise<unknown>

/** Calls what no page's own form leads to on a market as it stands: of each table's rows the first dozen. */
export async function rehearse(market: MatrixMarket): Promise<void> {
  const { know } = market
  for (const [table, acts] of Object.entries(actsOn(market)))
    for (const row of table === '-' ? [{}] : know.all(table).slice(0, most))
      for (const act of acts) await act(row).catch(() => {})
}

const most = 12

function actsOn(matrix: MatrixMarket): Record<string, Act[]> {
  const { site, market, personas } = matrix
  const { db, search } = site.services
  const { vault } = market
  const owner = personas.owner!.actor as Acting
  const officer = personas.officer!.actor as Acting
  const host = personas.host!.actor as Acting
  const reason = '已与双方核实。'
  return {
    '-': [
      ...lonelyActs(matrix),
      () => chooseLanguage(db, owner, 'en'),
      () => changePassword(db, owner, { current: testPassword, password: 'plum-blossom-43' }),
      () => revokeOtherSignIns(db, owner),
      () => agreeToNotice(db, owner, 'zh-CN'),
      () => findSuggestions(db, search, owner, '模具'),
      () => confirmIdentity(db, vault, owner, { password: testPassword, code: undefined }),
      ...(['own', 'open', 'review'] as const).map(
        (which) => () => listRequestPortion(db, officer, { which, limit: 50 }),
      ),
      ...(['own', 'review'] as const).map(
        (which) => () => listProductPortion(db, officer, { which, limit: 50 }),
      ),
      () => listListingPortion(db, owner, { which: 'own', limit: 50 }),
      () => listCalendar(db, owner, { when: 'mine' }),
      () => listOverdue(db, officer, new Date('2100-01-01')),
      ...['organization', 'product', 'request', 'listing', 'session'].map(
        (kind) => () => searchInPostgres(db, owner, { text: '', kind } as never),
      ),
      () => signOut(db, owner),
    ],
    person: [({ id }) => resetFactors(db, vault, personas.admin!.actor!, id)],
    organization: [
      ({ id }) => switchOrganization(db, owner, id),
      ({ id }) => suspendOrganization(db, officer, id, reason),
      ({ id }) => restoreOrganization(db, officer, id, reason),
      ({ id }) => askDelisting(db, owner, id, { licence: null, note: reason }),
    ],
    standing_application: [
      ({ id }) => withdrawApplication(db, owner, id),
      ({ id }) => getContestable(db, owner, 'standing_application', id),
    ],
    deal: [
      ({ id }) => settleDeal(db, officer, { id, amountFen: 1_000_000, reason }),
      ({ id }) => sendBackDeal(db, officer, { id, reason }),
    ],
    listing: [
      ({ id }) => findPictureReading(db, owner, id),
      ({ id }) => getContestable(db, owner, 'listing', id),
    ],
    request: [
      ({ id }) => getContestable(db, owner, 'request', id),
      ({ id }) => findDetailByOffice(db, officer, { requestId: id, basis: 'review', at: db.now() }),
      ({ id }) =>
        grantConsent(db, owner, {
          institutionId: matrix.cast.bank.id,
          requestId: id,
          source: 'request',
          purpose: 'assess_request',
          fields: ['contact'],
          until: '2030-12-31',
        }),
    ],
    consent: [({ id }) => readConsented(db, personas.bank!.actor as Acting, id, db.now())],
    'private.document': [({ id }) => openDocument(db, owner, id)],
    branch_link: [
      ({ id }) => moveBranchLink(db, personas.bank_owner!.actor as Acting, id, 'accept'),
      ({ id }) => moveBranchLink(db, personas.bank_owner!.actor as Acting, id, 'decline'),
    ],
    file: [
      ({ id }) => openPreview(db, owner, id),
      ({ id, subject_id }) => removePicture(db, owner, { id: subject_id, fileId: id }),
    ],
    join_request: [({ id }) => withdrawJoin(db, owner as Actor, id)],
    saved_search: [({ id }) => lookAtSearch(db, owner, id)],
    webhook: [
      ({ id }) => rotateSecret(db, vault, owner, id),
      ({ id }) => sendTestEvent(db, owner, id),
      ({ id }) => replay(db, owner, { id }),
    ],
    session: [({ id }) => getLedger(db, owner, id)],
    round: [
      ({ id, session_id }) => fillRound(db, host, session_id, { roundId: id, requestIds: [] }),
      ({ id, session_id }) => removeRound(db, host, session_id, id),
    ],
  }
}

/** What one state alone leads to, and one of the bystanders comes for. */
function lonelyActs({ site, market, personas, bystanders, cast, know }: MatrixMarket): Act[] {
  const { db } = site.services
  const { vault } = market
  const { actors, invitation, ownPassword } = bystanders
  const { provider, chain, newcomer, bank } = personas
  const passwords = { current: ownPassword, password: 'plum-blossom-43' }
  const facts = { kind: 'enterprise', name: '南昌新来者工贸有限公司', uscc: makeUscc() } as const
  const membershipOf = (personId: string) =>
    db
      .selectFrom('membership')
      .select('id')
      .where('person_id', '=', personId)
      .executeTakeFirstOrThrow()
  return [
    () => changePassword(db, chain!.actor, passwords),
    () => offerPasskey(db, personas.owner!.actor, { id: '127.0.0.1', origin: site.url }),
    () => acceptInvitation(db, actors.invited!, invitation),
    () => createOrganization(db, newcomer!.actor, { ...facts, institutionType: undefined }),
    () => resetFactors(db, vault, personas.bank_owner!.actor, actors.of_two_banks!.personId),
    ...[cast.branch.owner, cast.branch.loanOfficer, actors.branch_co_owner!].map(
      ({ personId }) =>
        () =>
          resetFactors(db, vault, actors.branch_manager!, personId),
    ),
    async () => {
      const [consent] = know
        .all('consent')
        .filter(
          ({ institution_id, subject_kind }) =>
            institution_id === cast.bank.id && subject_kind === 'organization',
        )
      await readConsented(db, bank!.actor as Acting, consent!.id, new Date('2031-06-01'))
    },
    async () => {
      const { id } = await membershipOf(cast.branch.loanOfficer.personId)
      await changeRoles(db, actors.branch_manager!, { membershipId: id, roles: ['owner'] })
    },
    async () => {
      const secret = (await findTotpSetUp(db, vault, provider!.personId, db.now()))!
      const epoch = Math.floor(db.now().getTime() / 1000)
      await confirmTotp(db, vault, provider!.actor, generateSync({ secret, epoch }))
    },
  ]
}
