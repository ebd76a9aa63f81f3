"""nginx_haproxy.py NUTGRAF SCRATCH: what a gRPC caller sees through nginx and HAProxy with the shipped configurations."""
import sys

import grpc

import lib

NUTGRAF, SCRATCH = sys.argv[1:]
failures = []


def check(is_true, what, shown=""):
    print(("ok      " if is_true else "FAILED  ") + what + ("" if is_true else f": {shown}"), flush=True)
    if not is_true:
        failures.append(what)


def field(number, content):
    """A length-delimited protobuf field."""
    length, n = b"", len(content)
    while n > 127:
        length, n = length + bytes([n & 127 | 128]), n >> 7
    return bytes([number << 3 | 2]) + length + bytes([n]) + content


def request(text):
    return field(1, field(3, text))


def call(port, message):
    """The status and the answer's bytes, of one call without retries."""
    options = [("grpc.enable_retries", 0), ("grpc.max_send_message_length", -1)]
    with grpc.insecure_channel(f"127.0.0.1:{port}", options) as channel:
        try:
            return grpc.StatusCode.OK, channel.unary_unary(f"/{lib.SERVICE}/Summarize")(message, timeout=20)
        except grpc.RpcError as error:
            return error.code(), error.details()


text = lib.ARTICLE.read_bytes()
long_text = text * (1_048_576 // len(text))
ports = lib.free_ports(2)
for make in (lib.nginx, lib.haproxy):
    pair = [lib.Copy(f"copy-{name}", NUTGRAF, port, SCRATCH) for name, port in zip("ab", ports)]
    balancer = make(SCRATCH, ports)
    name, port = balancer.name, balancer.port
    with lib.running(*pair, balancer):
        direct = call(ports[0], request(text))
        check(direct[0] == grpc.StatusCode.OK, "a copy answers", direct)
        answers = [call(port, request(text)) for _ in range(4)]
        check(all(answer == direct for answer in answers), f"{name}: an article's result arrives", answers)
        got = call(port, request(long_text))
        check(got == call(ports[0], request(long_text)), f"{name}: the longest article's", got[0])
        got = call(port, request(b""))
        check(got[0] == grpc.StatusCode.INVALID_ARGUMENT, f"{name}: the server's errors arrive", got)
        # HAProxy 2.6 loses an answer that comes before the request has ended.
        got = call(port, request(b"Rain fell. " * 250_000))
        codes = [grpc.StatusCode.OUT_OF_RANGE] + [grpc.StatusCode.CANCELLED] * (name == "haproxy")
        check(got[0] in codes, f"{name}: a message above the limit fails", got)
        for copy in pair:
            copy.kill()
        got = call(port, request(text))
        check(got[0] == grpc.StatusCode.UNAVAILABLE and "no copy" in got[1], f"{name}: UNAVAILABLE without copies", got)

if failures:
    sys.exit(f"{len(failures)} failed")
