/** What somebody holds in an organisation and another must take over when they leave. */
export const holdingKinds = ['thread', 'request', 'product', 'listing', 'session'] as const
export type HoldingKind = (typeof holdingKinds)[number]

/** Who takes over, by kind; `ownership` names who owns the organisation from then on, where the last owner leaves. */
export type Heirs = Partial<Record<HoldingKind | 'ownership', string>>

export interface Holding {
  id: string
  title: string
}
