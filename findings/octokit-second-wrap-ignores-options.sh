#!/usr/bin/env bash
# With two wraps around a request of Octokit's, options that the outer one hands on are ignored, silently.
#
# One would expect: octokit.hook.wrap('request', (request, options) => request({ ...options, headers: … })) changes what is sent,
# whoever else has wrapped requests; authentication and plugins do so, too.
# What happens: with one wrap it does. With a second one, the wrap added last gets a function that has the first options bound to it, and
# what it hands on is dropped. Changing the options object in place works with any number.
#
# Seen with @octokit/core 7.0.8 (before-after-hook 4.0.0), Node 20.20.2:
#   one wrap, new options: changed
#   two wraps, new options: as before
#   two wraps, in place: changed
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @octokit/core@7.0.8 before-after-hook@4.0.0 >/dev/null
cat >show.mjs <<'JS'
import { createServer } from 'node:http';
import { Octokit } from '@octokit/core';

const server = createServer((request, answer) => {
  answer.setHeader('content-type', 'application/json');
  answer.end(JSON.stringify({ mark: request.headers['x-mark'] }));
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const baseUrl = `http://127.0.0.1:${server.address().port}`;

const fresh = (request, options) => request({ ...options, headers: { ...options.headers, 'x-mark': 'changed' } });
const inPlace = (request, options) => {
  options.headers['x-mark'] = 'changed';
  return request(options);
};
async function sent(...wraps) {
  const octokit = new Octokit({ baseUrl });
  for (const wrap of wraps) octokit.hook.wrap('request', wrap);
  const { data } = await octokit.request('GET /meta', { headers: { 'x-mark': 'as before' } });
  return data.mark;
}
const other = (request, options) => request(options);
console.log(`one wrap, new options: ${await sent(fresh)}`);
console.log(`two wraps, new options: ${await sent(other, fresh)}`);
console.log(`two wraps, in place: ${await sent(other, inPlace)}`);
server.close();
JS
seen=$(node show.mjs)
echo "$seen"
expected='one wrap, new options: changed
two wraps, new options: as before
two wraps, in place: changed'
[ "$seen" = "$expected" ] || { echo 'This has changed.' >&2; exit 1; }
