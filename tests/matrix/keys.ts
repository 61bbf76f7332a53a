import type { Person } from '../support/people.ts'
import type { Row } from './canaries.ts'
import type { Knowledge } from './policy/knowledge.ts'
import type { Key } from './policy/policy.ts'

const lending = ['owner', 'loan_officer', 'branch_manager']
const clerks = ['officer', 'host', 'liaison', 'street', 'auditor']

/** What a persona holds, read from the rows and not asked of the program. @param heldBack owes a second factor */
export function keysOf(know: Knowledge, person: Person | null, heldBack: boolean): Set<Key> {
  if (!person) return new Set(['anyone'])
  const { personId } = person
  const own: Key[] = ['anyone', 'signed', `person:${personId}`]
  if (heldBack) return new Set(own)
  const signIn = know.get('sign_in', person.actor.signInId)!
  const members = know
    .all('membership')
    .filter((item) => item.person_id === personId && item.ended_at === null)
  for (const { organization_id } of members) own.push(`member:${organization_id}`)
  const acting = members.find((member) => member.organization_id === signIn.organization_id)
  if (!acting) return new Set(own)
  const organization = know.get('organization', acting.organization_id)!
  own.push(`acting:${organization.id}`)
  const seats = know
    .all('registration')
    .filter(
      (item) =>
        item.person_id === personId && ['confirmed', 'checked_in', 'attended'].includes(item.state),
    )
  for (const { session_id } of seats) own.push(`session:${session_id}`)
  if (organization.standing === 'verified') own.push(...partsIn(organization, acting.roles))
  return new Set(own)
}

/** What somebody may know who reads mail for every organisation that they belong to. */
export function keysOfReader(know: Knowledge, personId: string): Set<Key> {
  const keys: Key[] = ['anyone', 'signed', `person:${personId}`]
  for (const one of know.all('membership').filter(({ person_id }) => person_id === personId)) {
    const organization = know.get('organization', one.organization_id)!
    keys.push(`member:${organization.id}`, `acting:${organization.id}`)
    keys.push(...partsIn(organization, one.roles))
  }
  return new Set(keys)
}

/** What somebody at an organisation may know. */
export function keysOfOrganization(know: Knowledge, id: string): Set<Key> {
  const { kind, standing } = know.get('organization', id)!
  const keys = ['anyone', 'signed', `member:${id}`, `acting:${id}`]
  if (standing === 'verified') keys.push(`side:${id}`, 'verified')
  if (standing === 'verified' && kind === 'institution') keys.push('lender')
  const seats = know.all('registration').filter((item) => item.organization_id === id)
  return new Set([...keys, ...seats.map(({ session_id }) => `session:${session_id}`)])
}

function partsIn({ id, kind }: Row, roles: string[]): Key[] {
  const parts: Key[] = ['verified', `side:${id}`]
  if (kind === 'institution' && roles.some((role) => lending.includes(role))) parts.push('lender')
  if (kind === 'bureau') {
    parts.push(...roles.filter((role) => clerks.includes(role)))
    if (roles.includes('owner') || roles.includes('admin')) parts.push('admin')
  }
  return parts
}
