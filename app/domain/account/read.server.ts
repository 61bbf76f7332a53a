import type { Queryable } from '#db'
import type { ActingFor, Actor, OrganizationKind, Role } from '../actor.ts'
import type { Locale } from '../locale.ts'
import { heldRoles } from '../membership/roles.server.ts'
import { wantsSecondFactor } from '../mfa/factor.ts'
import { countUnread } from '../notice/read.server.ts'
import type { Standing } from '../organization/standing.ts'
import { hasAgreed } from '../privacy/agreed.server.ts'
import { sealedIn } from '../sealed-places.server.ts'
import type { Scope } from '../token/token.ts'
import type { Vault } from '../vault.server.ts'
import { type Contact, type ContactKind, maskContact, nameDevice } from './account.ts'

const signInColumns = [
  'sign_in.id',
  'person_id',
  'organization_id',
  'second_factor',
  'locale',
  'scopes',
] as const

/**
 * Who holds this sign-in, as of `at`; null when it is unknown, revoked or expired.
 * @param by what was shown: a browser's cookie never opens a program's door, nor the other way round
 */
export async function findActor(
  q: Queryable,
  tokenHash: Buffer,
  at: Date,
  by: 'cookie' | 'token' = 'cookie',
): Promise<Actor | null> {
  const signIn = await q
    .selectFrom('sign_in')
    .innerJoin('person', 'person.id', 'sign_in.person_id')
    .select(signInColumns)
    .where('token_hash', '=', tokenHash)
    .where('scopes', by === 'token' ? 'is not' : 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst()
  return signIn ? toActor(q, signIn, at) : null
}

/** The same by the sign-in's id, for what keeps running after a request (sockets). */
export async function findActorBySignIn(
  q: Queryable,
  signInId: string,
  at: Date,
): Promise<Actor | null> {
  const signIn = await q
    .selectFrom('sign_in')
    .innerJoin('person', 'person.id', 'sign_in.person_id')
    .select(signInColumns)
    .where('sign_in.id', '=', signInId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst()
  return signIn ? toActor(q, signIn, at) : null
}

/** Somebody's rights to read without a sign-in, for what the market looks up on their behalf while they are away. */
export const findReader = (
  q: Queryable,
  personId: string,
  organizationId: string | null,
  at: Date,
): Promise<Actor> =>
  toActor(
    q,
    {
      id: '',
      person_id: personId,
      organization_id: organizationId,
      second_factor: true,
      locale: null,
      scopes: null,
    },
    at,
  )

interface SignInRow {
  id: string
  person_id: string
  organization_id: string | null
  second_factor: boolean
  locale: string | null
  scopes: string[] | null
}

async function toActor(q: Queryable, signIn: SignInRow, at: Date): Promise<Actor> {
  const memberships = await listMemberships(q, signIn.person_id, at)
  const acting = memberships.find(({ id }) => id === signIn.organization_id)
  return {
    personId: signIn.person_id,
    signInId: signIn.id,
    memberOf: memberships.map(({ id }) => id),
    organization: acting ? toActingFor(acting) : null,
    secondFactor: signIn.second_factor
      ? 'given'
      : memberships.some(({ kind }) => wantsSecondFactor(kind))
        ? 'needed'
        : 'free',
    locale: signIn.locale as Locale | null,
    ...(signIn.scopes ? { token: { scopes: signIn.scopes as Scope[] } } : {}),
  }
}

const toActingFor = ({ id, kind, standing, roles, parentId }: Membership): ActingFor => ({
  id,
  kind,
  standing,
  roles,
  parentId,
})

export interface Membership extends ActingFor {
  name: string
}

/**
 * Every organisation that a person belongs to now, in the order of joining.
 * @param at counts the roles in that others have lent for this instant; without it, one's own only
 */
export async function listMemberships(
  q: Queryable,
  personId: string,
  at?: Date,
): Promise<Membership[]> {
  const rows = await q
    .selectFrom('membership')
    .innerJoin('organization', 'organization.id', 'membership.organization_id')
    .select([
      'organization.id',
      'organization.name',
      'organization.short_name',
      'organization.kind',
      'organization.standing',
      'organization.parent_id',
    ])
    .select(at ? heldRoles(at).as('roles') : 'membership.roles')
    .where('membership.person_id', '=', personId)
    .where('membership.ended_at', 'is', null)
    .orderBy('membership.since')
    .orderBy('membership.id')
    .execute()
  return rows.map(({ id, name, short_name, kind, standing, roles, parent_id }) => ({
    id,
    name: short_name ?? name,
    kind: kind as OrganizationKind,
    standing: standing as Standing,
    roles: [...new Set(roles)] as Role[],
    parentId: parent_id,
  }))
}

/** The name that a person goes by; null once it was erased. */
export async function findPersonName(q: Queryable, personId: string): Promise<string | null> {
  const row = await q
    .selectFrom('person_name')
    .select('name')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row?.name ?? null
}

/** What the frame around every page shows of who is signed in. */
export async function getViewer(q: Queryable, actor: Actor) {
  const [name, organizations, unread, agreed] = await Promise.all([
    findPersonName(q, actor.personId),
    listMemberships(q, actor.personId),
    countUnread(q, actor),
    hasAgreed(q, actor.personId),
  ])
  const acting = organizations.find(({ id }) => id === actor.organization?.id)
  return {
    name: name ?? '',
    organization: acting
      ? {
          id: acting.id,
          name: acting.name,
          kind: acting.kind,
          verified: acting.standing === 'verified',
          roles: actor.organization?.roles ?? acting.roles,
        }
      : null,
    organizations: organizations.map(({ id, name: words }) => ({ id, name: words })),
    unread,
    agreed,
  }
}

/** One's own name and masked addresses. */
export async function getProfile(q: Queryable, vault: Vault, personId: string) {
  const name = await findPersonName(q, personId)
  const contacts = await q
    .selectFrom('person_contact')
    .select(['kind', 'sealed'])
    .where('person_id', '=', personId)
    .orderBy('kind')
    .execute()
  return {
    name: name ?? '',
    contacts: contacts.map(({ kind, sealed }) => ({
      kind: kind as ContactKind,
      masked: maskContact({
        kind: kind as ContactKind,
        value: vault.open(sealed, sealedIn('person_contact.sealed', personId)),
      }),
    })),
  }
}

/** A person's browsers that are still signed in, the newest first. */
export async function listSignIns(q: Queryable, actor: Actor, at: Date) {
  const rows = await q
    .selectFrom('sign_in')
    .select(['id', 'device', 'address', 'created_at', 'last_seen_at'])
    .where('person_id', '=', actor.personId)
    .where('scopes', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map(({ id, device, address, created_at, last_seen_at }) => ({
    id,
    device: nameDevice(device),
    address,
    since: created_at,
    lastSeen: last_seen_at,
    current: id === actor.signInId,
  }))
}

/** The language that the holder of an address chose; null when nobody has it, or nothing was chosen. */
export async function findLocale(q: Queryable, lookup: Buffer): Promise<Locale | null> {
  const row = await q
    .selectFrom('person_contact')
    .innerJoin('person', 'person.id', 'person_contact.person_id')
    .select('person.locale')
    .where('person_contact.lookup', '=', lookup)
    .executeTakeFirst()
  return (row?.locale ?? null) as Locale | null
}

/** Who has this address; null when nobody has. */
export async function findPersonByLookup(q: Queryable, lookup: Buffer): Promise<string | null> {
  const row = await q
    .selectFrom('person_contact')
    .select('person_id')
    .where('lookup', '=', lookup)
    .executeTakeFirst()
  return row?.person_id ?? null
}

/** The same with the address itself, where only its keyed hash is known. */
export async function findContactByLookup(
  q: Queryable,
  vault: Vault,
  lookup: Buffer,
): Promise<{ personId: string; contact: Contact } | null> {
  const row = await q
    .selectFrom('person_contact')
    .select(['person_id', 'kind', 'sealed'])
    .where('lookup', '=', lookup)
    .executeTakeFirst()
  if (!row) return null
  const contact = {
    kind: row.kind as ContactKind,
    value: vault.open(row.sealed, sealedIn('person_contact.sealed', row.person_id)),
  }
  return { personId: row.person_id, contact }
}
