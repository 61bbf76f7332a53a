import {
  changePassword,
  chooseLanguage,
  revokeOtherSignIns,
  signOut,
} from '#app/domain/account/write.server.ts'
import type { Acting, Actor } from '#app/domain/actor.ts'
import { getContestable } from '#app/domain/appeal/read.server.ts'
import { sendBackDeal, settleDeal } from '#app/domain/deal/write.server.ts'
import { confirmIdentity, resetFactors } from '#app/domain/factor/write.server.ts'
import { openPreview } from '#app/domain/file/read.server.ts'
import { findNear } from '#app/domain/finding/find.server.ts'
import { findPlainly } from '#app/domain/finding/plain.server.ts'
import { findPictureReading, removePicture } from '#app/domain/listing/pictures.server.ts'
import { listListingPortion } from '#app/domain/listing/read.server.ts'
import { switchOrganization, withdrawJoin } from '#app/domain/membership/write.server.ts'
import { agreeToNotice } from '#app/domain/privacy/write.server.ts'
import { listProductPortion } from '#app/domain/product/read.server.ts'
import { listRequestPortion } from '#app/domain/request/read.server.ts'
import { lookAtSearch } from '#app/domain/saved-search/write.server.ts'
import { getLedger, listCalendar } from '#app/domain/session/read.server.ts'
import { fillRound, removeRound } from '#app/domain/session/write.server.ts'
import {
  askDelisting,
  restoreOrganization,
  suspendOrganization,
  withdrawApplication,
} from '#app/domain/standing/write.server.ts'
import { listOverdue } from '#app/domain/thread/read.server.ts'
import { replay, rotateSecret, sendTestEvent } from '#app/domain/webhook/write.server.ts'
import { testPassword } from '../../support/people.ts'
import type { Row } from '../canaries.ts'
import type { MatrixMarket } from '../market.ts'

type Act = (row: Row) => Promise<unknown>

/** Calls what no page's own form leads to on a market as it stands: of each table's rows the first few. */
export async function rehearse(market: MatrixMarket): Promise<void> {
  const { know } = market
  for (const [table, acts] of Object.entries(actsOn(market)))
    for (const row of table === '-' ? [{}] : know.all(table).slice(0, fewest))
      for (const act of acts) await act(row).catch(() => {})
}

const fewest = 6

function actsOn({ site, market, personas }: MatrixMarket): Record<string, Act[]> {
  const { db, search } = site.services
  const { vault } = market
  const owner = personas.owner!.actor as Acting
  const officer = personas.officer!.actor as Acting
  const host = personas.host!.actor as Acting
  const reason = '已与双方核实。'
  return {
    '-': [
      () => chooseLanguage(db, owner, 'en'),
      () => changePassword(db, owner, { current: testPassword, password: 'plum-blossom-43' }),
      () => revokeOtherSignIns(db, owner),
      () => agreeToNotice(db, owner, 'zh-CN'),
      () => findNear(db, search, owner, '模具'),
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
        (kind) => () => findPlainly(db, owner, { text: '', kind } as never),
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
    request: [({ id }) => getContestable(db, owner, 'request', id)],
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
