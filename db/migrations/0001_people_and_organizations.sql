-- People, organisations, their members, and what every write leaves behind.
-- Text states are checked by the state tables of app/domain/<noun>/<noun>.ts; the checks here are the second wall.

create extension if not exists pg_trgm;
create schema private;

create table person (
  id uuid primary key default uuidv7(),
  created_at timestamptz not null default now(),
  locked_until timestamptz,
  failed_sign_ins integer not null default 0
);

-- Names sit apart so that they can be erased while records keep the id.
create table person_name (
  person_id uuid primary key references person on delete cascade,
  name text not null
);

-- An address is looked up by a keyed hash and shown from its sealed form; neither is plain text.
create table person_contact (
  id uuid primary key default uuidv7(),
  person_id uuid not null references person on delete cascade,
  kind text not null check (kind in ('email', 'mobile')),
  lookup bytea not null unique,
  sealed bytea not null,
  verified_at timestamptz
);
create index person_contact_person on person_contact (person_id);

create table person_password (
  person_id uuid primary key references person on delete cascade,
  hash text not null,
  changed_at timestamptz not null default now()
);

create table organization (
  id uuid primary key default uuidv7(),
  kind text not null check (kind in ('enterprise', 'institution', 'provider', 'institute', 'association', 'buyer', 'bureau')),
  institution_type text check (institution_type in ('bank', 'guarantor', 'investor', 'factoring', 'lessor')),
  standing text not null check (standing in ('listed', 'takeover_pending', 'draft', 'submitted', 'returned', 'verified', 'rejected', 'suspended', 'deregistered')),
  name text not null,
  short_name text,
  uscc text unique check (uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  province text,
  city text,
  district text,
  street text,
  road text,
  address text,
  registered_on date,
  capital_fen bigint check (capital_fen >= 0),
  capital_currency text,
  business_scope text,
  is_branch boolean not null default false,
  industry_code text,
  industry_proposed boolean not null default false,
  employees integer check (employees >= 0),
  tier text not null default 'none' check (tier in ('none', 'innovative', 'specialized', 'little_giant', 'champion')),
  intro text,
  offers text,
  seeks text,
  website text,
  source text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  check ((kind = 'institution') = (institution_type is not null))
);
create unique index organization_name_without_uscc on organization (kind, name) where uscc is null;
create index organization_name_trgm on organization using gin (name gin_trgm_ops);
create index organization_scope_trgm on organization using gin (business_scope gin_trgm_ops);
create index organization_name_order on organization (name, id);
create index organization_standing on organization (standing, updated_at) where standing in ('submitted', 'takeover_pending');

create table organization_certificate (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organization on delete cascade,
  name text not null,
  number text,
  issued_by text,
  valid_from date,
  valid_to date
);
create index organization_certificate_organization on organization_certificate (organization_id);

create table membership (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organization,
  person_id uuid not null references person,
  roles text[] not null check (roles <@ array['owner', 'member', 'loan_officer', 'branch_manager', 'admin', 'officer', 'host', 'liaison', 'street', 'auditor'] and cardinality(roles) > 0),
  street text,
  since timestamptz not null default now(),
  ended_at timestamptz,
  check (not ('auditor' = any (roles) and cardinality(roles) > 1))
);
create unique index membership_current on membership (organization_id, person_id) where ended_at is null;
create index membership_person on membership (person_id) where ended_at is null;

create table invitation (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organization,
  invited_by uuid not null references person,
  roles text[] not null,
  lookup bytea not null,
  sealed bytea not null,
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz
);
create index invitation_organization on invitation (organization_id);

create table join_request (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organization,
  person_id uuid not null references person,
  note text,
  state text not null check (state in ('asked', 'accepted', 'declined', 'withdrawn')),
  created_at timestamptz not null default now(),
  decided_at timestamptz
);
create unique index join_request_open on join_request (organization_id, person_id) where state = 'asked';

-- Small files that belong to a subject; larger media get a store of their own.
create table file (
  id uuid primary key default uuidv7(),
  organization_id uuid references organization,
  uploaded_by uuid not null references person,
  name text not null,
  media_type text not null,
  size integer not null check (size between 1 and 10485760),
  sha256 bytea not null,
  content bytea not null,
  created_at timestamptz not null default now()
);

-- An application for standing: a new organisation's, or the takeover of a listed one.
create table standing_application (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organization,
  applicant_id uuid not null references person,
  kind text not null check (kind in ('entry', 'takeover')),
  state text not null check (state in ('submitted', 'returned', 'verified', 'rejected', 'withdrawn')),
  licence_file_id uuid references file,
  letter_file_id uuid references file,
  note text,
  remarks text,
  disputed boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index standing_application_open on standing_application (organization_id, applicant_id) where state in ('submitted', 'returned');

create table sign_in (
  id uuid primary key default uuidv7(),
  person_id uuid not null references person,
  organization_id uuid references organization,
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  device text,
  address text,
  revoked_at timestamptz
);
create index sign_in_person on sign_in (person_id) where revoked_at is null;

create table code (
  id uuid primary key default uuidv7(),
  purpose text not null check (purpose in ('sign_up', 'reset')),
  lookup bytea not null,
  code_hash bytea not null,
  tries integer not null default 0,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index code_lookup on code (lookup, purpose, created_at desc);

-- The course of every thing with a state: who moved it, when, why.
create table transition (
  id uuid primary key default uuidv7(),
  noun text not null,
  subject_id uuid not null,
  verb text not null,
  from_state text,
  to_state text not null,
  person_id uuid,
  organization_id uuid,
  reason text,
  at timestamptz not null
);
create index transition_subject on transition (noun, subject_id, id);

-- Insert-only for the application's role. Holds ids, never names.
create table audit (
  id uuid primary key default uuidv7(),
  at timestamptz not null,
  person_id uuid,
  organization_id uuid,
  sign_in_id uuid,
  verb text not null,
  subject_kind text not null,
  subject_id uuid,
  detail jsonb
);
create index audit_subject on audit (subject_kind, subject_id, id);
create index audit_person on audit (person_id, id);

-- What a person is told inside the market.
create table notice (
  id uuid primary key default uuidv7(),
  organization_id uuid references organization,
  person_id uuid references person,
  kind text not null,
  subject_kind text not null,
  subject_id uuid not null,
  params jsonb not null default '{}',
  created_at timestamptz not null,
  read_at timestamptz,
  check (organization_id is not null or person_id is not null)
);
create index notice_organization on notice (organization_id, id desc);
create index notice_person on notice (person_id, id desc);

-- What search must look at again. A consumer clears only the version that it has sent.
create table search_dirty (
  kind text not null check (kind in ('organization', 'product', 'request', 'session')),
  id uuid not null,
  version bigint not null default 1,
  marked_at timestamptz not null default now(),
  failures integer not null default 0,
  failed_reason text,
  retry_at timestamptz,
  primary key (kind, id)
);
create index search_dirty_order on search_dirty (marked_at);

create table holiday (
  day date primary key,
  kind text not null check (kind in ('off', 'work')),
  name text not null
);

create table app_meta (
  key text primary key,
  value jsonb not null
);
