#!/bin/sh
# Generates ./nutgraf from the contract; needs protoc (PROTOC names another one) and Go.
cd "$(dirname "$0")" &&
    mkdir -p bin &&
    GOBIN="$PWD/bin" go install google.golang.org/protobuf/cmd/protoc-gen-go google.golang.org/grpc/cmd/protoc-gen-go-grpc &&
    module=nutgraf.example/client &&
    file=nutgraf/v1/summarizer.proto &&
    PATH="$PWD/bin:$PATH" ${PROTOC:-protoc} -I ../../proto --go_out=. --go-grpc_out=. \
        --go_opt=M$file=$module/nutgraf --go_opt=module=$module \
        --go-grpc_opt=M$file=$module/nutgraf --go-grpc_opt=module=$module $file
