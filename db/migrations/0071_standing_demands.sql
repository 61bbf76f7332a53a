-- Which counterparts a published demand's owner was told of, so that each is told once.
create table match_alert (
  listing_id uuid not null references listing,
  counterpart_id uuid not null,
  at timestamptz not null,
  primary key (listing_id, counterpart_id)
);

create table match_check (
  listing_id uuid primary key references listing,
  checked_at timestamptz not null
);
create index match_check_order on match_check (checked_at);
