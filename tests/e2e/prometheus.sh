#!/usr/bin/env bash
# prometheus.sh NUTGRAF SCRATCH: do alert rules, dashboard and adapter go by metrics that are served? See prometheus.py.
set -euo pipefail
nutgraf=$(realpath "$1")
scratch=$(realpath "$2")
source "$(dirname "$0")/lib.sh"

# The package starts a server on port 9090, which nothing here needs.
had_prometheus=$(command -v prometheus || true)
debian prometheus=prometheus promtool=prometheus curl=curl
[ -n "$had_prometheus" ] || service prometheus stop >/dev/null 2>&1 || true
python chart kubernetes-validate==1.37.0 pyyaml==6.0.3
grpcurl
cd "$root/deploy/prometheus"
promtool check config --lint=none prometheus.yaml
promtool check rules --lint=all --lint-fatal rules.yaml
promtool test rules rules_test.yaml
PYTHONDONTWRITEBYTECODE=1 "$python" "$root/tests/e2e/prometheus.py" "$grpcurl" "$nutgraf" "$(mktemp -d -p "$scratch")"
