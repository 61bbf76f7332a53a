#!/bin/sh
# Runs once, on an empty data folder: the role that owns the tables, and the one that the application uses.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" \
  -v owner="$OWNER_PASSWORD" -v app="$APP_PASSWORD" <<'SQL'
create role lianqiao_owner login password :'owner';
create role lianqiao_app login password :'app';
create database lianqiao owner lianqiao_owner;
-- Of a page read by an index beside one in its turn, on solid-state disks; leave it out on turning ones.
alter database lianqiao set random_page_cost = 1.1;
SQL
