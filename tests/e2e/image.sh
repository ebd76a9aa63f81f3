#!/usr/bin/env bash
# image.sh NUTGRAF SCRATCH: does the Containerfile build, and does the image run read-only without capabilities?
#
# No image registry is needed: the build stage runs on this machine's own toolchain.
# NUTGRAF is used as the client only.
set -euo pipefail
nutgraf=$(realpath "$1")
scratch=$(realpath "$2")
source "$(dirname "$0")/lib.sh"

MAX_IMAGE_BYTES=12000000
# Built without link-time optimisation, as the short form does.
[ "${NUTGRAF_E2E_LONG:-}" = 1 ] || MAX_IMAGE_BYTES=14000000

debian buildah=buildah podman=podman runc=runc file=file
work=$(mktemp -d -p "$scratch")
storage=(--root "$work/storage" --runroot "$work/run" --storage-driver vfs)
podman=(podman "${storage[@]}" --runtime runc --cgroup-manager cgroupfs --events-backend file)
container=
cleanup() {
    [ -z "$container" ] || "${podman[@]}" rm --force --time 0 "$container" >/dev/null 2>&1 || true
    buildah "${storage[@]}" rm --all >/dev/null 2>&1 || true
    umount "$work/storage/vfs" 2>/dev/null || true
    rm -rf "$work" || true
}
trap cleanup EXIT

step() { echo "image: $*"; }

step "a toolchain image whose folders are this machine's"
toolchain=$(buildah "${storage[@]}" from scratch)
mounted=$(buildah "${storage[@]}" mount "$toolchain")
mkdir -p "$mounted"/{usr,etc,root,tmp,proc,dev,sys,src,run,var/tmp}
chmod 1777 "$mounted/tmp" "$mounted/var/tmp"
for folder in bin sbin lib lib64; do ln -s "usr/$folder" "$mounted/$folder"; done
cargo_home=${CARGO_HOME:-$HOME/.cargo}
rustup_home=${RUSTUP_HOME:-$HOME/.rustup}
buildah "${storage[@]}" config --env "PATH=$cargo_home/bin:/usr/local/bin:/usr/bin:/bin" \
    --env "CARGO_HOME=$cargo_home" --env "RUSTUP_HOME=$rustup_home" "$toolchain"
# The short form builds in half the time; its image is larger.
if [ "${NUTGRAF_E2E_LONG:-}" != 1 ]; then
    buildah "${storage[@]}" config --env CARGO_PROFILE_RELEASE_LTO=false \
        --env CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 "$toolchain"
fi
buildah "${storage[@]}" commit --quiet "$toolchain" localhost/rust >/dev/null
buildah "${storage[@]}" rm "$toolchain" >/dev/null

step "the Containerfile builds"
(cd "$root" && git ls-files -z -- Cargo.toml Cargo.lock build.rs data proto src benches tests/it deploy/container \
    | xargs -0 cp --parents -t "$(mkdir -p "$work/context" && echo "$work/context")")
buildah "${storage[@]}" build --isolation chroot --format docker --quiet --pull=never \
    --build-arg RUST_IMAGE=localhost/rust --build-arg NUTGRAF_GIT_REVISION=e2e \
    --volume /usr:/usr:ro --volume /etc:/etc:ro \
    --volume "$cargo_home:$cargo_home" --volume "$rustup_home:$rustup_home:ro" \
    --ignorefile "$root/deploy/container/Containerfile.dockerignore" \
    --file "$root/deploy/container/Containerfile" --tag nutgraf "$work/context"

step "its size, user and entry point"
size=$("${podman[@]}" image inspect --format '{{.Size}}' nutgraf)
[ "$size" -le "$MAX_IMAGE_BYTES" ] || die "the image has $size bytes, more than $MAX_IMAGE_BYTES"
image=$("${podman[@]}" image inspect --format '{{.User}} {{.Config.Entrypoint}} {{.Config.Cmd}} {{.HealthCheck}}' nutgraf)
echo "image: $size bytes, $image"
case $image in
    "65532:65532 [/nutgraf] [serve]"*"/nutgraf probe"*) ;;
    *) die "not as expected" ;;
esac
mounted=$("${podman[@]}" image mount nutgraf)
[ "$(cd "$mounted" && find . -type f | sort | tr '\n' ' ')" = "./nutgraf " ] || die "there is more in the image than the binary"
file "$mounted/nutgraf" | grep -Eq 'static(ally|-pie) linked' || die "not static: $(file "$mounted/nutgraf")"
"${podman[@]}" image umount nutgraf >/dev/null

step "it runs read-only, without capabilities, and answers"
port=$(python3 -c 'import socket; print(socket.create_server(("127.0.0.1", 0)).getsockname()[1])')
container=$("${podman[@]}" run --detach --network host --ulimit nofile=1024:1024 --ulimit nproc=4096:4096 \
    --read-only --cap-drop all --security-opt no-new-privileges \
    --env "NUTGRAF_LISTEN=127.0.0.1:$port" --env NUTGRAF_DRAIN_DELAY=0s nutgraf)
healthy=
for _ in $(seq 100); do
    if "$nutgraf" probe --address "127.0.0.1:$port" 2>/dev/null; then healthy=yes; break; fi
    sleep 0.1
done
[ -n "$healthy" ] || { "${podman[@]}" logs "$container"; die "it doesn't serve"; }
pid=$("${podman[@]}" inspect --format '{{.State.Pid}}' "$container")
[ "$(awk '/^Uid:/ {print $2}' "/proc/$pid/status")" = 65532 ] || die "it runs as another user"
[ "$(awk '/^CapEff:/ {print $2}' "/proc/$pid/status")" = 0000000000000000 ] || die "it has capabilities"
grep -q '^[^ ]* / [^ ]* ro[, ]' "/proc/$pid/mounts" || die "its root isn't read-only"
grpcurl
"$grpcurl" -plaintext -d '{}' "127.0.0.1:$port" nutgraf.v1.SummarizerService/GetServiceInfo >"$work/info"
grep -q '"gitRevision": "e2e"' "$work/info" || die "GetServiceInfo: $(cat "$work/info")"
python3 -c 'import json, sys; print(json.dumps({"article": {"text": open(sys.argv[1]).read()}}))' \
    "$root/tests/fixtures/reference.txt" >"$work/request"
"$grpcurl" -plaintext -d @ "127.0.0.1:$port" nutgraf.v1.SummarizerService/Summarize <"$work/request" >"$work/answer"
"$nutgraf" summarize --format json "$root/tests/fixtures/reference.txt" >"$work/expected"
python3 - "$work/answer" "$work/expected" <<'PY'
import json, sys
texts = [[s["text"] for s in json.load(open(path))["sentences"]] for path in sys.argv[1:]]
sys.exit(texts[0] != texts[1] and "the image's answer differs from the command's")
PY

step "its health check, and its end"
"${podman[@]}" run --rm --network host --ulimit nofile=1024:1024 --ulimit nproc=4096:4096 --read-only --cap-drop all \
    --security-opt no-new-privileges --env "NUTGRAF_LISTEN=127.0.0.1:$port" nutgraf probe
"${podman[@]}" stop --time 10 "$container" >/dev/null
status=$("${podman[@]}" inspect --format '{{.State.ExitCode}}' "$container")
[ "$status" = 0 ] || die "it ended with status $status"

step "the systemd unit is valid"
mkdir -p "$work/unit"
sed "s#/usr/local/bin/nutgraf#$nutgraf#" "$root/deploy/systemd/nutgraf.service" >"$work/unit/nutgraf.service"
debian systemd-analyze=systemd
problems=$(systemd-analyze verify "$work/unit/nutgraf.service" 2>&1 | grep nutgraf || true)
[ -z "$problems" ] || die "$problems"
systemd-analyze security --offline=true --no-pager --threshold=15 "$work/unit/nutgraf.service" | tail -1
