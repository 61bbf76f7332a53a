import { z } from 'zod'
import { amountInFen, day, rateInBp, termInMonths, words } from '../financing/bounds.ts'
import { amountInWan, guaranteeChoice, rateInPercent, someGuarantees } from '../financing/terms.ts'
import { defineMachine } from '../state-machine.ts'

/** W2 授信方案: the institution's terms lie on the table (`made`) or the enterprise's (`countered`). */
export const offerMachine = defineMachine({
  noun: 'offer',
  states: ['made', 'countered', 'accepted', 'refused', 'expired', 'withdrawn'],
  initial: ['made'],
  ends: ['accepted', 'refused', 'expired', 'withdrawn'],
  transitions: [
    {
      from: 'made',
      to: 'countered',
      verb: 'counter',
      by: ['enterprise'],
      notifies: ['institution'],
    },
    {
      from: 'countered',
      to: 'made',
      verb: 'remake',
      by: ['institution'],
      notifies: ['enterprise'],
    },
    { from: 'made', to: 'accepted', verb: 'accept', by: ['enterprise'], notifies: ['institution'] },
    {
      from: 'countered',
      to: 'accepted',
      verb: 'accept',
      by: ['institution'],
      notifies: ['enterprise'],
    },
    { from: 'made', to: 'refused', verb: 'refuse', by: ['enterprise'], notifies: ['institution'] },
    {
      from: 'countered',
      to: 'refused',
      verb: 'refuse',
      by: ['institution', 'enterprise'],
      notifies: ['enterprise', 'institution'],
    },
    {
      from: 'made',
      to: 'expired',
      verb: 'expire',
      by: ['market'],
      notifies: ['institution', 'enterprise'],
    },
    {
      from: 'countered',
      to: 'expired',
      verb: 'expire',
      by: ['market'],
      notifies: ['institution', 'enterprise'],
    },
    {
      from: 'made',
      to: 'withdrawn',
      verb: 'withdraw',
      by: ['institution', 'market'],
      notifies: ['enterprise'],
    },
    {
      from: 'countered',
      to: 'withdrawn',
      verb: 'withdraw',
      by: ['institution', 'market'],
      notifies: ['enterprise'],
    },
  ],
})

export type OfferState = (typeof offerMachine.states)[number]
export type OfferVerb = (typeof offerMachine.transitions)[number]['verb']
export type Side = 'institution' | 'enterprise'

/** Whose terms lie on the table in this state; null when none do. */
export const activeOfferSide = (state: OfferState): Side | null =>
  state === 'made' ? 'institution' : state === 'countered' ? 'enterprise' : null

/** The terms of an offer, as every border hands them to the verb. */
export const termsInputSchema = z.object({
  amountFen: amountInFen,
  rateBp: rateInBp,
  termMonths: termInMonths,
  guarantees: someGuarantees,
  conditions: words(1000).optional(),
  validUntil: day,
})
export type Terms = z.output<typeof termsInputSchema>

/** The same as a page's form sends them: the amount in 万元, the rate in per cent. */
export const termsSchema = termsInputSchema.extend({
  amountFen: amountInWan,
  rateBp: rateInPercent,
  guarantees: guaranteeChoice,
})

/** What one side says was paid out, and when. */
export const disbursementInputSchema = z.object({ amountFen: amountInFen, paidOn: day })
export type DisbursementInput = z.output<typeof disbursementInputSchema>

/** The same as a page's form sends it, in 万元. */
export const disbursementSchema = disbursementInputSchema.extend({ amountFen: amountInWan })
