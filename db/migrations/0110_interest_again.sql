-- One at a time: what has ended, or has become a deal that is over, doesn't stand in the way of another.
drop index interest_once;
create unique index interest_once on interest (listing_id, organization_id) where state in ('shown', 'shortlisted', 'quoting', 'countered');
