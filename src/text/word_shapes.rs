//! Which words a list may hold, told by their length, first and last byte alone.
//!
//! Saves looking most words up. May say yes to a word that isn't listed, never no to one that is.

/// The lengths of a list's words (one bit each), by their first and their last byte.
#[derive(Debug)]
pub(crate) struct WordShapes {
    by_first: [u64; 256],
    by_last: [u64; 256],
}

impl Default for WordShapes {
    fn default() -> Self {
        Self { by_first: [0; 256], by_last: [0; 256] }
    }
}

impl WordShapes {
    /// Takes in a word of the list, in lower case.
    pub(crate) fn add(&mut self, word: &str) {
        let word = word.as_bytes();
        if let (Some(&first), Some(&last)) = (word.first(), word.last()) {
            self.by_first[usize::from(first)] |= length_bit(word);
            self.by_last[usize::from(last)] |= length_bit(word);
        }
    }

    /// Tells whether the list may hold a word; ASCII capitals count as small letters.
    pub(crate) fn may_hold(&self, word: &[u8]) -> bool {
        let (Some(first), Some(last)) = (word.first(), word.last()) else { return false };
        // The lower case of letters beyond ASCII may differ in length and bytes.
        let lengths = |by_byte: &[u64; 256], byte: &u8| match byte.to_ascii_lowercase() {
            byte if byte.is_ascii() => by_byte[usize::from(byte)],
            _ => u64::MAX,
        };
        lengths(&self.by_first, first) & lengths(&self.by_last, last) & length_bit(word) != 0
    }
}

fn length_bit(word: &[u8]) -> u64 {
    1 << word.len().min(63)
}

#[cfg(test)]
mod tests {
    use super::WordShapes;

    #[test]
    fn listed_words_pass_and_most_others_do_not() {
        let mut shapes = WordShapes::default();
        shapes.add("prof");
        shapes.add("str");
        assert!(shapes.may_hold(b"prof") && shapes.may_hold(b"PROF") && shapes.may_hold(b"str"));
        assert!(
            !shapes.may_hold(b"profs")
                && !shapes.may_hold(b"stop")
                && !shapes.may_hold(b"tor")
                && !shapes.may_hold(b"")
        );
    }
}
