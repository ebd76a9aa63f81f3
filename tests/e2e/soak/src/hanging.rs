//! Peers that say little or nothing, and never leave by themselves.

use crate::wire::{self, DATA, END_HEADERS, END_STREAM, HEADERS, PREFACE, SETTINGS, SUMMARIZE};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// How a peer hangs.
#[derive(Clone, Copy)]
enum Manner {
    /// Connects and says nothing.
    Silent,
    /// Speaks HTTP/2 and then neither calls nor answers pings.
    Idle,
    /// Stops within the headers of a call.
    HalfHeaders,
    /// Stops within the message of a call.
    HalfMessage,
    /// Sends the message of a call byte by byte.
    Slow,
    /// Calls, gives the answer no room, and reads nothing any more.
    Deaf,
    /// Watches health.
    Watch,
    /// Opens a stream of articles and sends none.
    OpenStream,
}

const MANNERS: [Manner; 8] = [
    Manner::Silent,
    Manner::Idle,
    Manner::HalfHeaders,
    Manner::HalfMessage,
    Manner::Slow,
    Manner::Deaf,
    Manner::Watch,
    Manner::OpenStream,
];

/// Starts peers that hang; one that the server closes comes again. They end with the set.
pub fn start(address: SocketAddr, n_peers: usize) -> JoinSet<()> {
    let mut peers = JoinSet::new();
    for manner in MANNERS.into_iter().cycle().take(n_peers) {
        peers.spawn(async move {
            loop {
                let _ = hang(address, manner).await;
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        });
    }
    peers
}

/// Hangs until the server closes the connection.
async fn hang(address: SocketAddr, manner: Manner) -> std::io::Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    let message = wire::summarize("Rents rose on Monday. The council of Port Hallen met.");
    let call = |path| wire::frame(HEADERS, END_HEADERS, 1, &wire::headers(path));
    let hello = [PREFACE, &wire::frame(SETTINGS, 0, 0, &[])].concat();
    match manner {
        Manner::Silent => {}
        Manner::Idle => stream.write_all(&hello).await?,
        Manner::HalfHeaders => {
            let call = call(SUMMARIZE);
            stream.write_all(&[&hello, &call[..call.len() / 2]].concat()).await?;
        }
        Manner::HalfMessage => {
            let half = wire::frame(DATA, 0, 1, &message[..message.len() / 2]);
            stream.write_all(&[hello, call(SUMMARIZE), half].concat()).await?;
        }
        Manner::Slow => {
            stream.write_all(&[hello, call(SUMMARIZE)].concat()).await?;
            for byte in message {
                stream.write_all(&wire::frame(DATA, 0, 1, &[byte])).await?;
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
        Manner::Deaf => {
            // SETTINGS_INITIAL_WINDOW_SIZE: 0 (RFC 9113, 6.5.2)
            let no_room = wire::frame(SETTINGS, 0, 0, &[0, 4, 0, 0, 0, 0]);
            let whole = wire::frame(DATA, END_STREAM, 1, &message);
            stream.write_all(&[PREFACE, &no_room, &call(SUMMARIZE), &whole].concat()).await?;
            // Until a write finds that the server has closed.
            loop {
                tokio::time::sleep(Duration::from_secs(1)).await;
                stream.write_all(&wire::frame(wire::WINDOW_UPDATE, 0, 0, &[0, 0, 0, 1])).await?;
            }
        }
        Manner::Watch => {
            let watch = wire::frame(DATA, END_STREAM, 1, &wire::message(false, &[]));
            stream
                .write_all(&[hello, call("/grpc.health.v1.Health/Watch"), watch].concat())
                .await?;
        }
        Manner::OpenStream => {
            let path = "/nutgraf.v1.SummarizerService/StreamSummarize";
            stream.write_all(&[hello, call(path)].concat()).await?;
        }
    }
    let mut ignored = [0; 4096];
    while stream.read(&mut ignored).await? > 0 {}
    Ok(())
}
