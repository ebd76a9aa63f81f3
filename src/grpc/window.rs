//! The items of one call that are worked on at once: a few futures, polled together.
//!
//! Nothing is spawned: dropping the window drops the futures, which ends their work. Knows futures,
//! no messages.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// How many items of one call are worked on at once. One call alone can keep a small machine busy
/// with them and never fills the queue.
pub(super) const MAX_AT_ONCE: usize = 8;

/// Up to [`MAX_AT_ONCE`] futures.
pub(super) struct Window<T> {
    running: Vec<Pin<Box<dyn Future<Output = T> + Send>>>,
}

impl<T> Window<T> {
    pub(super) fn new() -> Self {
        Self { running: Vec::with_capacity(MAX_AT_ONCE) }
    }

    /// Tells whether another future may be pushed.
    pub(super) fn has_room(&self) -> bool {
        self.running.len() < MAX_AT_ONCE
    }

    /// Tells whether nothing runs.
    pub(super) fn is_empty(&self) -> bool {
        self.running.is_empty()
    }

    /// Adds a future; it doesn't run before it is polled.
    pub(super) fn push(&mut self, item: impl Future<Output = T> + Send + 'static) {
        self.running.push(Box::pin(item));
    }

    /// Returns the next result, the oldest future first if several are ready; `None` if nothing
    /// runs. To be polled again after a result: those behind it weren't polled.
    pub(super) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<T>> {
        for (idx, item) in self.running.iter_mut().enumerate() {
            if let Poll::Ready(result) = item.as_mut().poll(context) {
                drop(self.running.remove(idx));
                return Poll::Ready(Some(result));
            }
        }
        if self.is_empty() { Poll::Ready(None) } else { Poll::Pending }
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_AT_ONCE, Window};
    use std::future::poll_fn;
    use tokio::sync::oneshot;

    #[tokio::test]
    async fn results_come_as_they_are_ready_and_room_is_made() {
        let mut window = Window::new();
        let senders: Vec<_> = (0..MAX_AT_ONCE)
            .map(|_| {
                assert!(window.has_room());
                let (sender, receiver) = oneshot::channel::<usize>();
                window.push(async move { receiver.await.unwrap() });
                sender
            })
            .collect();
        assert!(!window.has_room());
        for (idx, sender) in senders.into_iter().enumerate().rev() {
            sender.send(idx).unwrap();
            assert_eq!(poll_fn(|context| window.poll_next(context)).await, Some(idx));
            assert!(window.has_room());
        }
        assert_eq!(poll_fn(|context| window.poll_next(context)).await, None);
    }
}
