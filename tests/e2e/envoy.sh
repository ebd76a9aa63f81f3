#!/usr/bin/env bash
# envoy.sh NUTGRAF SCRATCH: does the shipped Envoy configuration carry gRPC, JSON and gRPC-Web? See envoy.py.
set -euo pipefail
nutgraf=$(realpath "$1")
scratch=$(realpath "$2")
source "$(dirname "$0")/lib.sh"

envoy
grpcurl
PYTHONDONTWRITEBYTECODE=1 python3 "$root/tests/e2e/envoy.py" "$envoy" "$grpcurl" "$nutgraf" "$(mktemp -d -p "$scratch")"
