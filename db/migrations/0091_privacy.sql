-- Which version of the privacy notice somebody agreed to, and when. Insert-only.
create table privacy_consent (
  person_id uuid not null references person,
  version text not null,
  locale text not null,
  at timestamptz not null,
  primary key (person_id, version)
);

-- From then on nobody: what names the person is gone, the id stays in the market's records.
alter table person add column deleted_at timestamptz;

-- That somebody uploaded documents, and when; what they are is their organisation's.
create function private.documents_by(p_person uuid)
returns table (id uuid, uploaded_by uuid, created_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select d.id, d.uploaded_by, d.created_at from private.document d where d.uploaded_by = p_person
$$;
