//! Where the bytes of a kind stand: the inner loop of all scanners.
//!
//! Looks at 64 bytes at once, in a form that compilers turn into vector instructions, and keeps the
//! hits as bits of one word, so that each byte is looked at once. Knows no characters.

/// Bytes that are looked at together: as many as a word has bits.
const CHUNK: usize = 64;

/// Finds the bytes that `is_hit` accepts, moving forward.
///
/// `is_hit` must reject 0, and should combine comparisons by `|` rather than `||`, so that it has no
/// branches.
#[derive(Debug)]
pub(crate) struct Scanner<'b, F> {
    bytes: &'b [u8],
    is_hit: F,
    /// Where the current chunk starts, and one bit for each hit in it.
    start: usize,
    hits: u64,
}

impl<'b, F: Fn(u8) -> bool> Scanner<'b, F> {
    /// Scans `bytes` from `start` on.
    pub(crate) fn new(bytes: &'b [u8], start: usize, is_hit: F) -> Self {
        let hits = hits(bytes, start, &is_hit);
        Self { bytes, is_hit, start, hits }
    }

    /// Returns the position of the first hit at or behind `at`, which must not go back.
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
        self.hits = hits(self.bytes, start, &self.is_hit);
    }
}

/// Returns one bit for each hit among the 64 bytes from `start` on.
fn hits(bytes: &[u8], start: usize, is_hit: impl Fn(u8) -> bool) -> u64 {
    let rest = bytes.get(start..).unwrap_or_default();
    if let Some(chunk) = rest.first_chunk::<CHUNK>() {
        return hits_of(chunk, is_hit);
    }
    let mut chunk = [0; CHUNK];
    if let Some(target) = chunk.get_mut(..rest.len()) {
        target.copy_from_slice(rest);
    }
    hits_of(&chunk, is_hit)
}

fn hits_of(chunk: &[u8; CHUNK], is_hit: impl Fn(u8) -> bool) -> u64 {
    let mut flags = [0_u8; CHUNK];
    for (flag, &byte) in flags.iter_mut().zip(chunk) {
        *flag = u8::from(is_hit(byte));
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
    use super::Scanner;

    #[test]
    fn hits_are_found_in_order_in_chunks_and_in_the_rest() {
        let mut bytes = vec![b'a'; 200];
        let places = [0, 1, 31, 63, 64, 100, 127, 128, 191, 192, 199];
        for at in places {
            bytes[at] = b'.';
        }
        let mut scanner = Scanner::new(&bytes, 0, |byte| byte == b'.');
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
        let mut scanner = Scanner::new(&bytes, 10, |byte| byte == b'.');
        assert_eq!(scanner.next_from(200), Some(250));
        assert_eq!(scanner.next_from(251), None);
        assert_eq!(Scanner::new(&bytes, 300, |byte| byte == b'.').next_from(300), None);
        assert_eq!(Scanner::new(&[], 0, |byte| byte == b'.').next_from(0), None);
    }
}
