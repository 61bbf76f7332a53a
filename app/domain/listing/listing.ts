import { z } from 'zod'
import { day, words } from '../financing/terms.ts'
import { defineMachine } from '../machine.ts'
import {
  directions,
  fenPerTyped,
  kindsOf,
  listingKinds,
  mostSpecs,
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

/** Several names in one field, e.g. `ISO 9001、IATF 16949`. */
const names = (most: number) =>
  z
    .string()
    .max(400)
    .default('')
    .transform((text) => [...new Set(text.split(listSeparators).map((one) => one.trim()))])
    .transform((list) => list.filter(Boolean))
    .refine((list) => list.length <= most, 'too_many_names')
    .refine((list) => list.every((one) => one.length <= 40), 'name_too_long')

/** The specification as typed, one line a value: `名称：值 单位`. */
const specLines = z
  .string()
  .max(2000)
  .default('')
  .transform((text, context): SpecLine[] => {
    const lines = text.split('\n').map((one) => one.trim())
    const specs = lines.filter(Boolean).map(parseSpec)
    if (specs.length > mostSpecs) context.addIssue({ code: 'custom', message: 'too_many_specs' })
    if (specs.includes(null)) context.addIssue({ code: 'custom', message: 'spec_line' })
    return specs.filter((one) => one !== null)
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

const typedPrice = z.number().positive('amount_positive').max(100_000_000).optional()

/**
 * What an organisation offers or seeks. Prices arrive as they are typed (`fenPerTyped`): a supply's for one unit in 元,
 * a demand's whole budget in 万元.
 */
export const listingSchema = z
  .object({
    direction: z.enum(directions),
    kind: z.enum(listingKinds),
    title: words(60).min(4),
    body: words(3000).min(10),
    specs: specLines,
    quantity: z.number().positive().max(1e12).optional(),
    unit: words(12).optional(),
    priceLow: typedPrice,
    priceHigh: typedPrice,
    place: words(60).optional(),
    deadline: day.optional(),
    certificates: names(10),
    anonymous: z.boolean().default(false),
  })
  .refine((one) => kindsOf(one.direction).includes(one.kind), {
    path: ['kind'],
    error: 'kind_of_demand',
  })
  .refine((one) => (one.priceLow ?? 0) <= (one.priceHigh ?? Number.POSITIVE_INFINITY), {
    path: ['priceLow'],
    error: 'range_order',
  })
  .transform(({ priceLow, priceHigh, ...rest }) => ({
    ...rest,
    priceLowFen: toFen(priceLow, rest.direction),
    priceHighFen: toFen(priceHigh, rest.direction),
  }))

const toFen = (typed: number | undefined, direction: (typeof directions)[number]) =>
  typed === undefined ? null : Math.round(typed * fenPerTyped(direction))

export type ListingInput = z.output<typeof listingSchema>
