import { z } from 'zod'
import { figureInFen, words } from '../financing/bounds.ts'
import { figureInWan, phone } from '../financing/terms.ts'

/** The kinds of papers that institutions ask for. */
export const documentKinds = [
  'financial_statement',
  'tax_return',
  'bank_statement',
  'contract',
  'ownership',
  'other',
] as const
export type DocumentKind = (typeof documentKinds)[number]

export const MAX_DOCUMENTS = 50

export const contactSchema = z.object({
  contactName: words(30).min(1),
  contactPhone: phone,
})

export const bankSchema = z.object({
  bank: words(60).min(2),
  account: z
    .string()
    .transform((text) => text.replaceAll(/[\s-]/g, ''))
    .pipe(z.string().regex(/^\d{8,30}$/, 'account')),
})

const figures = <F extends z.ZodType<number>>(figure: F) => ({
  revenueFen: figure.optional(),
  profitFen: figure.optional(),
  taxFen: figure.optional(),
  rndFen: figure.optional(),
  assetsFen: figure.optional(),
  liabilitiesFen: figure.optional(),
})

/** One year's figures. */
export const indicatorInputSchema = z.object({
  year: z.number().int('whole_number').min(1990).max(2100),
  ...figures(figureInFen),
})
export type Indicator = z.output<typeof indicatorInputSchema>

/** The same as a page's form sends them, in 万元. */
export const indicatorSchema = indicatorInputSchema.extend(figures(figureInWan))

/** An enterprise's private fields, as far as the reader may; null where they were not granted or not entered. */
export interface Dossier {
  contact: { name: string; phone: string } | null
  bank: { bank: string; account: string } | null
  indicators:
    | {
        year: number
        revenueFen: number | null
        profitFen: number | null
        taxFen: number | null
        rndFen: number | null
        assetsFen: number | null
        liabilitiesFen: number | null
      }[]
    | null
  documents:
    | {
        id: string
        kind: DocumentKind
        name: string
        mediaType: string
        size: number
        at: string
      }[]
    | null
}
