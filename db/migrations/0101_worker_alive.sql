-- When each worker of the queue was last heard of: the jobs of one that is gone are given to others.
create table worker_alive (
  worker_id text primary key,
  seen_at timestamptz not null
);
