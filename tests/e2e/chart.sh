#!/usr/bin/env bash
# chart.sh NUTGRAF SCRATCH: is the Helm chart sound, and are the plain manifests what it renders to? See chart.py.
# `NUTGRAF_UPDATE_MANIFESTS=1 bash tests/e2e/chart.sh target/release/nutgraf /tmp` writes deploy/kubernetes anew.
set -euo pipefail
nutgraf=$(realpath "$1")
scratch=$(realpath "$2")
source "$(dirname "$0")/lib.sh"

chart="$root/deploy/helm/nutgraf"
work=$(mktemp -d -p "$scratch")
helm
python chart kubernetes-validate==1.37.0 pyyaml==6.0.3
validate() { "$(dirname "$python")/kubernetes-validate" --strict --quiet "$@"; }

cat >"$work/all-on.yaml" <<'VALUES'
replicas: 3
image: { repository: registry.example/nutgraf, digest: "sha256:0000000000000000000000000000000000000000000000000000000000000000" }
imagePullSecrets: [{ name: registry }]
settings: { NUTGRAF_MAX_REQUEST_BYTES: 4MiB, NUTGRAF_WORKERS: 2, NUTGRAF_REFLECTION: false }
podAnnotations: { example/key: value }
nodeSelector: { kubernetes.io/arch: amd64 }
tolerations: [{ key: dedicated, operator: Exists }]
affinity: { nodeAffinity: {} }
priorityClassName: high
tls:
  secretName: certificate
  requireClientCertificate: true
  clientSubjects: [spiffe://example.org/desk, batch]
  clientCrlConfigMap: revoked
traces: { endpoint: "https://collector.example:4317", caConfigMap: authorities }
apiKeys: { secretName: keys }
autoscaling: { targetArticlesHeld: 16 }
networkPolicy:
  ingressFrom: [{ namespaceSelector: {} }]
  adminFrom: [{ namespaceSelector: {} }]
  egress: [{ to: [{ namespaceSelector: {} }], ports: [{ port: 4317, protocol: TCP }] }]
VALUES
cat >"$work/all-off.yaml" <<'VALUES'
autoscaling: { enabled: false }
networkPolicy: { enabled: false }
VALUES

"$helm" lint --strict --quiet "$chart"
for values in all-on all-off; do
    "$helm" lint --strict --quiet --values "$work/$values.yaml" "$chart"
    "$helm" template nutgraf "$chart" --values "$work/$values.yaml" >"$work/$values.rendered.yaml"
    validate "$work/$values.rendered.yaml"
done
echo "ok      helm lint --strict, kubernetes-validate --strict with options on and off"

# A misspelt value or one that would break the drain is an error.
for wrong in replica=3 settings.NUTGRAF_LISTEN=x port=80 grpcRoute.enabled=true serviceMonitor.enabled=true \
    settings.NUTGRAF_ADMIN_LISTEN=x settings.NUTGRAF_TLS_KEY_FILE=x tls.requireClientCertificate=true \
    tls.secretName=x,tls.clientSubjects[0]=x tls.secretName=x,tls.clientCrlConfigMap=x \
    traces.endpoint=https://x:4317 traces.caConfigMap=x traces.endpoint=x:4317 \
    settings.OTEL_EXPORTER_OTLP_ENDPOINT=http://x:4317; do
    if "$helm" template nutgraf "$chart" --set "$wrong" >/dev/null 2>&1; then die "--set $wrong is accepted"; fi
done
"$helm" template nutgraf "$chart" --set settings.OTEL_SERVICE_NAME=desk | grep -q OTEL_SERVICE_NAME ||
    die "OpenTelemetry's variables can't be set"
echo "ok      wrong values are refused"

"$helm" template nutgraf "$chart" --namespace nutgraf --output-dir "$work/rendered" >/dev/null
if [ "${NUTGRAF_UPDATE_MANIFESTS:-}" = 1 ]; then
    mkdir -p "$root/deploy/kubernetes"
    rm -f "$root"/deploy/kubernetes/*.yaml
    cp "$work"/rendered/nutgraf/templates/*.yaml "$root/deploy/kubernetes/"
fi
diff -r "$work/rendered/nutgraf/templates" "$root/deploy/kubernetes"
validate "$root"/deploy/kubernetes/*.yaml
echo "ok      deploy/kubernetes is what the chart renders to, and valid"

"$helm" template nutgraf "$chart" --set grpcRoute.enabled=true --set 'grpcRoute.parentRefs[0].name=gateway' \
    --set serviceMonitor.enabled=true --set 'networkPolicy.adminFrom[0].namespaceSelector.matchLabels.team=monitoring' \
    >"$work/custom.yaml"

# What the secrets and config maps hold, for the program to read.
debian openssl=openssl
mkdir -p "$work/secrets/tls" "$work/secrets/crl" "$work/secrets/api-keys" "$work/secrets/traces"
tls="$work/secrets/tls"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=nutgraf \
    -keyout "$tls/tls.key" -out "$tls/tls.crt" 2>/dev/null
cp "$tls/tls.crt" "$tls/ca.crt"
cp "$tls/tls.crt" "$work/secrets/traces/ca.crt"
: >"$work/index.txt"
echo 01 >"$work/crlnumber"
printf '[ca]\ndefault_ca = ca\ndatabase = %s\ncrlnumber = %s\ndefault_md = sha256\ndefault_crl_days = 2\n' \
    "$work/index.txt" "$work/crlnumber" >"$work/ca.cnf"
openssl ca -config "$work/ca.cnf" -gencrl -cert "$tls/tls.crt" -keyfile "$tls/tls.key" \
    -out "$work/secrets/crl/ca.crl" 2>/dev/null
"$nutgraf" key newsroom >"$work/secrets/api-keys/keys" 2>/dev/null
"$python" "$root/tests/e2e/chart.py" "$nutgraf" "$work/secrets" "$work/custom.yaml" "$work/all-on.rendered.yaml"
