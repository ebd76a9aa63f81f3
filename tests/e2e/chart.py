"""chart.py NUTGRAF SECRETS CUSTOM.yaml ALL_ON.yaml: do the parts of the rendered chart fit each other and the program?"""
import os
import pathlib
import subprocess
import sys

import yaml

NUTGRAF, SECRETS, *FILES = sys.argv[1:]
METRICS = (pathlib.Path(__file__).resolve().parents[2] / "docs/metrics.md").read_text()
failures = []


def check(is_true, what):
    print(("ok      " if is_true else "FAILED  ") + what)
    if not is_true:
        failures.append(what)


for path in FILES:
    documents = {(d["kind"], d["metadata"]["name"]): d for d in yaml.safe_load_all(open(path)) if d}
    deployment = documents["Deployment", "nutgraf"]["spec"]
    pod = deployment["template"]["spec"]
    [container] = pod["containers"]
    has_tls = any(volume["name"] == "tls" for volume in pod.get("volumes", []))
    labels = deployment["template"]["metadata"]["labels"].items()

    for (kind, name), document in documents.items():
        spec = document["spec"]
        selector = {"Service": lambda: spec["selector"], "PodDisruptionBudget": lambda: spec["selector"]["matchLabels"],
                    "NetworkPolicy": lambda: spec["podSelector"]["matchLabels"]}.get(kind)
        if selector:
            check(selector().items() <= labels, f"{kind} {name} selects the pods")
        if kind == "Service":
            protocols = {"grpc": "https" if has_tls else "kubernetes.io/h2c", "admin": "http"}
            names = [p["name"] for p in container["ports"]]
            check(all(port["targetPort"] in names and port["appProtocol"] == protocols[port["name"]]
                      for port in spec["ports"]), f"{kind} {name} leads to the ports")
        if kind == "NetworkPolicy":
            names = [port["port"] for rule in spec["ingress"] for port in rule["ports"]]
            check(names == ["grpc", "admin"] and all(rule["from"] for rule in spec["ingress"]),
                  "NetworkPolicy names callers and scrapers")
        if kind == "ServiceMonitor":
            selected = [other for (other_kind, _), other in documents.items() if other_kind == "Service"
                        and spec["selector"]["matchLabels"].items() <= other["metadata"]["labels"].items()]
            [endpoint] = spec["endpoints"]
            check(len(selected) == 1 and endpoint["port"] in [port["name"] for port in selected[0]["spec"]["ports"]],
                  "ServiceMonitor scrapes each pod once")
        if kind == "HorizontalPodAutoscaler":
            check(spec["scaleTargetRef"]["name"] == "nutgraf" and all(
                metric["pods"]["metric"]["name"] in METRICS for metric in spec["metrics"] if metric["type"] == "Pods"),
                "HorizontalPodAutoscaler goes by metrics that exist")
        if kind == "GRPCRoute":
            [rule] = spec["rules"]
            [backend] = rule["backendRefs"]
            services = [match["method"]["service"] for match in rule["matches"]]
            check(("Service", backend["name"]) in documents and "nutgraf.v1.SummarizerService" in services,
                  "GRPCRoute leads to the service")

    environment = {variable["name"]: variable["value"] for variable in container["env"]}
    here = {name: value.replace("/etc/nutgraf/", f"{SECRETS}/") for name, value in environment.items()}
    done = subprocess.run([NUTGRAF, "serve", "--check-config"], env={**os.environ, **here}, capture_output=True, text=True)
    check(done.returncode == 0, f"the program takes its settings {done.stderr}")
    config = dict(line.split(" = ", 1) for line in done.stdout.splitlines())
    seconds = {key: int(config[key].strip('"').removesuffix("s")) for key in ("drain-delay", "drain-timeout")}
    check(sum(seconds.values()) < pod["terminationGracePeriodSeconds"], "the grace period is longer than the drain")
    ports = {p["name"]: p["containerPort"] for p in container["ports"]}
    flags = {"listen": "grpc", "admin-listen": "admin"} | ({"health-listen": "health"} if has_tls else {})
    check({config[flag].rsplit(":")[-1]: name for flag, name in flags.items()}
          == {f"{number}\"": name for name, number in ports.items()}, "it listens on the container's ports")
    help_text = subprocess.run([NUTGRAF, "serve", "--help"], capture_output=True, text=True, check=True).stdout
    help_text = " ".join(help_text.split())
    check(all(f"[env: {name}=" in help_text for name in environment), "the program knows all of its settings")
    probes = [container[f"{kind}Probe"] for kind in ("startup", "readiness", "liveness")]
    check(all(probe["grpc"]["port"] == ports["health" if has_tls else "grpc"] for probe in probes),
          "probes ask a port without TLS")
    mounts = [mount["mountPath"] for mount in container.get("volumeMounts", [])]
    paths = [value for value in environment.values() if value.startswith("/")]
    check(all(any(path.startswith(f"{mount}/") for mount in mounts) for path in paths), "its files are mounted")
    readiness, liveness = probes[1:]
    check(readiness["periodSeconds"] * readiness["failureThreshold"] < seconds["drain-delay"],
          "readiness is gone before the drain delay ends")
    check(liveness["periodSeconds"] * liveness["failureThreshold"] > sum(seconds.values()),
          "liveness outlasts the drain")
    security = {**pod["securityContext"], **container["securityContext"]}
    check(security["runAsNonRoot"] and security["readOnlyRootFilesystem"] and not security["allowPrivilegeEscalation"]
          and security["capabilities"] == {"drop": ["ALL"]}, "read-only, not root, without capabilities")

if failures:
    sys.exit(f"{len(failures)} failed")
