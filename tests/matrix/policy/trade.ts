import type { Knowledge } from './knowledge.ts'
import type { Audience, Key, Policy } from './policy.ts'

const shown = ['published', 'matched']

const guests = (listingId: string, know: Knowledge): Key[] =>
  know
    .all('interest')
    .filter(({ listing_id }) => listing_id === listingId)
    .map(({ organization_id }) => `acting:${organization_id}`)

/** Everybody while it stands in the market; else its organisation, its guests, and the officers once it was submitted. */
const listing: Audience = (row, know) => [
  ...(shown.includes(row.state) ? ['anyone'] : []),
  `acting:${row.organization_id}`,
  ...(row.state === 'draft' ? [] : ['officer']),
  ...guests(row.id, know),
]

/** The two sides and the officers. */
const interest: Audience = (row, know) => [
  `acting:${row.organization_id}`,
  `acting:${know.get('listing', row.listing_id)!.organization_id}`,
  'officer',
]
const deal: Audience = ({ buyer_id, seller_id }) => [
  `acting:${buyer_id}`,
  `acting:${seller_id}`,
  'officer',
]

/** The two sides of what is spoken of, and nobody of the bureau. */
const conversation: Audience = ({ subject_kind, subject_id }, know) => {
  const subject = know.get(subject_kind, subject_id)!
  if (subject_kind === 'deal') return [`acting:${subject.buyer_id}`, `acting:${subject.seller_id}`]
  const [own, other] =
    subject_kind === 'thread'
      ? [subject.institution_id, know.get('request', subject.request_id)!.organization_id]
      : [subject.organization_id, know.get('listing', subject.listing_id)!.organization_id]
  return [`acting:${own}`, `acting:${other}`]
}

/** A file is known to whoever knows what it lies with. */
const file: Audience = (row, know) => {
  if (row.subject_kind === 'post') return conversation(know.get('post', row.subject_id)!, know)
  if (row.subject_kind === 'listing') return listing(know.get('listing', row.subject_id)!, know)
  return [`person:${row.uploaded_by}`, 'officer']
}

export const trade: Policy = {
  listing: {
    to: listing,
    words: ['title', 'body', 'place', 'source', 'unit'],
    lists: ['certificates'],
    fen: ['price_high_fen'],
    but: { remarks: ({ organization_id }) => [`acting:${organization_id}`, 'officer'] },
    plain: [
      ...['direction', 'kind', 'state', 'external_ref', 'industry_code', 'specs', 'quantity'],
      ...['price_low_fen', 'remarks'],
    ],
  },
  interest: {
    to: interest,
    words: ['note', 'terms_note', 'reason'],
    fen: ['price_fen'],
    plain: ['state', 'quantity'],
  },
  interest_terms: {
    to: ({ interest_id }, know) => interest(know.get('interest', interest_id)!, know),
    words: ['terms_note'],
    fen: ['price_fen'],
    plain: ['side', 'quantity'],
  },
  deal: {
    to: deal,
    words: ['title', 'reason'],
    fen: ['intent_fen', 'signed_fen', 'fulfilled_fen'],
    plain: ['state', 'origin', 'referred_why'],
  },
  deal_confirmation: {
    to: ({ deal_id }, know) => deal(know.get('deal', deal_id)!, know),
    fen: ['amount_fen'],
    plain: ['side', 'stage'],
  },
  match_alert: { to: () => [] },
  match_check: { to: () => [] },
  post: { to: conversation, plain: ['subject_kind'] },
  post_text: {
    to: ({ post_id }, know) => conversation(know.get('post', post_id)!, know),
    words: ['text'],
  },
  file: {
    to: file,
    words: ['name'],
    bytes: ['content'],
    plain: ['media_type', 'subject_kind', 'sha256', 'preview'],
  },
  appeal: {
    to: (row) => [
      `person:${row.raised_by}`,
      'officer',
      ...(row.subject_kind === 'standing_application' ? [] : [`acting:${row.organization_id}`]),
    ],
    words: ['title', 'reason', 'decision'],
    plain: ['subject_kind', 'state'],
  },
}
