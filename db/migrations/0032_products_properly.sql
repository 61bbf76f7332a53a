-- What a product costs beside its rate: once, as a share of the amount, and each year, as a share of what is outstanding.
alter table product
  add column fee_once_bp integer check (fee_once_bp between 0 and 5000),
  add column fee_yearly_bp integer check (fee_yearly_bp between 0 and 5000),
  add column fee_note text;

-- A direct application (W3) is a request that only its one institution reads.
alter table request add column audience text not null default 'market' check (audience in ('market', 'direct'));
alter table thread add column eligibility jsonb;
