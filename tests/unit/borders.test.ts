import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { readBy } from '#app/domain/checked.ts'
import {
  confirmationInputSchema,
  confirmationSchema,
  settlementInputSchema,
  settlementSchema,
} from '#app/domain/deal/deal.ts'
import { indicatorInputSchema, indicatorSchema } from '#app/domain/dossier/dossier.ts'
import { guarantees } from '#app/domain/financing/vocabulary.ts'
import {
  termsInputSchema as quotationInputSchema,
  termsSchema as quotationSchema,
} from '#app/domain/interest/interest.ts'
import { listingInputSchema, listingSchema } from '#app/domain/listing/listing.ts'
import {
  disbursementInputSchema,
  disbursementSchema,
  termsInputSchema,
  termsSchema,
} from '#app/domain/offer/offer.ts'
import { productInputSchema, productSchema } from '#app/domain/product/product.ts'
import { requestInputSchema, requestSchema } from '#app/domain/request/request.ts'
import { commandForm, commandOf } from '#app/domain/session/room/command-form.ts'
import { commands } from '#app/domain/session/room/commands.ts'
import { ledger } from '#app/http/api/operations/ledger.ts'
import { listings } from '#app/http/api/operations/listings.ts'
import { offers } from '#app/http/api/operations/offers.ts'
import { products } from '#app/http/api/operations/products.ts'
import { requests } from '#app/http/api/operations/requests.ts'
import { parseForm } from '#app/http/form.ts'
import { i18nOf } from '#app/i18n/index.ts'

const t = i18nOf('zh-CN').t
const operations = [...requests, ...offers, ...products, ...listings, ...ledger]

type Fields = Record<string, string | string[] | undefined>

/** Whether a page's form takes these fields, as a browser posts them. */
function pageTakes(schema: z.ZodType, fields: Fields): boolean {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    for (const text of [value ?? []].flat()) form.append(name, text)
  }
  return 'value' in parseForm(form, schema, t)
}

function operationTakes(id: string, body: unknown): boolean {
  const operation = operations.find((candidate) => candidate.id === id)
  if (!operation?.body) throw new Error(`There is no operation ${id} with a body.`)
  return (operation.body as z.ZodType).safeParse(body).success
}

/** Numbers at, beside and far from a bound. */
const near = (...bounds: number[]) =>
  fc.oneof(
    fc.constantFrom(...bounds.flatMap((bound) => [bound - 1, bound, bound + 1]), 0, -1, 2 ** 40),
    fc.integer({ min: -1, max: Math.max(...bounds) * 2 }),
  )

/** Amounts that a page can say: 万元 with two decimals. */
const amount = near(1, 100_000_000).map((hundredths) => hundredths * 10_000)
const rate = near(0, 3600)
const months = near(1, 360)
const day = fc.constantFrom(
  '1999-12-31',
  '2000-01-01',
  '2030-12-31',
  '2100-12-31',
  '2101-01-01',
  '9999-12-31',
  '2026-02-30',
  '',
)
const text = (...bounds: number[]) =>
  fc
    .constantFrom(...bounds.flatMap((bound) => [bound - 1, bound, bound + 1]))
    .map((length) => '字'.repeat(Math.max(0, length)))
const someGuarantees = fc.oneof(
  fc.subarray([...guarantees]),
  fc.constantFrom(
    ['<b>x</b>'],
    [...guarantees, ...guarantees],
    Array.from({ length: 900 }, () => 'credit'),
  ),
)

const wan = (fen: number) => String(fen / 1_000_000)
const percent = (bp: number) => String(bp / 100)
const typed = (value: string) => (value.trim() === '' ? undefined : value)

/** Takes what a border would take from an empty field: nothing. */
const filled = (body: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(body).filter(([, value]) => value !== '' && value !== undefined),
  )

const agree = <T>(values: fc.Arbitrary<T>, ...borders: ((value: T) => boolean)[]) => {
  let taken = 0
  fc.assert(
    fc.property(values, (value) => {
      const answers = borders.map((takes) => takes(value))
      if (answers[0]) taken++
      expect(new Set(answers).size, JSON.stringify({ value, answers })).toBe(1)
    }),
    { numRuns: 400, seed: 11 },
  )
  // Values that nobody takes would compare nothing.
  expect(taken).toBeGreaterThan(0)
}

const takenBy = (schema: z.ZodType) => (value: unknown) =>
  readBy(schema, filled(value as Record<string, unknown>)).success

/** Mostly values that are right, so that each bound is met by itself. */
const mostly = <T>(right: T, arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(right) }, { weight: 1, arbitrary })

describe('pages, operations, rooms and verbs take and refuse the same', () => {
  const terms = fc.record({
    amountFen: mostly(280_000_000, amount),
    rateBp: mostly(365, rate),
    termMonths: mostly(12, months),
    guarantees: mostly(['credit'], someGuarantees),
    conditions: mostly('', text(1000)),
    validUntil: mostly('2030-12-31', day),
  })
  const termsFields = (value: {
    amountFen: number
    rateBp: number
    termMonths: number
    guarantees: string[]
    conditions: string
    validUntil: string
  }) => ({
    ...value,
    amountFen: wan(value.amountFen),
    rateBp: percent(value.rateBp),
    termMonths: String(value.termMonths),
    conditions: typed(value.conditions),
  })

  test('offers', () => {
    const threadId = '01a22ebb-d16c-74e8-8f16-db7449e4aa44'
    agree(
      terms,
      takenBy(termsInputSchema),
      (value) => operationTakes('makeOffer', filled(value)),
      (value) => operationTakes('counterOffer', { ...filled(value), version: 1 }),
      (value) => pageTakes(termsSchema, termsFields(value)),
      (value) => readBy(commands.offer.body, { ...filled(value), threadId }).success,
    )
  })

  test('offers by the plain form of a room', () => {
    const id = '01a22ebb-d16c-74e8-8f16-db7449e4aa44'
    agree(
      terms.map((value) => ({ ...value, conditions: '' })),
      takenBy(termsInputSchema),
      ({ amountFen, rateBp, termMonths, ...value }) => {
        const form = { ...filled(value), id, type: 'offer', threadId: id, termMonths }
        const read = commandForm.safeParse({
          ...form,
          amountWan: amountFen / 1_000_000,
          ratePercent: rateBp / 100,
        })
        return read.success && readBy(commands.offer.body, commandOf(read.data).body).success
      },
    )
  })

  test('requests', () => {
    const request = {
      title: '采购五轴加工中心',
      purpose: '向机床厂采购两台五轴加工中心。',
      urgency: 'soon',
      contactName: '周老板',
      contactPhone: '13812345678',
    }
    agree(
      fc.record({
        amountFen: mostly(280_000_000, amount),
        rateMaxBp: mostly(365, rate),
        termMonths: mostly(12, months),
        guarantees: mostly(['credit'], someGuarantees),
        title: mostly(request.title, text(4, 60)),
        purpose: mostly(request.purpose, text(10, 1000)),
        expiresOn: mostly('2030-12-31', day),
        revenueFen: mostly(
          100_000_000,
          near(0, 10_000_000_000).map((hundredths) => hundredths * 10_000),
        ),
      }),
      (value) => takenBy(requestInputSchema)({ ...request, ...value }),
      (value) => operationTakes('draftRequest', filled({ ...request, ...value })),
      (value) =>
        pageTakes(requestSchema, {
          ...request,
          ...value,
          amountFen: wan(value.amountFen),
          revenueFen: wan(value.revenueFen),
          rateMaxBp: percent(value.rateMaxBp),
          termMonths: String(value.termMonths),
        }),
    )
  })

  test('products', () => {
    const days = { contactDays: 1, diligenceDays: 3, disburseDays: 5 }
    agree(
      fc.record({
        name: mostly('设备升级贷', text(2, 60)),
        amountMinFen: mostly(1_000_000, amount),
        amountMaxFen: mostly(280_000_000, amount),
        termMaxMonths: mostly(12, months),
        rateLowBp: mostly(300, rate),
        rateHighBp: mostly(365, rate),
        feeOnceBp: mostly(10, near(0, 5000)),
        guarantees: mostly(['credit'], someGuarantees),
        contactDays: mostly(1, near(1, 60)),
      }),
      (value) => takenBy(productInputSchema)({ ...days, ...value }),
      (value) => operationTakes('draftProduct', filled({ ...days, ...value })),
      (value) =>
        pageTakes(productSchema, {
          ...value,
          amountMinFen: wan(value.amountMinFen),
          amountMaxFen: wan(value.amountMaxFen),
          rateLowBp: percent(value.rateLowBp),
          rateHighBp: percent(value.rateHighBp),
          feeOnceBp: percent(value.feeOnceBp),
          termMaxMonths: String(value.termMaxMonths),
          contactDays: String(value.contactDays),
          diligenceDays: '3',
          disburseDays: '5',
        }),
    )
  })

  test('listings', () => {
    const listing = { direction: 'demand', body: '减速器齿轮磨齿外协，月均三千件。' }
    agree(
      fc.record({
        kind: mostly('capacity', fc.constantFrom('scenario', 'gift')),
        title: mostly('寻找磨齿外协', text(4, 60)),
        priceLowFen: mostly(1_000_000, amount),
        priceHighFen: mostly(280_000_000, amount),
        quantity: mostly(3000, near(1, 1e12)),
        deadline: mostly('2030-12-31', day),
        certificates: mostly(
          ['ISO 9001'],
          fc
            .array(text(1, 40), { maxLength: 12 })
            .map((list) => [...new Set(list.filter(Boolean))]),
        ),
      }),
      (value) => takenBy(listingInputSchema)({ ...listing, ...value }),
      (value) => operationTakes('draftListing', filled({ ...listing, ...value })),
      ({ priceLowFen, priceHighFen, ...value }) =>
        pageTakes(listingSchema, {
          ...listing,
          ...value,
          priceLow: wan(priceLowFen),
          priceHigh: wan(priceHighFen),
          quantity: String(value.quantity),
          certificates: value.certificates.join('、'),
        }),
    )
  })

  test('quotations, confirmations, settlements, disbursements and figures of books', () => {
    const figure = near(10_000_000_000).map((hundredths) => hundredths * 10_000)
    agree(
      fc.record({
        priceFen: mostly(1_000_000, amount),
        quantity: mostly(3, near(1, 1e12)),
        deliveryDays: mostly(30, near(1, 3650)),
        validUntil: mostly('2030-12-31', day),
      }),
      takenBy(quotationInputSchema),
      (value) =>
        pageTakes(quotationSchema, {
          ...value,
          priceFen: wan(value.priceFen),
          quantity: String(value.quantity),
          deliveryDays: String(value.deliveryDays),
        }),
    )
    agree(
      fc.record({ amountFen: amount, doneOn: day }),
      takenBy(confirmationInputSchema),
      (value) => pageTakes(confirmationSchema, { ...value, amountFen: wan(value.amountFen) }),
    )
    agree(
      fc.record({ amountFen: amount, reason: text(4, 500) }),
      takenBy(settlementInputSchema),
      (value) => pageTakes(settlementSchema, { ...value, amountFen: wan(value.amountFen) }),
    )
    agree(
      fc.record({ amountFen: amount, paidOn: day }),
      takenBy(disbursementInputSchema),
      (value) => operationTakes('confirmDisbursement', filled(value)),
      (value) => pageTakes(disbursementSchema, { ...value, amountFen: wan(value.amountFen) }),
    )
    agree(
      fc.record({ year: near(1990, 2100), profitFen: figure }),
      takenBy(indicatorInputSchema),
      (value) =>
        pageTakes(indicatorSchema, { year: String(value.year), profitFen: wan(value.profitFen) }),
    )
  })
})
