-- A second factor beside the password: a code of an app (RFC 6238), passkeys, and recovery codes for when those are lost.

-- `next_sealed` is the secret being set up; it takes the place of `sealed` once a code of it was shown to be right.
create table person_totp (
  person_id uuid primary key references person on delete cascade,
  sealed bytea,
  confirmed_at timestamptz,
  last_step bigint,
  next_sealed bytea,
  next_at timestamptz,
  check ((sealed is null) = (confirmed_at is null))
);

create table recovery_code (
  id uuid primary key default uuidv7(),
  person_id uuid not null references person on delete cascade,
  code_hash bytea not null,
  created_at timestamptz not null,
  used_at timestamptz
);
create unique index recovery_code_hash on recovery_code (person_id, code_hash);

create table passkey (
  id uuid primary key default uuidv7(),
  person_id uuid not null references person on delete cascade,
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  name text not null,
  backed_up boolean not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_person on passkey (person_id);

-- What a passkey must sign; each is answered once.
create table passkey_challenge (
  challenge text primary key,
  purpose text not null check (purpose in ('register', 'sign_in', 'confirm')),
  person_id uuid references person on delete cascade,
  expires_at timestamptz not null
);
create index passkey_challenge_age on passkey_challenge (expires_at);

-- Who has given the right password and owes the second factor.
create table sign_in_halfway (
  token_hash bytea primary key,
  person_id uuid not null references person on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index sign_in_halfway_age on sign_in_halfway (expires_at);

-- Whether a second factor was given in this sign-in, and when its holder last proved who they are.
alter table sign_in
  add column second_factor boolean not null default false,
  add column confirmed_at timestamptz;
update sign_in set confirmed_at = created_at;
alter table sign_in alter column confirmed_at set not null, alter column confirmed_at set default now();
