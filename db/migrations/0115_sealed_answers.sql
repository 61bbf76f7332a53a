-- What a write answered may name people: it is kept sealed, as JSON.
alter table api_write alter column answer type text using answer::text;
