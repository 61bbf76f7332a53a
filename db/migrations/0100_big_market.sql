-- What lists and boards are read by when the market has grown large: each in the order in which it is shown.
create index request_updated on request (updated_at desc, id desc) where state <> 'draft';
create index request_open_updated on request (updated_at desc, id desc) where state in ('published', 'full') and audience = 'market';
create index request_board on request (
  (state = 'full'), (array_position(array['urgent', 'soon', 'normal'], urgency)), published_at
) where state in ('published', 'full') and audience = 'market';
create index request_open_sum on request (audience) include (amount_fen) where state in ('published', 'full');

create index thread_order on thread (due_at, id desc);
create index thread_institution_order on thread (institution_id, due_at, id desc);

create index interest_updated on interest (updated_at desc, id desc);

create index listing_public_order on listing ((coalesce(published_at, updated_at)) desc, id desc) where state in ('published', 'matched');
create index listing_submitted_order on listing ((coalesce(published_at, updated_at)) desc, id desc) where state <> 'draft';
create index listing_own_order on listing (organization_id, (coalesce(published_at, updated_at)) desc, id desc);
create index listing_newest_order on listing (direction, (source is not null), published_at desc, id desc) where state = 'published';
drop index listing_newest;

create index organization_figures on organization (standing, kind);
create index organization_industry on organization (industry_code, (standing = 'verified') desc, capital_fen desc nulls last, id) where kind = 'enterprise';
create index product_newest on product (updated_at desc, id desc) where state = 'published';
create index deal_updated on deal (updated_at desc, id desc);
