//! How much may be read at once? Counts messages from their first frame on, for the whole process.
//!
//! What is read counts like the articles that wait: against the same budget of bytes, and what
//! finds no room is refused at once, whatever is still to come. Knows bytes, no messages.

use super::admission::{Admission, MAX_SHORT_MESSAGE_BYTES};
use super::status::{self, CallError};
use http_body::Frame;
use std::pin::Pin;
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use tonic::Status;
use tonic::codegen::{Bytes, StdError};

/// A flag and four bytes of length.
const FRAME_HEADER_BYTES: usize = 5;

/// What a request's body may have beyond its message: the frame's header, and what of it came with
/// the bytes that tell its length.
const MAX_EXTRA_BYTES: usize = 64 * 1024;

/// The bytes that one call holds of what it was sent; given back when it is dropped.
pub(crate) struct Intake {
    admission: Admission,
    held: AtomicUsize,
    reading: Mutex<Reading>,
}

/// Where a call is in its messages.
#[derive(Debug, Default)]
struct Reading {
    /// What is held whatever is read.
    n_kept: usize,
    /// What has come since then.
    n_read: usize,
    /// What is still to come of the message that has begun.
    n_left: usize,
    /// The bytes that have come of a frame's header.
    header: Vec<u8>,
}

impl Reading {
    /// Reads on over bytes of length-prefixed messages (gRPC over HTTP/2, "Length-Prefixed-Message").
    fn read(&mut self, mut bytes: &[u8]) {
        self.n_read = self.n_read.saturating_add(bytes.len());
        while !bytes.is_empty() {
            let n_passed = self.n_left.min(bytes.len());
            self.n_left -= n_passed;
            bytes = bytes.get(n_passed..).unwrap_or_default();
            let n_missing = (FRAME_HEADER_BYTES - self.header.len()).min(bytes.len());
            let (of_header, rest) = bytes.split_at_checked(n_missing).unwrap_or_default();
            self.header.extend_from_slice(of_header);
            bytes = rest;
            if let [_compressed, a, b, c, d] = *self.header {
                self.n_left = u32::from_be_bytes([a, b, c, d]) as usize;
                self.header.clear();
            }
        }
    }

    /// Returns what is to be held: a short message as it comes, a long one as a whole, since one that
    /// is let in ought to be let in to its end.
    fn needed(&self) -> usize {
        let is_long = self.n_read > MAX_SHORT_MESSAGE_BYTES;
        let n_left = if is_long { self.n_left } else { 0 };
        self.n_read.saturating_add(n_left).max(self.n_kept)
    }
}

impl Intake {
    pub(crate) fn new(admission: Admission) -> Self {
        Self { admission, held: AtomicUsize::new(0), reading: Mutex::default() }
    }

    /// Counts bytes of a message that have come.
    fn read(&self, bytes: &[u8], max_message_bytes: usize) -> Result<(), Status> {
        let mut reading = self.reading();
        reading.read(bytes);
        let needed = reading.needed();
        drop(reading);
        if needed > max_message_bytes.saturating_add(MAX_EXTRA_BYTES) {
            return Err(status::too_large(max_message_bytes));
        }
        Ok(self.hold(needed)?)
    }

    /// Ends a message: from now on `n_bytes` are held, and more while a longer one is read.
    ///
    /// # Errors
    /// [`CallError::Overloaded`] if that is more than before and there is no room for it.
    pub(crate) fn keep(&self, n_bytes: usize) -> Result<(), CallError> {
        let mut reading = self.reading();
        reading.n_read = 0;
        reading.n_kept = n_bytes;
        drop(reading);
        self.hold(n_bytes)
    }

    /// Returns what is held between messages.
    pub(crate) fn n_kept(&self) -> usize {
        self.reading().n_kept
    }

    fn hold(&self, n_bytes: usize) -> Result<(), CallError> {
        if self.admission.hold(&self.held, n_bytes) {
            return Ok(());
        }
        Err(self.admission.refuse())
    }

    fn reading(&self) -> MutexGuard<'_, Reading> {
        self.reading.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Intake {
    fn drop(&mut self) {
        self.admission.hold(&self.held, 0);
    }
}

/// The body of a request, whose bytes are counted as they come.
pub(crate) struct Counted<B> {
    body: B,
    intake: Arc<Intake>,
    max_message_bytes: usize,
    is_article: bool,
}

impl<B> Counted<B> {
    /// A call sends at most one message of `max_message_bytes` before the intake is told to keep it.
    ///
    /// If it is one article, it is refused at its end while there is no place for a job, before its
    /// message is decoded; not earlier, since some proxies lose an answer before the end.
    pub(super) fn new(
        body: B,
        intake: Arc<Intake>,
        max_message_bytes: usize,
        is_article: bool,
    ) -> Self {
        Self { body, intake, max_message_bytes, is_article }
    }
}

impl<B: http_body::Body> Counted<B> {
    fn count(&self, frame: &Frame<Bytes>) -> Result<(), Status> {
        let bytes = frame.data_ref().map_or(&[][..], |bytes| bytes);
        self.intake.read(bytes, self.max_message_bytes)?;
        let admission = &self.intake.admission;
        if self.is_article && self.body.is_end_stream() && !admission.has_place() {
            return Err(admission.refuse().into());
        }
        Ok(())
    }
}

impl<B> http_body::Body for Counted<B>
where
    B: http_body::Body<Data = Bytes> + Unpin,
    B::Error: Into<StdError>,
{
    type Data = Bytes;
    type Error = StdError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, StdError>>> {
        Pin::new(&mut self.body).poll_frame(context).map(|frame| {
            let frame = match frame? {
                Ok(frame) => frame,
                Err(error) => return Some(Err(error.into())),
            };
            Some(match self.count(&frame) {
                Ok(()) => Ok(frame),
                Err(status) => Err(status.into()),
            })
        })
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::super::admission::{Lane, Load};
    use super::{Admission, Arc, Counted, Intake, MAX_SHORT_MESSAGE_BYTES, Pin, Reading};
    use http_body::Body;
    use std::future::poll_fn;

    fn frame(n_bytes: u32) -> Vec<u8> {
        [&[0], &n_bytes.to_be_bytes()[..], &vec![7; n_bytes as usize]].concat()
    }

    #[test]
    fn lengths_are_read_however_the_bytes_are_cut() {
        let messages = [frame(3), frame(0), frame(1000), frame(70_000)].concat();
        for n_together in [1, 2, 3, 7, 64, 16_384] {
            let mut reading = Reading::default();
            for (idx, part) in messages.chunks(n_together).enumerate() {
                reading.read(part);
                let n_read = (idx * n_together + part.len()).min(messages.len());
                let is_long = n_read > MAX_SHORT_MESSAGE_BYTES;
                assert_eq!(reading.needed(), if is_long { messages.len() } else { n_read });
            }
            assert_eq!((reading.n_read, reading.n_left), (messages.len(), 0));
            assert!(reading.header.is_empty());
        }
    }

    #[tokio::test]
    async fn an_article_without_a_place_is_refused_at_its_end() {
        let admission = Admission::new(Load { n_jobs: 1, n_bytes: 1000 }, Arc::new(()));
        let is_let_in = async |is_article| {
            let intake = Arc::new(Intake::new(admission.clone()));
            let mut body = Counted::new("\0\0\0\0\x01a".to_owned(), intake, 1000, is_article);
            poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await.unwrap().is_ok()
        };
        assert!(is_let_in(true).await);
        let place = admission.admit(Lane::Short, 1);
        assert!(place.is_some() && !is_let_in(true).await);
        assert!(is_let_in(false).await, "what isn't one article has its own refusals");
        drop(place);
        assert!(is_let_in(true).await);
    }

    #[test]
    fn what_is_kept_is_held_while_less_is_read() {
        let mut reading = Reading { n_kept: 5000, ..Reading::default() };
        reading.read(&frame(100));
        assert_eq!(reading.needed(), 5000);
        reading.read(&frame(6000));
        assert_eq!(reading.needed(), 105 + 6005);
    }
}
