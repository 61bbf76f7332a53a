#!/bin/sh
# Runs once, on an empty data folder: the role that owns the tables, and the one that the application uses.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" \
  -v owner="$OWNER_PASSWORD" -v app="$APP_PASSWORD" <<'SQL'
create role lianqiao_owner login password :'owner';
create role lianqiao_app login password :'app';
create database lianqiao owner lianqiao_owner;
SQL
