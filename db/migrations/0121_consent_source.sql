-- A consent names its source, what was entered with a request or the enterprise's dossier, and opens that alone.

alter table private.request_detail drop constraint request_detail_disclosed_check;
alter table private.request_detail add constraint request_detail_disclosed_check
  check (disclosed <@ array['contact', 'revenue', 'tax', 'collateral_detail']);

-- Whoever entered these was told that the contact is shown to institutions that claim; from now on it is ticked like the rest.
update private.request_detail set disclosed = array['contact'] || disclosed where not 'contact' = any (disclosed);

alter table consent add column source text not null default 'dossier' check (source in ('request', 'dossier'));
alter table consent alter column source drop default;
drop index consent_once;
create unique index consent_once on consent (subject_kind, subject_id, institution_id, purpose, source) where state = 'granted';

-- What the market granted by itself, when a request was taken, is of that request alone. What an enterprise granted on a request
-- opened both, so it is kept as one consent to each.
create temporary table of_request on commit drop as
  select c.*, array(
    select f from unnest(c.fields) f where f in ('contact', 'revenue', 'tax', 'collateral_detail')
  ) as own, exists (
    select from transition t
    where t.noun = 'consent' and t.subject_id = c.id and t.verb = 'grant' and t.person_id is not null
  ) as by_person
  from consent c where c.subject_kind = 'request';

update consent set source = 'request', fields = o.own
from of_request o where o.id = consent.id and cardinality(o.own) > 0
  and (not o.by_person or consent.fields = array['collateral_detail']);

-- The market named nothing else but fields of the request.
insert into consent (organization_id, subject_kind, subject_id, institution_id, purpose, fields, until, state, granted_by, granted_at, source)
select o.organization_id, o.subject_kind, o.subject_id, o.institution_id, o.purpose, o.own, o.until, o.state, o.granted_by, o.granted_at, 'request'
from of_request o join consent c on c.id = o.id
where c.source = 'dossier' and o.by_person and o.state = 'granted' and cardinality(o.own) > 0;

update consent set fields = array_remove(fields, 'collateral_detail')
where source = 'dossier' and 'collateral_detail' = any (fields) and cardinality(fields) > 1;

alter table consent add constraint consent_source_subject check (source = 'dossier' or subject_kind = 'request');
alter table consent add constraint consent_source_fields check (
  source = 'dossier' or fields <@ array['contact', 'revenue', 'tax', 'collateral_detail']
);

-- What was entered with a request, those fields that are named.
create function private.request_fields(p_request uuid, p_fields text[])
returns jsonb language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'contactName', case when 'contact' = any (p_fields) then d.contact_name end,
    'contactPhone', case when 'contact' = any (p_fields) then d.contact_phone end,
    'revenueFen', case when 'revenue' = any (p_fields) then d.revenue_fen end,
    'taxFen', case when 'tax' = any (p_fields) then d.tax_fen end,
    'collateralDetail', case when 'collateral_detail' = any (p_fields) then d.collateral_detail end
  ) from private.request_detail d where d.request_id = p_request
$$;
revoke execute on function private.request_fields(uuid, text[]) from public;

-- An institution reads what a consent in force names, out of the source that it names; null without one. Each read leaves a receipt.
create or replace function private.read_consented(p_consent uuid, p_reader uuid, p_person uuid, p_at timestamptz)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  given public.consent;
begin
  select * into given from private.live_consent(p_consent, p_reader, p_at);
  if given.id is null then
    return null;
  end if;
  insert into public.receipt (at, organization_id, reader_id, person_id, consent_id, subject_kind, subject_id, fields)
  values (p_at, given.organization_id, p_reader, p_person, given.id, given.subject_kind, given.subject_id, given.fields);
  if given.source = 'request' then
    return jsonb_build_object('request', private.request_fields(given.subject_id, given.fields));
  end if;
  return jsonb_build_object('dossier', private.dossier(given.organization_id, given.fields));
end
$$;

-- Opens a document for its owner, or under a consent to the dossier that names documents; the latter leaves a receipt.
create or replace function private.open_document(p_document uuid, p_reader uuid, p_person uuid, p_at timestamptz)
returns table (name text, media_type text, size integer, consent_id uuid)
language plpgsql security definer set search_path = '' as $$
declare
  owner uuid;
  given uuid;
begin
  select d.organization_id into owner from private.document d where d.id = p_document;
  if owner is null then
    return;
  end if;
  if owner <> p_reader then
    select l.id into given from public.consent c
    cross join lateral private.live_consent(c.id, p_reader, p_at) l
    where c.organization_id = owner and c.institution_id = p_reader and c.source = 'dossier' and 'documents' = any (c.fields)
    limit 1;
    if given is null then
      return;
    end if;
    insert into public.receipt (at, organization_id, reader_id, person_id, consent_id, subject_kind, subject_id, fields)
    values (p_at, owner, p_reader, p_person, given, 'document', p_document, array['documents']);
  end if;
  return query select d.name, d.media_type, d.size, given from private.document d where d.id = p_document;
end
$$;

create or replace function private.document_part(
  p_document uuid, p_reader uuid, p_consent uuid, p_from integer, p_length integer, p_at timestamptz
) returns bytea language sql stable security definer set search_path = '' as $$
  select substring(d.content from p_from for p_length) from private.document d
  where d.id = p_document and (
    d.organization_id = p_reader
    or exists (
      select from private.live_consent(p_consent, p_reader, p_at) l
      where l.organization_id = d.organization_id and l.source = 'dossier' and 'documents' = any (l.fields)
    )
  )
$$;

-- What the enterprise ticked for whoever takes the request, null for nothing; names of fields, not their content.
create or replace function private.disclosed_fields(p_request uuid)
returns text[] language sql stable security definer set search_path = '' as $$
  select nullif(d.disclosed, '{}') from private.request_detail d where d.request_id = p_request
$$;

-- The enterprise reads its own; an institution what its consents in force to this request name, and each of them gets a receipt.
create or replace function private.read_request_detail(
  p_request uuid, p_reader uuid, p_person uuid, p_at timestamptz
) returns table (
  contact_name text, contact_phone text, revenue_fen bigint, tax_fen bigint, collateral_detail text, disclosed text[]
) language plpgsql security definer set search_path = '' as $$
declare
  owner uuid;
  given public.consent;
  named text[];
begin
  select r.organization_id into owner from public.request r where r.id = p_request;
  if owner = p_reader then
    named := array['contact', 'revenue', 'tax', 'collateral_detail'];
  else
    for given in
      select l.* from public.consent c
      cross join lateral private.live_consent(c.id, p_reader, p_at) l
      where c.subject_kind = 'request' and c.subject_id = p_request and c.institution_id = p_reader and c.source = 'request'
      order by c.id
    loop
      named := coalesce(named, '{}') || given.fields;
      insert into public.receipt (at, organization_id, reader_id, person_id, consent_id, subject_kind, subject_id, fields)
      values (p_at, owner, p_reader, p_person, given.id, 'request', p_request, given.fields);
    end loop;
  end if;
  if named is null then
    return;
  end if;
  return query
    select case when 'contact' = any (named) then d.contact_name end,
      case when 'contact' = any (named) then d.contact_phone end,
      case when 'revenue' = any (named) then d.revenue_fen end,
      case when 'tax' = any (named) then d.tax_fen end,
      case when 'collateral_detail' = any (named) then d.collateral_detail end,
      d.disclosed
    from private.request_detail d where d.request_id = p_request;
end
$$;
