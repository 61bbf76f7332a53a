-- A consent adds to those that stand: each keeps its own fields and its own last day, so several may be in force at once
-- for the same purpose. Only the very same one is not given twice.
drop index consent_once;
create unique index consent_once on consent (subject_kind, subject_id, institution_id, purpose, source, fields, until)
  where state = 'granted';

-- Of several consents that name documents a download goes by the one that lasts longest.
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
    order by l.until desc, l.id
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

-- Leaves the receipt of a look under a consent. A page that is open fetches itself again whenever something changes: within
-- half an hour of a receipt, the same person with the same consent before the same matter is still at the same look.
create function private.leave_receipt(
  p_consent public.consent, p_reader uuid, p_person uuid, p_kind text, p_subject uuid, p_at timestamptz
) returns void language sql security definer set search_path = '' as $$
  insert into public.receipt (at, organization_id, reader_id, person_id, consent_id, subject_kind, subject_id, fields)
  select p_at, p_consent.organization_id, p_reader, p_person, p_consent.id, p_kind, p_subject, p_consent.fields
  where not exists (
    select from public.receipt r
    where r.consent_id = p_consent.id and r.person_id = p_person and r.subject_kind = p_kind and r.subject_id = p_subject
      and r.at > p_at - interval '30 minutes'
  )
$$;
revoke execute on function private.leave_receipt(public.consent, uuid, uuid, text, uuid, timestamptz) from public;

create or replace function private.read_consented(p_consent uuid, p_reader uuid, p_person uuid, p_at timestamptz)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  given public.consent;
begin
  select * into given from private.live_consent(p_consent, p_reader, p_at);
  if given.id is null then
    return null;
  end if;
  perform private.leave_receipt(given, p_reader, p_person, given.subject_kind, given.subject_id, p_at);
  if given.source = 'request' then
    return jsonb_build_object('request', private.request_fields(given.subject_id, given.fields));
  end if;
  return jsonb_build_object('dossier', private.dossier(given.organization_id, given.fields));
end
$$;

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
      perform private.leave_receipt(given, p_reader, p_person, 'request', p_request, p_at);
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
