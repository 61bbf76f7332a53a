import { sectionOf } from '../industry/industry.ts'

/** What stands beside a request of its enterprise. */
export interface EnterpriseFacts {
  id: string
  name: string
  street: string | null
  industryCode: string | null
  tier: string
  /** Whether at least `MIN_SHARING` verified enterprises have the same section of industry. */
  isSectionShared: boolean
}

export interface ShownEnterprise {
  /** Null where it stays unnamed. */
  enterprise: { id: string; name: string } | null
  street: string | null
  /** The section alone where it stays unnamed. */
  industryCode: string | null
  tier: string
}

/** Fewer organisations than this that share a trait would tell who it is. */
export const MIN_SHARING = 5

/** The section of industry that an unnamed enterprise may show: one that enough others share. */
export function sharedSection({
  industryCode,
  isSectionShared,
}: Pick<EnterpriseFacts, 'industryCode' | 'isSectionShared'>): string | null {
  return industryCode !== null && isSectionShared ? sectionOf(industryCode) : null
}

/** What a reader is shown of the enterprise behind a request; where it stays unnamed, its section of industry at most. */
export function shownEnterprise(enterprise: EnterpriseFacts, isNamed: boolean): ShownEnterprise {
  if (isNamed) {
    const { id, name, street, industryCode, tier } = enterprise
    return { enterprise: { id, name }, street, industryCode, tier }
  }
  return {
    enterprise: null,
    street: null,
    industryCode: sharedSection(enterprise),
    tier: 'none',
  }
}
