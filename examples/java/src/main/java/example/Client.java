package example;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nutgraf.v1.Summarizer.Article;
import nutgraf.v1.Summarizer.OffsetEncoding;
import nutgraf.v1.Summarizer.Quote;
import nutgraf.v1.Summarizer.Span;
import nutgraf.v1.Summarizer.SummarizeRequest;
import nutgraf.v1.Summarizer.SummarizeResponse;
import nutgraf.v1.Summarizer.SummaryOptions;
import nutgraf.v1.Summarizer.SummarySentence;
import nutgraf.v1.SummarizerServiceGrpc;
import nutgraf.v1.SummarizerServiceGrpc.SummarizerServiceBlockingStub;

/** {@code Client TARGET FILE}: headline, summary and quotes of an article, cut out of the text that was sent. */
public final class Client {
    private static final Map<String, ?> SERVICE_CONFIG = Map.of(
            "loadBalancingConfig", List.of(Map.of("round_robin", Map.of())),
            "methodConfig", List.of(Map.of(
                    "name", List.of(Map.of("service", "nutgraf.v1.SummarizerService")),
                    // Every call may be repeated. When the server is busy it says itself when to come back.
                    "retryPolicy", Map.of(
                            "maxAttempts", 4.0,
                            "initialBackoff", "0.05s",
                            "maxBackoff", "1s",
                            "backoffMultiplier", 2.0,
                            "retryableStatusCodes", List.of("UNAVAILABLE", "RESOURCE_EXHAUSTED")))),
            // No more retries once too many calls fail.
            "retryThrottling", Map.of("maxTokens", 100.0, "tokenRatio", 0.1));

    private static final long DEADLINE_SECONDS = 5;

    private final SummarizerServiceBlockingStub service;
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private Client(ManagedChannel channel) {
        service = SummarizerServiceGrpc.newBlockingStub(channel);
    }

    public static void main(String[] arguments) throws Exception {
        ManagedChannel channel = Grpc.newChannelBuilder(arguments[0], InsecureChannelCredentials.create())
                .defaultServiceConfig(SERVICE_CONFIG)
                .enableRetry()
                .maxInboundMessageSize(16 << 20)
                .build();
        String text = Files.readString(Path.of(arguments[1]));
        Client client = new Client(channel);
        client.printSummary(text);
        client.printError(text);
        channel.shutdown().awaitTermination(5, TimeUnit.SECONDS);
    }

    /** A deadline is a point in time: each call gets its own. */
    private SummarizeResponse summarize(SummarizeRequest request) {
        return service.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS).summarize(request);
    }

    /** Java counts UTF-16 code units: OFFSET_ENCODING_UTF16. */
    private static String cut(String text, Span span) {
        return text.substring(span.getStart(), span.getEnd());
    }

    private static String verified(String text, Span span, String expected) {
        if (!cut(text, span).equals(expected)) {
            throw new IllegalStateException("a span doesn't fit");
        }
        return expected;
    }

    private void printSummary(String text) {
        SummarizeResponse summary = summarize(SummarizeRequest.newBuilder()
                .setArticle(Article.newBuilder().setText(text))
                .setOffsetEncoding(OffsetEncoding.OFFSET_ENCODING_UTF16)
                .build());
        out.println("headline: " + summary.getHeadline().getText());
        for (SummarySentence sentence : summary.getSentencesList()) {
            out.println("sentence: " + verified(text, sentence.getSpan(), sentence.getText()));
        }
        for (Quote quote : summary.getQuotesList()) {
            String words = verified(text, quote.getSpan(), quote.getText());
            // An absent speaker has no name.
            out.println("quote: " + words + " (" + quote.getSpeaker().getName() + ")");
        }
    }

    /** Asks for what isn't allowed, to show how an error is read. */
    private void printError(String text) throws InvalidProtocolBufferException {
        try {
            summarize(SummarizeRequest.newBuilder()
                    .setArticle(Article.newBuilder().setText(text))
                    .setSummary(SummaryOptions.newBuilder().setMaxSentences(0))
                    .build());
        } catch (StatusRuntimeException error) {
            out.println("error: " + error.getStatus().getCode());
            for (Any detail : StatusProto.fromThrowable(error).getDetailsList()) {
                if (detail.is(ErrorInfo.class)) {
                    ErrorInfo info = detail.unpack(ErrorInfo.class);
                    out.println("reason: " + info.getDomain() + " " + info.getReason());
                } else if (detail.is(BadRequest.class)) {
                    for (var violation : detail.unpack(BadRequest.class).getFieldViolationsList()) {
                        out.println("field: " + violation.getField() + " " + violation.getDescription());
                    }
                }
            }
        }
    }
}
