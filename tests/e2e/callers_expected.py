"""Prints what every example should print, from the result of `nutgraf summarize --format json`."""
import json
import sys

summary = json.load(sys.stdin)
print("headline:", summary.get("headline", {}).get("text", ""))
for sentence in summary["sentences"]:
    print("sentence:", sentence["text"])
for quote in summary["quotes"]:
    print(f"quote: {quote['text']} ({quote.get('speaker', {}).get('name', '')})")
print("error: INVALID_ARGUMENT")
print("reason: nutgraf INVALID_FIELDS")
print("field: summary.max_sentences must be between 1 and 1000, is 0")
