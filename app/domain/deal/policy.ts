import { type Actor, actsFor, hasRole, isBureau, isOfficerFor, isVerified } from '../actor.ts'
import type { Side } from './deal.ts'

interface Sides {
  buyerId: string
  sellerId: string
}

/** Which side somebody acts for on this deal. */
export function sideOf(actor: Actor | null, { buyerId, sellerId }: Sides): Side | null {
  if (!isVerified(actor)) return null
  if (actsFor(actor, buyerId)) return 'buyer'
  return actsFor(actor, sellerId) ? 'seller' : null
}

/** The two sides read their deal, and the bureau's officers, who settle differences. */
export const mayReadDeal = (actor: Actor | null, deal: Sides): boolean =>
  sideOf(actor, deal) !== null || isBureau(actor, 'officer')

/** An organisation confirms an amount, and gives a deal up, only through its owner. */
export const mayConfirm = (actor: Actor | null, deal: Sides): boolean =>
  sideOf(actor, deal) !== null && hasRole(actor, 'owner')

/** An officer who belongs to neither side. */
export const maySettle = (actor: Actor | null, { buyerId, sellerId }: Sides): boolean =>
  isOfficerFor(actor, buyerId, sellerId)
