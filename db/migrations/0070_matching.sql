-- A search that somebody keeps, and what it has found so far; what it finds anew is told.
create table saved_search (
  id uuid primary key default uuidv7(),
  person_id uuid not null references person,
  organization_id uuid references organization,
  name text not null,
  -- The address of the results, without its page.
  query text not null,
  seen uuid[] not null default '{}',
  fresh uuid[] not null default '{}',
  created_at timestamptz not null,
  checked_at timestamptz not null,
  unique (person_id, query)
);
create index saved_search_due on saved_search (checked_at);

-- What an organisation doesn't want to be proposed again: another organisation, or a thing, for one of its own or at all.
create table dismissal (
  organization_id uuid not null references organization,
  -- For which of its own things; the organisation itself where it is for all.
  subject_id uuid not null,
  kind text not null,
  counterpart_id uuid not null,
  person_id uuid not null references person,
  at timestamptz not null,
  primary key (organization_id, subject_id, counterpart_id)
);
