import { z } from 'zod'
import { words } from '#app/domain/financing/bounds.ts'
import { termsInputSchema } from '#app/domain/offer/offer.ts'
import { requestInputSchema } from '#app/domain/request/request.ts'
import { version } from '../fields.ts'

/** Bodies that several operations take: what the verbs take, and nothing beside it. */

export const remarks = z.strictObject({ remarks: words(1000).min(2) })
/** What is published is what was read. */
export const reviewed = z.strictObject({ version })
export const reason = z.strictObject({ reason: words(500).optional() })

export const requestBody = requestInputSchema.strict()

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

export const termsBody = termsInputSchema.strict()

export const termsExample = {
  amountFen: 280_000_000,
  rateBp: 365,
  termMonths: 12,
  guarantees: ['credit'] as 'credit'[],
  conditions: 'Guaranteed by the legal representative',
  validUntil: '2030-12-31',
}
