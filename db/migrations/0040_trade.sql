-- Supply and demand (DOMAIN.md W10, W11, W15): listings, interests with every set of terms, deals. Money in fen.

create table listing (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organization,
  direction text not null check (direction in ('supply', 'demand')),
  kind text not null check (kind in ('product', 'technology', 'capacity', 'service', 'resource', 'procurement', 'scenario', 'challenge')),
  state text not null check (state in ('draft', 'submitted', 'returned', 'published', 'matched', 'closed', 'expired', 'withdrawn', 'taken_down')),
  title text not null,
  body text not null,
  -- Lines of {name, value, unit}.
  specs jsonb not null default '[]' check (jsonb_typeof(specs) = 'array'),
  industry_code text,
  quantity numeric(18, 3) check (quantity > 0),
  unit text,
  -- A supply's price for one unit, a demand's budget for all of it.
  price_low_fen bigint check (price_low_fen >= 0),
  price_high_fen bigint check (price_high_fen >= price_low_fen),
  place text,
  deadline date,
  certificates text[] not null default '{}',
  anonymous boolean not null default false,
  remarks text,
  expires_on date,
  due_at timestamptz,
  taken_down_by uuid references person,
  appealed_at timestamptz,
  external_ref text unique,
  source text,
  created_by uuid references person,
  published_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  check (direction = 'demand' or kind not in ('procurement', 'scenario', 'challenge'))
);
create index listing_organization on listing (organization_id, updated_at desc);
create index listing_review on listing (due_at) where state = 'submitted';
create index listing_newest on listing (published_at desc, id desc) where state = 'published';
create index listing_expiry on listing (expires_on) where state = 'published';
create index listing_title_trgm on listing using gin (title gin_trgm_ops);

-- What another organisation shows in a listing; the columns are the terms on the table, whose is told by the state.
create table interest (
  id uuid primary key default uuidv7(),
  listing_id uuid not null references listing,
  organization_id uuid not null references organization,
  state text not null check (state in ('shown', 'shortlisted', 'quoting', 'countered', 'awarded', 'declined', 'withdrawn', 'expired')),
  note text not null,
  price_fen bigint check (price_fen > 0),
  quantity numeric(18, 3) check (quantity > 0),
  delivery_days integer check (delivery_days between 1 and 3650),
  valid_until date,
  terms_note text,
  reason text,
  entered_at timestamptz not null,
  due_at timestamptz,
  created_by uuid not null references person,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  check (state not in ('quoting', 'countered', 'awarded') or (price_fen is not null and quantity is not null and delivery_days is not null and valid_until is not null))
);
create unique index interest_once on interest (listing_id, organization_id) where state not in ('declined', 'withdrawn', 'expired');
create index interest_listing on interest (listing_id, id);
create index interest_organization on interest (organization_id, updated_at desc);
create index interest_due on interest (due_at) where due_at is not null;
create index interest_validity on interest (valid_until) where state in ('quoting', 'countered');

-- Every set of terms that was on the table, in order.
create table interest_terms (
  interest_id uuid not null references interest,
  version integer not null,
  side text not null check (side in ('owner', 'guest')),
  price_fen bigint not null,
  quantity numeric(18, 3) not null,
  delivery_days integer not null,
  valid_until date not null,
  terms_note text,
  person_id uuid not null references person,
  at timestamptz not null,
  primary key (interest_id, version)
);

-- What came of it: intent, signed and fulfilled are told apart, and each amount counts once it is agreed.
create table deal (
  id uuid primary key default uuidv7(),
  origin text not null check (origin in ('interest', 'thread', 'session', 'talk')),
  interest_id uuid unique references interest,
  thread_id uuid references thread,
  session_id uuid references session,
  buyer_id uuid not null references organization,
  seller_id uuid not null references organization,
  state text not null check (state in ('intent', 'following', 'signed', 'fulfilled', 'lapsed')),
  title text not null,
  intent_fen bigint not null check (intent_fen > 0),
  signed_fen bigint check (signed_fen > 0),
  fulfilled_fen bigint check (fulfilled_fen > 0),
  -- Why it lies with an officer; null when it doesn't.
  referred_why text check (referred_why in ('differs', 'overdue')),
  referred_at timestamptz,
  reason text,
  entered_at timestamptz not null,
  due_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  check (buyer_id <> seller_id),
  check ((referred_why is null) = (referred_at is null)),
  check (state <> 'signed' or signed_fen is not null),
  check (state <> 'fulfilled' or fulfilled_fen is not null)
);
create index deal_buyer on deal (buyer_id, updated_at desc);
create index deal_seller on deal (seller_id, updated_at desc);
create index deal_referred on deal (referred_at) where referred_at is not null;
create index deal_due on deal (due_at) where due_at is not null;
create index deal_session on deal (session_id) where session_id is not null;
create index deal_thread on deal (thread_id) where thread_id is not null;

-- Each side says for itself what was signed and what was delivered.
create table deal_confirmation (
  deal_id uuid not null references deal,
  stage text not null check (stage in ('signed', 'fulfilled')),
  side text not null check (side in ('buyer', 'seller')),
  amount_fen bigint not null check (amount_fen > 0),
  done_on date not null,
  confirmed_by uuid not null references person,
  confirmed_at timestamptz not null,
  primary key (deal_id, stage, side)
);

alter table search_dirty drop constraint search_dirty_kind_check;
alter table search_dirty add constraint search_dirty_kind_check check (kind in ('organization', 'product', 'request', 'session', 'listing'));
