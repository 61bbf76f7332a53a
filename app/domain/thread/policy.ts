import { type Actor, actsFor, hasRole, isBureau, isInstitution, isVerified } from '../actor.ts'

interface Sides {
  institutionId: string
  enterpriseId: string
}

/** The two sides read their thread, and the bureau's officers, who see to the deadlines. */
export const mayReadThread = (actor: Actor | null, thread: Sides): boolean =>
  sideOf(actor, thread) !== null || isBureau(actor, 'officer')

/** Which side somebody acts for on this thread. */
export function sideOf(
  actor: Actor | null,
  { institutionId, enterpriseId }: Sides,
): 'institution' | 'enterprise' | null {
  if (isInstitution(actor) && actsFor(actor, institutionId)) return 'institution'
  if (isVerified(actor) && actsFor(actor, enterpriseId)) return 'enterprise'
  return null
}

/** The enterprise binds itself only through its owner. */
export const mayBind = (actor: Actor | null, thread: Sides): boolean => {
  const side = sideOf(actor, thread)
  return side === 'institution' || (side === 'enterprise' && hasRole(actor, 'owner'))
}
