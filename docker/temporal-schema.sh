#!/bin/sh
# Brings Temporal's two databases to the schema of this image's version; changes nothing where they have it.
# Host, login and plugin come from the SQL_ variables, which temporal-sql-tool reads by itself.
set -eu

for database in temporal temporal_visibility; do
  schema="/etc/temporal/schema/postgresql/v12/${database#temporal_}/versioned"
  temporal-sql-tool --db "$database" setup-schema --version 0.0
  temporal-sql-tool --db "$database" update-schema --schema-dir "$schema"
done
