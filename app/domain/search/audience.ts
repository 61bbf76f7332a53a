import { type Actor, isAuditor, isBureau, isInstitution } from '../actor.ts'
import type { Audience } from './document.ts'

/** The audiences that somebody belongs to; the index answers only for these. */
export function audiencesOf(actor: Actor | null): Audience[] {
  const audiences: Audience[] = ['public']
  if (isInstitution(actor)) audiences.push('institution')
  if (isBureau(actor, 'officer', 'host')) audiences.push('bureau')
  if (actor?.organization && !isAuditor(actor)) {
    audiences.push(`organization:${actor.organization.id}`)
  }
  return audiences
}
