/** What somebody holds in an organisation and another must take over when they leave. */
export const responsibilityKinds = ['thread', 'request', 'product', 'listing', 'session'] as const
export type ResponsibilityKind = (typeof responsibilityKinds)[number]

/** Who takes over, by kind; `ownership` names who owns the organisation from then on, where the last owner leaves. */
export type Successors = Partial<Record<ResponsibilityKind | 'ownership', string>>

export interface Responsibility {
  id: string
  title: string
}
