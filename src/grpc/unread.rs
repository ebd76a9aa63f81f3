//! How much of the answers is still to be sent? Counts it, for the process and for a connection.
//!
//! A caller who asks and doesn't read makes the server hold answers. They count against the budget of
//! bytes like messages, so that what is taken in stays bounded; and a connection that reads none of
//! them for as long as a call may take can be told from one that is slow. Replies of a stream don't
//! count: a reader who rests is let be, and stops the intake of his own call.

use super::admission::Admission;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tonic::codegen::Bytes;

/// The answers of one connection; clones share them.
#[derive(Clone)]
pub(crate) struct Unread {
    admission: Admission,
    counts: Arc<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    n_waiting: AtomicUsize,
    n_sent: AtomicUsize,
}

/// Where a connection is with its answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Progress {
    n_waiting: usize,
    n_sent: usize,
}

impl Progress {
    /// Whether answers waited `earlier` and wait still, and none was sent since.
    pub(crate) fn is_stuck_since(self, earlier: Self) -> bool {
        earlier.n_waiting > 0 && self.n_waiting > 0 && self.n_sent == earlier.n_sent
    }
}

impl Unread {
    pub(super) fn new(admission: Admission) -> Self {
        Self { admission, counts: Arc::default() }
    }

    pub(crate) fn progress(&self) -> Progress {
        Progress {
            n_waiting: self.counts.n_waiting.load(Ordering::Relaxed),
            n_sent: self.counts.n_sent.load(Ordering::Relaxed),
        }
    }

    /// Counts an answer until what is returned is dropped.
    pub(super) fn count(&self, answer: AnswerBytes) -> Waiting {
        let AnswerBytes(n_bytes) = answer;
        self.admission.hold_answer(n_bytes);
        self.counts.n_waiting.fetch_add(1, Ordering::Relaxed);
        Waiting { n_bytes, unread: self.clone() }
    }
}

/// How long an answer's message is; answers without it, such as a stream, don't count.
#[derive(Debug, Clone, Copy)]
pub(super) struct AnswerBytes(pub(super) usize);

/// An answer that is still to be sent.
pub(super) struct Waiting {
    n_bytes: usize,
    unread: Unread,
}

impl Waiting {
    /// Goes on counting until the bytes are dropped, which the connection does when they are sent.
    pub(super) fn with(self, bytes: Bytes) -> Bytes {
        Bytes::from_owner(WaitingBytes { bytes, _waiting: self })
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.unread.admission.release_answer(self.n_bytes);
        self.unread.counts.n_sent.fetch_add(1, Ordering::Relaxed);
        self.unread.counts.n_waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

struct WaitingBytes {
    bytes: Bytes,
    _waiting: Waiting,
}

impl AsRef<[u8]> for WaitingBytes {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::super::admission::Load;
    use super::{Admission, AnswerBytes, Bytes, Progress, Unread};
    use std::sync::Arc;

    #[test]
    fn an_answer_counts_until_its_last_part_is_sent() {
        let admission = Admission::new(Load { n_jobs: 1, n_bytes: 10 }, Arc::new(()));
        let unread = Unread::new(admission.clone());
        let idle = unread.progress();
        // There is room for it whatever its size.
        let waiting = unread.count(AnswerBytes(100));
        assert_eq!(admission.load().n_bytes, 100);
        let mut answer = waiting.with(Bytes::from_static(b"compressed"));
        let part = answer.split_to(5);
        drop(answer);
        let earlier = unread.progress();
        assert_eq!(admission.load().n_bytes, 100);
        assert!(earlier.is_stuck_since(earlier));
        assert!(!earlier.is_stuck_since(idle), "it came since");
        drop(part);
        assert_eq!(admission.load(), Load::default());
        assert!(!unread.progress().is_stuck_since(earlier));
        assert!(!unread.progress().is_stuck_since(Progress::default()));
    }
}
