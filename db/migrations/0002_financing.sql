-- Products, requests, threads, offers, disbursements (DOMAIN.md W2, W4). Money in fen, rates in basis points.

create table product (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organization,
  state text not null check (state in ('draft', 'submitted', 'returned', 'published', 'withdrawn')),
  name text not null,
  amount_min_fen bigint check (amount_min_fen >= 0),
  amount_max_fen bigint check (amount_max_fen > 0),
  amount_note text,
  term_min_months integer check (term_min_months > 0),
  term_max_months integer check (term_max_months > 0),
  term_note text,
  rate_low_bp integer check (rate_low_bp >= 0),
  rate_high_bp integer check (rate_high_bp >= rate_low_bp),
  rate_note text,
  guarantees text[] not null default '{}',
  guarantee_note text,
  repayments text[] not null default '{}',
  repayment_note text,
  tiers text[] not null default '{}',
  industries text[] not null default '{}',
  target_note text,
  conditions text,
  materials text,
  region text,
  contact_days integer not null default 3 check (contact_days between 1 and 60),
  diligence_days integer not null default 5 check (diligence_days between 1 and 60),
  disburse_days integer not null default 5 check (disburse_days between 1 and 60),
  external_ref text unique,
  source text,
  source_date text,
  created_by uuid references person,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1
);
create index product_organization on product (organization_id);
create index product_review on product (updated_at) where state = 'submitted';
create index product_name_trgm on product using gin (name gin_trgm_ops);

create table request (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organization,
  state text not null check (state in ('draft', 'submitted', 'returned', 'published', 'full', 'awarded', 'closed', 'withdrawn', 'expired')),
  title text not null,
  amount_fen bigint not null check (amount_fen > 0),
  term_months integer not null check (term_months between 1 and 360),
  purpose text not null,
  rate_max_bp integer check (rate_max_bp between 0 and 10000),
  guarantees text[] not null default '{}',
  collateral_note text,
  urgency text not null check (urgency in ('normal', 'soon', 'urgent')),
  anonymous boolean not null default false,
  cap integer not null default 3 check (cap between 1 and 20),
  expires_on date not null,
  remarks text,
  created_by uuid not null references person,
  published_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1
);
create index request_organization on request (organization_id, updated_at desc);
create index request_open on request (published_at desc) where state in ('published', 'full');
create index request_review on request (updated_at) where state = 'submitted';
create index request_expiry on request (expires_on) where state in ('published', 'full');

-- What only the holders of a live thread may read, and only what the enterprise ticked.
create table private.request_detail (
  request_id uuid primary key references public.request on delete cascade,
  contact_name text not null,
  contact_phone text not null,
  revenue_fen bigint,
  tax_fen bigint,
  collateral_detail text,
  disclosed text[] not null default '{}' check (disclosed <@ array['revenue', 'tax', 'collateral_detail'])
);

-- One request and one institution (对接单).
create table thread (
  id uuid primary key default uuidv7(),
  request_id uuid not null references request,
  institution_id uuid not null references organization,
  product_id uuid references product,
  origin text not null check (origin in ('claim', 'dispatch', 'direct', 'session')),
  session_id uuid,
  round_id uuid,
  state text not null check (state in ('open', 'contacted', 'in_diligence', 'offered', 'accepted', 'disbursed', 'settled', 'declined', 'refused', 'released', 'withdrawn')),
  officer_id uuid references person,
  reason_code text,
  reason text,
  contact_days integer not null default 3,
  diligence_days integer not null default 5,
  disburse_days integer not null default 5,
  entered_at timestamptz not null,
  due_at timestamptz,
  created_by uuid not null references person,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1
);
create unique index thread_once on thread (request_id, institution_id) where state not in ('declined', 'refused', 'released', 'withdrawn');
create index thread_request on thread (request_id);
create index thread_institution on thread (institution_id, state, due_at);
create index thread_due on thread (due_at) where due_at is not null;

-- One negotiation at a time per thread; the columns are the terms on the table, whose is told by the state.
create table offer (
  id uuid primary key default uuidv7(),
  thread_id uuid not null references thread,
  state text not null check (state in ('made', 'countered', 'accepted', 'refused', 'expired', 'withdrawn')),
  amount_fen bigint not null check (amount_fen > 0),
  rate_bp integer not null check (rate_bp between 0 and 10000),
  term_months integer not null check (term_months between 1 and 360),
  guarantees text[] not null default '{}',
  conditions text,
  valid_until date not null,
  made_by uuid not null references person,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1
);
create index offer_thread on offer (thread_id, id);
create unique index offer_on_table on offer (thread_id) where state in ('made', 'countered', 'accepted');
create index offer_expiry on offer (valid_until) where state in ('made', 'countered');

-- Every set of terms that was on the table, in order.
create table offer_terms (
  offer_id uuid not null references offer,
  version integer not null,
  side text not null check (side in ('institution', 'enterprise')),
  amount_fen bigint not null,
  rate_bp integer not null,
  term_months integer not null,
  guarantees text[] not null,
  conditions text,
  valid_until date not null,
  person_id uuid not null references person,
  at timestamptz not null,
  primary key (offer_id, version)
);

-- Each side says for itself what was paid out; it counts when both say the same.
create table disbursement (
  thread_id uuid not null references thread,
  side text not null check (side in ('institution', 'enterprise')),
  amount_fen bigint not null check (amount_fen > 0),
  paid_on date not null,
  confirmed_by uuid not null references person,
  confirmed_at timestamptz not null,
  primary key (thread_id, side)
);

-- How long a stage was given and how long it took (W4).
create table clock (
  id uuid primary key default uuidv7(),
  subject_kind text not null,
  subject_id uuid not null,
  stage text not null,
  responsible_id uuid references organization,
  state text not null check (state in ('running', 'paused', 'met', 'missed')),
  started_at timestamptz not null,
  due_at timestamptz not null,
  ended_at timestamptz
);
create index clock_subject on clock (subject_kind, subject_id);
create index clock_running on clock (due_at) where state = 'running';

create function private.save_request_detail(
  p_request uuid, p_contact_name text, p_contact_phone text,
  p_revenue_fen bigint, p_tax_fen bigint, p_collateral_detail text, p_disclosed text[]
) returns void language sql security definer set search_path = '' as $$
  insert into private.request_detail (request_id, contact_name, contact_phone, revenue_fen, tax_fen, collateral_detail, disclosed)
  values (p_request, p_contact_name, p_contact_phone, p_revenue_fen, p_tax_fen, p_collateral_detail, p_disclosed)
  on conflict (request_id) do update set
    contact_name = excluded.contact_name, contact_phone = excluded.contact_phone,
    revenue_fen = excluded.revenue_fen, tax_fen = excluded.tax_fen,
    collateral_detail = excluded.collateral_detail, disclosed = excluded.disclosed
$$;

-- The enterprise reads its own; an institution reads what was ticked while it holds a live thread, and each such read is recorded.
create function private.read_request_detail(
  p_request uuid, p_reader uuid, p_person uuid, p_at timestamptz
) returns table (
  contact_name text, contact_phone text, revenue_fen bigint, tax_fen bigint, collateral_detail text, disclosed text[]
) language plpgsql security definer set search_path = '' as $$
declare
  is_owner boolean;
  holds_thread boolean;
begin
  select r.organization_id = p_reader into is_owner from public.request r where r.id = p_request;
  select exists (
    select from public.thread t join public.organization o on o.id = t.institution_id
    where t.request_id = p_request and t.institution_id = p_reader and o.standing = 'verified'
      and t.state not in ('declined', 'refused', 'released', 'withdrawn')
  ) into holds_thread;
  if not coalesce(is_owner, false) and not holds_thread then
    return;
  end if;
  if not is_owner then
    insert into public.audit (at, person_id, organization_id, verb, subject_kind, subject_id)
    values (p_at, p_person, p_reader, 'read_request_detail', 'request', p_request);
  end if;
  return query
    select d.contact_name, d.contact_phone,
      case when is_owner or 'revenue' = any (d.disclosed) then d.revenue_fen end,
      case when is_owner or 'tax' = any (d.disclosed) then d.tax_fen end,
      case when is_owner or 'collateral_detail' = any (d.disclosed) then d.collateral_detail end,
      d.disclosed
    from private.request_detail d where d.request_id = p_request;
end
$$;
