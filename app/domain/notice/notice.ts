import type { Role } from '../actor.ts'
import { type NoticeCategory, noticeCategories } from '../event.ts'

/** The roles whose work a category is: what an organisation is notified of is read by them alone, on pages and in letters. */
const recipientRoles: Record<NoticeCategory, readonly Role[]> = {
  security: ['owner', 'admin'],
  financing: ['owner', 'member', 'loan_officer', 'branch_manager', 'officer'],
  trade: ['owner', 'member', 'officer'],
  session: ['owner', 'member', 'loan_officer', 'branch_manager', 'host', 'officer'],
  message: ['owner', 'member', 'loan_officer', 'branch_manager', 'officer'],
  consent: ['owner', 'loan_officer', 'branch_manager', 'officer'],
  standing: ['owner', 'officer'],
  people: ['owner', 'admin', 'branch_manager'],
}

/** Returns the categories of an organisation's notices that somebody with these roles reads. */
export const categoriesOf = (roles: readonly Role[]): NoticeCategory[] =>
  noticeCategories.filter((category) =>
    roles.some((role) => recipientRoles[category].includes(role)),
  )

export const mailChoices = ['now', 'digest', 'off'] as const
export const smsChoices = ['now', 'off'] as const

export interface Choice {
  mail: (typeof mailChoices)[number]
  sms: (typeof smsChoices)[number]
}

/** What somebody gets who chose nothing. Only who has no mail address is written to by SMS, and only of what can't wait. */
export function defaultChoice(topic: NoticeCategory, hasMail: boolean): Choice {
  const urgent = topic === 'security' || topic === 'financing' || topic === 'session'
  const mail = topic === 'message' || topic === 'consent' || topic === 'people' ? 'digest' : 'now'
  return { mail, sms: !hasMail && urgent ? 'now' : 'off' }
}

/** What concerns the safety of one's account can't be turned off. */
export const isOptional = (topic: NoticeCategory): boolean => topic !== 'security'

/** Minutes that a notice may be read in the page before it goes out. */
export const DELIVERY_DELAY_MINUTES = 3
/** A digest names this many and counts the rest. */
export const MAX_DIGEST_ITEMS = 30
