"""archives_articles.py N: prints N articles as JSON lines, made of the stories in tests/fixtures.

Each starts at another paragraph, has its own number in it, and every thousandth is empty, which is an error.
"""
import json
import pathlib
import sys

fixtures = pathlib.Path(__file__).resolve().parents[1] / "fixtures"
stories = [path.read_text().split("\n\n") for path in sorted(fixtures.glob("*.txt"))]
for i in range(int(sys.argv[1])):
    story = stories[i % len(stories)]
    n_moved = i // len(stories) % len(story)
    paragraphs = story[n_moved:] + story[:n_moved] + [f"The office gave the report the number {i}."]
    text = "" if i % 1000 == 999 else "\n\n".join(paragraphs)
    print(json.dumps({"id": f"article-{i:05}", "text": text}, ensure_ascii=i % 2 == 0))
