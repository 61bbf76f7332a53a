-- A refusal by an officer is one row of a thing's course; it can be appealed once, to another officer.
create table appeal (
  id uuid primary key default uuidv7(),
  subject_kind text not null,
  subject_id uuid not null,
  refusal_id uuid not null unique references transition,
  refused_by uuid not null references person,
  organization_id uuid not null references organization,
  raised_by uuid not null references person,
  state text not null check (state in ('raised', 'upheld', 'dismissed', 'withdrawn')),
  title text not null,
  reason text not null,
  decision text,
  decided_by uuid references person,
  due_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  check (decided_by is distinct from refused_by)
);
create index appeal_queue on appeal (due_at) where state = 'raised';
create index appeal_subject on appeal (subject_kind, subject_id);
create index appeal_organization on appeal (organization_id);
