import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { getConsent, listConsents, listInForce } from '#app/domain/consent/read.server.ts'
import type { ConsentField } from '#app/domain/consent/vocabulary.ts'
import { expireConsents, grantConsent, revokeConsent } from '#app/domain/consent/write.server.ts'
import { getOwnDossier, openDocument, readConsented } from '#app/domain/dossier/read.server.ts'
import {
  addDocument,
  saveBankAccount,
  saveContact,
  saveIndicator,
} from '#app/domain/dossier/write.server.ts'
import { listReceipts } from '#app/domain/receipt/read.server.ts'
import { findDetail, findDetailByOffice } from '#app/domain/request/read.server.ts'
import { claim, refuseThread } from '#app/domain/thread/write.server.ts'
import { sql } from '#db'
import { makeRequest } from '../support/financing.ts'
import {
  type Institution,
  makeEnterprise,
  makeInstitution,
  makeMember,
  makePdf,
  type Organization,
} from '../support/people.ts'
import { refusalOf } from '../support/refusal.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
let firm: Organization
let bank: Institution
let rival: Institution

beforeAll(async () => {
  firm = await makeEnterprise(world)
  bank = await makeInstitution(world)
  rival = await makeInstitution(world)
  const { db } = world
  const owner = firm.owner.actor
  await saveContact(db, owner, { contactName: '周老板', contactPhone: '13812345678' })
  await saveBankAccount(db, owner, { bank: '江西银行东湖支行', account: '6222020000000000' })
  await saveIndicator(db, owner, { year: 2025, revenueFen: 2_600_000_00, taxFen: 130_000_00 })
  await addDocument(db, owner, {
    kind: 'financial_statement',
    file: makePdf('2025年财务报表.pdf'),
  })
})

const grant = (fields: ConsentField[], to = bank, until = '2030-12-31') =>
  grantConsent(world.db, firm.owner.actor, {
    institutionId: to.id,
    source: 'dossier',
    purpose: 'pre_approval',
    fields,
    until,
  })

/** What a consent to the dossier opens. */
const read = async (consentId: string, by = bank) => {
  const opened = await readConsented(world.db, by.loanOfficer.actor, consentId, world.db.now())
  return opened?.source === 'dossier' ? opened.dossier : null
}

const receiptsOf = async (consentId: string) =>
  (await listReceipts(world.db, firm.owner.actor)).filter(
    (receipt) => receipt.consentId === consentId,
  )

describe('What an enterprise keeps private', () => {
  test('is read by itself without a receipt, and by nobody else without consent', async () => {
    const own = await getOwnDossier(world.db, firm.owner.actor)
    expect(own).toMatchObject({
      contact: { phone: '13812345678' },
      bank: { account: '6222020000000000' },
      indicators: [{ year: 2025, revenueFen: 2_600_000_00 }],
      documents: [{ name: '2025年财务报表.pdf' }],
    })
    expect(await listReceipts(world.db, firm.owner.actor)).toEqual([])
    const documentId = own.documents![0]!.id
    const refused = refusalOf(openDocument(world.db, bank.loanOfficer.actor, documentId))
    expect((await refused).refusal).toBe('missing')
  })

  test('lies where the application cannot look by itself', async () => {
    for (const statement of [
      'select * from private.indicator',
      'select content from private.document',
      "select private.dossier(gen_random_uuid(), array['bank'])",
      'delete from receipt',
    ]) {
      await expect(sql.raw(statement).execute(world.db)).rejects.toThrow(/permission denied/)
    }
  })
})

describe('A consent', () => {
  afterEach(async () => {
    for (const { id, state } of await listConsents(world.db, firm.owner.actor))
      if (state === 'granted') await revokeConsent(world.db, firm.owner.actor, id)
  })

  test('opens the named fields to the named institution, and each read leaves a receipt', async () => {
    const { id } = await grant(['revenue', 'documents'])
    const dossier = await read(id)
    expect(dossier).toMatchObject({
      contact: null,
      bank: null,
      indicators: [{ year: 2025, revenueFen: 2_600_000_00, taxFen: null }],
      documents: [{ kind: 'financial_statement' }],
    })
    expect(await read(id, rival)).toBeNull()
    const documentId = dossier!.documents![0]!.id
    expect((await openDocument(world.db, bank.loanOfficer.actor, documentId)).name).toBe(
      '2025年财务报表.pdf',
    )
    const receipts = await receiptsOf(id)
    expect(receipts).toHaveLength(2)
    expect(receipts[0]).toMatchObject({
      reader: bank.name,
      person: '吴经理',
      purpose: 'pre_approval',
      fields: ['documents'],
    })
  })

  test('counts what an open page fetches again as the same look, for each person and each half hour', async () => {
    const { id } = await grant(['revenue'])
    const { db } = world
    const look = ({ actor }: Institution['loanOfficer'], minutes: number) =>
      readConsented(db, actor, id, new Date(db.now().getTime() + minutes * 60_000))
    for (const minutes of [0, 1, 29]) expect(await look(bank.loanOfficer, minutes)).not.toBeNull()
    expect(await receiptsOf(id)).toHaveLength(1)
    await look(bank.owner, 2)
    expect(await receiptsOf(id)).toHaveLength(2)
    await look(bank.loanOfficer, 31)
    expect(await receiptsOf(id)).toHaveLength(3)
  })

  test('is taken back at once, a download under way too', async () => {
    const { id } = await grant(['documents', 'bank'])
    const documentId = (await read(id))!.documents![0]!.id
    const { content } = await openDocument(world.db, bank.loanOfficer.actor, documentId)
    await revokeConsent(world.db, firm.owner.actor, id)
    expect(await read(id)).toBeNull()
    const downloading = (async () => {
      for await (const part of content) expect(part).toBeUndefined()
    })()
    expect((await refusalOf(downloading)).refusal).toBe('missing')
    expect((await getConsent(world.db, bank.loanOfficer.actor, id)).state).toBe('revoked')
    expect((await refusalOf(revokeConsent(world.db, firm.owner.actor, id))).refusal).toBe(
      'conflict',
    )
  })

  test('adds to what was granted before: each keeps its fields and its last day', async () => {
    const first = await grant(['revenue', 'tax'])
    const second = await grant(['documents'], bank, '2029-06-30')
    expect((await read(first.id))!.indicators![0]!.taxFen).toBe(130_000_00)
    expect(await read(second.id)).toMatchObject({ indicators: null, documents: [{}] })
    expect((await getConsent(world.db, firm.owner.actor, first.id)).until).toBe('2030-12-31')
    const inForce = await listInForce(world.db, firm.owner.actor, {
      institutionId: bank.id,
      at: world.db.now(),
    })
    expect(inForce.map(({ id }) => id)).toEqual(expect.arrayContaining([first.id, second.id]))
  })

  test('takes the place of an earlier one only where that loses nothing', async () => {
    const first = await grant(['profit'])
    const wider = await grant(['profit', 'rnd'], bank, '2031-12-31')
    const stateOf = async (id: string) => (await getConsent(world.db, firm.owner.actor, id)).state
    expect([await stateOf(first.id), await stateOf(wider.id)]).toEqual(['revoked', 'granted'])
    const longer = await grant(['rnd'], bank, '2032-12-31')
    expect([await stateOf(wider.id), await stateOf(longer.id)]).toEqual(['granted', 'granted'])
    const less = refusalOf(grant(['profit'], bank, '2030-06-30'))
    expect((await less).message).toBe('consent_covered')
    expect(await stateOf(wider.id)).toBe('granted')
  })

  test('ends with its day, before the clock has written that down', async () => {
    const { id } = await grant(['contact'])
    const after = new Date('2031-01-01T00:00:00+08:00')
    expect(await readConsented(world.db, bank.loanOfficer.actor, id, after)).toBeNull()
    const inForce = { institutionId: bank.id, at: after }
    const left = await listInForce(world.db, firm.owner.actor, inForce)
    expect(left.map((consent) => consent.id)).not.toContain(id)
    world.stopClock(after)
    expect(await expireConsents(world.db)).toBeGreaterThan(0)
    expect((await getConsent(world.db, firm.owner.actor, id)).state).toBe('expired')
    world.stopClock(null)
  })

  test('is given and taken back by owners alone, and read by its two sides alone', async () => {
    const member = await makeMember(world, firm.owner, ['member'])
    const byMember = grantConsent(world.db, member.actor, {
      institutionId: bank.id,
      source: 'dossier',
      purpose: 'pre_approval',
      fields: ['contact'],
      until: '2030-12-31',
    })
    expect((await refusalOf(byMember)).message).toBe('access_owner')
    const { id } = await grant(['contact'])
    expect((await refusalOf(revokeConsent(world.db, member.actor, id))).message).toBe(
      'access_owner',
    )
    expect((await refusalOf(revokeConsent(world.db, bank.owner.actor, id))).refusal).toBe('missing')
    expect((await refusalOf(getConsent(world.db, rival.owner.actor, id))).refusal).toBe('missing')
    expect(await listConsents(world.db, rival.loanOfficer.actor)).toEqual([])
    expect(await listConsents(world.db, member.actor)).not.toEqual([])
  })
})

describe('What a request discloses', () => {
  test('is a consent for who takes it, to which the enterprise adds, and which it takes back', async () => {
    const { db } = world
    const requestId = await makeRequest(world, firm)
    await claim(db, bank.loanOfficer.actor, { requestId })
    const detail = () => findDetail(db, bank.loanOfficer.actor, requestId, db.now())
    expect(await detail()).toMatchObject({ contactPhone: '13812345678', taxFen: null })
    const consents = await listConsents(db, firm.owner.actor)
    const given = consents.find(({ request }) => request?.id === requestId)!
    expect(given).toMatchObject({ purpose: 'assess_request', fields: ['contact', 'revenue'] })
    await grantConsent(db, firm.owner.actor, {
      institutionId: bank.id,
      requestId,
      source: 'request',
      purpose: 'assess_request',
      fields: ['tax'],
      until: '2030-12-31',
    })
    expect(await detail()).toMatchObject({ contactPhone: '13812345678' })
    expect((await detail())!.taxFen).toBeGreaterThan(0)
    await revokeConsent(db, firm.owner.actor, given.id)
    expect(await detail()).toMatchObject({ contactPhone: null, revenueFen: null })
    expect((await detail())!.taxFen).toBeGreaterThan(0)
    const [added] = (await listConsents(db, firm.owner.actor)).filter(
      ({ request, state }) => request?.id === requestId && state === 'granted',
    )
    await revokeConsent(db, firm.owner.actor, added!.id)
    expect(await detail()).toBeNull()
  })

  test('once taken back it is not given again by itself, and it ends with the thread', async () => {
    const { db } = world
    const requestId = await makeRequest(world, firm)
    const { threadId } = await claim(db, bank.loanOfficer.actor, { requestId })
    const detail = () => findDetail(db, bank.loanOfficer.actor, requestId, db.now())
    const [given] = (await listConsents(db, firm.owner.actor)).filter(
      ({ request }) => request?.id === requestId,
    )
    expect(await detail()).not.toBeNull()
    await refuseThread(db, firm.owner.actor, { threadId, reason: '暂不考虑' })
    expect(await detail()).toBeNull()
    await revokeConsent(db, firm.owner.actor, given!.id)
    await claim(db, bank.loanOfficer.actor, { requestId })
    expect(await detail()).toBeNull()
  })

  test('can only be granted to an institution that deals with the request', async () => {
    const requestId = await makeRequest(world, firm)
    const granted = grantConsent(world.db, firm.owner.actor, {
      institutionId: rival.id,
      requestId,
      source: 'request',
      purpose: 'assess_request',
      fields: ['tax'],
      until: '2030-12-31',
    })
    expect((await refusalOf(granted)).message).toBe('consent_thread')
  })
})

describe('What the bureau reads by office', () => {
  test('names its basis, leaves a receipt, and is for officers alone', async () => {
    const { db } = world
    const requestId = await makeRequest(world, firm)
    const at = db.now()
    const basis = 'review' as const
    const byOffice = (actor: Parameters<typeof findDetailByOffice>[1]) =>
      findDetailByOffice(db, actor, { requestId, basis, at })
    const { officer, host } = world.bureau!
    expect(await byOffice(host.actor)).toBeNull()
    expect(await byOffice(bank.loanOfficer.actor)).toBeNull()
    expect(await byOffice(officer.actor)).toMatchObject({ contactPhone: '13812345678' })
    const [receipt] = await listReceipts(db, firm.owner.actor)
    expect(receipt).toMatchObject({ basis: 'review', reader: world.bureau!.name, person: '钱审核' })
  })
})
