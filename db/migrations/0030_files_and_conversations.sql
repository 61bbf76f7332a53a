-- A file belongs to a subject, under whose rights it is read. Content lies uncompressed, so that it can be read in pieces.
alter table file drop constraint file_size_check;
alter table file
  add constraint file_size_check check (size between 1 and 20971520),
  add column subject_kind text not null default 'standing',
  add column subject_id uuid,
  add column position integer not null default 0,
  add column width integer,
  add column height integer,
  -- A picture small enough for lists, as WebP.
  add column preview bytea;
alter table file alter column subject_kind drop default;
alter table file alter column content set storage external;
update file set subject_id = organization_id;
create index file_subject on file (subject_kind, subject_id, position);

-- What the two sides of a thread, an interest or a deal write to each other. The words sit apart and can be erased.
create table post (
  id uuid primary key default uuidv7(),
  subject_kind text not null,
  subject_id uuid not null,
  organization_id uuid not null references organization,
  person_id uuid not null references person,
  at timestamptz not null
);
create index post_subject on post (subject_kind, subject_id, id);

create table post_text (
  post_id uuid primary key references post on delete cascade,
  text text not null
);
