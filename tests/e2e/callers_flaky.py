"""callers_flaky.py PORT SERVER_PORT: passes calls on to a server, every other one of equal calls is UNAVAILABLE."""
import collections
import concurrent.futures
import sys
import threading

import grpc

PORT, SERVER_PORT = sys.argv[1:]
HEALTH = "/grpc.health.v1.Health/Check"


class Handler(grpc.GenericRpcHandler):
    def __init__(self):
        self.channel = grpc.insecure_channel(f"127.0.0.1:{SERVER_PORT}")
        self.n_seen = collections.Counter()
        self.lock = threading.Lock()

    def service(self, details):
        return grpc.unary_unary_rpc_method_handler(lambda request, context: self.answer(details, request, context))

    def answer(self, details, request, context):
        with self.lock:
            self.n_seen[request] += 1
            is_unlucky = self.n_seen[request] % 2 == 1
        if is_unlucky and details.method != HEALTH:
            context.abort(grpc.StatusCode.UNAVAILABLE, "bad luck")
        if context.time_remaining() is None and details.method != HEALTH:
            context.abort(grpc.StatusCode.INTERNAL, "the call has no deadline")
        try:
            return self.channel.unary_unary(details.method)(request, timeout=context.time_remaining() or 5)
        except grpc.RpcError as error:
            context.set_trailing_metadata(
                [(key, value) for key, value in error.trailing_metadata() if key == "grpc-status-details-bin"])
            context.abort(error.code(), error.details())


server = grpc.server(concurrent.futures.ThreadPoolExecutor(4), [Handler()])
if server.add_insecure_port(f"127.0.0.1:{PORT}") != int(PORT):
    sys.exit("can't listen")
server.start()
server.wait_for_termination(timeout=600)
