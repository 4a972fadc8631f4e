#!/usr/bin/env bash
# Fastify answers null as 0 where the response's schema says number, with status 200.
#
# One would expect: a value that the schema does not allow fails, or is answered as it is. What an API calls unknown stays unknown.
# What happens: fast-json-stringify coerces, so a share of nothing becomes a share of zero, and no log tells. The schema has to say
# type: ['number', 'null'] for every figure that may be unknown.
#
# Seen with fastify 5.12.8, Node 20.20.2:
#   number: 200 {"share":0}
#   number or null: 200 {"share":null}
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund fastify@5.12.8 >/dev/null 2>&1
cat >show.mjs <<'JS'
import fastify from 'fastify';

const api = fastify();
const answers = (type) => ({ schema: { response: { 200: { type: 'object', properties: { share: { type } } } } } });
api.get('/number', answers('number'), () => ({ share: null }));
api.get('/either', answers(['number', 'null']), () => ({ share: null }));
for (const [name, url] of [['number', '/number'], ['number or null', '/either']]) {
  const { statusCode, body } = await api.inject(url);
  console.log(`${name}: ${statusCode} ${body}`);
}
await api.close();
JS
seen=$(node show.mjs)
echo "$seen"
expected='number: 200 {"share":0}
number or null: 200 {"share":null}'
[ "$seen" = "$expected" ] || { echo 'This has changed.' >&2; exit 1; }
