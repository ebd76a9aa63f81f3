//! A short word in lower case, without allocation.
//!
//! Folds the letters in which the word lists are written. Knows no list.

use super::Reused;

/// Longest word that is folded, in bytes; no listed word is longer.
const MAX_BYTES: usize = 48;

/// Returns a character in lower case, as the word lists write it.
pub(crate) fn fold(c: char) -> impl Iterator<Item = char> {
    let (one, lower) = match c {
        'ș' | 'Ș' => (Some('ş'), None),
        'ț' | 'Ț' => (Some('ţ'), None),
        'İ' => (Some('i'), None),
        '’' => (Some('\''), None),
        _ => (None, Some(c.to_lowercase())),
    };
    one.into_iter().chain(lower.into_iter().flatten())
}

/// Returns a text in lower case, in reused room.
pub(crate) fn lower_case(text: &str) -> Reused<String> {
    let mut lower = Reused::<String>::new();
    if text.is_ascii() {
        lower.push_str(text);
        lower.make_ascii_lowercase();
    } else {
        // Only `str::to_lowercase` knows the final sigma.
        lower.push_str(&text.to_lowercase());
    }
    lower
}

/// A word in lower case, on the stack.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lower {
    bytes: [u8; MAX_BYTES],
    length: usize,
}

impl Lower {
    /// Folds a word; one that is too long becomes empty.
    pub(crate) fn of(word: &str) -> Self {
        let mut lower = Self { bytes: [0; MAX_BYTES], length: 0 };
        if word.len() <= MAX_BYTES && word.is_ascii() {
            if let Some(target) = lower.bytes.get_mut(..word.len()) {
                target.copy_from_slice(word.as_bytes());
                target.make_ascii_lowercase();
                lower.length = word.len();
            }
            return lower;
        }
        if !word.chars().flat_map(fold).all(|c| lower.push(c)) {
            lower.length = 0;
        }
        lower
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    fn push(&mut self, c: char) -> bool {
        let end = self.length + c.len_utf8();
        match self.bytes.get_mut(self.length..end) {
            Some(target) => {
                c.encode_utf8(target);
                self.length = end;
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lower;

    #[test]
    fn words_are_folded_and_long_ones_are_empty() {
        assert_eq!(Lower::of("Mr").as_str(), "mr");
        assert_eq!(Lower::of("Și").as_str(), "şi");
        assert_eq!(Lower::of("C’EST").as_str(), "c'est");
        assert_eq!(Lower::of(&"Ä".repeat(40)).as_str(), "");
        assert_eq!(Lower::of(&"a".repeat(49)).as_str(), "");
    }
}
