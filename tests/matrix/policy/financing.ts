import type { Row } from '../canaries.ts'
import type { Knowledge } from './knowledge.ts'
import type { Audience, Key, Policy } from './policy.ts'

const open = ['published', 'matching', 'full', 'engaged', 'partly_matched']

/**
 * Its firm, the officers, lenders while it is open to them, who has or had a thread. What is for the market its hosts know
 * too; an application to one bank they don't.
 */
export const request: Audience = (row, know) => [
  `acting:${row.organization_id}`,
  ...(row.state === 'draft' ? [] : ['officer']),
  ...(row.state !== 'draft' && row.audience === 'market' ? ['host'] : []),
  ...(row.audience === 'market' && open.includes(row.state) ? ['lender'] : []),
  ...know.takers(row.id).flatMap((id) => office(id, know)),
]

/** Besides, who is in a room that was shown it, unless its firm has taken it back. */
const shownRequest: Audience = (row, know) => [
  ...request(row, know),
  ...(row.audience === 'market' && row.state !== 'withdrawn'
    ? know.shownIn(row.id).map((id) => `session:${id}`)
    : []),
]

/** An institution, and the head office that sees to its threads. */
const office = (id: string, know: Knowledge): Key[] => {
  const parent = know.get('organization', id)?.parent_id
  return [`acting:${id}`, ...(parent ? [`acting:${parent}`] : [])]
}

const toOwnerAndOfficers: Audience = ({ organization_id }) => [
  `acting:${organization_id}`,
  'officer',
]

/** Both sides of a thread, the officers, and the head office of a branch. */
const thread: Audience = (row, know) => [
  ...office(row.institution_id, know),
  `acting:${know.get('request', row.request_id)!.organization_id}`,
  'officer',
]
const ofThread =
  (column: string): Audience =>
  (row, know) =>
    thread(know.get('thread', row[column])!, know)
const ofOffer: Audience = (row, know) =>
  thread(know.get('thread', know.get('offer', row.offer_id)!.thread_id)!, know)

/** Who has a consent in force that names a field of a source, one of a request while its thread lives. */
const consented = (source: string, field: string, row: Row, know: Knowledge): Row[] =>
  know
    .all('consent')
    .filter(
      (item) =>
        item.organization_id === row.organization_id &&
        item.state === 'granted' &&
        item.source === source &&
        item.fields.includes(field),
    )
    .filter(
      ({ subject_kind, subject_id, institution_id }) =>
        subject_kind === 'organization' || know.liveTakers(subject_id).includes(institution_id),
    )

const sideOf = ({ institution_id }: Row): Key => `side:${institution_id}`

/** A private field of an enterprise: its own, and institutions by a consent to the dossier. */
const dossier =
  (field: string): Audience =>
  (row, know) => [
    `acting:${row.organization_id}`,
    ...consented('dossier', field, row, know).map(sideOf),
  ]

/** A request's private field; officers open it by office, and a receipt says so. */
const detail =
  (field: string): Audience =>
  ({ request_id }, know) => {
    const row = know.get('request', request_id)!
    const given = consented('request', field, row, know)
    return [
      `acting:${row.organization_id}`,
      ...given.filter(({ subject_id }) => subject_id === request_id).map(sideOf),
    ]
  }

export const financing: Policy = {
  product: {
    to: (row) =>
      row.state === 'published' ? ['anyone'] : [`acting:${row.organization_id}`, 'officer'],
    words: [
      ...['name', 'amount_note', 'conditions', 'fee_note', 'guarantee_note', 'materials'],
      ...['rate_note', 'region', 'repayment_note', 'target_note', 'term_note', 'source'],
    ],
    fen: ['amount_max_fen'],
    plain: [
      ...['state', 'external_ref', 'guarantees', 'industries', 'repayments', 'tiers'],
      ...['amount_min_fen', 'source_date'],
    ],
  },
  request: {
    to: request,
    words: ['title', 'purpose', 'collateral_note'],
    fen: ['amount_fen'],
    but: { title: shownRequest, amount_fen: shownRequest, remarks: toOwnerAndOfficers },
    plain: ['audience', 'guarantees', 'state', 'urgency', 'remarks'],
  },
  thread: {
    to: thread,
    words: ['reason'],
    json: [],
    plain: ['state', 'origin', 'reason_code', 'eligibility'],
  },
  offer: {
    // What was agreed stands in the ledger that hosts read for their sessions.
    to: (row, know) => [
      ...ofThread('thread_id')(row, know),
      ...(row.state === 'accepted' ? ['host'] : []),
    ],
    words: ['conditions'],
    fen: ['amount_fen'],
    plain: ['state', 'guarantees'],
  },
  offer_terms: {
    to: ofOffer,
    words: ['conditions'],
    fen: ['amount_fen'],
    plain: ['side', 'guarantees'],
  },
  disbursement: { to: ofThread('thread_id'), fen: ['amount_fen'], plain: ['side'] },
  consent: {
    to: ({ organization_id, institution_id }) => [
      `acting:${organization_id}`,
      `acting:${institution_id}`,
    ],
    plain: ['subject_kind', 'source', 'purpose', 'state', 'fields'],
  },
  receipt: { to: toOwnerAndOfficers, plain: ['subject_kind', 'basis', 'fields'] },
  'private.contact': { to: dossier('contact'), words: ['name', 'phone'] },
  'private.bank_account': { to: dossier('bank'), words: ['bank', 'account'] },
  'private.indicator': {
    to: dossier('revenue'),
    fen: [...['revenue_fen', 'profit_fen', 'tax_fen', 'rnd_fen', 'assets_fen', 'liabilities_fen']],
    but: {
      profit_fen: dossier('profit'),
      tax_fen: dossier('tax'),
      rnd_fen: dossier('rnd'),
      assets_fen: dossier('balance'),
      liabilities_fen: dossier('balance'),
    },
  },
  'private.document': {
    to: dossier('documents'),
    words: ['name'],
    bytes: ['content'],
    plain: ['kind', 'media_type', 'sha256'],
  },
  'private.request_detail': {
    to: detail('contact'),
    words: ['contact_name', 'contact_phone', 'collateral_detail'],
    fen: ['revenue_fen', 'tax_fen'],
    but: {
      collateral_detail: detail('collateral_detail'),
      revenue_fen: detail('revenue'),
      tax_fen: detail('tax'),
    },
    plain: ['disclosed'],
  },
}
