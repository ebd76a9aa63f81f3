#!/usr/bin/env bash
# archives.sh NUTGRAF SCRATCH: does an archive give the same results in one run, in pieces by xargs, and under Spark?
set -euo pipefail
nutgraf=$(realpath "$1")
scratch=$(realpath "$2")
source "$(dirname "$0")/lib.sh"

# The short form runs by default, the long one with NUTGRAF_E2E_LONG=1.
if [ "${NUTGRAF_E2E_LONG:-}" = 1 ]; then N_ARTICLES=10000; else N_ARTICLES=1000; fi
debian java=default-jre-headless parallel=parallel
python spark pyspark==4.3.0
work=$(mktemp -d -p "$scratch")
cd "$work"
python3 "$root/tests/e2e/archives_articles.py" "$N_ARTICLES" >articles.jsonl
# Status 1: there are lines that fail.
"$nutgraf" summarize --jsonl articles.jsonl >expected.jsonl 2>/dev/null && die "the empty articles don't fail"
[ "$(wc -l <expected.jsonl)" -eq "$N_ARTICLES" ] || die "results are missing"
[ "$(grep -c '"error":' expected.jsonl)" -eq $((N_ARTICLES / 1000)) ] || die "not the errors expected"

split --number=l/7 articles.jsonl part-
find . -name 'part-*' | sort | xargs -P 2 -I{} sh -c '"$0" summarize --jsonl --threads 1 {} >{}.out 2>/dev/null; [ $? -le 1 ]' "$nutgraf"
cat part-*.out | cmp - expected.jsonl
echo "ok      xargs: $N_ARTICLES results as in one run"

parallel --will-cite --pipe-part --block 1M --keep-order --arg-file articles.jsonl \
    "$nutgraf summarize --jsonl --threads 1" 2>/dev/null >parallel.out || true
cmp parallel.out expected.jsonl
echo "ok      parallel: the same"

export SPARK_LOCAL_IP=127.0.0.1 PYSPARK_PYTHON="$python" SPARK_HOME
SPARK_HOME=$("$python" -c 'import os, pyspark; print(os.path.dirname(pyspark.__file__))')
"$SPARK_HOME/bin/spark-submit" --master 'local[2]' --conf spark.ui.enabled=false --conf spark.driver.host=127.0.0.1 \
    --conf spark.sql.shuffle.partitions=4 --conf spark.local.dir="$work/spark" \
    "$root/deploy/spark/summarize.py" --input articles.jsonl --output summaries.parquet --nutgraf "$nutgraf" \
    --partitions 6 >spark.out 2>spark.log || { tail -40 spark.log; die "the job failed"; }
cat spark.out
"$python" - >spark.jsonl 2>read.log <<'PY' || { tail -40 read.log; die "the result can't be read"; }
import json
from pyspark.sql import SparkSession
spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
for row in spark.read.parquet("summaries.parquet").orderBy("id").toLocalIterator():
    result = json.loads(row.result)
    assert row.id == result["id"]
    assert row.error == result.get("error", {}).get("code")
    assert row.headline == result.get("headline", {}).get("text")
    if row.error is None:
        assert row.sentences == [sentence["text"] for sentence in result["sentences"]]
        assert [(q.text, q.speaker) for q in row.quotes] == [
            (q["text"], q.get("speaker", {}).get("name")) for q in result["quotes"]]
    print(row.result)
PY
cmp spark.jsonl expected.jsonl
echo "ok      Spark: the same, and the columns hold what the results say"
