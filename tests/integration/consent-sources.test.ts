import { beforeAll, describe, expect, test } from 'vitest'
import type { Acting } from '#app/domain/actor.ts'
import { grantSchema } from '#app/domain/consent/consent.ts'
import { listConsents } from '#app/domain/consent/read.server.ts'
import {
  type ConsentField,
  type ConsentSource,
  consentFields,
  fieldsOfSource,
} from '#app/domain/consent/vocabulary.ts'
import { grantConsent } from '#app/domain/consent/write.server.ts'
import { getOwnDossier, openDocument, readConsented } from '#app/domain/dossier/read.server.ts'
import {
  addDocument,
  saveBankAccount,
  saveContact,
  saveIndicator,
} from '#app/domain/dossier/write.server.ts'
import { isRefusal } from '#app/domain/refusal.ts'
import { findDetail } from '#app/domain/request/read.server.ts'
import { disclosable } from '#app/domain/request/request.ts'
import { applyDirectly, claim } from '#app/domain/thread/write.server.ts'
import { makeProduct, makeRequest, requestInput } from '../support/financing.ts'
import {
  type Institution,
  makeBureau,
  makeEnterprise,
  makeInstitution,
  makePdf,
  type Organization,
} from '../support/people.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
let firm: Organization
let documentId: string

/** What stands in the dossier, by the field that opens it; nothing of it stands in a request. */
const inDossier: Record<string, string> = {
  contact: '13800000000',
  revenue: '123456701',
  profit: '123456702',
  tax: '123456703',
  rnd: '123456704',
  balance: '123456705',
  bank: '6222020000000001',
  documents: '二零二五年报表.pdf',
}
/** What is entered with a request, and stands in no dossier. */
const inRequest: Record<string, string> = {
  contact: '13911112222',
  revenue: '98765400',
  tax: '87654300',
  collateral_detail: '三号厂房抵押',
}
const places: Record<ConsentSource, Record<string, string>> = {
  dossier: inDossier,
  request: inRequest,
}

beforeAll(async () => {
  world.bureau = await makeBureau(world)
  firm = await makeEnterprise(world)
  const { db } = world
  const owner = firm.owner.actor
  await saveContact(db, owner, { contactName: '档案联系人', contactPhone: inDossier.contact! })
  await saveBankAccount(db, owner, { bank: '江西银行', account: inDossier.bank! })
  await saveIndicator(db, owner, {
    year: 2025,
    revenueFen: Number(inDossier.revenue),
    profitFen: Number(inDossier.profit),
    taxFen: Number(inDossier.tax),
    rndFen: Number(inDossier.rnd),
    assetsFen: Number(inDossier.balance),
    liabilitiesFen: Number(inDossier.balance),
  })
  const upload = makePdf(inDossier.documents)
  await addDocument(db, owner, { kind: 'financial_statement', file: upload })
  documentId = (await getOwnDossier(db, owner)).documents![0]!.id
})

/** A request that ticks these fields. */
const asked = (disclosed: readonly string[]) => ({
  disclosed,
  contactName: '需求联系人',
  contactPhone: inRequest.contact,
  revenueFen: 98.7654,
  taxFen: 87.6543,
  collateralDetail: inRequest.collateral_detail,
})

/** Every value of both places that stands in what somebody was shown, as `source.field`. */
const seenIn = (shown: unknown): string[] => {
  const text = JSON.stringify(shown)
  return Object.entries(places).flatMap(([source, values]) =>
    Object.entries(values).flatMap(([field, value]) =>
      text.includes(value) ? `${source}.${field}` : [],
    ),
  )
}

const opens = (reader: Acting): Promise<boolean> =>
  openDocument(world.db, reader, documentId).then(
    () => true,
    (error) => {
      if (isRefusal(error)) return false
      throw error
    },
  )

/** All that an institution gets of the firm: its consents opened, the request's detail, the document. */
async function readAll(bank: Institution, requestId: string): Promise<string[]> {
  const actor = bank.loanOfficer.actor
  const at = world.db.now()
  const consents = await listConsents(world.db, actor)
  const opened = []
  for (const { id } of consents) opened.push(await readConsented(world.db, actor, id, at))
  const detail = await findDetail(world.db, actor, requestId, at)
  const seen = [...seenIn(opened), ...seenIn(detail)]
  if (await opens(actor)) seen.push('the document')
  return [...new Set(seen)].toSorted()
}

describe('A claim opens of the request what was ticked, and nothing of the dossier:', () => {
  for (const field of [...disclosable, null])
    test(`${field ?? 'nothing ticked'}`, async () => {
      const bank = await makeInstitution(world)
      const rival = await makeInstitution(world)
      const ticked = field ? [field] : []
      const requestId = await makeRequest(world, firm, asked(ticked))
      await claim(world.db, bank.loanOfficer.actor, { requestId })
      expect(await readAll(bank, requestId)).toEqual(ticked.map((name) => `request.${name}`))
      expect(await readAll(rival, requestId)).toEqual([])
      const granted = await listConsents(world.db, bank.loanOfficer.actor)
      expect(granted.map(({ source, fields }) => ({ source, fields }))).toEqual(
        field ? [{ source: 'request', fields: [field] }] : [],
      )
    })
})

describe('A consent that an owner gives opens its field out of its source alone:', () => {
  const grants = Object.entries(fieldsOfSource).flatMap(([source, fields]) =>
    fields.map((field): [ConsentSource, ConsentField] => [source as ConsentSource, field]),
  )
  for (const [source, field] of grants)
    test(`${field} of the ${source}`, async () => {
      const bank = await makeInstitution(world)
      const rival = await makeInstitution(world)
      const requestId = await makeRequest(world, firm, asked([]))
      await claim(world.db, bank.loanOfficer.actor, { requestId })
      const grant = { institutionId: bank.id, requestId, source, fields: [field] }
      await grantConsent(world.db, firm.owner.actor, {
        ...grant,
        purpose: 'assess_request',
        until: '2030-12-31',
      })
      const document = field === 'documents' ? ['the document'] : []
      expect(await readAll(bank, requestId)).toEqual([`${source}.${field}`, ...document])
      expect(await readAll(rival, requestId)).toEqual([])
    })

  test('one to a request keeps one to the dossier beside it, and names only what its source has', async () => {
    const bank = await makeInstitution(world)
    const requestId = await makeRequest(world, firm, asked(['contact']))
    await claim(world.db, bank.loanOfficer.actor, { requestId })
    const given = { institutionId: bank.id, requestId, purpose: 'assess_request' as const }
    const until = '2030-12-31'
    const grant = { ...given, source: 'dossier' as const, fields: ['tax' as const], until }
    await grantConsent(world.db, firm.owner.actor, grant)
    expect(await readAll(bank, requestId)).toEqual(['dossier.tax', 'request.contact'])
    const faults = (source: ConsentSource, field: ConsentField, about?: string) =>
      grantSchema
        .safeParse({ ...given, requestId: about, source, fields: [field], until })
        .error?.issues.map(({ message }) => message) ?? []
    for (const field of consentFields) {
      const held = (fieldsOfSource.request as readonly string[]).includes(field)
      expect(faults('request', field, requestId)).toEqual(held ? [] : ['consent_field_elsewhere'])
    }
    expect(faults('dossier', 'collateral_detail')).toEqual(['consent_field_elsewhere'])
    expect(faults('request', 'tax')).toEqual(['consent_request_required'])
  })
})

test('An application opens the contact that was entered, and of the dossier what was ticked', async () => {
  const bank = await makeInstitution(world)
  const rival = await makeInstitution(world)
  const { threadId } = await applyDirectly(world.db, firm.owner.actor, {
    productId: await makeProduct(world, bank),
    input: requestInput(asked([])),
    consent: { fields: ['bank', 'profit'], until: '2030-06-30' },
    acknowledgeIneligible: true,
  })
  const { request_id: requestId } = await world.db
    .selectFrom('thread')
    .where('id', '=', threadId)
    .select('request_id')
    .executeTakeFirstOrThrow()
  const expected = ['dossier.bank', 'dossier.profit', 'request.contact']
  expect(await readAll(bank, requestId)).toEqual(expected)
  expect(await readAll(rival, requestId)).toEqual([])
})
