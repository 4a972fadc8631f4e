#!/usr/bin/env bash
# With operators between a domain over text and varchar, Postgres compares no two varchars any more.
#
# One would expect: an operator for (my domain, varchar) and its commutator concern expressions in which the domain stands; a = b of two varchars
# goes on to be the text = text that it always was.
# What happens: there is no operator for (varchar, varchar), so Postgres chooses one of those that both sides can be made to fit. A varchar
# fits a domain over text without a cast, and each of the two operators takes one varchar as it is, where text = text takes none: two
# best ones, and every comparison of varchars in the database fails, in tables that know nothing of the domain. With one of the two operators
# alone there would be no error, and that one would be used. Operators for (domain, text) and (text, domain) do no harm.
#
# Seen with @electric-sql/pglite 0.5.17:
#   before: true
#   operators with text: true
#   operators with varchar: operator is not unique: character varying = character varying
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @electric-sql/pglite@0.5.17 >/dev/null 2>&1
cat >show.mjs <<'JS'
import { PGlite } from '@electric-sql/pglite';

const db = await PGlite.create();
async function compare(when) {
  const query = `select 'a'::varchar = 'a'::varchar as equal`;
  const said = await db.query(query).then(({ rows }) => rows[0].equal, ({ message }) => message);
  console.log(`${when}: ${said}`);
}
async function define(left, right) {
  await db.exec(`
    create function same(${left}, ${right}) returns boolean language sql immutable return lower($1::text) = lower($2::text);
    create operator = (leftarg = ${left}, rightarg = ${right}, function = same);
  `);
}
await db.exec('create domain word as text');
await compare('before');
await define('word', 'text');
await define('text', 'word');
await compare('operators with text');
await define('word', 'varchar');
await define('varchar', 'word');
await compare('operators with varchar');
JS
seen=$(node show.mjs)
echo "$seen"
expected='before: true
operators with text: true
operators with varchar: operator is not unique: character varying = character varying'
[ "$seen" = "$expected" ] || { echo 'This has changed.' >&2; exit 1; }
