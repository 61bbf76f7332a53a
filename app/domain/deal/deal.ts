import { z } from 'zod'
import { amountInFen, day, words } from '../financing/bounds.ts'
import { amountInWan } from '../financing/terms.ts'
import { defineMachine } from '../state-machine.ts'

type Part = Side | 'market' | 'officer'
export type Side = 'buyer' | 'seller'

const sides = ['buyer', 'seller'] as const

/**
 * W15 对接. 意向, 签约 and 落地 are told apart: an amount counts for `signed` and for `fulfilled` once both sides have
 * confirmed the same, or an officer has settled a difference between them.
 */
export const dealMachine = defineMachine({
  noun: 'deal',
  states: ['intent', 'following', 'signed', 'fulfilled', 'lapsed'],
  initial: ['intent'],
  ends: ['fulfilled', 'lapsed'],
  transitions: [
    step('intent', 'follow', 'following', sides),
    { ...step('following', 'sign', 'signed', ['market', 'officer']), guard: 'agreed' },
    { ...step('signed', 'fulfil', 'fulfilled', ['market', 'officer']), guard: 'agreed' },
    step('intent', 'lapse', 'lapsed', sides),
    step('following', 'lapse', 'lapsed', sides),
    step('signed', 'lapse', 'lapsed', sides),
  ],
})

function step<const F extends string, const V extends string, const T extends string>(
  from: F,
  verb: V,
  to: T,
  by: readonly Part[],
) {
  return { from, to, verb, by, notifies: sides as readonly Part[] }
}

export type DealState = (typeof dealMachine.states)[number]
export type DealVerb = (typeof dealMachine.transitions)[number]['verb']

export const dealCourse = ['intent', 'following', 'signed', 'fulfilled'] as const

/** What both sides confirm, in this order. */
export type Stage = 'signed' | 'fulfilled'

/** Which amount waits to be confirmed in this state; null when none does. */
export function stageOf(state: DealState): Stage | null {
  if (state === 'intent' || state === 'following') return 'signed'
  return state === 'signed' ? 'fulfilled' : null
}

/** Working days for the other side to confirm, after which the deal goes to an officer. */
export const confirmDays = 10

export const otherSide = (side: Side): Side => (side === 'buyer' ? 'seller' : 'buyer')

/** Who has the ball: who has not said yet what was signed or delivered; nobody when an officer has, or it is over. */
export function whoseTurn(
  state: DealState,
  said: readonly Side[],
  referred: boolean,
): Side | 'both' | 'officer' | null {
  if (!stageOf(state)) return null
  if (referred) return 'officer'
  if (said.length !== 1) return 'both'
  return otherSide(said[0]!)
}

/** What one side says was signed, or delivered and paid, and when. */
export const confirmationInputSchema = z.object({ amountFen: amountInFen, doneOn: day })
export type Confirmation = z.output<typeof confirmationInputSchema>

/** The same as a page's form sends it, in 万元. */
export const confirmationSchema = confirmationInputSchema.extend({ amountFen: amountInWan })

/** How an officer settles a difference: the amount that counts, and why. */
export const settlementInputSchema = z.object({ amountFen: amountInFen, reason: words(500).min(4) })
export const settlementSchema = settlementInputSchema.extend({ amountFen: amountInWan })
