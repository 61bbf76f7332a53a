import type { Queryable } from '#db'
import { type Acting, isInstitution } from '../actor.ts'
import { refuse } from '../refusal.ts'
import { terminatedStates } from '../thread/thread.ts'
import { dayOf } from '../time/working-days.ts'
import type { ConsentState } from './consent.ts'
import { mayReadConsent } from './policy.ts'
import type { ConsentSource } from './vocabulary.ts'

const selectConsents = (q: Queryable) =>
  q
    .selectFrom('consent')
    .innerJoin('organization as enterprise', 'enterprise.id', 'consent.organization_id')
    .innerJoin('organization as institution', 'institution.id', 'consent.institution_id')
    .leftJoin('request', (join) =>
      join
        .onRef('request.id', '=', 'consent.subject_id')
        .on('consent.subject_kind', '=', 'request'),
    )
    .select([
      'consent.id',
      'consent.state',
      'consent.source',
      'consent.purpose',
      'consent.fields',
      'consent.until',
      'consent.granted_at',
      'consent.ended_at',
      'consent.organization_id',
      'consent.institution_id',
      'consent.subject_kind',
      'consent.subject_id',
      'enterprise.name as enterprise',
      'institution.name as institution',
      'request.title as request',
    ])
    .select((eb) =>
      eb
        .selectFrom('receipt')
        .whereRef('receipt.consent_id', '=', 'consent.id')
        .select((count) => count.fn.countAll<number>().as('count'))
        .as('reads'),
    )

type Row = Awaited<ReturnType<ReturnType<typeof selectConsents>['execute']>>[number]

const asListed = (row: Row) => ({
  id: row.id,
  state: row.state as ConsentState,
  source: row.source as ConsentSource,
  purpose: row.purpose,
  fields: row.fields,
  until: row.until,
  grantedAt: row.granted_at,
  endedAt: row.ended_at,
  enterprise: { id: row.organization_id, name: row.enterprise },
  institution: { id: row.institution_id, name: row.institution },
  /** Null: of the enterprise itself. */
  request: row.request === null ? null : { id: row.subject_id, title: row.request },
  reads: Number(row.reads ?? 0),
})

export type ListedConsent = ReturnType<typeof asListed>

const mostShown = 300

/** What the actor's enterprise granted, or what was granted to the actor's institution; those in force first. */
export async function listConsents(q: Queryable, actor: Acting): Promise<ListedConsent[]> {
  const side = isInstitution(actor) ? 'consent.institution_id' : 'consent.organization_id'
  const rows = await selectConsents(q)
    .where(side, '=', actor.organization.id)
    .orderBy((eb) => eb('consent.state', '<>', 'granted'))
    .orderBy('consent.id', 'desc')
    .limit(mostShown)
    .execute()
  return rows
    .map(asListed)
    .filter(({ enterprise, institution }) =>
      mayReadConsent(actor, { organizationId: enterprise.id, institutionId: institution.id }),
    )
}

/** @throws {Refusal} `missing` for who is on neither side */
export async function getConsent(q: Queryable, actor: Acting, id: string): Promise<ListedConsent> {
  const row = await selectConsents(q).where('consent.id', '=', id).executeTakeFirst()
  const sides = row && { organizationId: row.organization_id, institutionId: row.institution_id }
  if (!row || !sides || !mayReadConsent(actor, sides)) throw refuse('missing', 'missing')
  return asListed(row)
}

/** What the two sides of a thread have agreed, in force or not, the newest first. */
export async function listConsentsOn(
  q: Queryable,
  actor: Acting,
  { requestId, institutionId }: { requestId: string; institutionId: string },
): Promise<ListedConsent[]> {
  const rows = await selectConsents(q)
    .where('consent.subject_kind', '=', 'request')
    .where('consent.subject_id', '=', requestId)
    .where('consent.institution_id', '=', institutionId)
    .orderBy('consent.id', 'desc')
    .limit(20)
    .execute()
  return rows
    .map(asListed)
    .filter(({ enterprise, institution }) =>
      mayReadConsent(actor, { organizationId: enterprise.id, institutionId: institution.id }),
    )
}

/** Returns the consents under which an institution may read of one request, or of the actor's enterprise itself, at an instant. */
export async function listInForce(
  q: Queryable,
  actor: Acting,
  {
    institutionId,
    requestId,
    at,
  }: { institutionId: string; requestId?: string | undefined; at: Date },
): Promise<ListedConsent[]> {
  const rows = await selectConsents(q)
    .where('consent.organization_id', '=', actor.organization.id)
    .where('consent.institution_id', '=', institutionId)
    .where('consent.subject_id', '=', requestId ?? actor.organization.id)
    .where('consent.state', '=', 'granted')
    .where('consent.until', '>=', dayOf(at))
    .orderBy('consent.id')
    .execute()
  return rows.map(asListed)
}

/** To whom the actor's enterprise can grant: every verified institution, and those with a live thread by request. */
export async function listReceivers(q: Queryable, actor: Acting) {
  const [institutions, threads] = await Promise.all([
    q
      .selectFrom('organization')
      .select(['id', 'name'])
      .where('kind', '=', 'institution')
      .where('standing', '=', 'verified')
      .orderBy('name')
      .limit(500)
      .execute(),
    q
      .selectFrom('thread')
      .innerJoin('request', 'request.id', 'thread.request_id')
      .innerJoin('organization', 'organization.id', 'thread.institution_id')
      .select(['request.id as requestId', 'request.title', 'organization.id as institutionId'])
      .select('organization.name as institution')
      .where('request.organization_id', '=', actor.organization.id)
      .where('thread.state', 'not in', terminatedStates)
      .orderBy('request.id', 'desc')
      .orderBy('organization.name')
      .execute(),
  ])
  return { institutions, threads }
}
