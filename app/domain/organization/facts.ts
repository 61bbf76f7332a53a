/** What a register says of a company. Money in hundredths of the currency's unit, dates as `YYYY-MM-DD`. */
export interface RegistryFacts {
  name: string
  uscc: string
  registered_on: string | null
  capital_fen: number | null
  capital_currency: string | null
  province: string | null
  city: string | null
  district: string | null
  street: string | null
  road: string | null
  business_scope: string | null
  is_branch: boolean
  /** Proposed from the business scope (GB/T 4754-2017); null when nothing comes close. */
  industry_code: string | null
}

export const factNames = [
  'name',
  'registered_on',
  'capital_fen',
  'capital_currency',
  'province',
  'city',
  'district',
  'street',
  'road',
  'business_scope',
  'is_branch',
  'industry_code',
] as const satisfies readonly (keyof RegistryFacts)[]
