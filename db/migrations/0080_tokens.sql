-- A token is a sign-in for a program: what ends a sign-in ends it too, and its writes are told by the same id.
-- Only a token has a name and scopes.
alter table sign_in
  add column name text,
  add column scopes text[],
  add constraint sign_in_token check ((name is null) = (scopes is null));
create index sign_in_tokens on sign_in (person_id, id) where scopes is not null;

-- What a program's write answered, under the key that the program gave it: sent again, it gets this answer and does nothing.
create table api_write (
  sign_in_id uuid not null references sign_in on delete cascade,
  key text not null,
  -- Of method, path and body: the same key can't stand for something else.
  fingerprint bytea not null,
  answer jsonb,
  at timestamptz not null,
  primary key (sign_in_id, key)
);
create index api_write_age on api_write (at);
