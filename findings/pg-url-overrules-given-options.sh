#!/usr/bin/env bash
# What stands in a connection string of node-postgres overrules what is given to the client beside it, `options` too.
#
# One would expect: new Client({ connectionString, options: '-c timezone=UTC' }) sends these session settings: what is said in the code
# is more specific than a URL from the environment.
# What happens: a URL with `?options=…` replaces them as a whole, and nothing says so; the session keeps the server's zone, and dates are
# read a day off. With a URL without `options` those of the code are sent. Settings made by a statement after connecting are safe.
#
# Seen with pg 8.23.1, Node 20.20.2:
#   URL without options: -c timezone=UTC
#   URL with options: -c geqo=off
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund pg@8.23.1 >/dev/null
cat >show.mjs <<'JS'
import pg from 'pg';

// No server is needed: this is what the client would send as it connects.
const sends = (connectionString) =>
  new pg.Client({ connectionString, options: '-c timezone=UTC' }).connectionParameters.options;
const url = 'postgres://someone@127.0.0.1:5432/things';
console.log(`URL without options: ${sends(url)}`);
console.log(`URL with options: ${sends(`${url}?options=-c%20geqo%3Doff`)}`);
JS
seen=$(node show.mjs)
echo "$seen"
expected='URL without options: -c timezone=UTC
URL with options: -c geqo=off'
[ "$seen" = "$expected" ] || { echo 'This has changed.' >&2; exit 1; }
