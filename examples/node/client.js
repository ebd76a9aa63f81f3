// node client.js TARGET FILE: headline, summary and quotes of an article, cut out of the text that was sent.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import grpc from "@grpc/grpc-js";
import loader from "@grpc/proto-loader";
import protobuf from "protobufjs";

const SERVICE_CONFIG = JSON.stringify({
  loadBalancingConfig: [{ round_robin: {} }],
  methodConfig: [
    {
      name: [{ service: "nutgraf.v1.SummarizerService" }],
      // Every call may be repeated. When the server is busy it says itself when to come back.
      retryPolicy: {
        maxAttempts: 4,
        initialBackoff: "0.05s",
        maxBackoff: "1s",
        backoffMultiplier: 2,
        retryableStatusCodes: ["UNAVAILABLE", "RESOURCE_EXHAUSTED"],
      },
    },
  ],
  // No more retries once too many calls fail.
  retryThrottling: { maxTokens: 100, tokenRatio: 0.1 },
});
const DEADLINE_MS = 5_000;

// The parts of google/rpc/status.proto and error_details.proto that are read here.
const ERRORS = protobuf.parse(`
  syntax = "proto3";
  package google.rpc;
  message Any { string type_url = 1; bytes value = 2; }
  message Status { int32 code = 1; string message = 2; repeated Any details = 3; }
  message ErrorInfo { string reason = 1; string domain = 2; }
  message BadRequest {
    message FieldViolation { string field = 1; string description = 2; }
    repeated FieldViolation field_violations = 1;
  }
`).root;

function connect(target) {
  const proto = fileURLToPath(new URL("../../proto", import.meta.url));
  const definition = loader.loadSync("nutgraf/v1/summarizer.proto", {
    includeDirs: [proto],
    enums: String,
    defaults: true,
    arrays: true,
  });
  const { nutgraf } = grpc.loadPackageDefinition(definition);
  const client = new nutgraf.v1.SummarizerService(target, grpc.credentials.createInsecure(), {
    "grpc.service_config": SERVICE_CONFIG,
    "grpc.max_receive_message_length": 16 << 20,
  });
  const call = promisify(client.Summarize.bind(client));
  // A deadline is a point in time: each call gets its own.
  const summarize = (request) => call(request, { deadline: Date.now() + DEADLINE_MS });
  return { summarize, close: () => client.close() };
}

// JavaScript counts UTF-16 code units: OFFSET_ENCODING_UTF16.
const cut = (text, span) => text.slice(span.start, span.end);

function verified(text, part) {
  if (cut(text, part.span) !== part.text) throw new Error("a span doesn't fit");
  return part.text;
}

async function printSummary(summarize, text) {
  const summary = await summarize({ article: { text }, offsetEncoding: "OFFSET_ENCODING_UTF16" });
  console.log("headline:", summary.headline?.text ?? "");
  for (const sentence of summary.sentences) console.log("sentence:", verified(text, sentence));
  for (const quote of summary.quotes) {
    console.log(`quote: ${verified(text, quote)} (${quote.speaker?.name ?? ""})`);
  }
}

function details(error) {
  const [encoded] = error.metadata.get("grpc-status-details-bin");
  if (!encoded) return [];
  return ERRORS.lookupType("google.rpc.Status").decode(encoded).details.map(({ typeUrl, value }) => {
    const name = typeUrl.split("/").pop();
    const type = ERRORS.lookup(name);
    return { name, value: type && type.decode(value) };
  });
}

// Asks for what isn't allowed, to show how an error is read.
async function printError(summarize, text) {
  try {
    await summarize({ article: { text }, summary: { maxSentences: 0 } });
  } catch (error) {
    console.log("error:", grpc.status[error.code]);
    for (const { name, value } of details(error)) {
      if (name === "google.rpc.ErrorInfo") console.log("reason:", value.domain, value.reason);
      if (name === "google.rpc.BadRequest") {
        for (const violation of value.fieldViolations) {
          console.log("field:", violation.field, violation.description);
        }
      }
    }
  }
}

const [target, file] = process.argv.slice(2);
const text = readFileSync(file, "utf8");
const { summarize, close } = connect(target);
await printSummary(summarize, text);
await printError(summarize, text);
close();
