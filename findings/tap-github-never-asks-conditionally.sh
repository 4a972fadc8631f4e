#!/usr/bin/env bash
# The Singer tap of GitHub never asks whether something has changed, although its code says that it does, to save quota.
#
# One would expect: a run that has state sends If-Modified-Since with `since`, so that a repository without news is a 304, which GitHub does
# not count; the code sets that header, with a comment on quotas.
# What happens: it is set on a dictionary that is made anew each time that it is looked at, and is gone before the request. Every run is
# billed for every stream of every repository, and gets at least one row that it has already.
#
# Seen with meltanolabs-tap-github 1.30.1, singer-sdk 0.54.9:
#   first run: since none, if-modified-since none
#   second run: since 2026-01-01T00:00:00+00:00, if-modified-since none
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check meltanolabs-tap-github==1.30.1 singer-sdk==0.54.9
cat >show.py <<'PY'
import json
import os
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

REPOSITORY = {"id": 2, "name": "widgets", "owner": {"id": 1, "login": "acme"}}
ISSUE = {"id": 3, "title": "", "body": "", "type": None, "updated_at": "2026-01-01T00:00:00Z"}
asked = []


class Server(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        url = urlparse(self.path)
        if url.path.endswith("/issues"):
            since = parse_qs(url.query).get("since", ["none"])[0]
            asked.append(f"since {since}, if-modified-since {self.headers.get('if-modified-since', 'none')}")
        body = json.dumps([REPOSITORY] if url.path.startswith("/orgs/") else [ISSUE]).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
environment = {"PATH": os.environ["PATH"], "HOME": os.getcwd(), "NO_PROXY": "127.0.0.1"}


def tap(*arguments):
    command = ["venv/bin/tap-github", "--config", "config.json", *arguments]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def write(name, content):
    with open(name, "w") as file:
        json.dump(content, file)


write("config.json", {"api_url_base": f"http://127.0.0.1:{server.server_port}", "organizations": ["acme"]})
catalog = json.loads(tap("--discover"))
for stream in catalog["streams"]:
    for entry in stream["metadata"]:
        if not entry["breadcrumb"]:
            entry["metadata"]["selected"] = stream["tap_stream_id"] == "issues"
write("catalog.json", catalog)
messages = [json.loads(line) for line in tap("--catalog", "catalog.json").splitlines()]
write("state.json", [message["value"] for message in messages if message["type"] == "STATE"][-1])
tap("--catalog", "catalog.json", "--state", "state.json")
print(f"first run: {asked[0]}")
print(f"second run: {asked[1]}")
PY
seen=$(venv/bin/python show.py)
echo "$seen"
expected='first run: since none, if-modified-since none
second run: since 2026-01-01T00:00:00+00:00, if-modified-since none'
[ "$seen" = "$expected" ] || { echo 'This has changed.' >&2; exit 1; }
