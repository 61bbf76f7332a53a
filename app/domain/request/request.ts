import { z } from 'zod'
import {
  amountInFen,
  day,
  eachOnce,
  rateInBp,
  termInMonths,
  volumeInFen,
  words,
} from '../financing/bounds.ts'
import {
  amountInWan,
  figureInWan,
  guaranteeChoice,
  phone,
  rateInPercent,
  several,
  someGuarantees,
} from '../financing/terms.ts'
import { urgencies } from '../financing/vocabulary.ts'
import { defineMachine } from '../state-machine.ts'

/**
 * W2 融资需求. The market itself fills, reopens, awards, closes and expires. A direct application (W3) goes to its one
 * institution at once, and comes back as a draft when that ends without a loan.
 */
export const requestMachine = defineMachine({
  noun: 'request',
  states: [
    'draft',
    'submitted',
    'returned',
    'published',
    'full',
    'awarded',
    'closed',
    'withdrawn',
    'expired',
  ],
  initial: ['draft'],
  ends: ['closed', 'withdrawn', 'expired'],
  transitions: [
    { from: 'draft', to: 'submitted', verb: 'submit', by: ['enterprise'], notifies: ['officer'] },
    {
      from: 'returned',
      to: 'submitted',
      verb: 'submit',
      by: ['enterprise'],
      notifies: ['officer'],
    },
    {
      from: 'submitted',
      to: 'returned',
      verb: 'return',
      by: ['officer'],
      notifies: ['enterprise'],
    },
    {
      from: 'submitted',
      to: 'published',
      verb: 'publish',
      by: ['officer'],
      notifies: ['enterprise', 'institution'],
    },
    {
      from: 'returned',
      to: 'published',
      verb: 'uphold',
      by: ['officer'],
      notifies: ['enterprise', 'institution'],
    },
    { from: 'draft', to: 'full', verb: 'apply', by: ['enterprise'], notifies: ['institution'] },
    { from: 'full', to: 'draft', verb: 'give_back', by: ['market'], notifies: ['enterprise'] },
    { from: 'awarded', to: 'draft', verb: 'give_back', by: ['market'], notifies: ['enterprise'] },
    { from: 'published', to: 'full', verb: 'fill', by: ['market'], notifies: ['enterprise'] },
    { from: 'full', to: 'published', verb: 'reopen', by: ['market'], notifies: ['institution'] },
    {
      from: 'published',
      to: 'awarded',
      verb: 'award',
      by: ['market'],
      notifies: ['enterprise', 'institution'],
    },
    {
      from: 'full',
      to: 'awarded',
      verb: 'award',
      by: ['market'],
      notifies: ['enterprise', 'institution'],
    },
    { from: 'awarded', to: 'published', verb: 'reopen', by: ['market'], notifies: ['enterprise'] },
    {
      from: 'awarded',
      to: 'closed',
      verb: 'close',
      by: ['market'],
      notifies: ['enterprise', 'institution'],
    },
    {
      from: 'draft',
      to: 'withdrawn',
      verb: 'withdraw',
      by: ['enterprise'],
      notifies: ['enterprise'],
    },
    {
      from: 'submitted',
      to: 'withdrawn',
      verb: 'withdraw',
      by: ['enterprise'],
      notifies: ['officer'],
    },
    {
      from: 'returned',
      to: 'withdrawn',
      verb: 'withdraw',
      by: ['enterprise'],
      notifies: ['officer'],
    },
    {
      from: 'published',
      to: 'withdrawn',
      verb: 'withdraw',
      by: ['enterprise'],
      notifies: ['institution'],
    },
    {
      from: 'full',
      to: 'withdrawn',
      verb: 'withdraw',
      by: ['enterprise'],
      notifies: ['institution'],
    },
    {
      from: 'published',
      to: 'expired',
      verb: 'expire',
      by: ['market'],
      notifies: ['enterprise', 'institution'],
    },
  ],
})

export type RequestState = (typeof requestMachine.states)[number]
export type RequestVerb = (typeof requestMachine.transitions)[number]['verb']

/** Institutions may find and claim it (`full` shows that it is taken). */
export const openStates = ['published', 'full'] as const satisfies RequestState[]

export const isOpen = (state: RequestState): boolean =>
  (openStates as readonly RequestState[]).includes(state)

export const defaultCap = 3

/** Whom an open request is shown to: the institutions of the market, or only the one that it was applied to. */
export type RequestAudience = 'market' | 'direct'

/** What an enterprise may let the holders of a live thread read. */
export const disclosable = ['contact', 'revenue', 'tax', 'collateral_detail'] as const

/** What an enterprise says of its need, as every border hands it to the verb. */
export const requestInputSchema = z.object({
  title: words(60).min(4),
  amountFen: amountInFen,
  termMonths: termInMonths,
  purpose: words(1000).min(10),
  rateMaxBp: rateInBp.optional(),
  guarantees: someGuarantees,
  collateralNote: words(500).optional(),
  urgency: z.enum(urgencies),
  expiresOn: day,
  anonymous: z.boolean().default(false),
  contactName: words(30).min(1),
  contactPhone: phone,
  revenueFen: volumeInFen.optional(),
  taxFen: volumeInFen.optional(),
  collateralDetail: words(1000).optional(),
  disclosed: eachOnce(disclosable).default([]),
})

export type RequestInput = z.output<typeof requestInputSchema>

const volumeInWan = figureInWan.pipe(volumeInFen).optional()

/** The same as a page's form sends it: amounts in 万元, rates in per cent. */
export const requestSchema = requestInputSchema.extend({
  amountFen: amountInWan,
  rateMaxBp: rateInPercent.optional(),
  guarantees: guaranteeChoice,
  revenueFen: volumeInWan,
  taxFen: volumeInWan,
  disclosed: several(disclosable),
})
