import { randomUUID } from 'node:crypto'
import type { Acting } from '#app/domain/actor.ts'
import {
  addItem,
  addQuestion,
  addRound,
  moveSessionByHost,
  registerForSession,
  saveTemplate,
  scheduleSession,
} from '#app/domain/session/write.server.ts'
import type { Site } from '../../support/site.ts'
import type { Cast, Market } from './cast.ts'

const hour = 3_600_000

/** One that is a draft, one that is published, one that is live with words in it, one that is over. */
export async function makeSessions(market: Market, site: Site, cast: Cast): Promise<void> {
  const { db } = market
  const host = cast.bureau.host.actor
  await schedule(market, cast, '未发布的对接会')
  const coming = await schedule(market, cast, '下月对接会')
  await addQuestion(db, host, coming, {
    label: '参会人数',
    kind: 'text',
    required: false,
    options: [],
  })
  const question = await db.selectFrom('session_question').select('id').executeTakeFirstOrThrow()
  await moveSessionByHost(db, host, coming, 'publish')
  const form = { part: 'delegate' as const, note: '带样品。', answer: { [question.id]: '两人' } }
  await registerForSession(db, cast.firm.owner.actor, coming, form)
  await registerForSession(db, cast.otherFirm.owner.actor, coming, form)
  await saveTemplate(db, host, coming, '常用模板')
  await holdLive(market, site, cast)
  await holdOver(market, site, cast)
}

/** A draft that its host still has to publish. */
export async function schedule({ db }: Market, { bureau }: Cast, title: string): Promise<string> {
  const startsAt = new Date(db.now().getTime() + hour)
  const endsAt = new Date(startsAt.getTime() + 2 * hour)
  const place = { title, startsAt, endsAt, summary: '上台讲需求。', place: '三楼会议厅' }
  return scheduleSession(db, bureau.host.actor, { type: 'financing', ...place })
}

/** Puts words into a room, one after another. */
export const inRoom =
  (site: Site, id: string) =>
  async (actor: Acting, type: string, body: object = {}) => {
    const answer = await site.services.live.append(id, actor, { id: randomUUID(), type, body })
    if (!answer.ok) throw new Error(`${type}: ${answer.refusal.message}`)
    return answer.result
  }

async function holdLive(market: Market, site: Site, cast: Cast): Promise<void> {
  const { db } = market
  const host = cast.bureau.host.actor
  const id = await schedule(market, cast, '正在进行的对接会')
  const staged = await db
    .selectFrom('request')
    .select('id')
    .where('title', 'in', ['采购设备款', '无人认领的需求'])
    .orderBy('id')
    .execute()
  for (const { id: requestId } of staged)
    await addItem(db, host, id, { kind: 'request', requestId, minutes: 8 })
  const requestIds = staged.map((item) => item.id)
  await addRound(db, host, id, { title: '第一轮', minutes: 5, requestIds })
  await moveSessionByHost(db, host, id, 'publish')
  const guests = [
    cast.firm.owner,
    cast.bank.loanOfficer,
    cast.otherBank.loanOfficer,
    cast.chain.owner,
    cast.guarantor.loanOfficer,
  ]
  for (const { actor } of guests) await registerForSession(db, actor, id, { part: 'delegate' })
  const say = inRoom(site, id)
  await say(host, 'open_lobby')
  for (const { actor } of guests) await site.services.live.enter(id, actor)
  await say(host, 'go_live')
  await say(cast.firm.owner.actor, 'say', { text: '各位好。' })
  await say(cast.bank.loanOfficer.actor, 'say', { text: '请问主持人，', toHosts: true })
  await say(host, 'announce', { text: '五分钟后开始抢单。' })
  const round = await db
    .selectFrom('round')
    .select('id')
    .where('session_id', '=', id)
    .executeTakeFirstOrThrow()
  await say(host, 'open_round', { roundId: round.id, minutes: 30 })
  const guarantor = cast.guarantor.loanOfficer.actor
  const requestId = requestIds.at(-1)!
  const { threadId } = (await say(guarantor, 'claim', { requestId })) as { threadId: string }
  await say(guarantor, 'offer', { threadId, ...wire })
}

const wire = {
  amountFen: 250_000_000,
  rateBp: 360,
  termMonths: 12,
  guarantees: ['credit'],
  validUntil: '2030-12-31',
}

async function holdOver(market: Market, site: Site, cast: Cast): Promise<void> {
  const host = cast.bureau.host.actor
  const id = await schedule(market, cast, '已结束的对接会')
  await moveSessionByHost(market.db, host, id, 'publish')
  await registerForSession(market.db, cast.bank.owner.actor, id, { part: 'delegate' })
  const say = inRoom(site, id)
  for (const type of ['open_lobby', 'go_live', 'end']) await say(host, type)
}
