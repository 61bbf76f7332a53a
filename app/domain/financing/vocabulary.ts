/** What secures a loan (担保方式). A request names what it can offer, a product what it takes. */
export const guarantees = [
  'credit',
  'mortgage',
  'pledge',
  'ip_pledge',
  'receivable',
  'guarantee',
] as const
export type Guarantee = (typeof guarantees)[number]

/** How a loan is paid back (还款方式). */
export const repayments = [
  'interest_first',
  'anytime',
  'equal_installments',
  'equal_principal',
  'at_maturity',
] as const
export type Repayment = (typeof repayments)[number]

export const urgencies = ['normal', 'soon', 'urgent'] as const
export type Urgency = (typeof urgencies)[number]

export const tiers = ['none', 'innovative', 'specialized', 'little_giant', 'champion'] as const
export type Tier = (typeof tiers)[number]

export const fenPerWan = 1_000_000
export const bpPerPercent = 100

export const fenToWan = (fen: number): number => fen / fenPerWan
export const bpToPercent = (bp: number): number => bp / bpPerPercent
