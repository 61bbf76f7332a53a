import { type Actor, actsFor, isBureau, isOfficerFor } from '../actor.ts'

interface Contested {
  organizationId: string
  raisedBy: string
  refusedBy: string
}

/** Whoever was refused reads it, and the bureau's officers. */
export const mayReadAppeal = (actor: Actor | null, appeal: Contested): boolean =>
  actor?.personId === appeal.raisedBy ||
  actsFor(actor, appeal.organizationId) ||
  isBureau(actor, 'officer')

/** Another officer than the one who refused, and none who is concerned. */
export const mayDecideAppeal = (actor: Actor | null, appeal: Contested): boolean =>
  isOfficerFor(actor, appeal.organizationId) &&
  actor.personId !== appeal.refusedBy &&
  actor.personId !== appeal.raisedBy

export const mayWithdrawAppeal = (actor: Actor | null, appeal: Contested): boolean =>
  actor?.personId === appeal.raisedBy || actsFor(actor, appeal.organizationId)
