import type { Row } from '../canaries.ts'
import type { Knowledge } from './knowledge.ts'
import { anyone, bureau, type Key, noAudience, type Policy } from './policy.ts'

const shown = ['listed', 'takeover_pending', 'verified']

/** What an organisation tells of itself: public while it stands in the market. */
const profile = (row: Row): Key[] =>
  shown.includes(row.standing) ? ['anyone'] : [`member:${row.id}`, 'officer']

/** Its name also stands in what others have with it. */
const name = (row: Row, know: Knowledge): Key[] => [
  ...profile(row),
  ...bureau,
  'auditor',
  ...know.counterparts(row.id).map((id) => `acting:${id}`),
  ...know
    .all('registration')
    .filter(({ organization_id }) => organization_id === row.id)
    .map(({ session_id }) => `session:${session_id}`),
]

const ofPerson = ({ person_id }: Row): Key[] => [`person:${person_id}`]
const ofOrganization = ({ organization_id }: Row): Key[] => [`acting:${organization_id}`]

/** Colleagues, the bureau, and who has to do with the person's organisation. Who acts for the bureau is known by name. */
const personName = ({ person_id }: Row, know: Knowledge): Key[] => {
  const own = know.memberships(person_id)
  const isClerk = own.some((id) => know.get('organization', id)?.kind === 'bureau')
  return [
    `person:${person_id}`,
    ...(isClerk ? ['signed'] : []),
    ...bureau,
    'auditor',
    ...own.flatMap((id) => [
      `member:${id}`,
      ...know.counterparts(id).map((other) => `acting:${other}`),
    ]),
    ...know
      .all('registration')
      .filter((item) => item.person_id === person_id)
      .map(({ session_id }) => `session:${session_id}`),
    ...know
      .all('join_request')
      .filter((item) => item.person_id === person_id)
      .map(({ organization_id }) => `member:${organization_id}`),
  ]
}

export const organizations: Policy = {
  organization: {
    to: profile,
    words: [
      ...['name', 'short_name', 'intro', 'offers', 'seeks', 'address', 'road'],
      ...['business_scope', 'website', 'source'],
    ],
    fen: ['capital_fen'],
    but: { name, short_name: name },
    plain: [
      ...['kind', 'standing', 'tier', 'capital_currency', 'industry_code', 'institution_type'],
      ...['province', 'city', 'district', 'street', 'uscc'],
    ],
  },
  organization_certificate: { to: anyone, words: ['name', 'number', 'issued_by'] },
  standing_application: {
    to: ({ applicant_id }) => [`person:${applicant_id}`, 'officer'],
    words: ['note', 'remarks'],
    plain: ['kind', 'state'],
  },
  membership: { to: ofOrganization, plain: ['roles', 'street'] },
  invitation: {
    to: ({ organization_id }) => [`member:${organization_id}`],
    sealedContacts: ['sealed'],
    plain: ['lookup', 'token_hash', 'roles'],
  },
  join_request: {
    to: ({ organization_id, person_id }) => [`member:${organization_id}`, `person:${person_id}`],
    words: ['note'],
    plain: ['state'],
  },
  role_grant: { to: noAudience, plain: ['roles', 'state'] },
  delegation: { to: ({ organization_id }) => [`member:${organization_id}`], words: ['note'] },
  branch_link: { to: noAudience, plain: ['state'] },
  person: { to: ofPerson, plain: ['locale'] },
  privacy_consent: { to: ofPerson, plain: ['locale', 'version'] },
  person_name: { to: personName, words: ['name'] },
  person_contact: {
    // Officers reach who applies for an organisation.
    to: ({ person_id }) => [`person:${person_id}`, 'officer'],
    sealed: ['sealed'],
    plain: ['kind', 'lookup'],
  },
  person_password: { to: noAudience, plain: ['hash'] },
  person_totp: { to: ofPerson, plain: ['sealed', 'next_sealed', 'last_step'] },
  passkey: {
    to: ofPerson,
    words: ['name'],
    plain: ['credential_id', 'public_key', 'counter', 'transports'],
  },
  passkey_challenge: { to: ofPerson, plain: ['challenge', 'purpose'] },
  recovery_code: { to: noAudience, plain: ['code_hash'] },
  sign_in: { to: ofPerson, words: ['device', 'address', 'name'], plain: ['token_hash', 'scopes'] },
  sign_in_guard: { to: noAudience, plain: ['lookup'] },
  known_device: { to: ofPerson, plain: ['token_hash', 'network'] },
  account_link: { to: noAudience, plain: ['token_hash', 'lookup', 'purpose'] },
  sign_in_halfway: { to: noAudience, plain: ['token_hash'] },
  code: { to: noAudience, plain: ['lookup', 'code_hash', 'purpose'] },
  saved_search: {
    to: ofPerson,
    words: ['name'],
    plain: ['query', 'seen', 'fresh'],
  },
  calendar_feed: { to: noAudience, plain: ['token_hash'] },
  notice: {
    to: ({ organization_id, person_id }) => [`member:${organization_id}`, `person:${person_id}`],
    json: ['params'],
    plain: ['kind', 'topic', 'subject_kind'],
  },
  notice_delivery: { to: ofPerson, plain: ['channel', 'state'] },
  notice_preference: { to: ofPerson, plain: ['topic', 'mail', 'sms'] },
  notice_read: { to: ofPerson },
  webhook: {
    to: ofOrganization,
    words: ['url'],
    plain: ['topics', 'state', 'sealed', 'old_sealed'],
  },
  webhook_delivery: {
    to: ({ webhook_id }, know) => ofOrganization(know.get('webhook', webhook_id)!),
    plain: ['kind', 'subject_kind', 'state', 'fault'],
  },
  dismissal: { to: ofOrganization, plain: ['kind'] },
}
