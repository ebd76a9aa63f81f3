// Headline, summary and quotes of an article, cut out of the text that was sent.
//
//	client TARGET FILE
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"time"

	pb "nutgraf.example/client/nutgraf"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
)

// Every call may be repeated. When the server is busy it says itself when to come back.
const serviceConfig = `{
	"loadBalancingConfig": [{"round_robin": {}}],
	"methodConfig": [{
		"name": [{"service": "nutgraf.v1.SummarizerService"}],
		"retryPolicy": {
			"maxAttempts": 4,
			"initialBackoff": "0.05s",
			"maxBackoff": "1s",
			"backoffMultiplier": 2,
			"retryableStatusCodes": ["UNAVAILABLE", "RESOURCE_EXHAUSTED"]
		}
	}],
	"retryThrottling": {"maxTokens": 100, "tokenRatio": 0.1}
}`

const deadline = 5 * time.Second

func main() {
	target, file := os.Args[1], os.Args[2]
	text, err := os.ReadFile(file)
	if err != nil {
		log.Fatal(err)
	}
	connection, err := grpc.NewClient(target,
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultServiceConfig(serviceConfig),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(16<<20)))
	if err != nil {
		log.Fatal(err)
	}
	defer connection.Close()
	service := pb.NewSummarizerServiceClient(connection)
	printSummary(service, string(text))
	printError(service, string(text))
}

// cut uses bytes, as Go's strings do: OFFSET_ENCODING_UTF8.
func cut(text string, span *pb.Span) string {
	return text[span.Start:span.End]
}

func printSummary(service pb.SummarizerServiceClient, text string) {
	ctx, cancel := context.WithTimeout(context.Background(), deadline)
	defer cancel()
	summary, err := service.Summarize(ctx, &pb.SummarizeRequest{
		Article:        &pb.Article{Text: text},
		OffsetEncoding: pb.OffsetEncoding_OFFSET_ENCODING_UTF8,
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("headline:", summary.GetHeadline().GetText())
	for _, sentence := range summary.Sentences {
		if cut(text, sentence.Span) != sentence.Text {
			log.Fatal("a span doesn't fit")
		}
		fmt.Println("sentence:", cut(text, sentence.Span))
	}
	for _, quote := range summary.Quotes {
		if cut(text, quote.Span) != quote.Text {
			log.Fatal("a span doesn't fit")
		}
		// An absent speaker has no name.
		fmt.Printf("quote: %s (%s)\n", cut(text, quote.Span), quote.GetSpeaker().GetName())
	}
}

// printError asks for what isn't allowed, to show how an error is read.
func printError(service pb.SummarizerServiceClient, text string) {
	ctx, cancel := context.WithTimeout(context.Background(), deadline)
	defer cancel()
	_, err := service.Summarize(ctx, &pb.SummarizeRequest{
		Article: &pb.Article{Text: text},
		Summary: &pb.SummaryOptions{MaxSentences: proto.Uint32(0)},
	})
	got := status.Convert(err)
	if got.Code() == codes.InvalidArgument {
		fmt.Println("error: INVALID_ARGUMENT")
	}
	for _, detail := range got.Details() {
		switch detail := detail.(type) {
		case *errdetails.ErrorInfo:
			fmt.Println("reason:", detail.Domain, detail.Reason)
		case *errdetails.BadRequest:
			for _, violation := range detail.FieldViolations {
				fmt.Println("field:", violation.Field, violation.Description)
			}
		}
	}
}
