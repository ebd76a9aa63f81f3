//! Which words a list may hold, told by their length and last byte alone.
//!
//! Saves looking most words up. May say yes to a word that isn't listed, never no to one that is.

/// The lengths of a list's words (one bit each), by their last byte.
#[derive(Debug)]
pub(crate) struct WordShapes {
    lengths: [u64; 256],
}

impl Default for WordShapes {
    fn default() -> Self {
        Self { lengths: [0; 256] }
    }
}

impl WordShapes {
    /// Takes in a word of the list, in lower case.
    pub(crate) fn add(&mut self, word: &str) {
        let word = word.as_bytes();
        if let Some(&last) = word.last() {
            self.lengths[usize::from(last)] |= length_bit(word);
        }
    }

    /// Tells whether the list may hold a word; ASCII capitals count as small letters.
    pub(crate) fn may_hold(&self, word: &[u8]) -> bool {
        word.last().is_some_and(|last| {
            let last = last.to_ascii_lowercase();
            // The lower case of other letters may differ in length and bytes.
            !last.is_ascii() || self.lengths[usize::from(last)] & length_bit(word) != 0
        })
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
        assert!(!shapes.may_hold(b"profs") && !shapes.may_hold(b"stop") && !shapes.may_hold(b""));
    }
}
