//! What a word is known by: a hash of its letters.
//!
//! Told from eight letters at a time. Two words with one key are taken for the same word, which no
//! text happens to have and which harms nothing but its own result.

/// A hash of a word in lower case: equal words have equal keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(crate) struct WordKey(pub(crate) u64);

impl WordKey {
    /// Hashes a word's bytes, eight at a time.
    pub(crate) fn of(word: &[u8]) -> Self {
        let mut hash = word.len() as u64;
        for chunk in word.chunks(8) {
            hash = (hash ^ block(chunk)).wrapping_mul(MULTIPLIER);
            hash ^= hash >> 29;
        }
        Self(hash.wrapping_mul(MULTIPLIER))
    }

    /// Returns the key of an ASCII word's lower case and the number of its capitals.
    pub(crate) fn of_ascii(word: &[u8]) -> (Self, u32) {
        let mut hash = word.len() as u64;
        let mut n_capitals = 0;
        for chunk in word.chunks(8) {
            let letters = block(chunk);
            // The high bit of each byte tells whether it is a capital: at least A, at most Z.
            let capitals =
                (letters + repeat(0x80 - b'A')) & !(letters + repeat(0x7F - b'Z')) & repeat(0x80);
            n_capitals += capitals.count_ones();
            hash = (hash ^ (letters | capitals >> 2)).wrapping_mul(MULTIPLIER);
            hash ^= hash >> 29;
        }
        (Self(hash.wrapping_mul(MULTIPLIER)), n_capitals)
    }
}

/// 2^64 divided by the golden ratio: spreads neighbouring numbers over all bits (Knuth 1973, "The Art
/// of Computer Programming", volume 3, section 6.4).
const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

/// Reads up to eight bytes as a number, the first one lowest.
pub(crate) fn block(chunk: &[u8]) -> u64 {
    if let Ok(bytes) = <[u8; 8]>::try_from(chunk) {
        return u64::from_le_bytes(bytes);
    }
    // The halves overlap where they hold the same bytes.
    let shift = |n_bytes: usize| 8 * (chunk.len() - n_bytes);
    match (chunk.first_chunk::<4>(), chunk.last_chunk::<4>()) {
        (Some(first), Some(last)) => {
            u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << shift(4)
        }
        _ => match (chunk.first_chunk::<2>(), chunk.last_chunk::<2>()) {
            (Some(first), Some(last)) => {
                u64::from(u16::from_le_bytes(*first))
                    | u64::from(u16::from_le_bytes(*last)) << shift(2)
            }
            _ => chunk.first().map_or(0, |&byte| u64::from(byte)),
        },
    }
}

/// The byte in all eight places.
const fn repeat(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

#[cfg(test)]
mod tests {
    use super::WordKey;

    #[test]
    fn the_key_of_an_ascii_word_is_that_of_its_lower_case() {
        for word in ["a", "Z", "@[`{", "McDonald", "USA-2026_x'", "HARBOURMASTER"] {
            let lower = word.to_ascii_lowercase();
            let n_capitals = word.bytes().filter(u8::is_ascii_uppercase).count();
            let (key, found) = WordKey::of_ascii(word.as_bytes());
            assert_eq!(key, WordKey::of(lower.as_bytes()), "{word}");
            assert_eq!(found as usize, n_capitals, "{word}");
        }
    }

    #[test]
    fn keys_tell_words_apart_by_every_byte() {
        assert_ne!(WordKey::of(b"abcdefgh"), WordKey::of(b"abcdefghi"));
        assert_ne!(WordKey::of(b"ab"), WordKey::of(b"ba"));
    }
}
