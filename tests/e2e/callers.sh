#!/usr/bin/env bash
# callers.sh NUTGRAF SCRATCH: do the examples of all languages run, and say the same as the command?
#
# They call a server of which every other answer is UNAVAILABLE (callers_flaky.py), so that their retry policies are
# seen to work, with the reference article and with one in which bytes, UTF-16 code units and code points differ.
set -euo pipefail
nutgraf=$(realpath "$1")
scratch=$(realpath "$2")
source "$(dirname "$0")/lib.sh"

debian mvn=maven java=default-jdk-headless
work=$(mktemp -d -p "$scratch")
echo "building the examples"
examples
cd "$tree/examples"

cat >"$work/emoji.txt" <<'STORY'
🌧 Port Hallen harbour reopens after storm 🌊

Port Hallen’s harbour reopened on Tuesday after a storm 🌊 had kept its ferries away for nine days, the harbour office said.

“We have never seen waves 🌊🌊 like these, and I hope that we never will again,” Mayor Ingrid Solheim-Ðahl said on Tuesday.

The storm broke 𝟏𝟒 boats from their moorings and flooded the fish hall in Käpylä Street, which will stay shut until spring.
STORY

listening=$("$python" - <<'PY'
import socket
ports = [socket.create_server(("127.0.0.1", 0)) for _ in range(3)]
print(*(port.getsockname()[1] for port in ports))
PY
)
read -r server_port flaky_port dead_port <<<"$listening"
"$nutgraf" serve --listen "127.0.0.1:$server_port" >"$work/server.log" 2>&1 &
server=$!
"$python" "$root/tests/e2e/callers_flaky.py" "$flaky_port" "$server_port" >"$work/flaky.log" 2>&1 &
flaky=$!
trap 'kill -INT $server $flaky 2>/dev/null || true' EXIT
for _ in $(seq 100); do
    "$nutgraf" probe --address "127.0.0.1:$server_port" 2>/dev/null \
        && "$nutgraf" probe --address "127.0.0.1:$flaky_port" 2>/dev/null && break
    sleep 0.1
done

failed=0
# compare NAME ARTICLE COMMAND...: runs an example and compares what it prints.
compare() {
    local name=$1 article=$2
    shift 2
    if ! timeout 60 "$@" >"$work/got" 2>"$work/errors" || ! diff "$work/expected" "$work/got"; then
        cat "$work/errors"
        echo "FAILED  $name, $(basename "$article")"
        failed=$((failed + 1))
    else
        echo "ok      $name, $(basename "$article")"
    fi
}

target="127.0.0.1:$flaky_port"
for article in "$root/tests/fixtures/reference.txt" "$work/emoji.txt"; do
    "$nutgraf" summarize --format json "$article" | "$python" "$root/tests/e2e/callers_expected.py" >"$work/expected"
    [ "$(grep -c '^quote: ' "$work/expected")" -gt 0 ] || die "no quote to compare in $article"
    compare python "$article" "$python" python/client.py "$target" "$article"
    compare go "$article" "$scratch/go-bin/client" "dns:///$target" "$article"
    compare node "$article" node node/client.js "$target" "$article"
    compare java "$article" java -jar java/target/client.jar "$target" "$article"
    compare rust "$article" "$scratch/rust-target/debug/nutgraf-example" "$article" "http://$target"
    compare "rust, one of two copies gone" "$article" "$scratch/rust-target/debug/nutgraf-example" "$article" \
        "http://127.0.0.1:$dead_port" "http://$target"
done
[ "$failed" -eq 0 ] || die "$failed failed"
