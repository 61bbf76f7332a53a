-- A file that staff take in: which column is what, what would come of it, what came of it.
create table import_run (
  id uuid primary key default uuidv7(),
  kind text not null check (kind in ('enterprises', 'products', 'listings')),
  state text not null check (state in ('uploaded', 'checking', 'checked', 'running', 'done', 'failed')),
  name text not null,
  content bytea not null,
  size integer not null check (size between 1 and 20971520),
  header jsonb not null,
  -- The number of the column for each of our names.
  mapping jsonb not null,
  -- Of the reading so far, 0 to 100.
  progress integer not null default 0 check (progress between 0 and 100),
  tally jsonb,
  faults jsonb,
  -- Why the file as a whole can't be used: a key of `refusal` with its params.
  problem jsonb,
  organization_id uuid not null references organization,
  person_id uuid not null references person,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1
);
alter table import_run alter column content set storage external;
create index import_run_organization on import_run (organization_id, id desc);
