import { z } from 'zod'
import { words } from '#app/domain/financing/terms.ts'
import { guarantees } from '#app/domain/financing/vocabulary.ts'
import { termsSchema } from '#app/domain/offer/offer.ts'
import { disclosable, requestSchema } from '#app/domain/request/request.ts'
import { choices, givenBp, givenFen, givenFigure, version } from '../fields.ts'

/** Bodies that several operations take: the pages' own schemas, with money in fen and rates in basis points. */

export const remarks = z.strictObject({ remarks: words(1000).min(2) })
/** What is published is what was read. */
export const reviewed = z.strictObject({ version })
export const reason = z.strictObject({ reason: words(500).optional() })

const someGuarantee = choices(guarantees).refine((list) => list.length > 0, 'guarantee_one')

export const requestBody = z.strictObject({
  ...requestSchema.shape,
  amountFen: givenFen,
  rateMaxBp: givenBp.optional(),
  revenueFen: givenFigure.optional(),
  taxFen: givenFigure.optional(),
  guarantees: someGuarantee,
  disclosed: choices(disclosable).default([]),
})

export const requestExample = {
  title: 'Loan for two machining centres',
  amountFen: 300_000_000,
  termMonths: 12,
  purpose: 'Two five-axis machining centres, to make more moulds for cars.',
  rateMaxBp: 450,
  guarantees: ['credit', 'mortgage'] as ('credit' | 'mortgage')[],
  urgency: 'soon' as const,
  expiresOn: '2030-12-31',
  contactName: 'Zhou Rui',
  contactPhone: '13812345678',
  disclosed: ['contact', 'revenue'] as ('contact' | 'revenue')[],
  revenueFen: 2_600_000_000,
}

export const termsBody = z.strictObject({
  ...termsSchema.shape,
  amountFen: givenFen,
  rateBp: givenBp,
  guarantees: someGuarantee,
})

export const termsExample = {
  amountFen: 280_000_000,
  rateBp: 365,
  termMonths: 12,
  guarantees: ['credit'] as 'credit'[],
  conditions: 'Guaranteed by the legal representative',
  validUntil: '2030-12-31',
}
