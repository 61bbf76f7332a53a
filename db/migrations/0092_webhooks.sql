-- What another system is told of: an organisation's own events, by an https address and a shared secret.
create table webhook (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organization,
  url text not null,
  -- Groups of kinds, as people choose them for their own notices.
  topics text[] not null check (cardinality(topics) > 0),
  state text not null check (state in ('active', 'paused', 'stopped', 'removed')),
  sealed bytea not null,
  -- The secret before the last change signs beside the new one until this instant.
  old_sealed bytea,
  old_until timestamptz,
  failing_since timestamptz,
  created_by uuid not null references person,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  check ((old_sealed is null) = (old_until is null))
);
create index webhook_organization on webhook (organization_id) where state <> 'removed';

-- The outbox: written in the transaction of the event, one row for each address that hears of it.
create table webhook_delivery (
  id uuid primary key default uuidv7(),
  webhook_id uuid not null references webhook on delete cascade,
  kind text not null,
  subject_kind text not null,
  subject_id uuid not null,
  at timestamptz not null,
  state text not null check (state in ('waiting', 'delivered', 'failed')),
  attempts integer not null default 0,
  last_at timestamptz,
  status integer,
  -- Why it failed: a key of the `webhook` messages.
  fault text
);
create index webhook_delivery_newest on webhook_delivery (webhook_id, id desc);
create index webhook_delivery_open on webhook_delivery (webhook_id) where state <> 'delivered';
