import type { Entry, Purpose } from './register.ts'

/** A table of which no row is about a person. */
const impersonal = (purpose: Purpose, tables: string): Entry[] =>
  tables.split(' ').map((table) => ({ table, purpose, keep: 'record', atDeletion: 'keep' }))

/** Somebody did this for an organisation, whose record it is: the person gets that they did, and when. */
const done = (
  table: string,
  {
    by,
    take,
    rest,
    purpose = 'business',
  }: { by: string; take: string; rest: string; purpose?: Purpose },
): Entry => ({
  ...{ table, purpose, by, take, leave: { organization: rest } },
  ...{ keep: 'record', atDeletion: 'keep' },
})

/** What belongs to organisations and to the market, where a person is named by id. */
export const recordEntries: readonly Entry[] = [
  {
    ...{ table: 'membership', purpose: 'membership', by: 'person_id' },
    ...{ take: 'id organization_id person_id roles street since ended_at' },
    ...{ keep: 'record', atDeletion: 'keep' },
  },
  {
    ...{ table: 'join_request', purpose: 'membership', by: 'person_id' },
    ...{ take: 'id organization_id person_id note state created_at decided_at' },
    ...{ keep: { days: 365, after: 'decided_at' }, atDeletion: { blank: 'note' } },
  },
  {
    ...{ table: 'invitation', purpose: 'membership', by: 'invited_by' },
    ...{ take: 'id organization_id invited_by roles created_at expires_at accepted_at revoked_at' },
    ...{ leave: { secret: 'token_hash', others: 'lookup sealed' } },
    ...{ keep: { days: 90, after: 'expires_at' }, atDeletion: 'keep' },
  },
  {
    ...{ table: 'role_grant', purpose: 'membership', by: 'asked_by decided_by' },
    take: 'id membership_id roles state asked_by decided_by created_at updated_at expires_at',
    ...{ keep: { days: 1095, after: 'expires_at' }, atDeletion: 'keep' },
  },
  {
    ...{ table: 'delegation', purpose: 'membership', by: 'from_person to_person made_by' },
    take: 'id organization_id from_person to_person made_by starts_at ends_at note created_at revoked_at',
    leave: { technical: 'started_told_at ended_told_at' },
    keep: { days: 1095, after: 'ends_at' },
    atDeletion: { blank: 'note' },
  },
  done('branch_link', {
    ...{ by: 'asked_by', take: 'id asked_by created_at', purpose: 'membership' },
    rest: 'head_id branch_id state updated_at',
  }),
  {
    ...{ table: 'registration', purpose: 'session', by: 'person_id' },
    take: 'id session_id organization_id person_id part state note created_at updated_at code',
    leave: { technical: 'waits_since' },
    keep: 'record',
    atDeletion: { blank: 'note' },
  },
  {
    ...{ table: 'registration_answer', purpose: 'session' },
    through: {
      table: 'registration',
      on: 'registration.id = registration_answer.registration_id',
      by: 'person_id',
    },
    ...{ take: 'registration_id question_id answer', opened: 'answer' },
    ...{ keep: 'record', atDeletion: 'delete' },
  },
  {
    ...{ table: 'session_event', purpose: 'session', by: 'person_id' },
    take: 'session_id seq at type body person_id organization_id',
    leave: { technical: 'audience' },
    ...{ keep: 'record', atDeletion: 'keep' },
  },
  {
    ...{ table: 'session_text', purpose: 'session' },
    through: {
      ...{ table: 'session_event', by: 'person_id' },
      on: 'session_event.session_id = session_text.session_id and session_event.seq = session_text.seq',
    },
    take: 'session_id seq text',
    ...{ keep: 'record', atDeletion: 'delete' },
  },
  {
    ...{ table: 'session_command', purpose: 'session', by: 'person_id' },
    ...{ leave: { technical: 'session_id person_id command_id answer at' } },
    ...{ keep: { days: 30, after: 'at' }, atDeletion: 'keep' },
  },
  {
    ...{ table: 'post', purpose: 'messages', by: 'person_id' },
    ...{ take: 'id subject_kind subject_id organization_id person_id at' },
    ...{ keep: 'record', atDeletion: 'keep' },
  },
  {
    ...{ table: 'post_text', purpose: 'messages', take: 'post_id text', opened: 'text' },
    through: { table: 'post', on: 'post.id = post_text.post_id', by: 'person_id' },
    ...{ keep: 'record', atDeletion: 'delete' },
  },
  {
    ...{ table: 'audit', purpose: 'trail', by: 'person_id' },
    take: 'id at person_id organization_id sign_in_id verb subject_kind subject_id detail',
    ...{ keep: 'always', atDeletion: 'keep' },
  },
  {
    ...{ table: 'transition', purpose: 'trail', by: 'person_id' },
    take: 'id noun subject_id verb from_state to_state person_id organization_id at',
    leave: { organization: 'reason' },
    ...{ keep: 'always', atDeletion: 'keep' },
  },
  {
    ...{ table: 'receipt', purpose: 'trail', by: 'person_id' },
    take: 'id at organization_id reader_id person_id consent_id basis subject_kind subject_id fields',
    ...{ keep: 'always', atDeletion: 'keep' },
  },
  {
    ...{ table: 'file', purpose: 'organization', by: 'uploaded_by' },
    take: 'id organization_id uploaded_by name media_type size created_at subject_kind subject_id',
    leave: { organization: 'content preview', technical: 'sha256 position width height' },
    ...{ keep: 'record', atDeletion: 'keep' },
  },
  done('private.document', {
    ...{ by: 'uploaded_by', take: 'id uploaded_by created_at', purpose: 'organization' },
    rest: 'organization_id kind name media_type size sha256 content',
  }),
  {
    ...{ table: 'import_run', purpose: 'operation', by: 'person_id' },
    take: 'id kind state name size organization_id person_id created_at updated_at',
    leave: { organization: 'content header mapping progress tally faults problem version' },
    ...{ keep: { days: 180, after: 'updated_at' }, atDeletion: 'keep' },
  },
  {
    ...{ table: 'standing_application', purpose: 'organization', by: 'applicant_id decided_by' },
    take: 'id organization_id applicant_id kind state note created_at updated_at decided_by decided_at',
    leave: { organization: 'licence_file_id letter_file_id remarks disputed appealed_at version' },
    ...{ keep: 'record', atDeletion: 'keep' },
  },
  done('appeal', {
    by: 'raised_by refused_by decided_by',
    take: 'id subject_kind subject_id raised_by refused_by decided_by state created_at',
    rest: 'refusal_id organization_id title reason decision due_at updated_at version',
  }),
  done('consent', {
    ...{ by: 'granted_by', take: 'id organization_id granted_by granted_at purpose fields until' },
    rest: 'subject_kind subject_id source institution_id state ended_at version',
  }),
  done('request', {
    ...{
      by: 'created_by holder_id',
      take: 'id organization_id title created_by holder_id created_at',
    },
    rest: 'state amount_fen term_months purpose rate_max_bp guarantees collateral_note urgency anonymous cap expires_on remarks published_at updated_at version audience',
  }),
  done('product', {
    ...{
      by: 'created_by holder_id',
      take: 'id organization_id name created_by holder_id created_at',
    },
    rest: 'state amount_min_fen amount_max_fen amount_note term_min_months term_max_months term_note rate_low_bp rate_high_bp rate_note guarantees guarantee_note repayments repayment_note tiers industries target_note conditions materials region contact_days diligence_days disburse_days external_ref source source_date updated_at version fee_once_bp fee_yearly_bp fee_note',
  }),
  done('listing', {
    ...{
      by: 'created_by holder_id',
      take: 'id organization_id title created_by holder_id created_at',
    },
    rest: 'direction kind state body specs industry_code quantity unit price_low_fen price_high_fen place deadline certificates anonymous remarks expires_on due_at external_ref source published_at updated_at version',
  }),
  done('thread', {
    by: 'created_by officer_id',
    take: 'id request_id institution_id created_by officer_id state created_at',
    rest: 'product_id origin session_id round_id reason_code reason contact_days diligence_days disburse_days entered_at due_at updated_at version eligibility',
  }),
  done('offer', {
    ...{ by: 'made_by', take: 'id thread_id made_by created_at' },
    rest: 'state amount_fen rate_bp term_months guarantees conditions valid_until updated_at version',
  }),
  done('offer_terms', {
    ...{ by: 'person_id', take: 'offer_id version person_id at' },
    rest: 'side amount_fen rate_bp term_months guarantees conditions valid_until',
  }),
  done('disbursement', {
    ...{ by: 'confirmed_by', take: 'thread_id side confirmed_by confirmed_at' },
    rest: 'amount_fen paid_on',
  }),
  done('interest', {
    ...{ by: 'created_by', take: 'id listing_id organization_id created_by created_at' },
    rest: 'state note price_fen quantity delivery_days valid_until terms_note reason entered_at due_at updated_at version',
  }),
  done('interest_terms', {
    ...{ by: 'person_id', take: 'interest_id version person_id at' },
    rest: 'side price_fen quantity delivery_days valid_until terms_note',
  }),
  done('deal_confirmation', {
    ...{ by: 'confirmed_by', take: 'deal_id stage side confirmed_by confirmed_at' },
    rest: 'amount_fen done_on',
  }),
  done('dismissal', {
    ...{ by: 'person_id', take: 'organization_id subject_id kind counterpart_id person_id at' },
    rest: '',
  }),
  done('session', {
    ...{
      by: 'host_id',
      take: 'id type title host_id starts_at ends_at created_at',
      purpose: 'session',
    },
    rest: 'state summary place organization_id screen_token_hash head updated_at version capacity reminders',
  }),
  done('session_template', {
    ...{ by: 'made_by', take: 'id name made_by created_at', purpose: 'session' },
    rest: 'organization_id body',
  }),
  ...impersonal(
    'organization',
    'organization organization_certificate private.contact private.bank_account private.indicator',
  ),
  ...impersonal('business', 'deal clock match_alert match_check private.request_detail'),
  ...impersonal(
    'session',
    'session_item session_part session_question round round_request session_reminder',
  ),
  {
    ...{ table: 'api_write', purpose: 'operation', atDeletion: 'keep' },
    keep: { days: 1, after: 'at' },
  },
  done('webhook', {
    ...{ by: 'created_by', take: 'id organization_id created_by created_at', purpose: 'operation' },
    rest: 'url topics state sealed old_sealed old_until failing_since updated_at version',
  }),
  {
    ...{ table: 'webhook_delivery', purpose: 'operation', atDeletion: 'keep' },
    keep: { days: 30, after: 'at' },
  },
  ...impersonal('trail', 'audit_seal audit_unsealed'),
  ...impersonal(
    'operation',
    'app_meta worker_alive holiday search_dirty kysely_migration kysely_migration_lock',
  ),
  {
    ...{ table: 'rate_limit', purpose: 'security', atDeletion: 'keep' },
    keep: { days: 1, after: 'to_timestamp(expire / 1000.0)' },
  },
]
