-- Each row of the trail is sealed into a chain of hashes once its transaction is committed, in the order of sealing:
-- writers never wait for each other, and a row that commits late is sealed late.
-- There are no references between trail and seals, so that a lost row is found instead of prevented or cascaded.
create table audit_seal (
  seq bigint primary key,
  audit_id uuid not null unique,
  sealed_at timestamptz not null,
  previous bytea not null,
  hash bytea not null
);

-- What waits for its seal; a trigger writes it, so nobody can forget to.
create table audit_unsealed (
  audit_id uuid primary key,
  since timestamptz not null default clock_timestamp()
);
insert into audit_unsealed (audit_id) select id from audit;

create function queue_audit_seal() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.audit_unsealed (audit_id) select id from added on conflict do nothing;
  return null;
end
$$;
create trigger audit_to_seal after insert on audit
  referencing new table as added for each statement execute function queue_audit_seal();

-- Seals up to so many rows; one caller at a time. Null when another is at it, else how many were taken from the queue.
-- The hash is SHA-256 over the hash before, and over number, instant in microseconds and every field of the row as JSON.
-- Absent fields are left out, so that a column added later doesn't change what older rows say.
create function seal_audit(p_most integer) returns integer
language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
declare
  taken uuid[];
  number bigint;
  link bytea;
  before bytea;
  instant timestamptz := clock_timestamp();
  micros bigint := (extract(epoch from instant) * 1000000)::bigint;
  one record;
  numbers bigint[] := '{}';
  ids uuid[] := '{}';
  links bytea[] := '{}';
  befores bytea[] := '{}';
begin
  if not pg_try_advisory_xact_lock(hashtextextended('audit_seal', 0)) then
    return null;
  end if;
  with gone as (
    delete from public.audit_unsealed u where u.audit_id in (
      select w.audit_id from public.audit_unsealed w
      where exists (select from public.audit a where a.id = w.audit_id)
      order by w.audit_id limit p_most
    ) returning u.audit_id
  ) select array_agg(gone.audit_id) into taken from gone;
  if taken is null then
    return 0;
  end if;
  select s.seq, s.hash into number, link from public.audit_seal s order by s.seq desc limit 1;
  number := coalesce(number, 0);
  link := coalesce(link, decode(repeat('00', 32), 'hex'));
  for one in
    select a.id,
      (jsonb_strip_nulls(to_jsonb(a) - 'detail') || jsonb_build_object('detail', a.detail))::text as words
    from public.audit a
    where a.id = any (taken) and not exists (select from public.audit_seal s where s.audit_id = a.id)
    order by a.id
  loop
    number := number + 1;
    before := link;
    link := sha256(before || convert_to(number || ' ' || micros || ' ' || one.words, 'UTF8'));
    numbers := numbers || number;
    ids := ids || one.id;
    befores := befores || before;
    links := links || link;
  end loop;
  insert into public.audit_seal (seq, audit_id, sealed_at, previous, hash)
    select n, i, instant, b, l from unnest(numbers, ids, befores, links) as t (n, i, b, l);
  return cardinality(taken);
end
$$;

create index audit_at on audit (at, id);
create index audit_organization on audit (organization_id, id);
create index audit_verb on audit (verb, at);
