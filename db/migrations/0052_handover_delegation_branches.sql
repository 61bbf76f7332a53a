-- Who holds a request or a product now; null means who made it.
alter table request add column holder_id uuid references person;
alter table product add column holder_id uuid references person;

-- A member's rights lent to another member for a while.
create table delegation (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organization,
  from_person uuid not null references person,
  to_person uuid not null references person,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  note text,
  made_by uuid not null references person,
  created_at timestamptz not null,
  revoked_at timestamptz,
  started_told_at timestamptz,
  ended_told_at timestamptz,
  check (ends_at > starts_at),
  check (from_person <> to_person)
);
create index delegation_to on delegation (to_person, organization_id) where revoked_at is null;
create index delegation_organization on delegation (organization_id, ends_at);

-- The roles that others have lent a member. What only the person themselves may hold is never lent.
create function lent_roles(p_organization uuid, p_person uuid, p_at timestamptz) returns text[]
language sql stable set search_path = '' as $$
  select coalesce(array_agg(distinct lent.role), '{}')
  from public.delegation d
  join public.membership m
    on m.organization_id = d.organization_id and m.person_id = d.from_person and m.ended_at is null
  cross join lateral unnest(m.roles) as lent (role)
  where d.organization_id = p_organization and d.to_person = p_person
    and d.revoked_at is null and d.starts_at <= p_at and d.ends_at > p_at
    and lent.role not in ('owner', 'admin', 'auditor')
$$;

-- A bank's branches are institutions of their own under one head office; one level only.
alter table organization
  add column parent_id uuid references organization,
  add constraint organization_not_own_parent check (parent_id <> id);
create index organization_parent on organization (parent_id) where parent_id is not null;

create table branch_link (
  id uuid primary key default uuidv7(),
  head_id uuid not null references organization,
  branch_id uuid not null references organization,
  state text not null check (state in ('asked', 'accepted', 'declined', 'withdrawn', 'ended')),
  asked_by uuid not null references person,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (head_id <> branch_id)
);
create unique index branch_link_current on branch_link (branch_id) where state in ('asked', 'accepted');
create index branch_link_head on branch_link (head_id) where state in ('asked', 'accepted');
