-- Consent and receipts (DOMAIN.md W8): who may read what of an enterprise, for what, until when; and who did.

create table consent (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organization,
  subject_kind text not null check (subject_kind in ('request', 'organization')),
  subject_id uuid not null,
  institution_id uuid not null references organization,
  purpose text not null check (purpose in ('assess_request', 'pre_approval', 'loan_monitoring')),
  fields text[] not null check (
    cardinality(fields) > 0
    and fields <@ array['contact', 'revenue', 'profit', 'tax', 'rnd', 'balance', 'collateral_detail', 'bank', 'documents']
  ),
  until date not null,
  state text not null check (state in ('granted', 'revoked', 'expired')),
  granted_by uuid not null references person,
  granted_at timestamptz not null,
  ended_at timestamptz,
  version integer not null default 1,
  check (subject_kind = 'request' or subject_id = organization_id)
);
create unique index consent_once on consent (subject_kind, subject_id, institution_id, purpose) where state = 'granted';
create index consent_organization on consent (organization_id, id desc);
create index consent_institution on consent (institution_id, id desc);
create index consent_expiry on consent (until) where state = 'granted';

-- Every read of private fields: under a consent, or by office on a legal basis. Insert-only.
create table receipt (
  id uuid primary key default uuidv7(),
  at timestamptz not null,
  organization_id uuid not null references organization,
  reader_id uuid not null references organization,
  person_id uuid not null references person,
  consent_id uuid references consent,
  basis text,
  subject_kind text not null,
  subject_id uuid not null,
  fields text[] not null,
  check ((consent_id is null) <> (basis is null))
);
create index receipt_organization on receipt (organization_id, id desc);
create index receipt_consent on receipt (consent_id, id desc);

create table private.contact (
  organization_id uuid primary key references public.organization,
  name text not null,
  phone text not null
);

create table private.bank_account (
  organization_id uuid primary key references public.organization,
  bank text not null,
  account text not null
);

-- A year's figures, in fen.
create table private.indicator (
  organization_id uuid not null references public.organization,
  year integer not null check (year between 1990 and 2200),
  revenue_fen bigint,
  profit_fen bigint,
  tax_fen bigint,
  rnd_fen bigint,
  assets_fen bigint,
  liabilities_fen bigint,
  primary key (organization_id, year)
);

create table private.document (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references public.organization,
  kind text not null check (kind in ('financial_statement', 'tax_return', 'bank_statement', 'contract', 'ownership', 'other')),
  name text not null,
  media_type text not null,
  size integer not null check (size between 1 and 20971520),
  sha256 bytea not null,
  content bytea not null,
  uploaded_by uuid not null references public.person,
  created_at timestamptz not null
);
alter table private.document alter column content set storage external;
create index document_organization on private.document (organization_id, id);

create function private.save_contact(p_organization uuid, p_name text, p_phone text)
returns void language sql security definer set search_path = '' as $$
  insert into private.contact values (p_organization, p_name, p_phone)
  on conflict (organization_id) do update set name = excluded.name, phone = excluded.phone
$$;

create function private.save_bank_account(p_organization uuid, p_bank text, p_account text)
returns void language sql security definer set search_path = '' as $$
  insert into private.bank_account values (p_organization, p_bank, p_account)
  on conflict (organization_id) do update set bank = excluded.bank, account = excluded.account
$$;

create function private.save_indicator(
  p_organization uuid, p_year integer, p_revenue_fen bigint, p_profit_fen bigint, p_tax_fen bigint,
  p_rnd_fen bigint, p_assets_fen bigint, p_liabilities_fen bigint
) returns void language sql security definer set search_path = '' as $$
  insert into private.indicator
  values (p_organization, p_year, p_revenue_fen, p_profit_fen, p_tax_fen, p_rnd_fen, p_assets_fen, p_liabilities_fen)
  on conflict (organization_id, year) do update set
    revenue_fen = excluded.revenue_fen, profit_fen = excluded.profit_fen, tax_fen = excluded.tax_fen,
    rnd_fen = excluded.rnd_fen, assets_fen = excluded.assets_fen, liabilities_fen = excluded.liabilities_fen
$$;

create function private.remove_indicator(p_organization uuid, p_year integer)
returns void language sql security definer set search_path = '' as $$
  delete from private.indicator where organization_id = p_organization and year = p_year
$$;

create function private.add_document(
  p_organization uuid, p_kind text, p_name text, p_media_type text, p_sha256 bytea, p_content bytea, p_person uuid, p_at timestamptz
) returns uuid language sql security definer set search_path = '' as $$
  insert into private.document (organization_id, kind, name, media_type, size, sha256, content, uploaded_by, created_at)
  values (p_organization, p_kind, p_name, p_media_type, octet_length(p_content), p_sha256, p_content, p_person, p_at)
  returning id
$$;

create function private.remove_document(p_organization uuid, p_document uuid)
returns boolean language sql security definer set search_path = '' as $$
  with gone as (delete from private.document where id = p_document and organization_id = p_organization returning 1)
  select exists (select from gone)
$$;

-- A consent in force for this reader at this instant: granted, not past its day, the reader in good standing,
-- and for a request a thread of the reader's that still lives.
create function private.live_consent(p_consent uuid, p_reader uuid, p_at timestamptz)
returns setof public.consent language sql stable security definer set search_path = '' as $$
  select c.* from public.consent c
  join public.organization o on o.id = c.institution_id
  where c.id = p_consent and c.institution_id = p_reader and c.state = 'granted' and o.standing = 'verified'
    and c.until >= (p_at at time zone 'Asia/Shanghai')::date
    and (c.subject_kind <> 'request' or exists (
      select from public.thread t
      where t.request_id = c.subject_id and t.institution_id = p_reader
        and t.state not in ('declined', 'refused', 'released', 'withdrawn')
    ))
$$;

-- An enterprise's private fields, those that are named, as one document.
create function private.dossier(p_organization uuid, p_fields text[])
returns jsonb language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'contact', case when 'contact' = any (p_fields) then
      (select jsonb_build_object('name', c.name, 'phone', c.phone) from private.contact c where c.organization_id = p_organization) end,
    'bank', case when 'bank' = any (p_fields) then
      (select jsonb_build_object('bank', b.bank, 'account', b.account) from private.bank_account b where b.organization_id = p_organization) end,
    'indicators', case when p_fields && array['revenue', 'profit', 'tax', 'rnd', 'balance'] then
      (select coalesce(jsonb_agg(jsonb_build_object(
        'year', i.year,
        'revenueFen', case when 'revenue' = any (p_fields) then i.revenue_fen end,
        'profitFen', case when 'profit' = any (p_fields) then i.profit_fen end,
        'taxFen', case when 'tax' = any (p_fields) then i.tax_fen end,
        'rndFen', case when 'rnd' = any (p_fields) then i.rnd_fen end,
        'assetsFen', case when 'balance' = any (p_fields) then i.assets_fen end,
        'liabilitiesFen', case when 'balance' = any (p_fields) then i.liabilities_fen end
      ) order by i.year desc), '[]') from private.indicator i where i.organization_id = p_organization) end,
    'documents', case when 'documents' = any (p_fields) then
      (select coalesce(jsonb_agg(jsonb_build_object(
        'id', d.id, 'kind', d.kind, 'name', d.name, 'mediaType', d.media_type, 'size', d.size, 'at', d.created_at
      ) order by d.id), '[]') from private.document d where d.organization_id = p_organization) end
  )
$$;
revoke execute on function private.dossier(uuid, text[]) from public;

-- The enterprise reads its own; that leaves no receipt.
create function private.read_own_dossier(p_organization uuid)
returns jsonb language sql stable security definer set search_path = '' as $$
  select private.dossier(p_organization, array['contact', 'revenue', 'profit', 'tax', 'rnd', 'balance', 'bank', 'documents'])
$$;

-- An institution reads what a consent in force names; null without one. Each read leaves a receipt.
create function private.read_consented(p_consent uuid, p_reader uuid, p_person uuid, p_at timestamptz)
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
  return private.dossier(given.organization_id, given.fields);
end
$$;

-- An officer who doesn't belong to the enterprise reads by office; null for anybody else. Each read leaves a receipt with its basis.
create function private.is_officer_for(p_person uuid, p_reader uuid, p_organization uuid)
returns boolean language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.membership m join public.organization o on o.id = m.organization_id
    where m.person_id = p_person and m.organization_id = p_reader and m.ended_at is null
      and 'officer' = any (m.roles) and o.kind = 'bureau' and o.standing = 'verified'
  ) and not exists (
    select from public.membership m
    where m.person_id = p_person and m.organization_id = p_organization and m.ended_at is null
  )
$$;

create function private.read_request_by_office(
  p_request uuid, p_reader uuid, p_person uuid, p_basis text, p_at timestamptz
) returns table (
  contact_name text, contact_phone text, revenue_fen bigint, tax_fen bigint, collateral_detail text, disclosed text[]
) language plpgsql security definer set search_path = '' as $$
declare
  owner uuid;
begin
  select r.organization_id into owner from public.request r where r.id = p_request and r.state <> 'draft';
  if owner is null or not private.is_officer_for(p_person, p_reader, owner) then
    return;
  end if;
  insert into public.receipt (at, organization_id, reader_id, person_id, basis, subject_kind, subject_id, fields)
  values (p_at, owner, p_reader, p_person, p_basis, 'request', p_request, array['contact', 'revenue', 'tax', 'collateral_detail']);
  return query
    select d.contact_name, d.contact_phone, d.revenue_fen, d.tax_fen, d.collateral_detail, d.disclosed
    from private.request_detail d where d.request_id = p_request;
end
$$;

-- Opens a document for its owner, or under a consent that names documents; the latter leaves a receipt.
create function private.open_document(p_document uuid, p_reader uuid, p_person uuid, p_at timestamptz)
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
    where c.organization_id = owner and c.institution_id = p_reader and 'documents' = any (c.fields)
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

-- A part of a document that was opened; the right is looked at again, so that a withdrawn consent ends a download too.
create function private.document_part(
  p_document uuid, p_reader uuid, p_consent uuid, p_from integer, p_length integer, p_at timestamptz
) returns bytea language sql stable security definer set search_path = '' as $$
  select substring(d.content from p_from for p_length) from private.document d
  where d.id = p_document and (
    d.organization_id = p_reader
    or exists (
      select from private.live_consent(p_consent, p_reader, p_at) l
      where l.organization_id = d.organization_id and 'documents' = any (l.fields)
    )
  )
$$;

-- The figures that the enterprise ticked for whoever takes the request; names of fields, not their content.
create function private.disclosed_fields(p_request uuid)
returns text[] language sql stable security definer set search_path = '' as $$
  select array['contact'] || d.disclosed from private.request_detail d where d.request_id = p_request
$$;

-- The enterprise reads its own; an institution what a consent in force names, and each such read leaves a receipt.
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
    select l.* into given from public.consent c
    cross join lateral private.live_consent(c.id, p_reader, p_at) l
    where c.subject_kind = 'request' and c.subject_id = p_request and c.institution_id = p_reader
    limit 1;
    named := given.fields;
  end if;
  if named is null then
    return;
  end if;
  if given.id is not null then
    insert into public.receipt (at, organization_id, reader_id, person_id, consent_id, subject_kind, subject_id, fields)
    values (p_at, owner, p_reader, p_person, given.id, 'request', p_request,
      array(select unnest(named) intersect select unnest(array['contact', 'revenue', 'tax', 'collateral_detail'])));
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

-- Threads that live already were taken under what their request disclosed.
insert into consent (organization_id, subject_kind, subject_id, institution_id, purpose, fields, until, state, granted_by, granted_at)
select r.organization_id, 'request', r.id, t.institution_id, 'assess_request',
  private.disclosed_fields(r.id), (t.created_at at time zone 'Asia/Shanghai')::date + 365, 'granted', r.created_by, t.created_at
from thread t join request r on r.id = t.request_id
where t.state not in ('declined', 'refused', 'released', 'withdrawn') and private.disclosed_fields(r.id) is not null;
