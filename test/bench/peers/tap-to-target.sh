#!/usr/bin/env bash
# One run of the Singer tap into the Singer target, in a folder with their configuration; what the target says that it has stored is where
# the next run begins.
#
# Argument: folder of the programs.
set -euo pipefail
programs=$1
state=()
[ ! -s state.json ] || state=(--state state.json)
"$programs/tap-github" --config tap.json --catalog catalog.json "${state[@]}" |
  "$programs/target-postgres" --config target.json >states.jsonl
tail -n 1 states.jsonl >state.json
