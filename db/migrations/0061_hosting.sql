-- What a host prepares: places and who decides on them, the form of registration, reminders, templates.

alter table session
  add column capacity integer check (capacity > 0),
  -- Minutes before the start.
  add column reminders integer[] not null default '{4320,1440,60}';

-- The parts that can be registered for; one without a row is open to all and confirmed at once.
create table session_part (
  session_id uuid not null references session,
  part text not null check (part in ('presenter', 'delegate', 'observer')),
  capacity integer check (capacity > 0),
  approval boolean not null default false,
  primary key (session_id, part)
);

create table session_question (
  id uuid primary key default uuidv7(),
  session_id uuid not null references session,
  position integer not null,
  kind text not null check (kind in ('text', 'choice', 'number', 'tick')),
  label text not null,
  options text[] not null default '{}',
  required boolean not null default false
);
create index session_question_session on session_question (session_id, position);

-- What people answered, erasable beside the registration.
create table registration_answer (
  registration_id uuid not null references registration on delete cascade,
  question_id uuid not null references session_question on delete cascade,
  answer text not null,
  primary key (registration_id, question_id)
);
create index registration_answer_question on registration_answer (question_id);

-- Shown at the door, as a code and as a picture of it.
alter table registration
  add column code text not null unique default upper(left(translate(gen_random_uuid()::text, '-', ''), 10)),
  -- Who waits longest comes first.
  add column waits_since timestamptz;
create index registration_waiting on registration (session_id, waits_since, id) where state = 'waitlisted';

create table session_template (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organization,
  name text not null,
  body jsonb not null,
  made_by uuid not null references person,
  created_at timestamptz not null,
  unique (organization_id, name)
);

-- A reminder goes out once for each start that was announced.
create table session_reminder (
  session_id uuid not null references session,
  minutes integer not null,
  starts_at timestamptz not null,
  sent_at timestamptz not null,
  primary key (session_id, minutes, starts_at)
);

-- The secret address of a person's calendar; a new one ends the old.
create table calendar_feed (
  person_id uuid primary key references person on delete cascade,
  token_hash bytea not null unique,
  created_at timestamptz not null
);
