#!/bin/sh
# Generates ./nutgraf from the contract; needs protoc (PROTOC names another one) and Go.
cd "$(dirname "$0")" &&
    mkdir -p nutgraf bin &&
    GOBIN="$PWD/bin" go install google.golang.org/protobuf/cmd/protoc-gen-go google.golang.org/grpc/cmd/protoc-gen-go-grpc &&
    PATH="$PWD/bin:$PATH" ${PROTOC:-protoc} -I ../../proto/nutgraf/v1 --go_out=nutgraf --go-grpc_out=nutgraf \
        --go_opt=Msummarizer.proto=./nutgraf --go_opt=module=nutgraf \
        --go-grpc_opt=Msummarizer.proto=./nutgraf --go-grpc_opt=module=nutgraf summarizer.proto
