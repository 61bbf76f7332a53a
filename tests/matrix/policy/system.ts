import { type Audience, noAudience, type Policy } from './policy.ts'

/** Why something took its course is known to whose it is, to who said so, and to the officers. */
const course: Audience = ({ noun, subject_id, person_id }, know) => {
  const subject = know.get(noun, subject_id) ?? {}
  const request = know.get('request', subject.request_id ?? null)
  const listing = know.get('listing', subject.listing_id ?? null)
  const sides = [
    ...[subject.organization_id, subject.institution_id, subject.buyer_id, subject.seller_id],
    ...[request?.organization_id, listing?.organization_id],
    ...(noun === 'organization' ? [subject_id] : []),
  ]
  return ['officer', `person:${person_id}`, ...sides.flatMap((id) => (id ? [`acting:${id}`] : []))]
}

/** What the market keeps for itself. */
export const system: Policy = {
  app_meta: { to: noAudience, plain: ['key', 'value'] },
  api_write: { to: noAudience, plain: ['key', 'fingerprint', 'answer'] },
  audit_seal: { to: noAudience, plain: ['seq', 'previous', 'hash'] },
  audit: { to: noAudience, plain: ['verb', 'subject_kind', 'detail', 'id'] },
  transition: {
    to: course,
    words: ['reason'],
    plain: ['noun', 'verb', 'from_state', 'to_state'],
  },
  clock: { to: noAudience, plain: ['stage', 'state', 'subject_kind'] },
  holiday: { to: () => ['anyone'], words: ['name'], plain: ['kind'] },
  import_run: {
    to: () => ['officer'],
    words: ['name'],
    bytes: ['content'],
    plain: ['kind', 'state', 'faults', 'header', 'mapping', 'problem', 'tally'],
  },
  rate_limit: { to: noAudience, plain: ['key', 'points', 'expire'] },
  worker_alive: { to: noAudience, plain: ['worker_id'] },
  search_dirty: { to: noAudience, plain: ['kind', 'failed_reason', 'version'] },
}
