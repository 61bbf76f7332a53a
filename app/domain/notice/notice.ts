import type { Role } from '../actor.ts'

/** What one can choose about, in the order of the page. */
export const noticeTopics = [
  'security',
  'financing',
  'trade',
  'session',
  'message',
  'consent',
  'standing',
  'people',
] as const
export type NoticeTopic = (typeof noticeTopics)[number]

/** How the kinds of a topic begin; no kind begins as two topics do. */
const beginnings: Record<NoticeTopic, readonly string[]> = {
  security: ['totp_', 'passkey_', 'recovery_', 'factors_', 'password_', 'token_'],
  financing: [
    ...['request_', 'product_', 'thread_', 'offer_', 'counter_', 'disbursement_', 'application_'],
    ...['guarantee_', 'receivable_'],
  ],
  trade: ['listing_', 'interest_', 'quote_', 'deal_', 'match_', 'search_', 'challenge_'],
  session: ['session_', 'registration_', 'talk_', 'follow_'],
  message: ['post_'],
  consent: ['consent_'],
  standing: ['standing_', 'appeal_'],
  people: [
    'import_',
    'roles_',
    'membership_',
    'join_',
    'ownership_',
    'handed_',
    'delegation_',
    'grant_',
    'branch_',
    'webhook_',
  ],
}

export const topicOf = (kind: string): NoticeTopic =>
  noticeTopics.find((topic) => beginnings[topic].some((start) => kind.startsWith(start))) ??
  'people'

/** The kinds of a topic as patterns of SQL LIKE. */
export const patternsOf = (topic: NoticeTopic): string[] =>
  beginnings[topic].map((start) => `${start.replace('_', '\\_')}%`)

/** Kinds that others can set off again and again: their reader has at most one of them unread for each subject. */
export const toldOnceUnread: ReadonlySet<string> = new Set(['post_received', 'join_asked'])

/** Who of an organisation hears of a topic; where nobody has such a role, its owners do. */
export const hearers: Record<NoticeTopic, readonly Role[]> = {
  security: ['owner', 'admin'],
  financing: ['owner', 'member', 'loan_officer', 'branch_manager', 'officer'],
  trade: ['owner', 'member', 'officer'],
  session: ['owner', 'member', 'loan_officer', 'branch_manager', 'host', 'officer'],
  message: ['owner', 'member', 'loan_officer', 'branch_manager', 'officer'],
  consent: ['owner', 'loan_officer', 'branch_manager', 'officer'],
  standing: ['owner', 'officer'],
  people: ['owner', 'admin', 'branch_manager'],
}

export const mailChoices = ['now', 'digest', 'off'] as const
export const smsChoices = ['now', 'off'] as const

export interface Choice {
  mail: (typeof mailChoices)[number]
  sms: (typeof smsChoices)[number]
}

/** What somebody gets who chose nothing. Only who has no mail address is written to by SMS, and only of what can't wait. */
export function usualChoice(topic: NoticeTopic, hasMail: boolean): Choice {
  const urgent = topic === 'security' || topic === 'financing' || topic === 'session'
  const mail = topic === 'message' || topic === 'consent' || topic === 'people' ? 'digest' : 'now'
  return { mail, sms: !hasMail && urgent ? 'now' : 'off' }
}

/** What concerns the safety of one's account can't be turned off. */
export const mayTurnOff = (topic: NoticeTopic): boolean => topic !== 'security'

/** Minutes that a notice may be read in the page before it goes out. */
export const quietMinutes = 3
/** A digest names this many and counts the rest. */
export const mostInDigest = 30

export const isNoticeTopic = (value: unknown): value is NoticeTopic =>
  (noticeTopics as readonly unknown[]).includes(value)
