import { type Actor, actsFor, isBureau, isOfficerFor } from '../actor.ts'

interface Contested {
  kind: string
  organizationId: string
  raisedBy: string
  refusedBy: string
}

/**
 * Whoever was refused reads it, and the bureau's officers. Of an application for standing that is the applicant alone:
 * in a disputed takeover the organisation's members are the other side.
 */
export const mayReadAppeal = (actor: Actor | null, appeal: Contested): boolean =>
  actor?.personId === appeal.raisedBy ||
  (appeal.kind !== 'standing_application' && actsFor(actor, appeal.organizationId)) ||
  isBureau(actor, 'officer')

/** Another officer than the one who refused, and none who is concerned. */
export const mayDecideAppeal = (actor: Actor | null, appeal: Contested): boolean =>
  isOfficerFor(actor, appeal.organizationId) &&
  actor.personId !== appeal.refusedBy &&
  actor.personId !== appeal.raisedBy

/** Only who raised it: a refusal is contested once, so nobody else may end it. */
export const mayWithdrawAppeal = (
  actor: Actor | null,
  { raisedBy }: Pick<Contested, 'raisedBy'>,
): boolean => actor?.personId === raisedBy
