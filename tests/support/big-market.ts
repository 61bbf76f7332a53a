import type pg from 'pg'

/** How much of a market there is to be; the rest follows in proportion. */
export interface BigMarket {
  organizations: number
  requests: number
}

/** Ids by kind and number, so that tables can name each other without being read. */
const kinds = {
  organization: 1,
  person: 2,
  product: 3,
  request: 4,
  thread: 5,
  offer: 6,
  listing: 7,
  interest: 8,
  session: 9,
  signIn: 10,
} as const

export const bigId = (kind: keyof typeof kinds, n: number): string =>
  `${kinds[kind].toString(16).padStart(8, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

const id = (kind: keyof typeof kinds, n: string) =>
  `('${kinds[kind].toString(16).padStart(8, '0')}-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`

/** One of a few, by number. */
const oneOf = (words: readonly string[], n: string) =>
  `(array[${words.map((word) => `'${word}'`).join(', ')}])[1 + (${n}) % ${words.length}]`

const characters =
  '华强盛瑞康达恒泰金鑫宏远博创科锐新源安信嘉美佳德正和顺丰润泽天宇中联东方明光大成'
const character = (n: string) =>
  `substr('${characters}', 1 + (${n})::int % ${characters.length}, 1)`
const trades = [
  '精密机械',
  '电子科技',
  '生物医药',
  '纺织服饰',
  '食品',
  '新材料',
  '环保设备',
  '软件',
  '物流',
  '汽车零部件',
]
const streets = ['董家窑街道', '彭家桥街道', '墩子塘街道', '百花洲街道', '扬子洲镇', '豫章街道']

/**
 * Fills a market by SQL, far faster than its verbs could: one enterprise in a hundred of the organisations is an
 * institution, one request in twenty is open. Its people sign in with `bigToken(n)`.
 */
export async function fillBigMarket(
  admin: pg.Client,
  { organizations, requests }: BigMarket,
): Promise<void> {
  const institutions = institutionsOf(organizations)
  const people = Math.max(20, Math.floor(organizations / 4))
  const threads = requests
  const listings = organizations
  const sessions = Math.max(10, Math.floor(organizations / 100))
  await admin.query('set session_replication_role = replica')
  const fill = (table: string, columns: string, count: number, values: string) =>
    admin.query(
      `insert into ${table} (${columns}) select ${values} from generate_series(0, ${count - 1}) n`,
    )
  const institution = `${id('organization', `(n % ${institutions})`)}`
  const enterprise = (n = 'n') =>
    id('organization', `(${institutions} + (${n}) % ${organizations - institutions})`)
  const person = id('person', `(n % ${people})`)
  await fill(
    'organization',
    'id, kind, institution_type, standing, name, short_name, uscc, street, industry_code, tier, business_scope, registered_on, created_at, updated_at',
    organizations,
    `${id('organization', 'n')}, case when n < ${institutions} then 'institution' else 'enterprise' end,
     case when n < ${institutions} then 'bank' end,
     case when n < ${institutions} or n % 4 <> 0 then 'verified' else 'listed' end,
     case when n < ${institutions} then '南昌市第' || n || '农村商业银行' else
       '南昌市' || ${character('n')} || ${character('n / 7 + 3')} || ${character('n / 211 + 5')} || ${oneOf(trades, 'n / 3')} || '有限公司' || n end,
     null, '91360102M' || lpad(n::text, 9, '0'), ${oneOf(streets, 'n')}, ${oneOf(['C3410', 'C1411', 'C2710', 'I6510', 'G5430'], 'n')},
     ${oneOf(['none', 'none', 'none', 'innovative', 'specialized', 'little_giant'], 'n')},
     '一般项目：' || ${oneOf(trades, 'n')} || '研发、生产与销售；' || ${oneOf(trades, 'n / 10')} || '技术服务；货物进出口。',
     date '2000-01-01' + (n % 9000)::int, now(), now() - n * interval '1 second'`,
  )
  await fill('person', 'id', people, id('person', 'n'))
  await fill('person_name', 'person_id, name', people, `${id('person', 'n')}, '王小明' || n`)
  await fill(
    'person_contact',
    'person_id, kind, lookup, sealed, verified_at',
    people,
    `${id('person', 'n')}, 'email', sha256(n::text::bytea), '', now()`,
  )
  await fill(
    'membership',
    'organization_id, person_id, roles',
    people,
    `case when n < ${institutions} then ${id('organization', 'n')} else ${enterprise()} end, ${person},
     case when n < ${institutions} then array['owner', 'loan_officer'] else array['owner'] end`,
  )
  await fill(
    'sign_in',
    'id, person_id, organization_id, token_hash, expires_at, second_factor',
    people,
    `${id('signIn', 'n')}, ${person}, case when n < ${institutions} then ${id('organization', 'n')} else ${enterprise()} end,
     sha256(convert_to(lpad(n::text, 43, '0'), 'UTF8')), now() + interval '10 days', true`,
  )
  await fill(
    'product',
    'id, organization_id, state, name, amount_min_fen, amount_max_fen, term_max_months, rate_low_bp, rate_high_bp, guarantees, created_at, updated_at',
    institutions * 3,
    `${id('product', 'n')}, ${institution}, 'published', ${oneOf(['科创贷', '设备贷', '订单贷', '信用贷'], 'n')} || n, 10000000, 1000000000, 36, 300 + (n % 100)::int, 500, array['credit'], now(), now() - n * interval '1 minute'`,
  )
  await fill(
    'request',
    'id, organization_id, state, title, amount_fen, term_months, purpose, rate_max_bp, guarantees, urgency, expires_on, created_by, published_at, created_at, updated_at',
    requests,
    `${id('request', 'n')}, ${enterprise()},
     case when n % 20 = 0 then 'published' when n % 400 = 1 then 'full' when n % 200 = 2 then 'submitted' else ${oneOf(['closed', 'awarded', 'withdrawn', 'expired', 'draft'], 'n')} end,
     '采购' || ${oneOf(trades, 'n')} || '设备款' || n, (1 + n % 500) * 1000000::bigint, 12 + (n % 24)::int, '扩大产能，更新产线。', 400 + (n % 200)::int, array['credit', 'mortgage'],
     ${oneOf(['normal', 'soon', 'urgent'], 'n')}, current_date + (n % 90)::int, ${person}, now() - n * interval '20 seconds', now() - n * interval '21 seconds', now() - n * interval '20 seconds'`,
  )
  await fill(
    'thread',
    'id, request_id, institution_id, origin, state, entered_at, due_at, created_by, created_at, updated_at',
    threads,
    `${id('thread', 'n')}, ${id('request', 'n')}, ${institution}, 'claim',
     case when n % 50 = 0 then 'open' when n % 50 = 1 then 'offered' else ${oneOf(['declined', 'released', 'settled', 'withdrawn'], 'n')} end,
     now() - n * interval '20 seconds', case when n % 200 = 0 then now() - interval '1 hour' when n % 50 = 0 then now() + interval '1 day' end, ${person}, now() - n * interval '20 seconds', now() - n * interval '20 seconds'`,
  )
  await fill(
    'offer',
    'id, thread_id, state, amount_fen, rate_bp, term_months, guarantees, valid_until, made_by, created_at, updated_at',
    Math.floor(threads / 2),
    `${id('offer', 'n')}, ${id('thread', 'n * 2')}, case when n % 25 = 0 then 'made' else 'refused' end, 100000000, 380, 12, array['credit'], current_date + 30, ${person}, now(), now()`,
  )
  await fill(
    'listing',
    'id, organization_id, direction, kind, state, title, body, industry_code, price_low_fen, price_high_fen, published_at, expires_on, due_at, created_at, updated_at',
    listings,
    `${id('listing', 'n')}, ${enterprise()}, ${oneOf(['supply', 'demand'], 'n')}, ${oneOf(['product', 'technology', 'service'], 'n')},
     case when n % 10 < 2 then 'published' when n % 100 = 7 then 'submitted' else ${oneOf(['closed', 'expired', 'withdrawn', 'draft'], 'n')} end,
     '求购' || ${oneOf(trades, 'n')} || n, repeat('需要稳定供货，质量符合国家标准。', 10), ${oneOf(['C3410', 'C1411', 'C2710'], 'n')}, 1000000, 5000000, now() - n * interval '1 minute', current_date + (n % 90)::int, now() + interval '1 day', now() - n * interval '1 minute', now() - n * interval '1 minute'`,
  )
  await fill(
    'interest',
    'id, listing_id, organization_id, state, note, entered_at, created_by, created_at, updated_at',
    listings,
    `${id('interest', 'n')}, ${id('listing', 'n')}, ${enterprise('n * 13 + 5')}, ${oneOf(['shown', 'declined', 'withdrawn', 'expired'], 'n')}, '有现货', now(), ${person}, now(), now() - n * interval '1 minute'`,
  )
  await fill(
    'notice',
    'organization_id, person_id, kind, topic, subject_kind, subject_id, created_at, fanned_at',
    requests,
    `case when n % 2 = 0 then ${enterprise('n / 2')} end, case when n % 2 = 1 then ${id('person', `((n / 2) % ${people})`)} end, 'request_published', 'financing', 'request', ${id('request', 'n')}, now() - n * interval '20 seconds', now()`,
  )
  await fill(
    'session',
    'id, type, state, title, organization_id, host_id, starts_at, ends_at, head',
    sessions,
    `${id('session', 'n')}, 'financing', case when n = 0 then 'live' when n % 20 = 1 then 'published' else 'archived' end, '第' || n || '场银企对接会', ${institution}, ${person},
     now() + (20 - n) * interval '1 day', now() + (20 - n) * interval '1 day' + interval '2 hours', ${Math.floor(requests / sessions)}`,
  )
  await fill(
    'registration',
    'code, session_id, organization_id, person_id, part, state, created_at, updated_at',
    organizations,
    `lpad(upper(to_hex(n)), 10, '0'), ${id('session', `(n % ${sessions})`)}, ${enterprise()}, ${id('person', `((n / ${sessions}) % ${people})`)}, 'delegate', 'confirmed', now(), now()`,
  ).catch(ignoreRepeated)
  await fill(
    'session_event',
    'session_id, seq, at, type, body, audience, person_id',
    requests,
    `${id('session', `(n % ${sessions})`)}, 1 + n / ${sessions}, now(), 'announced', '{}', 'everyone', ${person}`,
  )
  await admin.query('set session_replication_role = origin')
  await admin.query('vacuum analyze')
}

/** A person may come to a session once; in a tiny market the numbers repeat. */
function ignoreRepeated(error: { code?: string }): void {
  if (error.code !== '23505') throw error
}

export const institutionsOf = (organizations: number): number =>
  Math.max(5, Math.floor(organizations / 100))

/** The token of the n-th person's sign-in; the first ones are loan officers, each of the institution of their number. */
export const bigToken = (n: number): string => String(n).padStart(43, '0')
