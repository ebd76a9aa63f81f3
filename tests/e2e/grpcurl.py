#!/usr/bin/env python3
"""grpcurl.py GRPCURL ADDRESS ARTICLE: asks a running server with grpcurl and checks what it answers.

ARTICLE is a text file. For any article the rules of the contract are checked; for `reference.txt`
also what its headline, summary and quotes must be.
"""
import json
import os
import re
import subprocess
import sys

SERVICE = "nutgraf.v1.SummarizerService"
GRPCURL, ADDRESS, ARTICLE = sys.argv[1:]
TEXT = open(ARTICLE, encoding="utf-8", newline="").read()
ENCODINGS = {"OFFSET_ENCODING_UTF8": "utf-8", "OFFSET_ENCODING_UTF16": "utf-16-le", "OFFSET_ENCODING_UTF32": "utf-32-le"}
UNIT_BYTES = {"OFFSET_ENCODING_UTF8": 1, "OFFSET_ENCODING_UTF16": 2, "OFFSET_ENCODING_UTF32": 4}


def grpcurl(*arguments, stdin=None, status=0):
    command = [GRPCURL, "-plaintext", *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=60)
    assert done.returncode == status, f"{command}: status {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def call(method, request, status=0):
    stdin = json.dumps(request, ensure_ascii=False)
    answer = grpcurl("-d", "@", ADDRESS, f"{SERVICE}/{method}", stdin=stdin, status=status)
    return json.loads(answer) if status == 0 else answer


def cut(text, span, encoding):
    unit = UNIT_BYTES[encoding]
    encoded = text.encode(ENCODINGS[encoding])
    return encoded[span.get("start", 0) * unit : span["end"] * unit].decode(ENCODINGS[encoding])


def check_quotes(quotes, text, encoding):
    for quote in quotes:
        assert cut(text, quote["span"], encoding) == quote["text"], quote
        if "cue" in quote:
            assert cut(text, quote["cue"]["span"], encoding) == quote["cue"]["text"], quote
        speaker = quote.get("speaker")
        if speaker:
            for part in ("name", "mention", "role"):
                if speaker.get(part):
                    assert cut(text, speaker[f"{part}Span"], encoding) == speaker[part], quote


def check_spans(answer, text, encoding):
    for sentence in answer.get("sentences", []):
        assert cut(text, sentence["span"], encoding) == sentence["text"], sentence
    headline = answer.get("headline")
    if headline:
        sentence = cut(text, headline["sentenceSpan"], encoding)
        for kept in headline["keptSpans"]:
            assert cut(text, kept, encoding) in sentence, headline
    check_quotes(answer.get("quotes", []), text, encoding)


def without_spans(value):
    if isinstance(value, dict):
        return {key: without_spans(each) for key, each in value.items() if not re.search("[sS]pan", key)}
    return [without_spans(each) for each in value] if isinstance(value, list) else value


def check_reflection():
    services = grpcurl(ADDRESS, "list").split()
    assert SERVICE in services and "grpc.health.v1.Health" in services, services
    described = grpcurl(ADDRESS, "describe", SERVICE)
    for method in ("Summarize", "ExtractQuotes", "GetServiceInfo"):
        assert f"rpc {method} (" in described, described
    assert "field_violations" in grpcurl(ADDRESS, "describe", "google.rpc.BadRequest")
    health = grpcurl("-d", json.dumps({"service": SERVICE}), ADDRESS, "grpc.health.v1.Health/Check")
    assert json.loads(health) == {"status": "SERVING"}, health


def check_any_article():
    answers = {}
    for encoding in ENCODINGS:
        request = {"article": {"text": TEXT}, "offsetEncoding": encoding}
        answers[encoding] = call("Summarize", request)
        check_spans(answers[encoding], TEXT, encoding)
        assert call("Summarize", request) == answers[encoding], "not the same answer twice"
    first, *others = map(without_spans, answers.values())
    assert all(other == first for other in others), "the encoding changed more than the spans"
    assert first["language"]["isDetected"] and first["stats"]["nBytes"] == len(TEXT.encode()), first
    assert 1 <= len(first["sentences"]) <= 3, first
    assert len(first["headline"]["text"]) <= 100, first["headline"]

    short = call("Summarize", {"article": {"text": TEXT}, "summary": {"maxCharacters": 280, "order": "ORDER_RANK"}})
    assert len(" ".join(sentence["text"] for sentence in short.get("sentences", []))) <= 280, short

    quotes = {"maxQuotes": 20, "minWords": 1}
    alone = call("ExtractQuotes", {"article": {"text": TEXT}, "quotes": quotes})
    check_quotes(alone.get("quotes", []), TEXT, "OFFSET_ENCODING_UTF8")
    beside = call("Summarize", {"article": {"text": TEXT}, "quotes": quotes})
    assert alone.get("quotes") == beside.get("quotes"), "the two calls give different quotes"


def check_service_info():
    info = call("GetServiceInfo", {})
    assert len(info["languages"]) == 18 and info["version"] and info["algorithmVersion"], info
    assert info["limits"]["maxTextBytes"] == 1048576, info


def check_errors():
    # grpcurl's exit status is 64 and the code: 3 is INVALID_ARGUMENT.
    broken = {"summary": {"maxWords": 0, "ratio": 2}, "quotes": {"minWords": 0}, "offsetEncoding": 9}
    error = call("Summarize", broken, status=67)
    for expected in (
        "article.text", "summary.max_words", "summary.ratio", "quotes.min_words", "offset_encoding",
        "must be between 1 and 100000, is 0", "INVALID_FIELDS", '"nutgraf"',
    ):
        assert expected in error, f"{expected} not in {error}"


def check_reference():
    title, apart = TEXT.split("\n", 1)
    for article, text in (({"text": TEXT}, TEXT), ({"title": title, "text": apart}, apart)):
        answer = call("Summarize", {"article": article})
        check_spans(answer, text, "OFFSET_ENCODING_UTF8")
        assert answer["language"]["code"] == "en", answer["language"]
        sentences = [sentence["text"] for sentence in answer["sentences"]]
        for service_line in (title, "SKorea", "World Bulletin", "Güncelleme"):
            assert not any(service_line in sentence for sentence in sentences), sentences
        assert re.search("Chinese and Russian support .* tougher sanctions", sentences[0]), sentences
        headline = answer["headline"]["text"]
        assert len(headline) <= 100 and "Chinese and Russian support" in headline, headline
        assert answer["headline"]["isComplete"], headline
        expect_quotes(answer, [
            ("the international community should take more stern measures against the North",
             "Wang Yi", "Chinese Foreign Minister"),
            ("take active part in discussions to adopt a new resolution",
             "Sergey Lavrov", "Russia's Foreign Minister"),
            ("shares concerns with the international community",
             "Sergey Lavrov", "Russia's Foreign Minister"),
        ])
        single = call("ExtractQuotes", {"article": article, "quotes": {"minWords": 1}})
        expect_quotes(single, [
            ("pay dearly", "Yun Byung-se", "South Korean Foreign Minister"),
            ("reckless", "KCNA", None),
        ])
    print(f"  headline: {headline}")


def expect_quotes(answer, expected):
    found = {quote["text"].rstrip(",."): quote for quote in answer.get("quotes", [])}
    for text, name, role in expected:
        assert text in found, f"{text!r} not among {list(found)}"
        speaker = found[text].get("speaker", {})
        assert name in speaker.get("name", ""), f"{text!r}: {speaker}"
        assert role is None or speaker.get("role") == role, f"{text!r}: {speaker}"


version = grpcurl("-version").strip()
check_reflection()
check_service_info()
check_errors()
check_any_article()
if os.path.basename(ARTICLE) == "reference.txt":
    check_reference()
print(f"{version}: all checks passed")
