-- What no amount, rate, term, day, count or list can reasonably be, whichever way it came in: one constraint a table,
-- <table>_bounds, with the numbers of app/domain/financing/bounds.ts. The verbs refuse the same with a sentence; this
-- is the wall behind them. A sum over the largest amounts that a market can hold stays exact, and no page fails by one row.
--
-- A market may hold rows from before that lie outside. They are neither changed nor hidden here, for what two sides
-- agreed on is theirs to correct: each constraint is added as `not valid`, which binds every row written from now on,
-- and is validated at once where all rows keep to it. Where one doesn't, the constraint stays `not valid`, the migration
-- goes on, and `npm run doctor` names the table and how many rows there are until they are mended and validated.

create function pg_temp.add_bounds(p_table text, p_condition text) returns void
language plpgsql as $$
declare
  bounds text := split_part(p_table, '.', 2) || '_bounds';
begin
  execute format('alter table %s add constraint %I check (%s) not valid', p_table, bounds, p_condition);
  begin
    execute format('alter table %s validate constraint %I', p_table, bounds);
  exception when check_violation then
    raise warning '% has rows outside its bounds: see npm run doctor', p_table;
  end;
end
$$;

do $$
declare
  amount constant text := ' between 1 and 1000000000000';
  figure constant text := ' between -100000000000000 and 100000000000000';
  rate constant text := ' between 0 and 3600';
  fee constant text := ' between 0 and 5000';
  term constant text := ' between 1 and 360';
  stage_days constant text := ' between 1 and 60';
  day constant text := ' between ''2000-01-01'' and ''2100-12-31''';
  past_day constant text := ' between ''1800-01-01'' and ''2100-12-31''';
  instant constant text := ' between ''2000-01-01 00:00+08'' and ''2101-01-01 00:00+08''';
  counted constant text := ' between 0 and 1000000000';
  version constant text := 'version between 1 and 1000000000';
  guarantees constant text :=
    'guarantees <@ array[''credit'', ''mortgage'', ''pledge'', ''ip_pledge'', ''receivable'', ''guarantee''] and cardinality(guarantees) <= 6';
  terms constant text := 'amount_fen' || amount || ' and rate_bp' || rate || ' and term_months' || term
    || ' and ' || guarantees || ' and valid_until' || day || ' and ' || version;
  quotation constant text := 'price_fen' || amount || ' and quantity > 0 and quantity <= 1000000000000'
    || ' and delivery_days between 1 and 3650 and valid_until' || day || ' and ' || version;
begin
  -- Money.
  perform pg_temp.add_bounds('public.offer', terms);
  perform pg_temp.add_bounds('public.offer_terms', terms);
  perform pg_temp.add_bounds('public.disbursement', 'amount_fen' || amount || ' and paid_on' || day);
  perform pg_temp.add_bounds('public.request', 'amount_fen' || amount || ' and rate_max_bp' || rate
    || ' and term_months' || term || ' and ' || guarantees || ' and cap between 1 and 20 and expires_on' || day || ' and ' || version);
  perform pg_temp.add_bounds('private.request_detail', 'revenue_fen' || figure || ' and tax_fen' || figure || ' and cardinality(disclosed) <= 3');
  perform pg_temp.add_bounds('public.product', 'amount_min_fen between 0 and 1000000000000 and amount_max_fen' || amount
    || ' and term_min_months' || term || ' and term_max_months' || term || ' and rate_low_bp' || rate || ' and rate_high_bp' || rate
    || ' and fee_once_bp' || fee || ' and fee_yearly_bp' || fee || ' and ' || guarantees
    || ' and cardinality(repayments) <= 5 and cardinality(tiers) <= 5'
    || ' and cardinality(industries) <= 100 and length(array_to_string(industries, '''')) <= 400'
    || ' and contact_days' || stage_days || ' and diligence_days' || stage_days || ' and disburse_days' || stage_days || ' and ' || version);
  perform pg_temp.add_bounds('public.thread', 'contact_days' || stage_days || ' and diligence_days' || stage_days
    || ' and disburse_days' || stage_days || ' and ' || version);
  perform pg_temp.add_bounds('public.listing', 'price_low_fen' || amount || ' and price_high_fen' || amount
    || ' and quantity > 0 and quantity <= 1000000000000 and deadline' || day || ' and expires_on' || day
    || ' and cardinality(certificates) <= 10 and length(array_to_string(certificates, '''')) <= 400 and ' || version);
  perform pg_temp.add_bounds('public.interest', quotation);
  perform pg_temp.add_bounds('public.interest_terms', quotation);
  perform pg_temp.add_bounds('public.deal', 'intent_fen' || amount || ' and signed_fen' || amount || ' and fulfilled_fen' || amount || ' and ' || version);
  perform pg_temp.add_bounds('public.deal_confirmation', 'amount_fen' || amount || ' and done_on' || day);
  perform pg_temp.add_bounds('private.indicator', 'year between 1990 and 2100 and revenue_fen' || figure || ' and profit_fen' || figure
    || ' and tax_fen' || figure || ' and rnd_fen' || figure || ' and assets_fen' || figure || ' and liabilities_fen' || figure);
  -- Registries know firms of before the century, and capital in currencies of small units.
  perform pg_temp.add_bounds('public.organization', 'capital_fen between 0 and 1000000000000000 and employees between 0 and 10000000 and registered_on'
    || past_day || ' and ' || version);
  perform pg_temp.add_bounds('public.organization_certificate', 'valid_from' || past_day || ' and valid_to' || past_day);

  -- People, rights, consents.
  perform pg_temp.add_bounds('public.membership', 'cardinality(roles) between 1 and 10');
  perform pg_temp.add_bounds('public.invitation', 'cardinality(roles) between 1 and 10');
  perform pg_temp.add_bounds('public.delegation', 'starts_at' || instant || ' and ends_at' || instant);
  perform pg_temp.add_bounds('public.consent', 'cardinality(fields) between 1 and 20 and until' || day || ' and ' || version);
  perform pg_temp.add_bounds('public.receipt', 'cardinality(fields) <= 20');
  perform pg_temp.add_bounds('public.standing_application', version);
  perform pg_temp.add_bounds('public.appeal', version);
  perform pg_temp.add_bounds('public.sign_in', 'cardinality(scopes) between 1 and 40');
  perform pg_temp.add_bounds('public.sign_in_guard', 'failures' || counted);
  perform pg_temp.add_bounds('public.code', 'tries' || counted);
  perform pg_temp.add_bounds('public.passkey', 'counter between 0 and 4294967295 and cardinality(transports) <= 20');
  perform pg_temp.add_bounds('public.person_totp', 'last_step between 0 and 1000000000000');
  perform pg_temp.add_bounds('public.rate_limit', 'points' || counted || ' and expire between 0 and 10000000000000000');

  -- Sessions.
  perform pg_temp.add_bounds('public.session', 'starts_at' || instant || ' and ends_at' || instant
    || ' and capacity between 1 and 100000 and head' || counted || ' and cardinality(reminders) <= 6'
    || ' and 1 <= all (reminders) and 43200 >= all (reminders) and ' || version);
  perform pg_temp.add_bounds('public.session_part', 'capacity between 1 and 100000');
  perform pg_temp.add_bounds('public.session_item', 'minutes between 1 and 480 and position' || counted);
  perform pg_temp.add_bounds('public.session_question', 'position' || counted
    || ' and cardinality(options) <= 500 and length(array_to_string(options, '''')) <= 1000');
  perform pg_temp.add_bounds('public.session_reminder', 'minutes between 1 and 43200');
  perform pg_temp.add_bounds('public.session_event', 'seq between 1 and 1000000000');
  perform pg_temp.add_bounds('public.session_text', 'seq between 1 and 1000000000');
  perform pg_temp.add_bounds('public.round', 'minutes between 1 and 120 and number' || counted);
  perform pg_temp.add_bounds('public.round_request', 'position' || counted);

  -- What the market keeps for itself.
  perform pg_temp.add_bounds('public.file', 'size between 1 and 20971520 and position' || counted
    || ' and width between 1 and 100000 and height between 1 and 100000');
  perform pg_temp.add_bounds('private.document', 'size between 1 and 20971520');
  perform pg_temp.add_bounds('public.import_run', 'size between 1 and 20971520 and progress between 0 and 100 and ' || version);
  perform pg_temp.add_bounds('public.saved_search', 'cardinality(seen) <= 1000 and cardinality(fresh) <= 1000');
  perform pg_temp.add_bounds('public.webhook', 'cardinality(topics) between 1 and 40 and ' || version);
  perform pg_temp.add_bounds('public.webhook_delivery', 'attempts' || counted || ' and status between 100 and 999');
  perform pg_temp.add_bounds('public.search_dirty', 'failures' || counted || ' and version between 1 and 1000000000000');
  perform pg_temp.add_bounds('public.audit_seal', 'seq between 1 and 1000000000000');
  perform pg_temp.add_bounds('public.holiday', 'day' || day);
end
$$;
