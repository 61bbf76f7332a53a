-- Failed sign-ins are counted by the address that was typed, whether or not anybody has it:
-- so an account that exists and one that doesn't answer alike, in words and in time.
create table sign_in_guard (
  lookup bytea primary key,
  failures integer not null default 0,
  locked_until timestamptz,
  last_failure_at timestamptz not null
);
create index sign_in_guard_age on sign_in_guard (last_failure_at);
alter table person drop column locked_until, drop column failed_sign_ins;

-- A takeover may be contested; a refusal may be appealed once, to another officer; a listed firm may ask to be taken off.
alter table standing_application drop constraint standing_application_kind_check;
alter table standing_application
  add constraint standing_application_kind_check check (kind in ('entry', 'takeover', 'delisting')),
  add column decided_by uuid references person,
  add column decided_at timestamptz,
  add column appealed_at timestamptz,
  add column version integer not null default 1;
create index standing_application_queue on standing_application (updated_at) where state = 'submitted';
create index standing_application_applicant on standing_application (applicant_id, updated_at desc);
create index standing_application_organization on standing_application (organization_id, updated_at desc);

create index membership_organization on membership (organization_id, since) where ended_at is null;
create index join_request_organization on join_request (organization_id, created_at) where state = 'asked';
create index code_age on code (expires_at);
create index sign_in_age on sign_in (expires_at);
create index file_organization on file (organization_id);
