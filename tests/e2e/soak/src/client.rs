//! One call over HTTP/2, and what became of it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use bytes::Bytes;
use h2::client::SendRequest;
use h2::{Reason, RecvStream};
use http::{HeaderMap, Request};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

/// Longer than any call may take: who needs it hangs.
pub const PATIENCE: Duration = Duration::from_secs(40);

/// What the client takes as the server's stream limit until the server says another.
const UNKNOWN_MAX_STREAMS: usize = 7;

/// A connection; clones share it.
#[derive(Clone)]
pub struct Connection {
    streams: SendRequest<Bytes>,
}

/// What became of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// OK, with a message.
    Answered,
    /// RESOURCE_EXHAUSTED; whether it says when to come again.
    Refused { has_retry_info: bool },
    /// Another status.
    Status(u32),
    /// The server didn't take the call, and the client knows it.
    NotTaken,
    /// The client knows nothing.
    Lost(String),
}

impl Connection {
    pub async fn open(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Self::over(stream).await
    }

    /// Speaks HTTP/2 over what is connected.
    pub async fn over(
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    ) -> anyhow::Result<Self> {
        let (streams, connection) = h2::client::Builder::new()
            .initial_max_send_streams(UNKNOWN_MAX_STREAMS)
            .initial_window_size(1 << 20)
            .initial_connection_window_size(16 << 20)
            .handshake(stream)
            .await?;
        tokio::spawn(connection);
        Ok(Self { streams })
    }

    /// Calls a method with bytes and waits for the end.
    pub async fn call(&self, path: &str, headers: &[(&str, &str)], body: Bytes) -> Outcome {
        match tokio::time::timeout(PATIENCE, self.try_call(path, headers, body)).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(error)) => self.failed(&error),
            Err(_) => Outcome::Lost(format!("no answer within {PATIENCE:?}")),
        }
    }

    async fn try_call(
        &self,
        path: &str,
        headers: &[(&str, &str)],
        body: Bytes,
    ) -> Result<Outcome, h2::Error> {
        let mut request = Request::post(format!("http://nutgraf{path}")).header("te", "trailers");
        if !headers.iter().any(|(name, _)| *name == "content-type") {
            request = request.header("content-type", "application/grpc");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(()).expect("good headers");
        let Ok(mut streams) = self.streams.clone().ready().await else {
            return Ok(Outcome::NotTaken);
        };
        let Ok((response, mut stream)) = streams.send_request(request, false) else {
            return Ok(Outcome::NotTaken);
        };
        // The server may answer, and reset the rest, before it has the whole message.
        let sent = stream.send_data(body, true);
        let response = response.await?;
        let (parts, mut body) = response.into_parts();
        if parts.status != 200 {
            return Ok(Outcome::Status(u32::from(parts.status.as_u16())));
        }
        if parts.headers.contains_key("grpc-status") {
            return Ok(outcome(&parts.headers, 0));
        }
        let n_bytes = read(&mut body).await?;
        sent?;
        Ok(outcome(&body.trailers().await?.unwrap_or_default(), n_bytes))
    }

    /// Whether the client knows that the server didn't take the call.
    fn failed(&self, error: &h2::Error) -> Outcome {
        let is_refused = error.reason() == Some(Reason::REFUSED_STREAM);
        let is_gone = error.is_go_away() && error.reason() == Some(Reason::NO_ERROR);
        // The system closed a connection that the server never had: it said no word.
        let is_unheard = self.streams.current_max_send_streams() == UNKNOWN_MAX_STREAMS;
        if is_refused || is_gone || is_unheard {
            return Outcome::NotTaken;
        }
        Outcome::Lost(error.to_string())
    }
}

async fn read(body: &mut RecvStream) -> Result<usize, h2::Error> {
    let mut n_bytes = 0;
    while let Some(chunk) = body.data().await {
        let chunk = chunk?;
        n_bytes += chunk.len();
        body.flow_control().release_capacity(chunk.len())?;
    }
    Ok(n_bytes)
}

fn outcome(trailers: &HeaderMap, n_bytes: usize) -> Outcome {
    let text = |name| trailers.get(name).and_then(|value| value.to_str().ok());
    match text("grpc-status").and_then(|status| status.parse().ok()) {
        Some(0) if n_bytes > 5 => Outcome::Answered,
        Some(8) => {
            let details = text("grpc-status-details-bin").unwrap_or_default();
            let details = STANDARD_NO_PAD.decode(details.trim_end_matches('=')).unwrap_or_default();
            let is_named = |name: &[u8]| details.windows(name.len()).any(|bytes| bytes == name);
            let has_retry_info = is_named(b"type.googleapis.com/google.rpc.RetryInfo");
            Outcome::Refused { has_retry_info }
        }
        Some(code) => Outcome::Status(code),
        None => Outcome::Lost("an end without a status".to_owned()),
    }
}
