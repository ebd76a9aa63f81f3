#!/usr/bin/env bash
# nginx_haproxy.sh NUTGRAF SCRATCH: do nginx and HAProxy with the shipped configurations carry calls, errors and outages?
# See nginx_haproxy.py.
set -euo pipefail
nutgraf=$(realpath "$1")
scratch=$(realpath "$2")
source "$(dirname "$0")/lib.sh"

nginx_and_haproxy
python grpc grpcio==1.85.1
PYTHONDONTWRITEBYTECODE=1 "$python" "$root/tests/e2e/nginx_haproxy.py" "$nutgraf" "$(mktemp -d -p "$scratch")"
