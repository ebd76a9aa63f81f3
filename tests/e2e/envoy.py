"""envoy.py ENVOY GRPCURL NUTGRAF SCRATCH: does the shipped Envoy configuration carry JSON and gRPC-Web, and errors of both?

Calls of gRPC itself go through Envoy in rolling.py and callers.sh.
"""
import base64
import http.client
import json
import re
import subprocess
import sys
import time

import lib

ENVOY, GRPCURL, NUTGRAF, SCRATCH = sys.argv[1:]
PATH = f"/{lib.SERVICE}/Summarize"
failures = []


def check(is_true, what, shown=""):
    print(("ok      " if is_true else "FAILED  ") + what + ("" if is_true else f": {shown}"), flush=True)
    if not is_true:
        failures.append(what)


def post(port, body, headers, path=PATH, method="POST"):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def post_json(port, request):
    status, headers, body = post(port, json.dumps(request), {"content-type": "application/json"})
    return status, json.loads(body)


def field(number, content):
    """A length-delimited protobuf field."""
    length, n = b"", len(content)
    while n > 127:
        length, n = length + bytes([n & 127 | 128]), n >> 7
    return bytes([number << 3 | 2]) + length + bytes([n]) + content


def frames(body):
    """The gRPC-Web frames of a body: [(flag, content)]."""
    found = []
    while body:
        length = int.from_bytes(body[1:5], "big")
        found.append((body[0], body[5:5 + length]))
        body = body[5 + length:]
    return found


def without_zeros(value):
    """Envoy leaves absent messages out and writes empty strings and lists; the command does it a little differently."""
    if isinstance(value, dict):
        kept = {key: without_zeros(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in ("", [], 0, False, None)}
    return [without_zeros(item) for item in value] if isinstance(value, list) else value


text = lib.ARTICLE.read_text()
ports = lib.free_ports(2)
pair = [lib.Copy(f"copy-{name}", NUTGRAF, port, SCRATCH) for name, port in zip("ab", ports)]
balancer = lib.envoy(ENVOY, NUTGRAF, SCRATCH, ports)
with lib.running(*pair, balancer):
    lib.wait_until(lambda: all(balancer.hosts().get(port, {}).get("is_healthy") for port in ports), 10,
                   "Envoy sees both copies")
    port = balancer.port

    command = [NUTGRAF, "summarize", "--format", "json", "--offset-encoding", "utf16", lib.ARTICLE]
    expected = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    status, got = post_json(port, {"article": {"text": text}, "offsetEncoding": "OFFSET_ENCODING_UTF16"})
    check(status == 200 and without_zeros(got) == without_zeros(expected), "JSON: the result that the command prints",
          (status, got))

    status, got = post_json(port, {"article": {"text": text}, "summary": {"maxSentences": 0}})
    details = {detail["@type"].rsplit(".", 1)[1]: detail for detail in got.get("details", [])}
    check(status == 400 and got.get("code") == 3 and details["ErrorInfo"]["reason"] == "INVALID_FIELDS"
          and details["BadRequest"]["fieldViolations"][0]["field"] == "summary.max_sentences",
          "JSON: an error is a google.rpc.Status with its details", (status, got))

    status, _, body = post(port, "{\"article\"", {"content-type": "application/json"})
    check(status == 400, "JSON: a request that isn't JSON is status 400", (status, body))
    status, _, body = post(port, "{}", {"content-type": "application/json"}, f"/{lib.SERVICE}/Guess")
    check(status == 404, "JSON: an unknown call is status 404", (status, body))
    status, got = post_json(port, {"article": {"text": text[:900] + " \u201cÄ\u201d" * 10}, "quotes": {"maxQuotes": 0}})
    check(status == 200 and not got.get("quotes"), "JSON: an option that is 0 is kept", (status, got))

    # The longest article, every character escaped in JSON.
    sentence = "\u2018Rain\u2019 fell \u2013 twice \u2013 on the \u201charbour\u201d of Port Hallen \u2026 today. "
    long_text = sentence * (1_048_576 // len(sentence.encode()))
    status, got = post_json(port, {"article": {"text": long_text}})
    check(status == 200 and got["stats"]["nBytes"] == len(long_text.encode()),
          f"JSON: an article of {len(long_text.encode())} bytes", (status, str(got)[:300]))
    status, got = post_json(port, {"article": {"text": long_text * 2}})
    check(status in (400, 413), "JSON: an article of twice the limit is refused", (status, str(got)[:300]))

    origin = {"origin": "https://newsroom.example"}
    status, headers, _ = post(port, None, {**origin, "access-control-request-method": "POST",
                                           "access-control-request-headers": "content-type,x-grpc-web"}, method="OPTIONS")
    check(status == 200 and headers.get("access-control-allow-origin") == origin["origin"],
          "gRPC-Web: a browser's preflight from an allowed origin", (status, headers))
    status, headers, _ = post(port, None, {"origin": "https://elsewhere.example",
                                           "access-control-request-method": "POST"}, method="OPTIONS")
    check("access-control-allow-origin" not in headers, "gRPC-Web: none from elsewhere", (status, headers))

    message = field(1, field(3, text.encode()))
    request = b"\0" + len(message).to_bytes(4, "big") + message
    web = {**origin, "content-type": "application/grpc-web+proto", "x-grpc-web": "1"}
    status, headers, body = post(port, request, web)
    parts = frames(body)
    first_sentence = expected["sentences"][0]["text"].encode()
    check(status == 200 and [flag for flag, _ in parts] == [0, 128] and first_sentence in parts[0][1]
          and b"grpc-status:0" in parts[1][1], "gRPC-Web: an answer and its trailers", (status, headers, body[-200:]))
    web_text = {**web, "content-type": "application/grpc-web-text", "accept": "application/grpc-web-text"}
    status, headers, body = post(port, base64.b64encode(request), web_text)
    # Padded piece by piece.
    decoded = b"".join(base64.b64decode(piece) for piece in re.findall(rb"[^=]+=*", body))
    check(status == 200 and [flag for flag, _ in frames(decoded)] == [0, 128] and first_sentence in decoded,
          "gRPC-Web: the same as base64", (status, headers, body[-200:]))

    # A stream outlives the time that a call with one article has. At the caller's deadline either side may be first: 68
    # is DEADLINE_EXCEEDED, 77 the INTERNAL that grpcurl makes of Envoy's reset.
    command = [GRPCURL, "-plaintext", "-max-time", "3", "-d", json.dumps({"service": lib.SERVICE}),
               f"127.0.0.1:{port}", "grpc.health.v1.Health/Watch"]
    start = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True)
    lived = time.monotonic() - start
    check(done.returncode in (68, 77) and "SERVING" in done.stdout and lived > 2.8,
          "gRPC: a stream lives until the caller's deadline", (lived, done))

    for copy in pair:
        copy.kill()
    status, headers, body = post(port, request, web)
    check(headers.get("grpc-status") == "14", "gRPC-Web: UNAVAILABLE without copies",
          (status, headers, body))
    status, _, body = post(port, json.dumps({"article": {"text": text}}), {"content-type": "application/json"})
    check(status == 503, "JSON: 503 without copies", (status, body))

if failures:
    sys.exit(f"{len(failures)} failed")
