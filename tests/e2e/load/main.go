// Load for the end-to-end tests: Summarize at a steady rate, without retries, counted by status.
//
//	load -target ADDRESS -article FILE -rate 1000 -duration 60s
//
// Every answer must be the same bytes as the first. Prints one JSON object at the end:
// calls, codes {OK: n, ...}, messages (up to 3 of each code of failed calls), seconds, p50_ms, p99_ms, and
// windows, one a second: {second, calls, p99_ms}. A call counts in the second in which it was due, and its
// time runs from when it was due, so that a stall isn't hidden by calls that were never made.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"sort"
	"sync"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protowire"
)

const method = "/nutgraf.v1.SummarizerService/Summarize"

// rawCodec sends and receives messages as they are.
type rawCodec struct{}

func (rawCodec) Marshal(v any) ([]byte, error)      { return *v.(*[]byte), nil }
func (rawCodec) Unmarshal(data []byte, v any) error { *v.(*[]byte) = bytes.Clone(data); return nil }
func (rawCodec) Name() string                       { return "proto" }

type call struct {
	due     time.Duration
	took    time.Duration
	code    string
	message string
}

type window struct {
	Second int     `json:"second"`
	Calls  int     `json:"calls"`
	P99    float64 `json:"p99_ms"`
}

type report struct {
	Calls    int            `json:"calls"`
	Codes    map[string]int `json:"codes"`
	Messages []string       `json:"messages"`
	Seconds  float64        `json:"seconds"`
	P50      float64        `json:"p50_ms"`
	P99      float64        `json:"p99_ms"`
	Windows  []window       `json:"windows"`
}

func main() {
	target := flag.String("target", "127.0.0.1:50051", "address of the load balancer")
	article := flag.String("article", "", "file with the article's text")
	rate := flag.Int("rate", 500, "calls a second")
	duration := flag.Duration("duration", 10*time.Second, "how long to call")
	timeout := flag.Duration("timeout", 5*time.Second, "deadline of a call")
	connections := flag.Int("connections", 1, "connections to the target")
	inFlight := flag.Int("in-flight", 32, "most calls at once; when they take too long, the rate falls")
	flag.Parse()
	if *duration > 10*time.Minute || *rate < 1 {
		log.Fatal("at most 10 minutes, at least 1 call a second")
	}
	text, err := os.ReadFile(*article)
	if err != nil {
		log.Fatal(err)
	}

	var clients []*grpc.ClientConn
	for range *connections {
		client, err := grpc.NewClient("passthrough:///"+*target,
			grpc.WithTransportCredentials(insecure.NewCredentials()),
			grpc.WithDisableRetry(),
			grpc.WithDefaultCallOptions(grpc.ForceCodec(rawCodec{})))
		if err != nil {
			log.Fatal(err)
		}
		defer client.Close()
		clients = append(clients, client)
	}

	request := encode(text)
	var first []byte
	if err := summarize(clients[0], request, &first, 10*time.Second); err != nil {
		log.Fatalf("the first call failed: %v", err)
	}

	total := int(duration.Seconds() * float64(*rate))
	calls := make([]call, total)
	slots := make(chan struct{}, *inFlight)
	var wait sync.WaitGroup
	start := time.Now()
	for i := range calls {
		due := time.Duration(i) * time.Second / time.Duration(*rate)
		time.Sleep(due - time.Since(start))
		slots <- struct{}{}
		wait.Add(1)
		go func() {
			defer wait.Done()
			var answer []byte
			err := summarize(clients[i%len(clients)], request, &answer, *timeout)
			made := call{due: due, took: time.Since(start) - due, code: "OK"}
			switch {
			case err != nil:
				made.code = status.Code(err).String()
				made.message = fmt.Sprintf("%.1fs: %v", due.Seconds(), err)
			case !bytes.Equal(answer, first):
				made.code = "OtherAnswer"
			}
			calls[i] = made
			<-slots
		}()
	}
	wait.Wait()

	if err := json.NewEncoder(os.Stdout).Encode(summary(calls, time.Since(start))); err != nil {
		log.Fatal(err)
	}
}

func summarize(client *grpc.ClientConn, request []byte, answer *[]byte, timeout time.Duration) error {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	return client.Invoke(ctx, method, &request, answer)
}

// encode returns SummarizeRequest{article: {text}}.
func encode(text []byte) []byte {
	article := protowire.AppendBytes(protowire.AppendTag(nil, 3, protowire.BytesType), text)
	return protowire.AppendBytes(protowire.AppendTag(nil, 1, protowire.BytesType), article)
}

func summary(calls []call, took time.Duration) report {
	r := report{Calls: len(calls), Codes: map[string]int{}, Seconds: took.Seconds()}
	var all []time.Duration
	perSecond := map[int][]time.Duration{}
	last := 0
	for _, c := range calls {
		r.Codes[c.code]++
		if c.message != "" && r.Codes[c.code] <= 3 {
			r.Messages = append(r.Messages, c.message)
		}
		all = append(all, c.took)
		second := int(c.due.Seconds())
		perSecond[second] = append(perSecond[second], c.took)
		last = max(last, second)
	}
	r.P50, r.P99 = percentile(all, 50), percentile(all, 99)
	for second := 0; second <= last; second++ {
		times := perSecond[second]
		r.Windows = append(r.Windows, window{second, len(times), percentile(times, 99)})
	}
	return r
}

// percentile returns a percentile in milliseconds; it sorts the times.
func percentile(times []time.Duration, percent int) float64 {
	if len(times) == 0 {
		return 0
	}
	sort.Slice(times, func(i, j int) bool { return times[i] < times[j] })
	return float64(times[min(len(times)*percent/100, len(times)-1)].Microseconds()) / 1000
}
