#!/usr/bin/env bash
# The `log` that is given to Octokit's constructor does not get its warnings about deprecated answers.
#
# One would expect: new Octokit({ log }) sends every line of Octokit's to that log.
# What happens: an answer with a `deprecation` header (as GitHub gives to each request without `x-github-api-version`, whose default
# version 2022-11-28 ends in 2028) is warned of on the console. The warning reads `request.log` of the single request, which the
# constructor does not fill in; `new Octokit({ log, request: { log } })` does what was meant.
#
# Seen with @octokit/rest 22.0.1 (@octokit/core 7.0.8, @octokit/request 10.0.14), Node 20.20.2:
#   log alone: lines in the given log 0, on the console 1
#   with request.log: lines in the given log 1, on the console 0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @octokit/rest@22.0.1 @octokit/core@7.0.8 @octokit/request@10.0.14 >/dev/null
cat >show.mjs <<'JS'
import { createServer } from 'node:http';
import { Octokit } from '@octokit/rest';

const server = createServer((_, answer) => {
  answer.setHeader('content-type', 'application/json');
  answer.setHeader('deprecation', 'Tue, 10 Mar 2026 00:00:00 GMT');
  answer.setHeader('sunset', 'Fri, 10 Mar 2028 00:00:00 GMT');
  answer.end('{"id":1}');
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const baseUrl = `http://127.0.0.1:${server.address().port}`;

let onConsole = 0;
console.warn = () => (onConsole += 1);
async function count(more) {
  let given = 0;
  onConsole = 0;
  const log = { debug() {}, info() {}, warn: () => (given += 1), error() {} };
  const octokit = new Octokit({ baseUrl, log, ...more(log) });
  await octokit.request('GET /repos/acme/widgets');
  return `lines in the given log ${given}, on the console ${onConsole}`;
}
console.log(`log alone: ${await count(() => ({}))}`);
console.log(`with request.log: ${await count((log) => ({ request: { log } }))}`);
server.close();
JS
seen=$(node show.mjs)
echo "$seen"
expected='log alone: lines in the given log 0, on the console 1
with request.log: lines in the given log 1, on the console 0'
[ "$seen" = "$expected" ] || { echo 'This has changed.' >&2; exit 1; }
