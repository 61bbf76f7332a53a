/** What one can choose about, in the order of the page. Every event belongs to one. */
export const noticeCategories = [
  'security',
  'financing',
  'trade',
  'session',
  'message',
  'consent',
  'standing',
  'people',
] as const
export type NoticeCategory = (typeof noticeCategories)[number]

/** A kind of event that people are notified of: its sentence is `notice.<kind>` in the messages. */
export interface EventDefinition<Kind extends string = string> {
  kind: Kind
  category: NoticeCategory
  /** The parts of its subject that are notified: its owner, the institution, an officer. */
  to: readonly string[]
  /** Names of the figures and texts that its sentence needs. */
  params: readonly string[]
  /** Where something can be done about it, with `:id` for the subject's; otherwise the subject's own page. */
  page?: string
  /** Others can set it off again and again: its reader has at most one of them unread for each subject. */
  onceUnread?: boolean
}

/** Defines the events of a noun. The only place where a kind of event is born. */
export function defineEvents<const Kind extends string>(
  category: NoticeCategory,
  kinds: Record<Kind, Omit<EventDefinition, 'kind' | 'category'>>,
): { readonly [K in Kind]: EventDefinition<K> } {
  const entries = Object.entries(kinds) as [Kind, Omit<EventDefinition, 'kind' | 'category'>][]
  return Object.fromEntries(entries.map(([kind, rest]) => [kind, { kind, category, ...rest }])) as {
    readonly [K in Kind]: EventDefinition<K>
  }
}

export const isNoticeCategory = (value: unknown): value is NoticeCategory =>
  (noticeCategories as readonly unknown[]).includes(value)
