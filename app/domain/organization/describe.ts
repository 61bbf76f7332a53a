import { z } from 'zod'
import { properName } from '../text/proper-name.ts'

const words = (most: number) => z.string().trim().max(most).optional()

/** What an organisation says of itself, beside the register's facts. */
export const descriptionSchema = z.object({
  shortName: properName(2, 20).optional(),
  intro: words(2000),
  offers: words(2000),
  seeks: words(2000),
  website: z
    .url({ protocol: /^https?$/, error: 'website' })
    .max(200)
    .optional(),
  employees: z.coerce.number().int('whole_number').min(0).max(1_000_000).optional(),
})
export type Description = z.output<typeof descriptionSchema>
