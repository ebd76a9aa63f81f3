//! A server for one test: real sockets on a free port, stopped by the test.

use clap::Parser;
use nutgraf::grpc::pb;
use nutgraf::grpc::pb::summarizer_service_client::SummarizerServiceClient;
use nutgraf::server::config::{Config, Flags};
use nutgraf::server::{self, Listeners, Stop};
use prost::Message;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tonic::transport::{Channel, Endpoint};
use tonic_types::StatusExt;

/// Longer than anything that a test waits for; a test that needs it fails.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    pub(crate) admin: SocketAddr,
    pub(crate) health_checks: SocketAddr,
    stop: oneshot::Sender<Stop>,
    ended: JoinHandle<std::io::Result<()>>,
}

impl Server {
    /// Starts a server with the flags given, on a free port; returns when it serves.
    pub(crate) async fn start(flags: &[&str]) -> Self {
        let calls = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = calls.local_addr().expect("an address");
        let operators = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let admin = operators.local_addr().expect("an address");
        let health = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let health_checks = health.local_addr().expect("an address");
        let listeners = Listeners { calls, admin: Some(operators), health: Some(health) };
        let (stop, stopped) = oneshot::channel();
        let server = server::Server::new(config(flags)).expect("threads");
        let ended = tokio::spawn(server.run(listeners, async { stopped.await.expect("a stop") }));
        while ask(admin, "/readyz").await.0 == 503 {}
        Self { address, admin, health_checks, stop, ended }
    }

    pub(crate) async fn channel(&self) -> Channel {
        let endpoint = Endpoint::from_shared(format!("http://{}", self.address)).expect("a URI");
        endpoint.connect().await.expect("a connection")
    }

    pub(crate) async fn client(&self) -> SummarizerServiceClient<Channel> {
        SummarizerServiceClient::new(self.channel().await)
    }

    /// Gives the stop signal.
    pub(crate) fn signal(self, stop: Stop) -> Stopping {
        self.stop.send(stop).expect("a running server");
        Stopping { ended: self.ended }
    }

    /// Stops the server and waits for its end.
    pub(crate) async fn stop(self) {
        self.signal(Stop::Interrupt).ended().await;
    }
}

/// Asks an admin port; returns the status and the body.
pub(crate) async fn ask(admin: SocketAddr, path: &str) -> (u16, String) {
    tell(admin, "GET", path, "").await
}

/// Sends an admin port a body with any method; returns the status and the body.
pub(crate) async fn tell(admin: SocketAddr, method: &str, path: &str, body: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(admin).await.expect("a connection");
    let length = body.len();
    let question = format!(
        "{method} {path} HTTP/1.1\r\nhost: admin\r\nconnection: close\r\n\
         content-length: {length}\r\n\r\n{body}"
    );
    stream.write_all(question.as_bytes()).await.expect("an open connection");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
    let status = head.split(' ').nth(1).expect("a status").parse().expect("a number");
    (status, body.to_owned())
}

/// Returns the value of a sample in the text of `/metrics`.
#[track_caller]
pub(crate) fn sample(metrics: &str, name: &str) -> f64 {
    let line = metrics.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.unwrap_or_else(|| panic!("{name} not in\n{metrics}")).parse().expect("a number")
}

/// A server that got its stop signal.
pub(crate) struct Stopping {
    ended: JoinHandle<std::io::Result<()>>,
}

impl Stopping {
    pub(crate) async fn ended(self) {
        let ended = tokio::time::timeout(PATIENCE, self.ended).await;
        ended.expect("the server ends").expect("without a panic").expect("without an error");
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.ended.is_finished()
    }
}

/// Reads flags as `nutgraf serve` does.
pub(crate) fn config(flags: &[&str]) -> Config {
    #[derive(Parser)]
    struct Serve {
        #[command(flatten)]
        flags: Flags,
    }
    let serve = Serve::parse_from(std::iter::once("serve").chain(flags.iter().copied()));
    Config::read(&serve.flags).expect("good flags")
}

/// A request with a text and no options.
pub(crate) fn request(text: &str) -> pb::SummarizeRequest {
    let article = pb::Article { text: text.to_owned(), ..pb::Article::default() };
    pb::SummarizeRequest { article: Some(article), ..pb::SummarizeRequest::default() }
}

/// Turns the status of one item of a batch or stream into that of a call, to be checked like one.
pub(crate) fn status_of(item: &tonic_types::pb::Status) -> tonic::Status {
    let code = tonic::Code::from(item.code);
    tonic::Status::with_details(code, item.message.clone(), item.encode_to_vec().into())
}

/// Returns the reason in a status's `ErrorInfo`, after checking that its domain is ours.
#[track_caller]
pub(crate) fn reason(status: &tonic::Status) -> String {
    let info = status.get_details_error_info().expect("an ErrorInfo");
    assert_eq!(info.domain, "nutgraf");
    info.reason
}

/// Returns the violations in a status as `field: description`.
#[track_caller]
pub(crate) fn violations(status: &tonic::Status) -> Vec<String> {
    assert_eq!(status.code(), tonic::Code::InvalidArgument, "{status:?}");
    assert_eq!(reason(status), "INVALID_FIELDS");
    let details = status.get_details_bad_request().expect("a BadRequest");
    let each = details.field_violations;
    each.iter().map(|violation| format!("{}: {}", violation.field, violation.description)).collect()
}
