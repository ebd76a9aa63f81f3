#!/bin/sh
# Generates nutgraf/v1/summarizer_pb2.py and summarizer_pb2_grpc.py here.
cd "$(dirname "$0")" &&
    "${PYTHON:-python}" -m grpc_tools.protoc -I ../../proto --python_out=. --grpc_python_out=. nutgraf/v1/summarizer.proto
