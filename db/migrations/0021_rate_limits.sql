-- How often somebody has done something lately; shared by all nodes. The columns are those that rate-limiter-flexible writes.
-- Unlogged: after a crash everybody starts afresh, and no write waits for the log.
create unlogged table rate_limit (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);
