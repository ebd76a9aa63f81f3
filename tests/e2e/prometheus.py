"""prometheus.py GRPCURL NUTGRAF SCRATCH: do alert rules, dashboard and adapter go by metrics that are served?

A real Prometheus with the shipped configuration scrapes a real copy; every query must be one that it takes, every
metric one that docs/metrics.md lists, and every panel must have data to show after one call.
"""
import json
import pathlib
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

import lib
import yaml

GRPCURL, NUTGRAF, SCRATCH = sys.argv[1:]
FOLDER = lib.ROOT / "deploy"
# Counted only when what they count happens; a counter with labels isn't there before. The copy has no certificate.
RARE = {"nutgraf_warnings_total", "nutgraf_tls_certificate_expiry_timestamp_seconds",
        "nutgraf_tls_client_crl_next_update_timestamp_seconds"}
failures = []


def check(is_true, what, shown=""):
    print(("ok      " if is_true else "FAILED  ") + what + ("" if is_true else f": {shown}"), flush=True)
    if not is_true:
        failures.append(what)


def get(port, path):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.read().decode()


table = re.findall(r"^\| `(\w+)` \| \w+ \|(.*?)\|", (lib.ROOT / "docs/metrics.md").read_text(), re.M)
documented = {name for name, _ in table}
labels = {label for _, cell in table for label in re.findall(r"\w+", cell)}
rules = yaml.safe_load((FOLDER / "prometheus/rules.yaml").read_text())
dashboard = json.loads((FOLDER / "grafana/nutgraf.json").read_text())
adapter = yaml.safe_load((FOLDER / "prometheus/adapter.yaml").read_text())
alerts = {rule["alert"]: rule["expr"] for group in rules["groups"] for rule in group["rules"]}
panels = [(panel["title"], target["expr"]) for panel in dashboard["panels"] for target in panel["targets"]]
queries = [*alerts.values(), *(query for _, query in panels),
           *(text for rule in adapter["rules"]["custom"] for text in (rule["seriesQuery"], rule["metricsQuery"])),
           *(variable["query"] for variable in dashboard["templating"]["list"])]
named = {re.sub(r"_(bucket|sum|count)$", "", name) for query in queries
         for name in re.findall(r"\b(?:nutgraf|grpc|rpc)_\w+", query)} - labels
check(named <= documented, "every metric of rules, dashboard and adapter is in docs/metrics.md", named - documented)
check(documented == {name for name in documented if any(name in query for _, query in panels)},
      "every metric of docs/metrics.md is in the dashboard")
tested = yaml.safe_load((FOLDER / "prometheus/rules_test.yaml").read_text())["tests"]
raised = {case["alertname"] for test in tested for case in test["alert_rule_test"] if case.get("exp_alerts")}
check(raised == set(alerts), "a test raises each alert", set(alerts) - raised)
operations = (lib.ROOT / "docs/operations.md").read_text()
check(all(f"`{alert}`" in operations for alert in alerts), "docs/operations.md says what to do about each alert")

port, admin, front = lib.free_ports(3)
copy = lib.Copy("copy", NUTGRAF, port, SCRATCH, "--admin-listen", f"127.0.0.1:{admin}")
config = lib.adapted("deploy/prometheus/prometheus.yaml", {
    '"nutgraf-a:9090", "nutgraf-b:9090"': f'"127.0.0.1:{admin}"', "15s": "1s",
    "[rules.yaml]": f"[{FOLDER / 'prometheus/rules.yaml'}]",
}, pathlib.Path(SCRATCH) / "prometheus.yaml")
prometheus = lib.Balancer("prometheus", [
    "prometheus", f"--config.file={config}", f"--storage.tsdb.path={SCRATCH}/data",
    f"--web.listen-address=127.0.0.1:{front}", "--log.level=warn"], SCRATCH, front)


def query(text):
    return json.loads(get(front, "/api/v1/query?" + urllib.parse.urlencode({"query": text})))


def n_scraped():
    answer = query('grpc_server_handled_total{job="nutgraf", grpc_method="Summarize"}')
    return len(answer.get("data", {}).get("result", []))


with lib.running(copy, prometheus):
    request = json.dumps({"article": {"text": lib.ARTICLE.read_text()}})
    command = [GRPCURL, "-plaintext", "-d", "@", f"127.0.0.1:{port}", f"{lib.SERVICE}/Summarize"]
    subprocess.run(command, input=request, capture_output=True, text=True, check=True)
    lib.wait_until(lambda: n_scraped() > 0, 30, "Prometheus scrapes the copy")
    for name, text in alerts.items():
        answer = query(text)
        check(answer["status"] == "success" and not answer["data"]["result"], f"{name}: not raised", answer)
    # A rate needs two scrapes.
    lib.wait_until(lambda: query('rate(nutgraf_text_bytes_count[1m])')["data"]["result"], 30, "a second scrape")
    for title, text in panels:
        for old, new in {"$job": "nutgraf", "$instance": ".*", "$__rate_interval": "1m"}.items():
            text = text.replace(old, new)
        answer = query(text)
        is_rare = any(name in text for name in RARE)
        check(answer["status"] == "success" and (answer["data"]["result"] or is_rare), f"dashboard: {title}", answer)

if failures:
    sys.exit(f"{len(failures)} failed")
