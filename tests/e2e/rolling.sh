#!/usr/bin/env bash
# rolling.sh NUTGRAF SCRATCH [BALANCER...]: are calls lost while copies behind a load balancer come and go? See rolling.py.
set -euo pipefail
nutgraf=$(realpath "$1")
scratch=$(realpath "$2")
source "$(dirname "$0")/lib.sh"

envoy
nginx_and_haproxy
load
PYTHONDONTWRITEBYTECODE=1 python3 "$root/tests/e2e/rolling.py" "$envoy" "$load" "$nutgraf" "$(mktemp -d -p "$scratch")" "${@:3}"
