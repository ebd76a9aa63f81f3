//! A client that can send what no gRPC client would: HTTP/2 streams, byte by byte.

use crate::harness::PATIENCE;
use h2::client::{ResponseFuture, SendRequest};
use h2::{RecvStream, SendStream};
use http::{HeaderMap, Request, Response, StatusCode};
use prost::Message;
use prost::bytes::Bytes;
use std::net::SocketAddr;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tonic::Status;

pub(crate) const SUMMARIZE: &str = "/nutgraf.v1.SummarizerService/Summarize";
pub(crate) const STREAM: &str = "/nutgraf.v1.SummarizerService/StreamSummarize";

pub(crate) struct Raw {
    streams: SendRequest<Bytes>,
    /// Ends with the connection.
    pub(crate) connection: JoinHandle<Result<(), h2::Error>>,
    deafen: oneshot::Sender<()>,
}

impl Raw {
    pub(crate) async fn connect(address: SocketAddr) -> Self {
        Self::over(TcpStream::connect(address).await.expect("a connection")).await
    }

    /// Speaks over a stream that is open already.
    pub(crate) async fn over(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) -> Self {
        let (streams, mut connection) = h2::client::handshake(stream).await.expect("a handshake");
        let (deafen, deafened) = oneshot::channel();
        let connection = tokio::spawn(async move {
            tokio::select! {
                end = &mut connection => return end,
                Ok(()) = deafened => {}
            }
            // Stays open, but reads and writes nothing any more.
            std::future::pending::<()>().await;
            connection.await
        });
        Self { streams, connection, deafen }
    }

    /// Returns how many calls the server takes at once on the connection.
    pub(crate) fn max_streams(&self) -> usize {
        self.streams.current_max_send_streams()
    }

    /// Makes the client a peer that is connected and doesn't react any more.
    pub(crate) fn deafen(self) -> JoinHandle<Result<(), h2::Error>> {
        self.deafen.send(()).expect("an open connection");
        self.connection
    }

    /// Opens a call whose message is still to come.
    pub(crate) async fn open(&mut self, path: &str, headers: &[(&str, &str)]) -> Call {
        self.try_open(path, headers).await.expect("a connection that takes calls")
    }

    /// Opens a call, unless the server wants no more of them on this connection.
    pub(crate) async fn try_open(
        &mut self,
        path: &str,
        headers: &[(&str, &str)],
    ) -> Result<Call, h2::Error> {
        let mut request = Request::post(format!("http://localhost{path}")).header("te", "trailers");
        if headers.iter().all(|(name, _)| *name != "content-type") {
            request = request.header("content-type", "application/grpc");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(()).expect("a request");
        self.streams = self.streams.clone().ready().await?;
        let (response, body) = self.streams.send_request(request, false)?;
        Ok(Call { response, body })
    }
}

/// A call that is open on both sides.
pub(crate) struct Call {
    response: ResponseFuture,
    body: SendStream<Bytes>,
}

impl Call {
    /// Sends bytes and ends the request.
    pub(crate) fn send(&mut self, bytes: impl Into<Bytes>) {
        self.body.send_data(bytes.into(), true).expect("an open stream");
    }

    /// Sends bytes; more may come.
    pub(crate) fn send_part(&mut self, bytes: impl Into<Bytes>) {
        self.body.send_data(bytes.into(), false).expect("an open stream");
    }

    /// Sends a message in a gRPC frame and ends the request.
    pub(crate) fn send_message(&mut self, message: &impl Message) {
        self.send(frame(&message.encode_to_vec()));
    }

    /// Waits for the end of the call.
    pub(crate) async fn end(self) -> End {
        self.try_end().await.expect("a response")
    }

    /// Waits for the end of the call, unless the server didn't take it.
    pub(crate) async fn try_end(self) -> Result<End, h2::Error> {
        tokio::time::timeout(PATIENCE, self.read()).await.expect("an answer in time")
    }

    /// Waits for the beginning of the answer, and reads no more.
    pub(crate) async fn begun(self) -> Response<RecvStream> {
        let response = tokio::time::timeout(PATIENCE, self.response).await;
        response.expect("an answer in time").expect("a response")
    }

    async fn read(self) -> Result<End, h2::Error> {
        let response = self.response.await?;
        let (parts, mut body) = response.into_parts();
        let bytes = read_body(&mut body).await;
        let trailers = body.trailers().await.expect("trailers or none").unwrap_or_default();
        let is_trailers_only = parts.headers.contains_key("grpc-status");
        let with_status = if is_trailers_only { &parts.headers } else { &trailers };
        let status = Status::from_header_map(with_status).expect("a gRPC status");
        let http_status = parts.status;
        Ok(End { http_status, headers: parts.headers, bytes, status, is_trailers_only })
    }
}

/// What came back.
pub(crate) struct End {
    pub(crate) http_status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
    pub(crate) status: Status,
    pub(crate) is_trailers_only: bool,
}

async fn read_body(body: &mut RecvStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    while let Some(chunk) = body.data().await {
        let chunk = chunk.expect("data");
        let _ = body.flow_control().release_capacity(chunk.len());
        bytes.extend_from_slice(&chunk);
    }
    bytes
}

/// Puts an uncompressed message into a gRPC frame.
pub(crate) fn frame(message: &[u8]) -> Vec<u8> {
    let length = u32::try_from(message.len()).expect("a short message");
    [&[0], &length.to_be_bytes()[..], message].concat()
}
