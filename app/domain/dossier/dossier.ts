import { z } from 'zod'
import { phone, words } from '../financing/terms.ts'

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

export const mostDocuments = 50

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

const million = 100_000_000
const inWan = z
  .number()
  .min(-million)
  .max(million)
  .transform((wan) => Math.round(wan * 1_000_000))
  .optional()

/** One year's figures; amounts arrive in 万元. */
export const indicatorSchema = z.object({
  year: z.number().int('whole_number').min(1990).max(2200),
  revenueFen: inWan,
  profitFen: inWan,
  taxFen: inWan,
  rndFen: inWan,
  assetsFen: inWan,
  liabilitiesFen: inWan,
})
export type Indicator = z.output<typeof indicatorSchema>

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
