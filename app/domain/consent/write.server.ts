import { type Db, sql, type Tx, transact } from '#db'
import type { Acting } from '../actor.ts'
import { type AuditActor, appendAudit } from '../audit-log.server.ts'
import type { EventDefinition } from '../event.ts'
import { type Notice, topic } from '../events.ts'
import { refuse } from '../refusal.ts'
import { enqueueSideEffects } from '../side-effects.server.ts'
import { getTransition } from '../state-machine.ts'
import { terminatedStates } from '../thread/thread.ts'
import { dayIn, dayOf } from '../time/working-days.ts'
import { type ConsentState, consentMachine, disclosureDays, type Grant } from './consent.ts'
import { consentEvents } from './events.ts'
import { mayGrant } from './policy.ts'
import type { ConsentSource } from './vocabulary.ts'

interface LockedConsent {
  id: string
  organizationId: string
  institutionId: string
  subject: { kind: 'request' | 'organization'; id: string }
  state: ConsentState
}

/** What a consent opens, for what, until which day. */
interface LockedTerms {
  purpose: string
  source: ConsentSource
  fields: readonly string[]
  until: string
}

/**
 * Lets an institution read named private fields until a day. It adds to what was granted before: an earlier consent stays
 * as it is, unless this one opens all of it, from the same source for the same purpose, for as long. To take something away
 * is `revokeConsent` alone.
 * @throws {Refusal} `forbidden` for who is no owner; `invalid` for a past day; `conflict` where the institution
 * can't receive it: not verified, or without a live thread on the request; or where it may read all of that already
 */
export async function grantConsent(db: Db, actor: Acting, grant: Grant): Promise<{ id: string }> {
  if (!mayGrant(actor)) throw refuse('forbidden', 'access_owner')
  return transact(db, async (tx) => {
    if (grant.until < dayOf(tx.now)) {
      throw refuse('invalid', 'day_past', { fields: { until: ['day_past'] } })
    }
    await checkReceiver(tx, actor, grant)
    const subject = grant.requestId
      ? { kind: 'request' as const, id: grant.requestId }
      : { kind: 'organization' as const, id: actor.organization.id }
    const earlier = await lockConsents(tx, { subject, institutionId: grant.institutionId })
    if (earlier.some((before) => isCoveredBy(grant, before) && !isCoveredBy(before, grant)))
      throw refuse('conflict', 'consent_covered')
    for (const one of earlier.filter((before) => isCoveredBy(before, grant))) {
      await endConsent(tx, actor, one, 'revoke', { tells: false })
    }
    const id = await insertConsent(tx, actor, {
      ...grant,
      subject,
      organizationId: actor.organization.id,
      grantedBy: actor.personId,
    })
    return { id }
  })
}

/** Whether `wider` opens all that these terms open, for as long: nothing is lost when it stands in their place. */
const isCoveredBy = ({ purpose, source, fields, until }: LockedTerms, wider: LockedTerms) =>
  purpose === wider.purpose &&
  source === wider.source &&
  until <= wider.until &&
  fields.every((field) => wider.fields.includes(field))

async function checkReceiver(
  tx: Tx,
  actor: Acting,
  { institutionId, requestId }: Grant,
): Promise<void> {
  const institution = await tx
    .selectFrom('organization')
    .select('id')
    .where('id', '=', institutionId)
    .where('kind', '=', 'institution')
    .where('standing', '=', 'verified')
    .executeTakeFirst()
  if (!institution) throw refuse('conflict', 'consent_institution')
  if (!requestId) return
  const thread = await tx
    .selectFrom('thread')
    .innerJoin('request', 'request.id', 'thread.request_id')
    .select('thread.id')
    .where('request.id', '=', requestId)
    .where('request.organization_id', '=', actor.organization.id)
    .where('thread.institution_id', '=', institutionId)
    .where('thread.state', 'not in', terminatedStates)
    .executeTakeFirst()
  if (!thread) throw refuse('conflict', 'consent_thread')
}

/**
 * What a request discloses becomes a consent to it for the institution that takes it, by itself or by who applied; never to
 * the dossier. One that the enterprise took back from this institution for this request isn't given again by itself.
 */
export async function grantDisclosed(
  tx: Tx,
  { requestId, institutionId, by = null, until }: Disclosure,
): Promise<void> {
  const request = await tx
    .selectFrom('request')
    .select(['organization_id', 'created_by'])
    .select(sql<string[] | null>`private.disclosed_fields(id)`.as('fields'))
    .where('id', '=', requestId)
    .executeTakeFirstOrThrow()
  const earlier = await tx
    .selectFrom('consent')
    .select('id')
    .where('subject_kind', '=', 'request')
    .where('subject_id', '=', requestId)
    .where('institution_id', '=', institutionId)
    .where('source', '=', 'request')
    .where('state', 'in', ['granted', 'revoked'])
    .executeTakeFirst()
  if (earlier || !request.fields) return
  await insertConsent(tx, by, {
    subject: { kind: 'request', id: requestId },
    source: 'request',
    organizationId: request.organization_id,
    institutionId,
    purpose: 'assess_request',
    fields: request.fields,
    until: until ?? dayIn(tx.now, disclosureDays),
    grantedBy: request.created_by,
  })
}

interface Disclosure {
  requestId: string
  institutionId: string
  by?: AuditActor
  until?: string
}

interface NewConsent extends Pick<LockedConsent, 'subject' | 'organizationId' | 'institutionId'> {
  source: ConsentSource
  purpose: string
  fields: readonly string[]
  until: string
  grantedBy: string
}

/** Keeps a consent; that the enterprise's owner or applicant gave it is the caller's matter. */
export async function insertConsent(tx: Tx, by: AuditActor, consent: NewConsent): Promise<string> {
  const { id } = await tx
    .insertInto('consent')
    .values({
      organization_id: consent.organizationId,
      subject_kind: consent.subject.kind,
      subject_id: consent.subject.id,
      institution_id: consent.institutionId,
      source: consent.source,
      purpose: consent.purpose,
      fields: [...consent.fields],
      until: consent.until,
      state: 'granted',
      granted_by: consent.grantedBy,
      granted_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const transition = { from: null, to: 'granted' }
  const detail = { fields: consent.fields.join(' '), until: consent.until }
  await appendAudit(tx, by, {
    verb: 'grant',
    subject: { kind: 'consent', id },
    transition,
    detail,
  })
  const granted = { ...consent, id, state: 'granted' as const }
  const notices = by ? [tell(granted, consent.institutionId, consentEvents.consent_granted)] : []
  await enqueueSideEffects(tx, { topics: topicsOf(granted), notices })
  return id
}

/** Takes a consent back; from this commit on nothing is read under it. @throws {Refusal} */
export async function revokeConsent(db: Db, actor: Acting, id: string): Promise<void> {
  await transact(db, async (tx) => {
    const [consent] = await lockConsents(tx, { id })
    if (consent?.organizationId !== actor.organization.id) throw refuse('missing', 'missing')
    if (!mayGrant(actor)) throw refuse('forbidden', 'access_owner')
    await endConsent(tx, actor, consent, 'revoke')
  })
}

/** Ends what is past its day; the functions that read look at the day themselves and don't wait for this. */
export async function expireConsents(db: Db): Promise<number> {
  return transact(db, async (tx) => {
    const over = await lockConsents(tx, { before: dayOf(tx.now) })
    for (const one of over) await endConsent(tx, null, one, 'expire')
    return over.length
  })
}

async function endConsent(
  tx: Tx,
  by: AuditActor,
  consent: LockedConsent,
  verb: 'revoke' | 'expire',
  { tells = true } = {},
): Promise<void> {
  const { to } = getTransition(consentMachine, consent.state, verb)
  await tx
    .updateTable('consent')
    .set((eb) => ({ state: to, ended_at: tx.now, version: eb('version', '+', 1) }))
    .where('id', '=', consent.id)
    .execute()
  const transition = { from: consent.state, to }
  await appendAudit(tx, by, {
    verb,
    subject: { kind: 'consent', id: consent.id },
    transition,
  })
  const event = verb === 'revoke' ? consentEvents.consent_revoked : consentEvents.consent_expired
  const told = verb === 'revoke' ? [consent.institutionId] : sidesOf(consent)
  await enqueueSideEffects(tx, {
    topics: topicsOf(consent),
    notices: tells ? told.map((side) => tell(consent, side, event)) : [],
  })
}

type Which =
  | { id: string }
  | { subject: LockedConsent['subject']; institutionId: string }
  | { before: string }

const mostAtOnce = 500

async function lockConsents(tx: Tx, which: Which): Promise<(LockedConsent & LockedTerms)[]> {
  const rows = await tx
    .selectFrom('consent')
    .select(['id', 'organization_id', 'institution_id', 'subject_kind', 'subject_id'])
    .select(['state', 'purpose', 'source', 'fields', 'until'])
    .where((eb) => {
      if ('id' in which) return eb('id', '=', which.id)
      const granted = eb('state', '=', 'granted')
      if ('before' in which) return eb.and([granted, eb('until', '<', which.before)])
      const { subject, institutionId } = which
      return eb.and([
        granted,
        eb('subject_kind', '=', subject.kind),
        eb('subject_id', '=', subject.id),
        eb('institution_id', '=', institutionId),
      ])
    })
    .orderBy('id')
    .limit(mostAtOnce)
    .forUpdate()
    .execute()
  return rows.map((row) => ({
    id: row.id,
    organizationId: row.organization_id,
    institutionId: row.institution_id,
    subject: { kind: row.subject_kind as 'request' | 'organization', id: row.subject_id },
    state: row.state as ConsentState,
    source: row.source as ConsentSource,
    purpose: row.purpose,
    fields: row.fields,
    until: row.until,
  }))
}

type Concerned = Pick<LockedConsent, 'id' | 'organizationId' | 'institutionId' | 'subject'>

const sidesOf = (consent: Concerned) => [consent.organizationId, consent.institutionId]

/** Every page that may show something read under it. */
const topicsOf = (consent: Concerned): string[] => [
  topic.consent(consent.id),
  ...sidesOf(consent).map(topic.consents),
  ...(consent.subject.kind === 'request' ? [topic.request(consent.subject.id)] : []),
]

const tell = (consent: Concerned, organizationId: string, event: EventDefinition): Notice => ({
  to: { organizationId },
  event,
  subject: { kind: 'consent', id: consent.id },
})
