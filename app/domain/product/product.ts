import { z } from 'zod'
import {
  amountInFen,
  eachOnce,
  feeInBp,
  rateInBp,
  termInMonths,
  words,
} from '../financing/bounds.ts'
import {
  amountInWan,
  guaranteeChoice,
  rateInPercent,
  several,
  someGuarantees,
} from '../financing/terms.ts'
import { bpPerPercent, repayments, tiers } from '../financing/vocabulary.ts'
import { defineMachine } from '../state-machine.ts'

/** Returns whether a product is on the market: anybody may read it, and institutions are matched by it. */
export const isPublished = ({ state }: { state: string }): boolean => state === 'published'

/** A financing product 融资产品: published by an institution, reviewed by an officer. */
export const productMachine = defineMachine({
  noun: 'product',
  states: ['draft', 'submitted', 'returned', 'published', 'withdrawn'],
  initial: ['draft', 'published'],
  ends: ['withdrawn'],
  transitions: [
    { from: 'draft', to: 'submitted', verb: 'submit', by: ['institution'], notifies: ['officer'] },
    {
      from: 'returned',
      to: 'submitted',
      verb: 'submit',
      by: ['institution'],
      notifies: ['officer'],
    },
    {
      from: 'submitted',
      to: 'returned',
      verb: 'return',
      by: ['officer'],
      notifies: ['institution'],
    },
    {
      from: 'submitted',
      to: 'published',
      verb: 'publish',
      by: ['officer'],
      notifies: ['institution'],
    },
    {
      from: 'returned',
      to: 'published',
      verb: 'uphold',
      by: ['officer'],
      notifies: ['institution'],
    },
    { from: 'published', to: 'draft', verb: 'revise', by: ['institution'], notifies: ['officer'] },
    {
      from: 'draft',
      to: 'withdrawn',
      verb: 'withdraw',
      by: ['institution'],
      notifies: ['officer'],
    },
    {
      from: 'submitted',
      to: 'withdrawn',
      verb: 'withdraw',
      by: ['institution'],
      notifies: ['officer'],
    },
    {
      from: 'returned',
      to: 'withdrawn',
      verb: 'withdraw',
      by: ['institution'],
      notifies: ['officer'],
    },
    {
      from: 'published',
      to: 'withdrawn',
      verb: 'withdraw',
      by: ['institution'],
      notifies: ['officer'],
    },
  ],
})

export type ProductState = (typeof productMachine.states)[number]
export type ProductVerb = (typeof productMachine.transitions)[number]['verb']

/** Working days that an institution gives itself per stage; 1, 3 and 5 is Zhejiang's "135" rule. */
const stageDays = z.number().int('whole_number').min(1).max(60)

/** A fee as people type it, in per cent of the amount. */
const fee = z
  .number()
  .transform((percent) => Math.round(percent * bpPerPercent))
  .pipe(feeInBp)

/** What an institution says of a product, field by field. */
const productFields = z.object({
  name: words(60).min(2),
  amountMinFen: amountInFen.optional(),
  amountMaxFen: amountInFen,
  termMinMonths: termInMonths.optional(),
  termMaxMonths: termInMonths,
  rateLowBp: rateInBp,
  rateHighBp: rateInBp,
  guarantees: someGuarantees,
  repayments: eachOnce(repayments).default([]),
  tiers: eachOnce(tiers).default([]),
  industries: words(200).optional(),
  targetNote: words(500).optional(),
  conditions: words(2000).optional(),
  materials: words(2000).optional(),
  region: words(60).optional(),
  feeOnceBp: feeInBp.optional(),
  feeYearlyBp: feeInBp.optional(),
  feeNote: words(200).optional(),
  contactDays: stageDays,
  diligenceDays: stageDays,
  disburseDays: stageDays,
})

/** Each range begins before it ends. */
const withRangesInOrder = <S extends z.ZodType<z.output<typeof productFields>>>(schema: S) =>
  schema
    .refine((input) => isInOrder(input.amountMinFen, input.amountMaxFen), {
      path: ['amountMinFen'],
      error: 'range_order',
    })
    .refine((input) => isInOrder(input.termMinMonths, input.termMaxMonths), {
      path: ['termMinMonths'],
      error: 'range_order',
    })
    .refine((input) => isInOrder(input.rateLowBp, input.rateHighBp), {
      path: ['rateLowBp'],
      error: 'range_order',
    })

const isInOrder = (low: number | undefined, high: number) => low === undefined || low <= high

/** What every border hands to the verb. */
export const productInputSchema = withRangesInOrder(productFields.strict())
export type ProductInput = z.output<typeof productInputSchema>

/** The same as a page's form sends it: amounts in 万元, rates in per cent. */
export const productSchema = withRangesInOrder(
  productFields.extend({
    amountMinFen: amountInWan.optional(),
    amountMaxFen: amountInWan,
    rateLowBp: rateInPercent,
    rateHighBp: rateInPercent,
    guarantees: guaranteeChoice,
    repayments: several(repayments),
    tiers: several(tiers),
    feeOnceBp: fee.optional(),
    feeYearlyBp: fee.optional(),
  }),
)
