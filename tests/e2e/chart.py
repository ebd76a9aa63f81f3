"""chart.py NUTGRAF ROUTE.yaml ALL_ON.yaml: do the parts of the rendered chart fit each other and the program?"""
import os
import subprocess
import sys

import yaml

NUTGRAF, *FILES = sys.argv[1:]
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
    labels = deployment["template"]["metadata"]["labels"].items()

    for (kind, name), document in documents.items():
        spec = document["spec"]
        selector = {"Service": lambda: spec["selector"], "PodDisruptionBudget": lambda: spec["selector"]["matchLabels"],
                    "NetworkPolicy": lambda: spec["podSelector"]["matchLabels"]}.get(kind)
        if selector:
            check(selector().items() <= labels, f"{kind} {name} selects the pods")
        if kind == "Service":
            [port] = spec["ports"]
            named = [p for p in container["ports"] if p["name"] == port["targetPort"]]
            check(len(named) == 1 and port["appProtocol"] == "kubernetes.io/h2c", f"{kind} {name} leads to the port")
        if kind == "GRPCRoute":
            [rule] = spec["rules"]
            [backend] = rule["backendRefs"]
            services = [match["method"]["service"] for match in rule["matches"]]
            check(("Service", backend["name"]) in documents and "nutgraf.v1.SummarizerService" in services,
                  "GRPCRoute leads to the service")

    environment = {variable["name"]: variable["value"] for variable in container["env"]}
    done = subprocess.run([NUTGRAF, "serve", "--check-config"], env={**os.environ, **environment}, capture_output=True,
                          text=True)
    check(done.returncode == 0, f"the program takes its settings {done.stderr}")
    config = dict(line.split(" = ", 1) for line in done.stdout.splitlines())
    seconds = {key: int(config[key].strip('"').removesuffix("s")) for key in ("drain-delay", "drain-timeout")}
    check(sum(seconds.values()) < pod["terminationGracePeriodSeconds"], "the grace period is longer than the drain")
    port = container["ports"][0]["containerPort"]
    check(config["listen"].endswith(f":{port}\""), "it listens on the container's port")
    probes = [container[f"{kind}Probe"] for kind in ("startup", "readiness", "liveness")]
    check(all(probe["grpc"]["port"] == port for probe in probes), "probes ask that port")
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
