-- Who holds a listing now; null means who made it.
alter table listing add column holder_id uuid references person;
