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
