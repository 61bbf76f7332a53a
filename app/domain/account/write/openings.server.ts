import { type Queryable, type RawBuilder, sql, type Tx } from '#db'
import { type AuditActor, appendAudit } from '../../audit-log.server.ts'
import { topic } from '../../events.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'

/** Whose openings: a person's, an organisation's, or those of a person within an organisation. */
export interface OpeningScope {
  personId?: string
  organizationId?: string
}

interface Opening {
  kind: string
  table: string
  /** What tells one from another of its table. */
  id?: string
  /** Columns of what opens it: whoever has that comes in. */
  secrets: readonly string[]
  /** The people whom it serves, or who let others in by it. */
  person?: (personId: string) => RawBuilder<unknown>
  organization?: (organizationId: string) => RawBuilder<unknown>
  /** Which rows open something now. */
  open: (at: Date) => RawBuilder<unknown>
  /** How a row stops opening; it is deleted where nothing is named. */
  end?: (at: Date) => RawBuilder<unknown>
  /** The trace that an end leaves. */
  noted?: { verb: string; subject: string; transition?: { from: string; to: string } }
}

const by =
  (...columns: string[]) =>
  (id: string) =>
    sql`(${sql.join(
      columns.map((column) => sql`${sql.ref(column)} = ${id}`),
      sql` or `,
    )})`

/** A member's own things end with the organisation's as far as they are members. */
const byMembers = (organizationId: string) =>
  sql`person_id in (select m.person_id from membership m where m.organization_id = ${organizationId} and m.ended_at is null)`

const revoked = (at: Date) => sql`revoked_at = ${at}`
const always = () => sql`true`

/**
 * Everything that opens something without asking its holder again, or goes on under rights once held. Whatever is made
 * anew of the kind joins this list; a test compares it with the schema.
 */
export const openings = [
  {
    kind: 'sign_in',
    table: 'sign_in',
    secrets: ['sign_in.token_hash'],
    person: by('person_id'),
    open: (at) => sql`scopes is null and revoked_at is null and expires_at > ${at}`,
    end: revoked,
    noted: { verb: 'end_sign_in', subject: 'sign_in' },
  },
  {
    kind: 'token',
    table: 'sign_in',
    secrets: ['sign_in.scopes'],
    person: by('person_id'),
    organization: by('organization_id'),
    open: (at) => sql`scopes is not null and revoked_at is null and expires_at > ${at}`,
    end: revoked,
    noted: { verb: 'end_sign_in', subject: 'sign_in' },
  },
  {
    kind: 'sign_in_halfway',
    table: 'sign_in_halfway',
    id: 'person_id',
    secrets: ['sign_in_halfway.token_hash'],
    person: by('person_id'),
    open: (at) => sql`expires_at > ${at}`,
  },
  {
    kind: 'passkey_challenge',
    table: 'passkey_challenge',
    id: 'person_id',
    secrets: ['passkey_challenge.challenge'],
    person: by('person_id'),
    open: (at) => sql`expires_at > ${at}`,
  },
  {
    kind: 'code',
    table: 'code',
    secrets: ['code.code_hash'],
    person: (personId) =>
      sql`lookup in (select c.lookup from person_contact c where c.person_id = ${personId})`,
    open: (at) => sql`used_at is null and expires_at > ${at}`,
    end: (at) => sql`used_at = ${at}`,
  },
  {
    kind: 'account_link',
    table: 'account_link',
    id: 'purpose',
    secrets: ['account_link.token_hash'],
    person: (personId) =>
      sql`lookup in (select c.lookup from person_contact c where c.person_id = ${personId})`,
    open: (at) => sql`used_at is null and expires_at > ${at}`,
  },
  {
    kind: 'known_device',
    table: 'known_device',
    id: 'person_id',
    secrets: ['known_device.token_hash'],
    person: by('person_id'),
    open: always,
  },
  {
    kind: 'calendar_feed',
    table: 'calendar_feed',
    id: 'person_id',
    secrets: ['calendar_feed.token_hash'],
    person: by('person_id'),
    organization: byMembers,
    open: always,
    noted: { verb: 'revoke_calendar_feed', subject: 'person' },
  },
  {
    kind: 'invitation',
    table: 'invitation',
    secrets: ['invitation.token_hash'],
    person: by('invited_by'),
    organization: by('organization_id'),
    open: (at) => sql`accepted_at is null and revoked_at is null and expires_at > ${at}`,
    end: revoked,
    noted: { verb: 'revoke_invitation', subject: 'invitation' },
  },
  {
    kind: 'delegation',
    table: 'delegation',
    secrets: [],
    person: by('from_person', 'to_person'),
    organization: by('organization_id'),
    open: (at) => sql`revoked_at is null and ends_at > ${at}`,
    end: revoked,
    noted: { verb: 'revoke_delegation', subject: 'delegation' },
  },
  {
    kind: 'lent_for_others',
    table: 'delegation',
    secrets: [],
    person: (personId) => sql`made_by = ${personId} and from_person <> ${personId}`,
    organization: by('organization_id'),
    open: (at) => sql`revoked_at is null and ends_at > ${at}`,
    end: revoked,
    noted: { verb: 'revoke_delegation', subject: 'delegation' },
  },
  {
    kind: 'screen_link',
    table: 'session',
    secrets: ['session.screen_token_hash'],
    person: by('host_id'),
    organization: by('organization_id'),
    open: () => sql`screen_token_hash is not null`,
    end: () => sql`screen_token_hash = null`,
    noted: { verb: 'end_screen_link', subject: 'session' },
  },
  {
    kind: 'webhook',
    table: 'webhook',
    secrets: ['webhook.sealed', 'webhook.old_sealed'],
    organization: by('organization_id'),
    open: () => sql`state = 'active'`,
    end: (at) => sql`state = 'paused', updated_at = ${at}, version = version + 1`,
    noted: { verb: 'hold', subject: 'webhook', transition: { from: 'active', to: 'paused' } },
  },
] as const satisfies readonly Opening[]

export type OpeningKind = (typeof openings)[number]['kind']

/** Columns that look like it and open nothing by themselves, each with its reason. */
export const notOpening: Readonly<Record<string, string>> = {
  'audit_seal.hash': 'links the rows of the trail',
  'organization.industry_code': 'a class of industry',
  'listing.industry_code': 'a class of industry',
  'person_contact.sealed': 'an address',
  'invitation.sealed': 'the address that it went to',
  'person_password.hash': 'asked for at the door; changed with the password itself',
  'person_totp.sealed': 'a second factor, taken away by its own verbs',
  'person_totp.next_sealed': 'a second factor that is being set up',
  'recovery_code.code_hash': 'a second factor, taken away by its own verbs',
  'registration.code': 'shown at the door of a session by who is signed in or expected there',
  'thread.reason_code': 'a reason',
}

/** What ends when. Of an organisation's the occasions are those of the second group. */
const ofPerson = [
  'sign_in',
  'token',
  'sign_in_halfway',
  'passkey_challenge',
  'code',
  'account_link',
  'known_device',
  'calendar_feed',
] as const
export const occasions = {
  /** The password or a second factor changed, or its holder signed out everywhere else. */
  secured: ofPerson,
  /** Somebody proved by another way who they are, after who knows who else had the account. */
  recovered: [...ofPerson, 'invitation'],
  deleted: [...ofPerson, 'invitation', 'delegation', 'lent_for_others', 'screen_link'],

  left: ['token', 'invitation', 'delegation', 'lent_for_others', 'screen_link'],
  demoted: ['invitation', 'lent_for_others'],
  suspended: ['invitation', 'screen_link'],
  deregistered: ['token', 'calendar_feed', 'invitation', 'delegation', 'screen_link', 'webhook'],
  handed_over: ['token', 'calendar_feed', 'invitation', 'delegation', 'screen_link', 'webhook'],
} as const satisfies Record<string, readonly OpeningKind[]>
export type Occasion = keyof typeof occasions

/**
 * Ends all that an occasion ends, within its transaction; whoever uses it is stopped on every node.
 * @param keep the sign-in that asks, which goes on
 * @returns how many of each kind
 */
export async function endAccess(
  tx: Tx,
  actor: AuditActor,
  occasion: Occasion,
  scope: OpeningScope,
  keep: string | null = null,
): Promise<Partial<Record<OpeningKind, number>>> {
  const ended: Partial<Record<OpeningKind, number>> = {}
  for (const kind of occasions[occasion]) {
    const opening: Opening = openings.find((candidate) => candidate.kind === kind)!
    const ids = await end(tx, opening, scope, keep)
    if (ids.length > 0) ended[kind] = ids.length
    for (const id of opening.noted ? ids : []) {
      const { verb, subject, transition } = opening.noted!
      const detail = { occasion }
      await appendAudit(tx, actor, {
        verb,
        subject: { kind: subject, id },
        detail,
        ...(transition ? { transition } : {}),
      })
    }
  }
  const { personId, organizationId } = scope
  await enqueueSideEffects(tx, {
    topics: [
      ...(personId ? [topic.person(personId)] : []),
      ...(organizationId ? [topic.organization(organizationId)] : []),
    ],
  })
  return ended
}

async function end(
  tx: Tx,
  opening: Opening,
  scope: OpeningScope,
  keep: string | null,
): Promise<string[]> {
  const holder = holderOf(opening, scope)
  if (!holder) return []
  const table = sql.table(opening.table)
  const change = opening.end
    ? sql`update ${table} set ${opening.end(tx.now)}`
    : sql`delete from ${table}`
  const kept = keep ? keptBy(opening, keep) : sql``
  const { rows } = await sql<{ id: string; people: string[] }>`
    ${change} where ${holder} and ${opening.open(tx.now)} ${kept}
    returning ${sql.ref(opening.id ?? 'id')} as id, ${peopleOf(opening)} as people`.execute(tx)
  for (const person of new Set(rows.flatMap(({ people }) => people)))
    tx.notify(topic.person(person))
  return rows.map(({ id }) => id)
}

/** The sign-in that asks goes on, and the device that it is on stays known. */
function keptBy({ kind }: Opening, keep: string) {
  if (kind === 'sign_in') return sql`and id <> ${keep}`
  return kind === 'known_device' ? sql`and sign_in_id is distinct from ${keep}` : sql``
}

/** Who notices at once that it is over. */
function peopleOf({ kind, table }: Opening) {
  if (table === 'delegation') return sql`array[from_person, to_person]`
  if (table === 'sign_in' || kind === 'calendar_feed') return sql`array[person_id]`
  return sql`array[]::uuid[]`
}

/** Whose rows of this kind are meant; null where it has none of such a holder. */
function holderOf(opening: Opening, { personId, organizationId }: OpeningScope) {
  const person = personId ? opening.person?.(personId) : undefined
  const organization = organizationId ? opening.organization?.(organizationId) : undefined
  if (personId && organizationId && person && organization)
    return sql`${person} and ${organization}`
  if (personId && organizationId) return person ?? organization ?? null
  return person ?? organization ?? null
}

/** What opens something now, by kind. */
export async function listOpen(
  q: Queryable & { now?: () => Date },
  scope: OpeningScope,
): Promise<Record<string, string[]>> {
  const at = q.now?.() ?? new Date()
  const entries = openings.map(async (opening: Opening): Promise<[string, string[]]> => {
    const holder = holderOf(opening, scope)
    if (!holder) return [opening.kind, []]
    const { rows } = await sql<{ id: string }>`
      select ${sql.ref(opening.id ?? 'id')} as id from ${sql.table(opening.table)}
      where ${holder} and ${opening.open(at)}`.execute(q)
    return [opening.kind, rows.map(({ id }) => id)]
  })
  return Object.fromEntries(await Promise.all(entries))
}
