#!/usr/bin/env bash
# DuckDB takes a CSV column whose first rows are whole numbers for BIGINT, and rounds the decimals that come later.
#
# One would expect: a value that does not fit the type that was guessed is an error, as letters in such a column are, or the guess is
# corrected.
# What happens: the guess is made of the first 20,480 rows; 0.5 further down is read as 1, without a word, and sums are wrong. A KPI such as
# hours to close begins with whole numbers easily. Whoever writes CSV has to write 1.0, or whoever reads it names the types.
#
# Seen with duckdb 2.0.1 (PyPI):
#   guessed: BIGINT 30003
#   named: DOUBLE 30001.5
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check duckdb==2.0.1
cat >show.py <<'PY'
import duckdb

with open("hours.csv", "w") as file:
    file.write("hours\n" + "1\n" * 30_000 + "0.5\n" * 3)
for name, options in (("guessed", ""), ("named", ", types = {'hours': 'DOUBLE'}")):
    query = f"select any_value(typeof(hours)), sum(hours) from read_csv('hours.csv'{options})"
    kind, total = duckdb.sql(query).fetchall()[0]
    print(f"{name}: {kind} {total}")
PY
seen=$(venv/bin/python show.py)
echo "$seen"
expected='guessed: BIGINT 30003
named: DOUBLE 30001.5'
[ "$seen" = "$expected" ] || { echo 'This has changed.' >&2; exit 1; }
