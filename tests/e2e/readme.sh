#!/usr/bin/env bash
# readme.sh BINARY WORK_DIR
#
# Runs the commands of the README and compares what they print.
set -euo pipefail
cd "$(dirname "$0")/../.."
binary=$(realpath "$1")
tools=$2/grpcurl/new
if [ ! -x "$tools/grpcurl" ]; then
    GOBIN="$tools" go install github.com/fullstorydev/grpcurl/cmd/grpcurl@v1.9.3
fi
PATH="$(dirname "$binary"):$tools:$PATH" python3 tests/e2e/readme.py README.md
