import { z } from 'zod'
import { amountInFen, day, quantity, words } from '../financing/bounds.ts'
import { MAX_AMOUNT_FEN } from '../financing/limits.ts'
import { defineMachine } from '../state-machine.ts'
import {
  type Direction,
  directions,
  fenPerTyped,
  kindsOf,
  type ListingKind,
  listingKinds,
  MAX_SPECS,
  type SpecLine,
} from './vocabulary.ts'

/** W10 供需发布. What an officer returned or took down may be appealed once; granted, it stands before the market. */
export const listingMachine = defineMachine({
  noun: 'listing',
  states: [
    'draft',
    'submitted',
    'returned',
    'published',
    'matched',
    'closed',
    'expired',
    'withdrawn',
    'taken_down',
  ],
  initial: ['draft', 'published'],
  ends: ['closed', 'withdrawn', 'taken_down'],
  transitions: [
    { ...step('draft', 'submit', 'submitted', 'owner', 'officer'), deadline: 'review' },
    { ...step('returned', 'submit', 'submitted', 'owner', 'officer'), deadline: 'review' },
    step('submitted', 'return', 'returned', 'officer', 'owner'),
    step('submitted', 'publish', 'published', 'officer', 'owner'),
    step('returned', 'uphold', 'published', 'officer', 'owner'),
    { ...step('published', 'revise', 'draft', 'owner', 'officer'), guard: 'unanswered' },
    step('published', 'renew', 'published', 'owner', 'owner'),
    step('published', 'match', 'matched', 'market', 'owner'),
    step('published', 'expire', 'expired', 'market', 'owner'),
    step('published', 'take_down', 'taken_down', 'officer', 'owner'),
    step('matched', 'reopen', 'published', 'market', 'owner'),
    step('matched', 'close', 'closed', 'market', 'owner'),
    step('expired', 'renew', 'published', 'owner', 'owner'),
    step('draft', 'withdraw', 'withdrawn', 'owner', 'owner'),
    step('submitted', 'withdraw', 'withdrawn', 'owner', 'officer'),
    step('returned', 'withdraw', 'withdrawn', 'owner', 'officer'),
    step('published', 'withdraw', 'withdrawn', 'owner', 'guest'),
    step('expired', 'withdraw', 'withdrawn', 'owner', 'owner'),
    step('taken_down', 'uphold', 'published', 'officer', 'owner'),
  ],
})

type Part = 'owner' | 'guest' | 'officer' | 'market'

function step<
  const F extends string,
  const V extends string,
  const T extends string,
  const B extends Part,
>(from: F, verb: V, to: T, by: B, notifies: Part) {
  return { from, to, verb, by: [by] as const, notifies: [notifies] as const }
}

export type ListingState = (typeof listingMachine.states)[number]
export type ListingVerb = (typeof listingMachine.transitions)[number]['verb']

/** Everybody may read it: it stands in the market, or was met there. */
export const publicStates = ['published', 'matched'] as const satisfies ListingState[]

export const isPublic = (state: ListingState): boolean =>
  (publicStates as readonly ListingState[]).includes(state)

/** Why a listing's words and pictures stay as they are in a state, as a key of `refusal`. */
export const whyBound = (state: Exclude<ListingState, 'draft' | 'returned'>) =>
  state === 'submitted' || state === 'published' || state === 'expired'
    ? (`listing_bound_${state}` as const)
    : 'listing_bound_over'

const listSeparators = /[、,，;；\n]+/

const MAX_NAMES = 10
const MAX_NAME_LENGTH = 40

/** Several names in one field, e.g. `ISO 9001、IATF 16949`. */
const names = z
  .string()
  .max(MAX_NAMES * (MAX_NAME_LENGTH + 2))
  .default('')
  .transform((text) => [...new Set(text.split(listSeparators).map((name) => name.trim()))])
  .transform((list) => list.filter(Boolean))
  .refine((list) => list.length <= MAX_NAMES, 'too_many_names')
  .refine((list) => list.every((name) => name.length <= MAX_NAME_LENGTH), 'name_too_long')

/** The specification as typed, one line a value: `名称：值 单位`. */
const specLines = z
  .string()
  .max(2000)
  .default('')
  .transform((text, context): SpecLine[] => {
    const lines = text.split('\n').map((item) => item.trim())
    const specs = lines.filter(Boolean).map(parseSpec)
    if (specs.length > MAX_SPECS) context.addIssue({ code: 'custom', message: 'too_many_specs' })
    if (specs.includes(null)) context.addIssue({ code: 'custom', message: 'spec_line' })
    return specs.filter((spec) => spec !== null)
  })

/** Reads `名称：值 单位`; the unit is what follows the last space. Null when there is no name or no value. */
export function parseSpec(line: string): SpecLine | null {
  const found = /^([^:：]{1,30})[:：]\s*(\S.*)$/u.exec(line.trim())
  if (!found) return null
  const text = found[2]!.trim()
  const parts = /^(.+?)[\s\u2009]+(\S{1,12})$/u.exec(text)
  const [value, unit] = parts ? [parts[1]!.trim(), parts[2]!] : [text, null]
  return value.length > 60 ? null : { name: found[1]!.trim(), value, unit }
}

const specLineSchema = z.strictObject({
  name: words(30).min(1),
  value: words(60).min(1),
  unit: words(12).min(1).nullable().default(null),
})

const listingFields = z.object({
  direction: z.enum(directions),
  kind: z.enum(listingKinds),
  title: words(60).min(4),
  body: words(3000).min(10),
  specs: z.array(specLineSchema).max(MAX_SPECS, 'too_many_specs').default([]),
  quantity: quantity.optional(),
  unit: words(12).optional(),
  priceLowFen: amountInFen.nullable().default(null),
  priceHighFen: amountInFen.nullable().default(null),
  place: words(60).optional(),
  deadline: day.optional(),
  certificates: z.array(words(MAX_NAME_LENGTH).min(1)).max(MAX_NAMES, 'too_many_names').default([]),
  anonymous: z.boolean().default(false),
})

const suitsDirection = (input: { direction: Direction; kind: ListingKind }) =>
  kindsOf(input.direction).includes(input.kind)

/** What an organisation offers or seeks, as every border hands it to the verb. */
export const listingInputSchema = listingFields
  .strict()
  .refine(suitsDirection, { path: ['kind'], error: 'kind_of_demand' })
  .refine((input) => (input.priceLowFen ?? 0) <= (input.priceHighFen ?? MAX_AMOUNT_FEN), {
    path: ['priceLowFen'],
    error: 'range_order',
  })
export type ListingInput = z.output<typeof listingInputSchema>

const typedPrice = z.number().positive('amount_positive').optional()
const isTooLarge = (typed: number | undefined, direction: Direction) =>
  (toFen(typed, direction) ?? 0) > MAX_AMOUNT_FEN

/**
 * The same as a page's form sends it. Prices arrive as they are typed (`fenPerTyped`): a supply's for one unit in 元,
 * a demand's whole budget in 万元; specifications and certificates as text.
 */
export const listingSchema = listingFields
  .omit({ priceLowFen: true, priceHighFen: true })
  .extend({ specs: specLines, certificates: names, priceLow: typedPrice, priceHigh: typedPrice })
  .refine(suitsDirection, { path: ['kind'], error: 'kind_of_demand' })
  .refine((input) => !isTooLarge(input.priceLow, input.direction), {
    path: ['priceLow'],
    error: 'amount_too_large',
  })
  .refine((input) => !isTooLarge(input.priceHigh, input.direction), {
    path: ['priceHigh'],
    error: 'amount_too_large',
  })
  .refine((input) => (input.priceLow ?? 0) <= (input.priceHigh ?? Number.POSITIVE_INFINITY), {
    path: ['priceLow'],
    error: 'range_order',
  })
  .transform(({ priceLow, priceHigh, ...rest }) => ({
    ...rest,
    priceLowFen: toFen(priceLow, rest.direction),
    priceHighFen: toFen(priceHigh, rest.direction),
  }))

/** A price of at least a fen: what is typed smaller than that is still no gift. */
const toFen = (typed: number | undefined, direction: Direction) =>
  typed === undefined ? null : Math.max(1, Math.round(typed * fenPerTyped(direction)))
