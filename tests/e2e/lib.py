"""Shared by the end-to-end tests: free ports, copies of nutgraf, load balancers with the shipped configurations.

Everything listens on loopback. A configuration is changed in its addresses and paths only; a text that isn't found to be
replaced is an error, so that the shipped file and the test can't drift apart.
"""
import contextlib
import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SERVICE = "nutgraf.v1.SummarizerService"
ARTICLE = ROOT / "tests/fixtures/reference.txt"
IS_LONG = os.environ.get("NUTGRAF_E2E_LONG") == "1"


def free_ports(n):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(n)]
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


def wait_until(condition, seconds, what):
    """Waits until `condition()` holds; fails after `seconds`."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            sys.exit(f"not within {seconds} s: {what}")
        time.sleep(0.05)


def is_open(port):
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


class Process:
    """A program that runs until `stop`; what it prints goes to a file."""

    def __init__(self, name, command, scratch, environment=None):
        self.name, self.command, self.environment = name, [str(part) for part in command], environment
        self.output = pathlib.Path(scratch) / f"{name}.log"
        self.process = None

    def start(self):
        with open(self.output, "ab") as output:
            environment = {**os.environ, **(self.environment or {})}
            self.process = subprocess.Popen(self.command, stdout=output, stderr=output, env=environment)

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def send(self, number):
        self.process.send_signal(number)

    def stop(self, seconds=30):
        """Sends SIGTERM and waits; returns the exit status."""
        if not self.is_running():
            return None if self.process is None else self.process.returncode
        self.send(signal.SIGCONT)
        self.send(signal.SIGTERM)
        try:
            return self.process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            sys.exit(f"{self.name} didn't end within {seconds} s of SIGTERM")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def end(self):
        """Ends it soon, at the end of a test."""
        self.kill()

    def fail(self, why):
        tail = self.output.read_text(errors="replace")[-3000:]
        sys.exit(f"{self.name}: {why}\n{tail}")


class Copy(Process):
    """One copy of nutgraf."""

    def __init__(self, name, binary, port, scratch, *flags):
        command = [binary, "serve", "--listen", f"127.0.0.1:{port}", *flags]
        super().__init__(name, command, scratch)
        self.binary, self.port = binary, port

    def is_serving(self):
        command = [self.binary, "probe", "--address", f"127.0.0.1:{self.port}"]
        return subprocess.run(command, capture_output=True).returncode == 0

    def start(self):
        super().start()
        wait_until(lambda: self.is_serving() or not self.is_running(), 20, f"{self.name} serves")
        if not self.is_running():
            self.fail("ended")


def adapted(path, replacements, target):
    """Writes the shipped configuration with addresses replaced."""
    text = (ROOT / path).read_text()
    for old, new in replacements.items():
        if old not in text:
            sys.exit(f"{path}: {old!r} isn't there to be replaced")
        text = text.replace(old, new)
    pathlib.Path(target).write_text(text)
    return target


class Balancer(Process):
    """A load balancer in front of two copies."""

    def __init__(self, name, command, scratch, port, admin_port=None):
        super().__init__(name, command, scratch)
        self.port, self.admin_port = port, admin_port

    def start(self):
        super().start()
        wait_until(lambda: is_open(self.port) or not self.is_running(), 20, f"{self.name} listens")
        if not self.is_running():
            self.fail("ended")

    def end(self):
        # Killed, the nginx master would leave its workers behind.
        self.process.terminate()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.kill()

    def admin(self, path):
        """The answer of Envoy's admin port."""
        connection = http.client.HTTPConnection("127.0.0.1", self.admin_port, timeout=5)
        connection.request("GET", path)
        return connection.getresponse().read().decode()

    def hosts(self):
        """Envoy's view of the copies: {port: {"is_healthy", "n_calls"}}."""
        hosts = {}
        for cluster in json.loads(self.admin("/clusters?format=json"))["cluster_statuses"]:
            for host in cluster.get("host_statuses", []):
                stats = {stat["name"]: int(stat.get("value", 0)) for stat in host["stats"]}
                health = host["health_status"]
                is_healthy = health.get("eds_health_status") == "HEALTHY" and not any(
                    health.get(flag) for flag in ("failed_active_health_check", "failed_outlier_check"))
                port = host["address"]["socket_address"]["port_value"]
                hosts[port] = {"is_healthy": is_healthy, "n_calls": stats["rq_total"]}
        return hosts


def envoy(program, binary, scratch, ports):
    front, admin = free_ports(2)
    descriptor = pathlib.Path(scratch) / "nutgraf.pb"
    subprocess.run([binary, "descriptor", "--output", descriptor], check=True)
    replacements = {f"address: nutgraf-{copy}, port_value: 50051": f"address: 127.0.0.1, port_value: {port}"
                    for copy, port in zip("ab", ports)}
    replacements |= {
        "address: 0.0.0.0, port_value: 8080": f"address: 127.0.0.1, port_value: {front}",
        "port_value: 9901": f"port_value: {admin}",
        "/etc/envoy/nutgraf.pb": str(descriptor),
    }
    config = adapted("deploy/envoy/envoy.yaml", replacements, pathlib.Path(scratch) / "envoy.yaml")
    validated = subprocess.run([program, "--mode", "validate", "-c", config], capture_output=True, text=True)
    if validated.returncode != 0:
        sys.exit(f"envoy.yaml isn't valid:\n{validated.stderr[-3000:]}")
    command = [program, "-c", config, "--concurrency", "2", "--use-dynamic-base-id", "--log-level", "warn"]
    return Balancer("envoy", command, scratch, front, admin)


def haproxy(scratch, ports):
    [front] = free_ports(1)
    replacements = {f"nutgraf-{copy}:50051": f"127.0.0.1:{port}" for copy, port in zip("ab", ports)}
    replacements["0.0.0.0:8080"] = f"127.0.0.1:{front}"
    config = adapted("deploy/haproxy/haproxy.cfg", replacements, pathlib.Path(scratch) / "haproxy.cfg")
    subprocess.run(["haproxy", "-c", "-q", "-f", config], check=True)
    return Balancer("haproxy", ["haproxy", "-db", "-f", config], scratch, front)


def nginx(scratch, ports):
    [front] = free_ports(1)
    scratch = pathlib.Path(scratch)
    replacements = {f"nutgraf-{copy}:50051": f"127.0.0.1:{port}" for copy, port in zip("ab", ports)}
    replacements |= {"0.0.0.0:8080": f"127.0.0.1:{front}", "/run/nginx.pid": str(scratch / "nginx.pid")}
    config = adapted("deploy/nginx/nginx.conf", replacements, scratch / "nginx.conf")
    subprocess.run(["nginx", "-t", "-q", "-c", config, "-e", "stderr"], check=True)
    command = ["nginx", "-c", config, "-e", "stderr", "-g", "daemon off;"]
    return Balancer("nginx", command, scratch, front)


@contextlib.contextmanager
def running(*processes):
    """Starts the processes in order and stops them in reverse, whatever happens."""
    try:
        for process in processes:
            process.start()
        yield
    finally:
        for process in reversed(processes):
            if process.is_running():
                process.end()
