"""rolling.py ENVOY LOAD NUTGRAF SCRATCH [BALANCER...]: are calls lost while copies behind a load balancer come and go?

Two copies behind each of Envoy, HAProxy and nginx with the shipped configurations, and a steady load without retries
in the caller:
- each copy is restarted in turn, several times: no call fails;
- behind Envoy, a copy is killed outright, again and again: at most 1 call in 10,000 fails;
- behind Envoy, a copy is frozen: it is ejected and the 99th percentile is back to normal within 5 seconds;
- a copy is slow, stopped for four fifths of the time, but healthy: no call fails, and it gets few of them;
- behind Envoy, one caller's connection: each copy gets 45 to 55 % of the calls.
With `capacity` instead of a balancer: how many calls a second one core answers.
The short form runs by default, the long one with NUTGRAF_E2E_LONG=1.
"""
import contextlib
import json
import os
import pathlib
import signal
import subprocess
import sys
import time

import lib

ENVOY, LOAD, NUTGRAF, SCRATCH, *NAMES = sys.argv[1:]

# Health checks run every second; the default drain delay of 5 s is well above three of them.
SETTLE_SECONDS = 3
RESTART_SECONDS = 12
# A machine with two cores carries this rate with some room, load generator and proxy included.
RATE = 500 if lib.IS_LONG else 300
ROUNDS = 5 if lib.IS_LONG else 1
KILL_RATE = 400
KILLS = 14 if lib.IS_LONG else 2

failures = []


def check(is_true, what):
    print(("ok      " if is_true else "FAILED  ") + what, flush=True)
    if not is_true:
        failures.append(what)


class Load:
    """The load generator, for a given time."""

    def __init__(self, balancer, rate, seconds):
        command = [LOAD, "-target", f"127.0.0.1:{balancer.port}", "-article", lib.ARTICLE, "-rate", rate,
                   "-duration", f"{seconds}s"]
        self.process = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, text=True)
        self.seconds = seconds

    def report(self):
        output, _ = self.process.communicate(timeout=10 * self.seconds)
        if self.process.returncode != 0:
            sys.exit("the load generator failed")
        return json.loads(output)


def n_failed(report):
    return report["calls"] - report["codes"].get("OK", 0)


def summary(report):
    return (f"{n_failed(report)} of {report['calls']} calls failed {report['codes']}, p50 {report['p50_ms']:.1f} ms, "
            f"p99 {report['p99_ms']:.1f} ms {report['messages'] or ''}")


def copies(ports):
    return [lib.Copy(f"copy-{name}", NUTGRAF, port, SCRATCH) for name, port in zip("ab", ports)]


def restarts(balancer, pair):
    """Each copy in turn: stopped, waited for, started, waited for until the balancer knows."""
    load = Load(balancer, RATE, 3 + ROUNDS * 2 * RESTART_SECONDS)
    start = time.monotonic()
    time.sleep(2)
    for _ in range(ROUNDS):
        for copy in pair:
            status = copy.stop()
            if status != 0:
                copy.fail(f"ended with status {status}")
            copy.start()
            time.sleep(SETTLE_SECONDS)
    took = time.monotonic() - start
    if load.process.poll() is not None:
        sys.exit(f"{balancer.name}: the load ended before the restarts, which took {took:.0f} s")
    report = load.report()
    check(n_failed(report) == 0, f"{balancer.name}, {ROUNDS * 2} restarts: {summary(report)}")


def kills(balancer, pair):
    """A copy dies without a word, comes back, the other one dies."""
    load = Load(balancer, KILL_RATE, 3 + KILLS * 4)
    time.sleep(2)
    for i in range(KILLS):
        copy = pair[i % 2]
        copy.kill()
        time.sleep(1)
        copy.start()
        time.sleep(2)
    report = load.report()
    # A call whose answer has begun can't be sent again. The short form has too few calls for a share.
    most = report["calls"] // 10_000 if lib.IS_LONG else KILLS
    check(n_failed(report) <= most, f"{balancer.name}, {KILLS} kills: {summary(report)}")


def freeze(balancer, pair):
    """A copy stops answering but keeps its connections open."""
    before, after = (10, 20) if lib.IS_LONG else (6, 12)
    load = Load(balancer, 200, before + after)
    start = time.monotonic()
    time.sleep(before)
    frozen = pair[0]
    frozen.send(signal.SIGSTOP)
    frozen_at = time.monotonic() - start
    lib.wait_until(lambda: not balancer.hosts()[frozen.port]["is_healthy"], 10, "the frozen copy is ejected")
    ejected_after = time.monotonic() - start - frozen_at
    report = load.report()
    frozen.send(signal.SIGCONT)
    windows = {window["second"]: window["p99_ms"] for window in report["windows"]}
    # The first seconds warm up connections; the load's clock starts a little after this one.
    normal = max(windows[second] for second in range(2, before - 1))
    late = [windows[second] for second in windows if second >= frozen_at + 5]
    worst = max(windows.values())
    check(ejected_after <= 5, f"a frozen copy is ejected after {ejected_after:.1f} s")
    # A single slow second on a shared machine isn't the frozen copy: calls to it take a second.
    check(sorted(late)[len(late) // 2] <= 2 * normal and max(late) < 900,
          f"p99 in one second: before at most {normal:.1f} ms, at worst {worst:.0f} ms, from 5 s after the freeze median "
          f"{sorted(late)[len(late) // 2]:.1f} ms, at most {max(late):.1f} ms")
    check(n_failed(report) == 0, f"{balancer.name}, frozen copy: {summary(report)}")
    lib.wait_until(lambda: balancer.hosts()[frozen.port]["is_healthy"], 40, "the copy is taken back")


def cpu_share(before, pair):
    """The share of the first copy in the processor time that both used since."""
    used = [cpu_seconds(copy) - n for copy, n in zip(pair, before)]
    return 100 * used[0] / max(sum(used), 0.01)


def slow(balancer, pair):
    """A copy that is stopped 80 of every 100 ms: its calls take long, its health checks pass."""
    seconds = 20 if lib.IS_LONG else 8
    steady = Load(balancer, 200, seconds).report()
    before = [cpu_seconds(copy) for copy in pair]
    load = Load(balancer, 200, seconds)
    try:
        while load.process.poll() is None:
            pair[0].send(signal.SIGSTOP)
            time.sleep(0.08)
            pair[0].send(signal.SIGCONT)
            time.sleep(0.02)
    finally:
        pair[0].send(signal.SIGCONT)
    report, share = load.report(), cpu_share(before, pair)
    check(n_failed(report) == 0 and share < 40,
          f"{balancer.name}, slow copy: {summary(report)}; before p50 {steady['p50_ms']:.1f} ms, p99 "
          f"{steady['p99_ms']:.1f} ms; the slow copy did {share:.0f} % of the work")


def spread(balancer):
    before = balancer.hosts()
    report = Load(balancer, 400, 20 if lib.IS_LONG else 5).report()
    after = balancer.hosts()
    n_calls = [after[port]["n_calls"] - before[port]["n_calls"] for port in after]
    shares = [100 * n / sum(n_calls) for n in n_calls]
    check(all(45 <= share <= 55 for share in shares),
          f"spread of {report['calls']} calls from one connection: {', '.join(f'{share:.1f} %' for share in shares)}")


def cpu_seconds(process):
    """What a process and its children have used."""
    total = 0
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rsplit(")", 1)[1].split()
            if process.process.pid in (int(stat.parent.name), int(fields[1])):
                total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def cost(balancer, pair):
    """Processor time a call: steady even on a busy machine."""
    processes = [balancer, *pair]
    before = [cpu_seconds(process) for process in processes]
    report = Load(balancer, RATE, 20 if lib.IS_LONG else 5).report()
    used = [cpu_seconds(process) - n for process, n in zip(processes, before)]
    per_call = [1e6 * n / report["calls"] for n in (used[0], sum(used[1:]))]
    check(n_failed(report) == 0, f"{balancer.name}, steady: {summary(report)}")
    print(f"        processor time a call: {balancer.name} {per_call[0]:.0f} us, nutgraf {per_call[1]:.0f} us "
          f"({lib.ARTICLE.stat().st_size} bytes)", flush=True)


def capacity():
    """As many calls as one copy on one core takes; the load comes from the other cores."""
    [port] = lib.free_ports(1)
    copy = lib.Copy("copy", NUTGRAF, port, SCRATCH, "--workers", "1", "--log", "warn")
    copy.command = ["taskset", "-c", "0", *copy.command]
    with lib.running(copy):
        before = cpu_seconds(copy)
        # Far more than are answered: 32 calls are open all the time.
        report = Load(copy, 5_000, 2).report()
        used = cpu_seconds(copy) - before
    check(n_failed(report) == 0, f"one core: {report['calls'] / report['seconds']:.0f} calls a second, "
          f"{1e6 * used / report['calls']:.0f} us of processor time a call, {100 * used / report['seconds']:.0f} % of the "
          f"core used")


def wait_for_first_checks(balancer, pair):
    if balancer.admin_port:
        lib.wait_until(lambda: all(balancer.hosts().get(copy.port, {}).get("is_healthy") for copy in pair), 10,
                       "Envoy sees both copies")
    else:
        time.sleep(2)


ports = lib.free_ports(2)
makers = {
    "envoy": lambda: lib.envoy(ENVOY, NUTGRAF, SCRATCH, ports),
    "haproxy": lambda: lib.haproxy(SCRATCH, ports),
    "nginx": lambda: lib.nginx(SCRATCH, ports),
}
for name in NAMES or makers:
    if name == "capacity":
        capacity()
        continue
    pair, balancer = copies(ports), makers[name]()
    with lib.running(*pair, balancer):
        wait_for_first_checks(balancer, pair)
        if name == "envoy":
            spread(balancer)
            kills(balancer, pair)
            freeze(balancer, pair)
        slow(balancer, pair)
        cost(balancer, pair)
        restarts(balancer, pair)
if failures:
    sys.exit(f"{len(failures)} failed")
