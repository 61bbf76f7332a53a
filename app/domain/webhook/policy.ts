import { type Acting, type Actor, hasRole, isBureau, isVerified } from '../actor.ts'

/** Owners connect their organisation's systems; in the bureau its administrators do. */
export const mayManageWebhooks = (actor: Actor | null): actor is Acting =>
  isBureau(actor, 'owner', 'admin') || (isVerified(actor) && hasRole(actor, 'owner'))
