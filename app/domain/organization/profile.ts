import { z } from 'zod'

const text = (most: number) => z.string().trim().max(most).optional()

/** What an organisation says of itself in its shop window; registry facts are not its to change. */
export const profileSchema = z.object({
  shortName: text(20),
  intro: text(1000),
  offers: text(1000),
  seeks: text(1000),
  website: z
    .url({ protocol: /^https?$/, error: 'website' })
    .max(200)
    .optional(),
  employees: z.number().int('whole_number').min(0).max(1_000_000).optional(),
})

export type ProfileInput = z.output<typeof profileSchema>
