import type { OrganizationKind, Role } from '#app/domain/actor.ts'

/** Who is at the page, as the frame shows it. */
export interface Viewer {
  name: string
  organization: {
    id: string
    name: string
    kind: OrganizationKind
    verified: boolean
    roles: readonly Role[]
  } | null
  /** All that the person may act for, the present one too. */
  organizations: readonly { id: string; name: string }[]
  /** Unread notices. */
  unread: number
  /** To the privacy notice in force. */
  agreed: boolean
}

/** Reads the trail and has no other pages of the organisation. */
export const isAtAudit = (viewer: Viewer | null): boolean =>
  viewer?.organization?.roles.includes('auditor') ?? false

export type NavIcon =
  | 'home'
  | 'money'
  | 'firms'
  | 'sessions'
  | 'desk'
  | 'queue'
  | 'ledger'
  | 'search'
  | 'market'

export interface NavItem {
  to: string
  /** A key of `ui:nav`. */
  label: string
  icon: NavIcon
  /** Also in the phone's bottom line, which holds five at most. */
  phone: boolean
}

const item = (to: string, label: string, icon: NavIcon, phone = true): NavItem => ({
  to,
  label,
  icon,
  phone,
})

const money = item('/search?kind=product', 'find_money', 'money')
const firms = item('/search?kind=organization', 'find_firms', 'firms')
const market = item('/search?kind=listing', 'market', 'market')
const sessions = item('/sessions', 'sessions', 'sessions')
const desk = item('/desk', 'desk', 'desk')

const byKind: Record<
  'visitor' | 'auditor' | 'enterprise' | 'institution' | 'bureau' | 'other',
  NavItem[]
> = {
  visitor: [market, money, firms, sessions],
  auditor: [item('/bureau/audit', 'audit', 'queue'), money, firms, sessions],
  enterprise: [
    desk,
    item('/requests', 'my_requests', 'queue'),
    item('/listings', 'my_listings', 'market'),
    { ...money, phone: false },
    sessions,
    { ...market, phone: false },
    { ...firms, phone: false },
  ],
  institution: [
    desk,
    item('/requests', 'requests', 'queue'),
    item('/products', 'my_products', 'money', false),
    sessions,
    { ...market, phone: false },
    { ...firms, phone: false },
  ],
  bureau: [
    desk,
    item('/bureau/standing', 'standing', 'queue'),
    item('/bureau/reviews', 'reviews', 'queue', false),
    item('/bureau/listings', 'listings_review', 'market', false),
    sessions,
    item('/ledger', 'ledger', 'ledger'),
  ],
  other: [
    desk,
    item('/listings', 'my_listings', 'queue'),
    market,
    { ...firms, phone: false },
    sessions,
  ],
}

/** The main ways for who is at the page; who isn't verified yet sees those of a visitor. */
export function navigationFor(viewer: Viewer | null): NavItem[] {
  const organization = viewer?.organization
  if (!organization?.verified) return byKind.visitor
  if (isAtAudit(viewer)) return byKind.auditor
  const { kind } = organization
  if (kind === 'enterprise' || kind === 'institution' || kind === 'bureau') return byKind[kind]
  return byKind.other
}
