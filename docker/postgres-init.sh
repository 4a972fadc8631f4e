#!/bin/sh
# Run once by the Postgres image, on an empty volume: the logins and databases of Repometer and of Temporal. Nobody but the
# image's own superuser is one, and no login enters the other's database.
set -eu

psql --no-psqlrc --quiet --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 \
  --set repometer="$POSTGRES_REPOMETER_PASSWORD" \
  --set reader="$POSTGRES_READER_PASSWORD" \
  --set temporal="$POSTGRES_TEMPORAL_PASSWORD" <<'SQL'
-- A statement that fails is written to the server's log, and these contain passwords.
set log_min_error_statement = 'panic';
create role repometer login nosuperuser nocreatedb nocreaterole password :'repometer';
create role repometer_reader login nosuperuser nocreatedb nocreaterole password :'reader';
create role temporal login nosuperuser nocreatedb nocreaterole password :'temporal';

create database repometer owner repometer template template0;
create database temporal owner temporal template template0;
create database temporal_visibility owner temporal template template0;

revoke all on database repometer, temporal, temporal_visibility, postgres, template1 from public;
grant connect on database repometer to repometer_reader;
SQL

for task in bind_reader close_functions; do
  psql --no-psqlrc --quiet --username "$POSTGRES_USER" --dbname repometer --set ON_ERROR_STOP=1 \
    --file "/administrator/$task.sql"
done
