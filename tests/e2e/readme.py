#!/usr/bin/env python3
"""readme.py FILE...: runs the commands of the files' `console` blocks and compares what they print.

In a block, a line that starts with `$ ` is a command (a trailing backslash continues it) and the lines up to the
next command are what it prints. `...` alone on a line stands for any lines, and within a line for any characters. A
command that ends in ` serve` (with any flags) is left running until the file ends, and is waited for.
"""
import os
import re
import signal
import subprocess
import sys
import time


def blocks(text):
    return re.findall(r"^```console\n(.*?)^```$", text, re.M | re.S)


def commands(block):
    """Yields (command, expected lines)."""
    command, expected, continued = None, [], False
    for line in block.splitlines():
        if continued:
            command += "\n" + line
        elif line.startswith("$ "):
            if command is not None:
                yield command, expected
            command, expected = line[2:], []
        else:
            expected.append(line)
            continue
        continued = command.endswith("\\")
    if command is not None:
        yield command, expected


def pattern(expected):
    """A regular expression for the expected lines."""
    lines = []
    for line in expected:
        if line.strip() == "...":
            lines.append(r"(?:.*\n)*?")
        else:
            lines.append(r".*?".join(re.escape(part) for part in line.split("...")) + r"\n")
    return "".join(lines)


def wait_until_serving(server):
    for _ in range(600):
        if server.poll() is not None:
            sys.exit(f"the server ended with status {server.returncode}")
        if subprocess.run(["nutgraf", "probe"], capture_output=True).returncode == 0:
            return
        time.sleep(0.5)
    sys.exit("the server isn't serving after 5 minutes")


def run_file(path):
    """Runs a file's commands; returns the number that failed."""
    n_run, n_failed, servers = 0, 0, []
    try:
        for block in blocks(open(path, encoding="utf-8").read()):
            for command, expected in commands(block):
                n_run += 1
                if re.search(r"(^| )serve( --\S+( \S+)?)*$", command):
                    servers.append(subprocess.Popen(["sh", "-c", command], start_new_session=True))
                    wait_until_serving(servers[-1])
                    continue
                done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
                output = done.stdout
                if output and not output.endswith("\n"):
                    output += "\n"
                if done.returncode != 0 or not re.fullmatch(pattern(expected), output):
                    n_failed += 1
                    print(f"{path}: $ {command}\nexpected:\n" + "\n".join(expected))
                    print(f"printed (status {done.returncode}):\n{output}{done.stderr}")
    finally:
        for server in servers:
            # The group, because cargo doesn't pass the signal on to what it runs.
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=60)
    print(f"{path}: {n_run} commands, {n_failed} failed")
    if n_run == 0:
        sys.exit(f"{path}: no commands found")
    return n_failed


if __name__ == "__main__":
    sys.exit(1 if sum(run_file(path) for path in sys.argv[1:]) else 0)
