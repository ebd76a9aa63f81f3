//! Where the bytes of a kind stand: the inner loop of all scanners.
//!
//! Looks at 64 bytes at once, in a form that compilers turn into vector instructions, and keeps the
//! hits as bits of one word, so that each byte is looked at once. Knows no characters.

use super::character::count_step;
use std::marker::PhantomData;

/// Bytes that are looked at together: as many as a word has bits.
const CHUNK: usize = 64;

/// A kind of byte that is looked for.
pub(crate) trait ByteSet {
    /// Tells whether a byte is of the kind.
    ///
    /// Should combine comparisons by `|` rather than `||`, so that it has no branches.
    fn has(byte: u8) -> bool;
}

/// Finds the bytes of a kind, moving forward.
#[derive(Debug)]
pub(crate) struct Scanner<'b, S> {
    bytes: &'b [u8],
    /// Where the current chunk starts, and one bit for each hit in it.
    start: usize,
    hits: u64,
    set: PhantomData<S>,
}

impl<'b, S: ByteSet> Scanner<'b, S> {
    /// Scans `bytes` from `start` on.
    pub(crate) fn new(bytes: &'b [u8], start: usize) -> Self {
        Self { bytes, start, hits: hits::<S>(bytes, start), set: PhantomData }
    }

    /// Returns the position of the first hit at or behind `at`, which must not go back.
    #[inline]
    pub(crate) fn next_from(&mut self, at: usize) -> Option<usize> {
        debug_assert!(at >= self.start, "a scanner moves forward");
        if at >= self.start + CHUNK {
            self.load(at);
        }
        let mut hits = self.hits & u64::MAX << (at - self.start);
        while hits == 0 {
            if self.start + CHUNK >= self.bytes.len() {
                return None;
            }
            self.load(self.start + CHUNK);
            hits = self.hits;
        }
        Some(self.start + hits.trailing_zeros() as usize)
    }

    fn load(&mut self, start: usize) {
        self.start = start;
        self.hits = hits::<S>(self.bytes, start);
    }
}

/// Returns one bit for each hit among the 64 bytes from `start` on.
fn hits<S: ByteSet>(bytes: &[u8], start: usize) -> u64 {
    count_step();
    let rest = bytes.get(start..).unwrap_or_default();
    if let Some(chunk) = rest.first_chunk::<CHUNK>() {
        return hits_of::<S>(chunk);
    }
    let mut chunk = [0; CHUNK];
    if let Some(target) = chunk.get_mut(..rest.len()) {
        target.copy_from_slice(rest);
    }
    hits_of::<S>(&chunk) & !(u64::MAX << rest.len())
}

fn hits_of<S: ByteSet>(chunk: &[u8; CHUNK]) -> u64 {
    let mut flags = [0_u8; CHUNK];
    for (flag, &byte) in flags.iter_mut().zip(chunk) {
        *flag = u8::from(S::has(byte));
    }
    // Gathers the lowest bits of eight bytes in the highest byte of their product with powers of two.
    let (words, _) = flags.as_chunks::<8>();
    words.iter().enumerate().fold(0, |hits, (index, word)| {
        let bits = u64::from_le_bytes(*word).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        hits | bits << (index * 8)
    })
}

#[cfg(test)]
mod tests {
    use super::{ByteSet, Scanner};

    struct Stops;

    impl ByteSet for Stops {
        fn has(byte: u8) -> bool {
            byte == b'.'
        }
    }

    struct All;

    impl ByteSet for All {
        fn has(_: u8) -> bool {
            true
        }
    }

    #[test]
    fn hits_are_found_in_order_in_chunks_and_in_the_rest() {
        let mut bytes = vec![b'a'; 200];
        let places = [0, 1, 31, 63, 64, 100, 127, 128, 191, 192, 199];
        for at in places {
            bytes[at] = b'.';
        }
        let mut scanner = Scanner::<Stops>::new(&bytes, 0);
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(next) = scanner.next_from(at) {
            found.push(next);
            at = next + 1;
        }
        assert_eq!(found, places);
    }

    #[test]
    fn a_start_and_jumps_are_kept() {
        let mut bytes = vec![b'a'; 300];
        bytes[5] = b'.';
        bytes[250] = b'.';
        let mut scanner = Scanner::<Stops>::new(&bytes, 10);
        assert_eq!(scanner.next_from(200), Some(250));
        assert_eq!(scanner.next_from(251), None);
        assert_eq!(Scanner::<Stops>::new(&bytes, 300).next_from(300), None);
        assert_eq!(Scanner::<Stops>::new(&[], 0).next_from(0), None);
        // What lies behind the end is no hit.
        let mut all = Scanner::<All>::new(b"abc", 0);
        assert_eq!((all.next_from(2), all.next_from(3)), (Some(2), None));
    }
}
