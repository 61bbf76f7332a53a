-- Live sessions (DOMAIN.md W14): the session, who comes, what is shown, and the log that all of it is played from.

create table session (
  id uuid primary key default uuidv7(),
  type text not null check (type in ('financing', 'sourcing', 'roadshow', 'expo', 'training')),
  state text not null check (state in ('draft', 'published', 'lobby', 'live', 'break', 'talks', 'ended', 'archived', 'postponed', 'cancelled')),
  title text not null,
  summary text,
  place text,
  organization_id uuid not null references organization,
  host_id uuid not null references person,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  screen_token_hash bytea,
  head bigint not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  check (ends_at > starts_at)
);
create index session_calendar on session (starts_at, id);

create table registration (
  id uuid primary key default uuidv7(),
  session_id uuid not null references session,
  organization_id uuid not null references organization,
  person_id uuid not null references person,
  part text not null check (part in ('presenter', 'delegate', 'observer')),
  state text not null check (state in ('applied', 'confirmed', 'waitlisted', 'declined', 'checked_in', 'attended', 'no_show', 'cancelled')),
  note text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index registration_current on registration (session_id, person_id) where state <> 'cancelled';
create index registration_session on registration (session_id, state);
create index registration_organization on registration (organization_id);

-- What goes on stage, in order.
create table session_item (
  id uuid primary key default uuidv7(),
  session_id uuid not null references session,
  position integer not null,
  kind text not null check (kind in ('words', 'request', 'product')),
  title text not null,
  minutes integer not null check (minutes between 1 and 480),
  request_id uuid references request,
  product_id uuid references product
);
create index session_item_session on session_item (session_id, position);

create table round (
  id uuid primary key default uuidv7(),
  session_id uuid not null references session,
  number integer not null,
  title text not null,
  state text not null check (state in ('planned', 'open', 'extended', 'closed')),
  minutes integer not null check (minutes between 1 and 120),
  opened_at timestamptz,
  closes_at timestamptz,
  closed_at timestamptz,
  unique (session_id, number)
);
create index round_closing on round (closes_at) where state in ('open', 'extended');

create table round_request (
  round_id uuid not null references round,
  request_id uuid not null references request,
  position integer not null,
  primary key (round_id, request_id)
);
create index round_request_request on round_request (request_id);

-- The log. seq is given under the session's head; a command's first answer is kept with its id.
create table session_event (
  session_id uuid not null references session,
  seq bigint not null,
  at timestamptz not null,
  type text not null,
  body jsonb not null,
  audience text not null,
  person_id uuid,
  organization_id uuid,
  primary key (session_id, seq)
);

-- What was said, erasable without touching the log.
create table session_text (
  session_id uuid not null,
  seq bigint not null,
  text text not null,
  primary key (session_id, seq),
  foreign key (session_id, seq) references session_event on delete cascade
);

create table session_command (
  session_id uuid not null references session,
  person_id uuid not null,
  command_id uuid not null,
  answer jsonb not null,
  at timestamptz not null,
  primary key (session_id, person_id, command_id)
);

alter table thread add foreign key (session_id) references session;
alter table thread add foreign key (round_id) references round;
create index thread_session on thread (session_id) where session_id is not null;
