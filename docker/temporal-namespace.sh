#!/bin/sh
# Makes a namespace of Temporal's that is not there. The frontend listens before it serves, so it is asked for a while.
set -eu
namespace=$1

tries=0
until temporal operator cluster health; do
  tries=$((tries + 1))
  if [ "$tries" -ge 30 ]; then
    echo "Temporal at $TEMPORAL_ADDRESS does not serve." >&2
    exit 1
  fi
  sleep 2
done

# Closed runs are kept for a week; what they brought is in Repometer's own tables.
temporal operator namespace describe --namespace "$namespace" > /dev/null 2>&1 ||
  temporal operator namespace create --namespace "$namespace" --retention 168h
