import { recordEntries } from './register-records.ts'

/** Why a table is kept. The words are in the `privacy` messages. */
export const purposes = [
  'account',
  'security',
  'membership',
  'organization',
  'business',
  'session',
  'messages',
  'trail',
  'operation',
] as const
export type Purpose = (typeof purposes)[number]

/** The basis in law for what concerns people (个人信息保护法 §13). */
export const bases: Record<Purpose, 'contract' | 'duty' | 'none'> = {
  account: 'contract',
  security: 'duty',
  membership: 'contract',
  organization: 'duty',
  business: 'contract',
  session: 'contract',
  messages: 'contract',
  trail: 'duty',
  operation: 'none',
}

/** Why a column isn't handed out to the person that its row is about. */
export const reasons = ['secret', 'organization', 'others', 'technical'] as const
export type Reason = (typeof reasons)[number]

export interface Entry {
  /** With its schema, unless that is `public`. */
  table: string
  purpose: Purpose
  /** The columns that name a person; none where no row is about one. */
  by?: string
  /** Where the row that names the person is another: its table, and which columns join the two. */
  through?: { table: string; on: string; by: string }
  /** Columns that a person's own copy holds, and of these the ones that are opened first. */
  take?: string
  opened?: string
  /** Columns that it doesn't, by reason. */
  leave?: Partial<Record<Reason, string>>
  /**
   * How long: with the account, as long as the record it belongs to, for good, or so many days
   * after the instant that an SQL expression over the row's columns names.
   */
  keep: 'account' | 'record' | 'always' | { days: number; after: string }
  /** What the deletion of an account does to rows about the person. */
  atDeletion: 'delete' | 'keep' | { blank: string }
}

/** What serves one's own account and goes with it. */
const accountEntries: Entry[] = [
  {
    ...{ table: 'person', purpose: 'account', by: 'id', take: 'id created_at locale deleted_at' },
    ...{ keep: 'always', atDeletion: 'keep' },
  },
  {
    ...{ table: 'person_name', purpose: 'account', by: 'person_id', take: 'person_id name' },
    ...{ keep: 'account', atDeletion: 'delete' },
  },
  {
    ...{ table: 'person_contact', purpose: 'account', by: 'person_id' },
    ...{ take: 'id person_id kind sealed verified_at', opened: 'sealed' },
    ...{ leave: { secret: 'lookup' }, keep: 'account', atDeletion: 'delete' },
  },
  {
    ...{ table: 'privacy_consent', purpose: 'account', by: 'person_id' },
    ...{ take: 'person_id version locale at', keep: 'always', atDeletion: 'keep' },
  },
  {
    ...{ table: 'person_password', purpose: 'security', by: 'person_id' },
    ...{ take: 'person_id changed_at', leave: { secret: 'hash' } },
    ...{ keep: 'account', atDeletion: 'delete' },
  },
  {
    ...{ table: 'person_totp', purpose: 'security', by: 'person_id' },
    ...{
      take: 'person_id confirmed_at',
      leave: { secret: 'sealed last_step next_sealed next_at' },
    },
    ...{ keep: 'account', atDeletion: 'delete' },
  },
  {
    ...{ table: 'passkey', purpose: 'security', by: 'person_id' },
    ...{ take: 'id person_id name backed_up created_at last_used_at' },
    ...{ leave: { secret: 'credential_id public_key counter transports' } },
    ...{ keep: 'account', atDeletion: 'delete' },
  },
  {
    ...{ table: 'recovery_code', purpose: 'security', by: 'person_id' },
    ...{ take: 'id person_id created_at used_at', leave: { secret: 'code_hash' } },
    ...{ keep: 'account', atDeletion: 'delete' },
  },
  {
    ...{ table: 'passkey_challenge', purpose: 'security', by: 'person_id' },
    ...{ leave: { technical: 'challenge purpose person_id expires_at' } },
    ...{ keep: { days: 1, after: 'expires_at' }, atDeletion: 'delete' },
  },
  {
    ...{ table: 'sign_in_halfway', purpose: 'security', by: 'person_id' },
    ...{ leave: { secret: 'token_hash', technical: 'person_id created_at expires_at' } },
    ...{ keep: { days: 1, after: 'expires_at' }, atDeletion: 'delete' },
  },
  {
    ...{ table: 'sign_in', purpose: 'security', by: 'person_id' },
    take: 'id person_id organization_id created_at last_seen_at expires_at device address revoked_at second_factor confirmed_at name scopes',
    leave: { secret: 'token_hash' },
    keep: { days: 90, after: 'least(expires_at, revoked_at)' },
    atDeletion: { blank: 'device address' },
  },
  {
    ...{ table: 'known_device', purpose: 'security', by: 'person_id' },
    ...{ take: 'person_id network created_at last_used_at' },
    ...{ leave: { secret: 'token_hash', technical: 'sign_in_id' } },
    ...{ keep: { days: 180, after: 'last_used_at' }, atDeletion: 'delete' },
  },
  {
    ...{ table: 'account_link', purpose: 'security', keep: { days: 1, after: 'expires_at' } },
    atDeletion: 'keep',
  },
  {
    ...{ table: 'code', purpose: 'security', keep: { days: 1, after: 'expires_at' } },
    atDeletion: 'keep',
  },
  {
    ...{ table: 'sign_in_guard', purpose: 'security', atDeletion: 'keep' },
    keep: { days: 1, after: 'last_failure_at' },
  },
  {
    ...{ table: 'calendar_feed', purpose: 'account', by: 'person_id' },
    ...{ take: 'person_id created_at', leave: { secret: 'token_hash' } },
    ...{ keep: 'account', atDeletion: 'delete' },
  },
  {
    ...{ table: 'saved_search', purpose: 'account', by: 'person_id' },
    ...{ take: 'id person_id organization_id name query created_at checked_at' },
    ...{ leave: { technical: 'seen fresh' }, keep: 'account', atDeletion: 'delete' },
  },
  {
    ...{ table: 'notice', purpose: 'messages', by: 'person_id' },
    take: 'id person_id organization_id kind topic subject_kind subject_id params created_at',
    leave: { technical: 'fanned_at' },
    keep: { days: 730, after: 'created_at' },
    atDeletion: 'delete',
  },
  {
    ...{ table: 'notice_read', purpose: 'messages', by: 'person_id' },
    ...{ take: 'notice_id person_id read_at', keep: 'record', atDeletion: 'delete' },
  },
  {
    ...{ table: 'notice_preference', purpose: 'messages', by: 'person_id' },
    ...{ take: 'person_id topic mail sms', keep: 'account', atDeletion: 'delete' },
  },
  {
    ...{ table: 'notice_delivery', purpose: 'messages', by: 'person_id' },
    ...{ take: 'notice_id person_id channel state created_at updated_at' },
    ...{ keep: { days: 180, after: 'updated_at' }, atDeletion: 'delete' },
  },
]

/** Every table of the market: what for, how long, what of it belongs to whom. A test holds it against the schema. */
export const register: readonly Entry[] = [...accountEntries, ...recordEntries]

export const wordsOf = (columns: string | undefined): string[] =>
  columns ? columns.split(' ') : []

/** Whether rows of a table are about people. */
export const isPersonal = (entry: Entry): boolean => Boolean(entry.by ?? entry.through)
