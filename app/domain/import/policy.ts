import { type Acting, type Actor, isBureau } from '../actor.ts'

/** Officers of the bureau bring files in. */
export const mayImport = (actor: Actor | null): actor is Acting => isBureau(actor, 'officer')
