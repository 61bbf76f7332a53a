import { withdrawRequest } from '#app/domain/request/write.server.ts'
import {
  addItem,
  addRound,
  moveSessionByHost,
  registerForSession,
} from '#app/domain/session/write.server.ts'
import { applyDirectly } from '#app/domain/thread/write.server.ts'
import { connect } from '#db'
import { makeRequest, requestInput } from '../../support/financing.ts'
import type { Site } from '../../support/site.ts'
import type { Cast, Market } from './cast.ts'
import { inRoom, schedule } from './sessions.ts'

/** An application to one bank, and a session whose lobby is open while its rounds are still planned. */
export async function makeDirect(market: Market, site: Site, cast: Cast): Promise<void> {
  const applied = await apply(market, cast)
  await holdLobby(market, site, cast, applied)
}

/** @returns the request that it made */
async function apply({ db }: Market, { firm, bank }: Cast): Promise<string> {
  const product = await db
    .selectFrom('product')
    .select('id')
    .where('organization_id', '=', bank.id)
    .where('state', '=', 'published')
    .executeTakeFirstOrThrow()
  const { threadId } = await applyDirectly(db, firm.owner.actor, {
    productId: product.id,
    input: requestInput({ title: '只给一家银行的申请' }),
    consent: { fields: ['tax'], until: '2030-12-31' },
    acknowledgeIneligible: true,
  })
  const thread = await db
    .selectFrom('thread')
    .select('request_id')
    .where('id', '=', threadId)
    .executeTakeFirstOrThrow()
  return thread.request_id
}

async function holdLobby(market: Market, site: Site, cast: Cast, applied: string): Promise<void> {
  const { db } = market
  const host = cast.bureau.host.actor
  const id = await schedule(market, cast, '候场的对接会')
  const named = await makeRequest(market, cast.otherFirm, { title: '候场的需求' })
  const unnamed = await makeRequest(market, cast.hiddenFirm, {
    title: '候场的不署名需求',
    anonymous: true,
  })
  const gone = await makeRequest(market, cast.otherFirm, { title: '候场后撤回的需求' })
  const requestIds = [named, unnamed, gone]
  const round = await addRound(db, host, id, { title: '候场的一轮', minutes: 5, requestIds })
  await addItem(db, host, id, { kind: 'request', requestId: named, minutes: 5 })
  await withdrawRequest(db, cast.otherFirm.owner.actor, { id: gone })
  await planAsBefore(market, round, applied)
  await moveSessionByHost(db, host, id, 'publish')
  const parts = [
    [cast.firm.owner, 'delegate'],
    [cast.chain.owner, 'observer'],
    [cast.otherBank.loanOfficer, 'delegate'],
  ] as const
  for (const [{ actor }, part] of parts) await registerForSession(db, actor, id, { part })
  await inRoom(site, id)(host, 'open_lobby')
  for (const [{ actor }] of parts) await site.services.live.enter(id, actor)
}

/** Puts an application into a round past the rule that keeps it out, as rounds were planned before there was one. */
async function planAsBefore({ ownerUrl }: Market, roundId: string, requestId: string) {
  const { db, close } = connect({ url: ownerUrl })
  const row = { round_id: roundId, request_id: requestId, position: 99 }
  await db.insertInto('round_request').values(row).execute()
  await close()
}
