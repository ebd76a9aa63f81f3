//! When are files read anew? Every two seconds, and on SIGHUP.
//!
//! Contents are compared, not times: Kubernetes swaps a symbolic link above the files.

use std::io;
use std::time::Duration;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// How often the files are looked at.
const LOOKED_AT_EVERY: Duration = Duration::from_secs(2);

/// Why to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Occasion {
    /// It is time to look whether something changed.
    Time,
    /// An operator asks for it, changed or not.
    Hangup,
}

/// The occasions to look at files, one after the other.
#[derive(Debug)]
pub(crate) struct Occasions {
    hangups: Signal,
}

impl Occasions {
    /// Starts listening for the signal, which ends the process no more.
    pub(crate) fn new() -> io::Result<Self> {
        Ok(Self { hangups: signal(SignalKind::hangup())? })
    }

    /// Waits for the next one.
    pub(crate) async fn next(&mut self) -> Occasion {
        tokio::select! {
            _ = self.hangups.recv() => Occasion::Hangup,
            () = tokio::time::sleep(LOOKED_AT_EVERY) => Occasion::Time,
        }
    }
}
