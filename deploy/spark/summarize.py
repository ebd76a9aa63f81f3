"""Headlines, summaries and quotes of an archive of articles, as a Spark job.

    spark-submit summarize.py --input articles.jsonl --output summaries.parquet

Input: an article a line as JSON ({"id", "title", "text", "language"}); any path that Spark reads. Output: Parquet with the
columns id, headline, sentences (texts), quotes (text, speaker, confidence), error (a code, null as a rule), and result, the
whole SummarizeResponse as JSON.

Each partition is piped through `nutgraf summarize --jsonl`, so the binary must be on every worker: put it there, or ship it
with `--files /path/to/nutgraf` and `--nutgraf ./nutgraf`. The result doesn't depend on the number of partitions.
"""
import argparse
import shlex
import sys

from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T


def fields(**types):
    return T.StructType([T.StructField(name, type_) for name, type_ in types.items()])


RESULT = fields(
    id=T.StringType(),
    headline=fields(text=T.StringType()),
    sentences=T.ArrayType(fields(text=T.StringType())),
    quotes=T.ArrayType(fields(
        text=T.StringType(), speaker=fields(name=T.StringType()), confidence=T.DoubleType())),
    error=fields(code=T.StringType()),
)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--input", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--nutgraf", default="nutgraf", help="the binary on the workers")
    parser.add_argument("--partitions", type=int, help="more than Spark makes of its own accord")
    parser.add_argument("options", nargs="*", help="options of `nutgraf summarize`, after --")
    arguments = parser.parse_args()

    # One thread each: Spark runs as many tasks as there are cores. A line that fails is a line with an error, and the
    # status is 1; any other status fails the task.
    command = shlex.join([arguments.nutgraf, "summarize", "--jsonl", "--threads", "1", *arguments.options])
    pipe = shlex.join(["sh", "-c", f"{command}; [ $? -le 1 ]"])

    spark = SparkSession.builder.appName("nutgraf").getOrCreate()
    articles = spark.sparkContext.textFile(arguments.input)
    if arguments.partitions:
        articles = articles.repartition(arguments.partitions)
    articles = articles.filter(lambda line: not line.isspace() and line != "")
    results = spark.createDataFrame(articles.pipe(pipe, checkCode=True).map(lambda line: (line,)), "result string")
    parsed = results.withColumn("parsed", F.from_json("result", RESULT))
    quotes = F.transform("parsed.quotes", lambda quote: F.struct(
        quote.text.alias("text"), quote.speaker["name"].alias("speaker"), quote.confidence.alias("confidence")))
    table = parsed.select(
        "parsed.id",
        F.col("parsed.headline.text").alias("headline"),
        F.transform("parsed.sentences", lambda sentence: sentence.text).alias("sentences"),
        quotes.alias("quotes"),
        F.col("parsed.error.code").alias("error"),
        "result",
    )
    table.write.mode("overwrite").parquet(arguments.output)

    written = spark.read.parquet(arguments.output)
    n_articles, n_written, n_failed = articles.count(), written.count(), written.where("error is not null").count()
    print(f"{n_written} of {n_articles} articles written, {n_failed} of them with an error")
    spark.stop()
    if n_written != n_articles:
        sys.exit("articles are missing")


if __name__ == "__main__":
    main()
