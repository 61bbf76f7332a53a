import { z } from 'zod'
import { MAX_TOKEN_DAYS } from './days.ts'

/** What a token may be for. Each operation of the API and the live protocol asks for one of these. */
export const scopes = [
  'market:read',
  'organizations:write',
  'products:write',
  'listings:write',
  'requests:read',
  'requests:write',
  'threads:read',
  'threads:write',
  'sessions:read',
  'sessions:write',
  'imports:read',
  'imports:write',
  'reviews:write',
  'ledger:read',
  'live:read',
  'live:write',
] as const
export type Scope = (typeof scopes)[number]

/** Begins every token, so that whoever looks through files for leaked secrets knows it. */
export const tokenPrefix = 'lq_'
/** Tokens of one person that hold at the same time. */
export const MAX_TOKENS = 50

export const isToken = (text: string): boolean => /^lq_[\w-]{43}$/.test(text)

export const tokenNameSchema = z.string().trim().min(1).max(60)

/** What one says of a token to be made. */
export const tokenSchema = z.object({
  name: tokenNameSchema,
  scopes: z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(z.enum(scopes)).min(1).max(scopes.length),
  ),
  days: z.number().int('whole_number').min(1).max(MAX_TOKEN_DAYS),
  /** For which of one's organisations it acts; for none when absent. */
  organizationId: z.uuid().optional(),
})
export type TokenInput = z.output<typeof tokenSchema>
