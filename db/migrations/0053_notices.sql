-- A notice is the market's own letter box: what is written here in a verb's transaction goes out by mail and SMS
-- a few minutes later, unless it was read in the page meanwhile.
alter table notice add column fanned_at timestamptz;
update notice set fanned_at = created_at;
create index notice_to_fan on notice (created_at) where fanned_at is null;

-- Everybody reads for themselves what their organisation was told.
create table notice_read (
  notice_id uuid not null references notice on delete cascade,
  person_id uuid not null references person on delete cascade,
  read_at timestamptz not null,
  primary key (notice_id, person_id)
);
insert into notice_read (notice_id, person_id, read_at)
  select id, person_id, read_at from notice where read_at is not null and person_id is not null
  union
  select n.id, m.person_id, n.read_at from notice n
  join membership m on m.organization_id = n.organization_id and m.ended_at is null
  where n.read_at is not null and n.organization_id is not null;
drop index notice_organization;
drop index notice_person;
alter table notice drop column read_at;
create index notice_organization on notice (organization_id, id desc) where organization_id is not null;
create index notice_person on notice (person_id, id desc) where person_id is not null;

-- What a person chose; what is not here follows the default of its group.
create table notice_preference (
  person_id uuid not null references person on delete cascade,
  topic text not null,
  mail text not null check (mail in ('now', 'digest', 'off')),
  sms text not null check (sms in ('now', 'off')),
  primary key (person_id, topic)
);

-- One row for each notice, person and channel: so nothing goes out twice.
create table notice_delivery (
  notice_id uuid not null references notice on delete cascade,
  person_id uuid not null references person on delete cascade,
  channel text not null check (channel in ('mail', 'sms')),
  state text not null check (state in ('waiting', 'digest', 'sending', 'sent', 'read')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (notice_id, person_id, channel)
);
create index notice_delivery_digest on notice_delivery (person_id) where state = 'digest';
