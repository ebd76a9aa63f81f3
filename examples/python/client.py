"""client.py TARGET FILE: headline, summary and quotes of an article, cut out of the text that was sent."""
import json
import sys

import grpc
from google.rpc import error_details_pb2
from grpc_status import rpc_status
from nutgraf.v1 import summarizer_pb2 as pb
from nutgraf.v1 import summarizer_pb2_grpc

SERVICE_CONFIG = json.dumps({
    "loadBalancingConfig": [{"round_robin": {}}],
    "methodConfig": [{
        "name": [{"service": "nutgraf.v1.SummarizerService"}],
        # Every call may be repeated. When the server is busy it says itself when to come back.
        "retryPolicy": {
            "maxAttempts": 4,
            "initialBackoff": "0.05s",
            "maxBackoff": "1s",
            "backoffMultiplier": 2,
            "retryableStatusCodes": ["UNAVAILABLE", "RESOURCE_EXHAUSTED"],
        },
    }],
    # No more retries once too many calls fail.
    "retryThrottling": {"maxTokens": 100, "tokenRatio": 0.1},
})
DEADLINE_SECONDS = 5


def connect(target):
    channel = grpc.insecure_channel(target, options=[
        ("grpc.service_config", SERVICE_CONFIG),
        ("grpc.max_receive_message_length", 16 << 20),
    ])
    return summarizer_pb2_grpc.SummarizerServiceStub(channel)


def cut(text, span):
    """Python counts code points: OFFSET_ENCODING_UTF32."""
    return text[span.start:span.end]


def print_summary(service, text):
    request = pb.SummarizeRequest(article=pb.Article(text=text), offset_encoding=pb.OFFSET_ENCODING_UTF32)
    summary = service.Summarize(request, timeout=DEADLINE_SECONDS)
    print("headline:", summary.headline.text)
    for sentence in summary.sentences:
        assert cut(text, sentence.span) == sentence.text
        print("sentence:", cut(text, sentence.span))
    for quote in summary.quotes:
        assert cut(text, quote.span) == quote.text
        # An absent speaker has no name.
        print(f"quote: {cut(text, quote.span)} ({quote.speaker.name})")


def print_error(service, text):
    """Asks for what isn't allowed, to show how an error is read."""
    request = pb.SummarizeRequest(article=pb.Article(text=text), summary=pb.SummaryOptions(max_sentences=0))
    try:
        service.Summarize(request, timeout=DEADLINE_SECONDS)
    except grpc.RpcError as error:
        status = rpc_status.from_call(error)
        print("error:", error.code().name)
        for detail in status.details:
            info, bad_request = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
            if detail.Unpack(info):
                print("reason:", info.domain, info.reason)
            elif detail.Unpack(bad_request):
                for violation in bad_request.field_violations:
                    print("field:", violation.field, violation.description)


if __name__ == "__main__":
    target, file = sys.argv[1:]
    with open(file, encoding="utf-8", newline="") as opened:
        text = opened.read()
    service = connect(target)
    print_summary(service, text)
    print_error(service, text)
