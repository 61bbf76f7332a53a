import { z } from 'zod'
import { type DealState, stageOf } from '../deal/deal.ts'
import { amountInFen, day, quantity, words } from '../financing/bounds.ts'
import { amountInWan } from '../financing/terms.ts'
import { defineMachine } from '../state-machine.ts'

/**
 * W11 意向与报价. Two sides: the listing's owner and the guest who answers it. The guest's terms lie on the table
 * (`quoting`) or the owner's (`countered`); the owner awards the guest's, the guest accepts the owner's, and either way
 * a deal begins.
 */
export const interestMachine = defineMachine({
  noun: 'interest',
  states: [
    'shown',
    'shortlisted',
    'quoting',
    'countered',
    'awarded',
    'declined',
    'withdrawn',
    'expired',
  ],
  initial: ['shown'],
  ends: ['awarded', 'declined', 'withdrawn', 'expired'],
  transitions: [
    { ...step('shown', 'shortlist', 'shortlisted', 'owner', 'guest'), deadline: 'quote' },
    step('shortlisted', 'quote', 'quoting', 'guest', 'owner'),
    step('quoting', 'quote', 'quoting', 'guest', 'owner'),
    step('countered', 'quote', 'quoting', 'guest', 'owner'),
    step('quoting', 'counter', 'countered', 'owner', 'guest'),
    step('quoting', 'award', 'awarded', 'owner', 'guest'),
    step('countered', 'accept', 'awarded', 'guest', 'owner'),
    { ...step('quoting', 'lapse', 'shortlisted', 'market', 'guest'), deadline: 'quote' },
    { ...step('countered', 'lapse', 'shortlisted', 'market', 'guest'), deadline: 'quote' },
    step('shown', 'decline', 'declined', 'owner', 'guest'),
    step('shortlisted', 'decline', 'declined', 'owner', 'guest'),
    step('quoting', 'decline', 'declined', 'owner', 'guest'),
    step('countered', 'decline', 'declined', 'owner', 'guest'),
    step('shown', 'withdraw', 'withdrawn', 'guest', 'owner'),
    step('shortlisted', 'withdraw', 'withdrawn', 'guest', 'owner'),
    step('quoting', 'withdraw', 'withdrawn', 'guest', 'owner'),
    step('countered', 'withdraw', 'withdrawn', 'guest', 'owner'),
    step('shown', 'expire', 'expired', 'market', 'guest'),
    step('shortlisted', 'expire', 'expired', 'market', 'guest'),
    step('quoting', 'expire', 'expired', 'market', 'guest'),
    step('countered', 'expire', 'expired', 'market', 'guest'),
  ],
})

export type Side = 'owner' | 'guest'

function step<
  const F extends string,
  const V extends string,
  const T extends string,
  const B extends Side | 'market',
>(from: F, verb: V, to: T, by: B, notifies: Side) {
  return { from, to, verb, by: [by] as const, notifies: [notifies] as const }
}

export type InterestState = (typeof interestMachine.states)[number]
export type InterestVerb = (typeof interestMachine.transitions)[number]['verb']

/** Still under way. */
export const liveStates = [
  'shown',
  'shortlisted',
  'quoting',
  'countered',
] as const satisfies InterestState[]

export const isLive = (state: InterestState): boolean =>
  (liveStates as readonly InterestState[]).includes(state)

/** The owner has let the guest in: an unnamed listing shows its name. */
export const acceptedStates = [
  'shortlisted',
  'quoting',
  'countered',
  'awarded',
] as const satisfies InterestState[]

export const interestCourse = ['shown', 'shortlisted', 'quoting', 'countered', 'awarded'] as const

/** Working days for the owner to answer what was shown, and for the guest to quote. */
export const answerDays = 20

/** Whose terms lie on the table in this state; null when none do. */
export const activeTermsSide = (state: InterestState): Side | null =>
  state === 'quoting' ? 'guest' : state === 'countered' ? 'owner' : null

/** Who has the ball; nobody once it is over. */
export function whoseTurn(state: InterestState): Side | null {
  switch (state) {
    case 'shown':
    case 'quoting':
      return 'owner'
    case 'shortlisted':
    case 'countered':
      return 'guest'
    default:
      return null
  }
}

/** How often an owner says no to one guest until no is no: things change, and nobody is to be pestered. */
const mostDeclined = 3

/** Each interest is a notice to the owner of the listing, so it can't be shown and taken back for ever. */
const MAX_WITHDRAWN_INTERESTS = 3

/** What became of an interest: its state, and its deal's once there is one. */
export interface Earlier {
  state: InterestState
  deal: DealState | null
}

/** What stands between an organisation and another interest in the same listing, as a key of `refusal`; null if nothing. */
export function whyNotAgain(
  earlier: readonly Earlier[],
): 'interest_shown' | 'interest_in_deal' | 'interest_declined' | 'interest_withdrawn_often' | null {
  if (earlier.some(({ state }) => isLive(state))) return 'interest_shown'
  if (earlier.some(({ deal }) => deal && stageOf(deal))) return 'interest_in_deal'
  const withdrawn = earlier.filter(({ state }) => state === 'withdrawn')
  if (withdrawn.length >= MAX_WITHDRAWN_INTERESTS) return 'interest_withdrawn_often'
  const declined = earlier.filter(({ state }) => state === 'declined')
  return declined.length < mostDeclined ? null : 'interest_declined'
}

/** What an organisation says when it shows interest. */
export const showSchema = z.object({ note: words(1000).min(10) })

/** A quotation, or the owner's counter to it. The price is for all of it. */
export const termsInputSchema = z.object({
  priceFen: amountInFen,
  quantity,
  deliveryDays: z.number().int('whole_number').min(1).max(3650),
  validUntil: day,
  termsNote: words(1000).optional(),
})
export type Terms = z.output<typeof termsInputSchema>

/** The same as a page's form sends it, in 万元. */
export const termsSchema = termsInputSchema.extend({ priceFen: amountInWan })
