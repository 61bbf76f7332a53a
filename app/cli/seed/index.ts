import type { Db } from '#db'
import { indicatorSchema } from '../../domain/dossier/dossier.ts'
import { saveBankAccount, saveContact, saveIndicator } from '../../domain/dossier/write.server.ts'
import { type Terms, termsSchema } from '../../domain/offer/offer.ts'
import { acceptOffer, confirmDisbursement, offer } from '../../domain/offer/write.server.ts'
import { productSchema } from '../../domain/product/product.ts'
import { getProduct, listOwnProducts } from '../../domain/product/read.server.ts'
import { draftProduct, publishProduct, submitProduct } from '../../domain/product/write.server.ts'
import { getRequest, listRequests } from '../../domain/request/read.server.ts'
import { requestSchema } from '../../domain/request/request.ts'
import { draftRequest, publishRequest, submitRequest } from '../../domain/request/write.server.ts'
import {
  addItem,
  addRound,
  moveSessionByHost,
  registerForSession,
  scheduleSession,
} from '../../domain/session/write.server.ts'
import { claim } from '../../domain/thread/write.server.ts'
import { dayIn, dayOf } from '../../domain/time/working-days.ts'
import * as cast from './cast.ts'
import { type Entered, enter, openBureau, type Staff, type Stage } from './people.ts'
import { makeTrade } from './trade.ts'
import { traders } from './trade-cast.ts'

const dayMs = 86_400_000

/** Whether the demonstration is complete. */
export async function isSeeded(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('app_meta')
    .select('key')
    .where('key', '=', 'seeded')
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Makes the demonstration market through the business verbs, each as the person whose act it is.
 * After a crash half way it goes on where it was; on a complete one it changes nothing.
 */
export async function seed(stage: Stage): Promise<void> {
  const { db } = stage
  if (await isSeeded(db)) return
  const staff = await openBureau(stage)
  const firms = new Map<string, Entered>()
  const organizations = [...cast.enterprises, ...cast.institutions, ...traders]
  for (const [index, one] of organizations.entries()) {
    firms.set(one.shortName, await enter(stage, staff, one, index + 1))
  }
  await keepDossier(stage, firms)
  await makeProducts(stage, staff, firms)
  const requestIds = await makeRequests(stage, staff, firms)
  await makeDeal(stage, staff, firms)
  await makeSession(stage, staff, firms, requestIds)
  await makeTrade(stage, staff, firms)
  await db
    .insertInto('app_meta')
    .values({ key: 'seeded', value: JSON.stringify({ at: db.now() }) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** What the first enterprise lets banks read when it says so. */
async function keepDossier({ db }: Stage, firms: Map<string, Entered>): Promise<void> {
  const { owner } = firms.get('锐成模具')!
  const { contact, bank, indicators } = cast.dossier
  await saveContact(db, owner, contact)
  await saveBankAccount(db, owner, bank)
  for (const year of indicators) await saveIndicator(db, owner, indicatorSchema.parse(year))
}

async function makeProducts(
  { db }: Stage,
  staff: Staff,
  firms: Map<string, Entered>,
): Promise<void> {
  for (const [institution, forms] of Object.entries(cast.products)) {
    const { works } = firms.get(institution)!
    const known = await listOwnProducts(db, works)
    for (const form of forms) {
      const input = productSchema.parse(form)
      if (known.some(({ name }) => name === input.name)) continue
      const { id } = await draftProduct(db, works, input)
      await submitProduct(db, works, id)
      const { version } = await getProduct(db, staff.officer, id)
      await publishProduct(db, staff.officer, { id, version })
    }
  }
}

async function makeRequests(
  stage: Stage,
  staff: Staff,
  firms: Map<string, Entered>,
): Promise<string[]> {
  const ids: string[] = []
  for (const { by, form } of cast.requests)
    ids.push(await makeRequest(stage, staff, firms.get(by)!, form))
  return ids
}

async function makeRequest(
  { db }: Stage,
  staff: Staff,
  { owner }: Entered,
  form: Record<string, unknown>,
): Promise<string> {
  const expiresOn = dayIn(db.now(), 90)
  const input = requestSchema.parse({ ...form, expiresOn })
  const known = (await listRequests(db, owner)).find(({ title }) => title === input.title)
  const id = known?.id ?? (await draftRequest(db, owner, input)).id
  if (!known || known.state === 'draft') await submitRequest(db, owner, id)
  if (!known || known.state === 'draft' || known.state === 'submitted') {
    const { version } = (await getRequest(db, staff.officer, id)).view
    await publishRequest(db, staff.officer, { id, version })
  }
  return id
}

/** A request that has gone the whole way, so that the ledger shows what it is for. */
async function makeDeal(stage: Stage, staff: Staff, firms: Map<string, Entered>): Promise<void> {
  const { db } = stage
  const firm = firms.get('锐成模具')!
  const bank = firms.get('东湖农商')!.works
  const form = {
    ...cast.requests[0]!.form,
    title: `去年的模具钢备料款${cast.mark}`,
    amountFen: 120,
  }
  const requestId = await makeRequest(stage, staff, firm, form)
  const known = (await listRequests(db, firm.owner)).find(({ id }) => id === requestId)
  if (known?.state !== 'published' || known.live > 0) return
  const { threadId } = await claim(db, bank, { requestId })
  await offer(db, bank, { threadId, ...terms(db) })
  await acceptOffer(db, firm.owner, { threadId, version: 1 })
  const paid = { threadId, amountFen: 120_000_000, paidOn: dayOf(db.now()) }
  await confirmDisbursement(db, bank, paid)
  await confirmDisbursement(db, firm.owner, paid)
}

const terms = (db: Db): Terms =>
  termsSchema.parse({
    amountFen: 120,
    rateBp: 3.65,
    termMonths: 12,
    guarantees: ['credit'],
    conditions: '法定代表人连带责任保证',
    validUntil: dayIn(db.now(), 15),
  })

async function makeSession(
  { db }: Stage,
  staff: Staff,
  firms: Map<string, Entered>,
  requestIds: string[],
): Promise<void> {
  const title = `制造业专场政银企对接会${cast.mark}`
  const known = await db
    .selectFrom('session')
    .select('id')
    .where('title', '=', title)
    .executeTakeFirst()
  if (known) return
  const startsAt = new Date(db.now().getTime() + dayMs)
  const id = await scheduleSession(db, staff.host, {
    type: 'financing',
    title,
    summary:
      '三家制造与食品企业上台讲需求，两家银行现场抢单、出方案。主持人可在控制台提前开场体验。',
    place: '线上',
    startsAt,
    endsAt: new Date(startsAt.getTime() + 2 * 3_600_000),
  })
  await addItem(db, staff.host, id, { kind: 'words', title: '开场与政策说明', minutes: 10 })
  for (const requestId of requestIds)
    await addItem(db, staff.host, id, { kind: 'request', requestId, minutes: 8 })
  await addRound(db, staff.host, id, { title: '第一轮抢单', minutes: 5, requestIds })
  await moveSessionByHost(db, staff.host, id, 'publish')
  for (const { works } of firms.values())
    await registerForSession(db, works, id, { part: 'delegate' })
}
