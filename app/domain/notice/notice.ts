import type { Role } from '../actor.ts'
import type { NoticeTopic } from '../event.ts'

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
