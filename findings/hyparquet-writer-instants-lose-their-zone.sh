#!/usr/bin/env bash
# hyparquet-writer writes JavaScript dates, which are instants, as Parquet timestamps without a zone.
#
# One would expect: a Date is a moment in UTC, so type TIMESTAMP is written as an instant (isAdjustedToUTC), which readers know as
# "timestamp with time zone".
# What happens: DuckDB reads TIMESTAMP. Compared with instants it means local time of whoever asks, so a month begins hours early or late.
# The schema has to be given as such: logical_type TIMESTAMP with isAdjustedToUTC.
#
# Seen with hyparquet-writer 0.17.0, duckdb 2.0.1 (PyPI), Node 20.20.2:
#   by type: TIMESTAMP
#   by schema: TIMESTAMP WITH TIME ZONE
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund hyparquet-writer@0.17.0 >/dev/null
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check duckdb==2.0.1
cat >show.mjs <<'JS'
import { parquetWriteFile } from 'hyparquet-writer';

const data = [new Date('2026-11-30T00:00:00Z')];
await parquetWriteFile({ filename: 'type.parquet', columnData: [{ name: 'at', data, type: 'TIMESTAMP' }] });
const instant = { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' };
await parquetWriteFile({
  filename: 'schema.parquet',
  columnData: [{ name: 'at', data }],
  schema: [
    { name: 'root', num_children: 1 },
    { name: 'at', type: 'INT64', repetition_type: 'OPTIONAL', logical_type: instant },
  ],
});
JS
node show.mjs
cat >show.py <<'PY'
import duckdb

for name in ("type", "schema"):
    kind = duckdb.sql(f"select typeof(columns(*)) from '{name}.parquet'").fetchall()[0][0]
    print(f"by {name}: {kind}")
PY
seen=$(venv/bin/python show.py)
echo "$seen"
expected='by type: TIMESTAMP
by schema: TIMESTAMP WITH TIME ZONE'
[ "$seen" = "$expected" ] || { echo 'This has changed.' >&2; exit 1; }
