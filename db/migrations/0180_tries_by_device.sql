-- Tries belong to whoever makes them: a device that a person has signed in on is counted by itself, and so is a network.
create table known_device (
  token_hash bytea not null,
  person_id uuid not null references person on delete cascade,
  network text not null,
  sign_in_id uuid references sign_in on delete set null,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  primary key (token_hash, person_id)
);
create index known_device_person on known_device (person_id, last_used_at desc);
create index known_device_sign_in on known_device (sign_in_id);
create index known_device_age on known_device (last_used_at);

-- Links of 256 random bits that an address is sent: to sign in beside the wait that strangers have caused, or to reset.
create table account_link (
  token_hash bytea primary key,
  purpose text not null check (purpose in ('sign_in', 'reset')),
  lookup bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index account_link_lookup on account_link (lookup, purpose, created_at desc);
create index account_link_age on account_link (expires_at);

-- Tries are counted from an instant on.
alter table sign_in_guard add column since timestamptz;
update sign_in_guard set since = last_failure_at;
alter table sign_in_guard alter column since set not null;

-- The same code is sent again rather than another one; how often, and when last.
alter table code add column sent integer not null default 1 check (sent between 0 and 10000), add column sent_at timestamptz;
update code set sent_at = created_at;
alter table code alter column sent_at set not null;
