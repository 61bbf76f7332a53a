import { writePost } from '#app/domain/conversation/write.server.ts'
import { confirmAmount, followDeal } from '#app/domain/deal/write.server.ts'
import { counter, shortlistInterest, showInterest } from '#app/domain/interest/write.server.ts'
import { draftListing, returnListing, submitListing } from '#app/domain/listing/write.server.ts'
import {
  listingInput,
  makeDeal,
  makeListing,
  makeQuoted,
  quotation,
  supplyInput,
} from '../../support/trade.ts'
import type { Cast, Market } from './cast.ts'

const note = '我们有三台磨齿机，可以先打样。'

/** Listings in every state that matters, interests in negotiation, a deal under way. */
export async function makeTrade(market: Market, cast: Cast): Promise<void> {
  const { db } = market
  const { firm, otherFirm, hiddenFirm, chain, provider, bureau } = cast
  const demand = await makeListing(market, chain, listingInput({ title: '年度外协' }))
  const { id, version } = await makeQuoted(market, chain, firm, demand)
  await counter(db, chain.owner.actor, { id, version, terms: quotation({ priceFen: 24 }) })
  await writePost(db, firm.owner.actor, {
    subject: { kind: 'interest', id },
    text: '价格含运费。',
    files: [],
  })
  await showInterest(db, otherFirm.owner.actor, { listingId: demand, note })
  const unnamed = listingInput({ title: '不署名的需求', anonymous: true })
  const hidden = await makeListing(market, hiddenFirm, unnamed)
  await showInterest(db, provider.owner.actor, { listingId: hidden, note })
  const accepted = await showInterest(db, firm.owner.actor, { listingId: hidden, note })
  await shortlistInterest(db, hiddenFirm.owner.actor, accepted.id)
  await makeListing(market, firm, supplyInput())
  await draftListing(db, firm.owner.actor, listingInput({ title: '草稿信息' }))
  const returned = await draftListing(db, firm.owner.actor, listingInput({ title: '退回的信息' }))
  await submitListing(db, firm.owner.actor, returned.id)
  await returnListing(db, bureau.officer.actor, { id: returned.id, remarks: '请写明规格。' })
  const waiting = await draftListing(db, otherFirm.owner.actor, listingInput({ title: '待审信息' }))
  await submitListing(db, otherFirm.owner.actor, waiting.id)
  await makeDeal(market, provider, otherFirm)
  const { dealId } = await makeDeal(market, chain, otherFirm)
  await followDeal(db, otherFirm.owner.actor, dealId)
  const doneOn = new Date(db.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
  const said = { id: dealId, stage: 'signed' as const, amountFen: 26_000_000, doneOn }
  await confirmAmount(db, otherFirm.owner.actor, said)
}
