#!/usr/bin/env bash
# csv-stringify writes `false` as an empty field, as it writes null.
#
# One would expect: a boolean is written as words or digits that differ for both values, as Postgres does (`t`, `f`).
# What happens: `true` is `1` and `false` is nothing. A column such as is_complete, read back by Postgres' \copy or by DuckDB, is then true or
# null: "known not to be" has become "not known". A cast for booleans has to be given.
#
# Seen with csv-stringify 6.9.0, Node 20.20.2:
#   true: 1 | false: | null: | 0: 0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund csv-stringify@6.9.0 >/dev/null
cat >show.mjs <<'JS'
import { stringify } from 'csv-stringify/sync';

const [yes, no, unknown, zero] = stringify([[true, false, null, 0]]).trim().split(',');
console.log([`true: ${yes}`, `false:${no && ` ${no}`}`, `null:${unknown && ` ${unknown}`}`, `0: ${zero}`].join(' | '));
JS
seen=$(node show.mjs)
echo "$seen"
[ "$seen" = 'true: 1 | false: | null: | 0: 0' ] || { echo 'This has changed.' >&2; exit 1; }
