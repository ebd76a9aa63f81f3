//! `echo ADDRESS NUTGRAF`: answers each `Summarize` at ADDRESS with what the server at NUTGRAF
//! answered to the first one. A plain tonic server: no limits, deadlines, queue, metrics or log.

use nutgraf::grpc::pb::summarizer_service_client::SummarizerServiceClient;
use nutgraf::grpc::pb::summarizer_service_server::{SummarizerService, SummarizerServiceServer};
use nutgraf::grpc::pb::{
    BatchSummarizeRequest, BatchSummarizeResponse, ExtractQuotesRequest, ExtractQuotesResponse,
    GetServiceInfoRequest, GetServiceInfoResponse, StreamSummarizeRequest, StreamSummarizeResponse,
    SummarizeRequest, SummarizeResponse,
};
use std::env::args;
use tokio::sync::OnceCell;
use tonic::codegen::BoxStream;
use tonic::transport::Server;
use tonic::{Request, Response, Status, Streaming};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

struct Echo {
    nutgraf: String,
    answer: OnceCell<SummarizeResponse>,
}

#[tonic::async_trait]
impl SummarizerService for Echo {
    async fn summarize(
        &self,
        request: Request<SummarizeRequest>,
    ) -> Result<Response<SummarizeResponse>, Status> {
        let ask = || async {
            let client = SummarizerServiceClient::connect(self.nutgraf.clone()).await;
            let mut client = client.map_err(|error| Status::unavailable(error.to_string()))?;
            Ok::<_, Status>(client.summarize(request.into_inner()).await?.into_inner())
        };
        Ok(Response::new(self.answer.get_or_try_init(ask).await?.clone()))
    }

    async fn extract_quotes(
        &self,
        _: Request<ExtractQuotesRequest>,
    ) -> Result<Response<ExtractQuotesResponse>, Status> {
        Err(Status::unimplemented(""))
    }

    async fn batch_summarize(
        &self,
        _: Request<BatchSummarizeRequest>,
    ) -> Result<Response<BatchSummarizeResponse>, Status> {
        Err(Status::unimplemented(""))
    }

    type StreamSummarizeStream = BoxStream<StreamSummarizeResponse>;

    async fn stream_summarize(
        &self,
        _: Request<Streaming<StreamSummarizeRequest>>,
    ) -> Result<Response<Self::StreamSummarizeStream>, Status> {
        Err(Status::unimplemented(""))
    }

    async fn get_service_info(
        &self,
        _: Request<GetServiceInfoRequest>,
    ) -> Result<Response<GetServiceInfoResponse>, Status> {
        Err(Status::unimplemented(""))
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (address, nutgraf) = (args().nth(1).ok_or("no address")?, args().nth(2).ok_or("no server")?);
    let echo = Echo { nutgraf, answer: OnceCell::new() };
    Server::builder()
        .add_service(SummarizerServiceServer::new(echo))
        .serve(address.parse()?)
        .await?;
    Ok(())
}
