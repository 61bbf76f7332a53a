-- Who manages the bureau's members does none of its business: nobody both gives a right and uses it. A bureau may have
-- people from before who hold both; as with the other bounds their rows stay as they are, can't be saved so again, and
-- are named by `npm run doctor` until an administrator has parted them.
alter table membership add constraint membership_duties_bounds check (
  not (roles && array['owner', 'admin'] and roles && array['officer', 'host', 'liaison', 'street'])
  and not ('auditor' = any (roles) and cardinality(roles) > 1)
) not valid;
do $$
begin
  alter table membership validate constraint membership_duties_bounds;
exception when check_violation then
  raise warning 'membership has rows outside its bounds: see npm run doctor';
end
$$;

-- Roles of the bureau that an administrator asked for, until another one confirms them.
create table role_grant (
  id uuid primary key default uuidv7(),
  membership_id uuid not null references membership,
  -- What the member would hold then, all of it.
  roles text[] not null,
  state text not null check (state in ('asked', 'confirmed', 'refused', 'withdrawn')),
  asked_by uuid not null references person,
  decided_by uuid references person,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  expires_at timestamptz not null,
  check (decided_by is distinct from asked_by or state = 'withdrawn'),
  constraint role_grant_bounds check (cardinality(roles) between 1 and 10)
);
create unique index role_grant_asked on role_grant (membership_id) where state = 'asked';

-- Lent rights keep duties apart too: who manages members borrows no business.
create or replace function lent_roles(p_organization uuid, p_person uuid, p_at timestamptz) returns text[]
language sql stable set search_path = '' as $$
  select coalesce(array_agg(distinct lent.role), '{}')
  from public.delegation d
  join public.membership m
    on m.organization_id = d.organization_id and m.person_id = d.from_person and m.ended_at is null
  cross join lateral unnest(m.roles) as lent (role)
  where d.organization_id = p_organization and d.to_person = p_person
    and d.revoked_at is null and d.starts_at <= p_at and d.ends_at > p_at
    and lent.role not in ('owner', 'admin', 'auditor')
    and (lent.role not in ('officer', 'host', 'liaison', 'street') or not exists (
      select from public.membership own
      where own.organization_id = p_organization and own.person_id = p_person and own.ended_at is null
        and own.roles && array['owner', 'admin']
    ))
$$;
