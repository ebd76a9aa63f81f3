//! Word lists as data: plain text files, one entry a line, embedded into the binary.
//!
//! Lines that start with `#` carry origin and licence and are skipped, as are blank lines.

use foldhash::fast::FixedState;
use std::collections::HashSet;

/// A set of entries read from an embedded list file.
///
/// Look-up is by the exact entry; lists are written in lower case unless they say otherwise.
#[derive(Debug, Default)]
pub(crate) struct WordList<'d> {
    entries: HashSet<&'d str, FixedState>,
}

impl<'d> WordList<'d> {
    /// Reads a list file's text, one entry a line; O(length of the file).
    pub(crate) fn parse(data: &'d str) -> Self {
        Self { entries: entries(data).collect() }
    }

    /// Makes a set of the given words.
    pub(crate) fn from_words(words: impl IntoIterator<Item = &'d str>) -> Self {
        Self { entries: words.into_iter().collect() }
    }

    /// Tells whether `word` is in the list.
    pub(crate) fn contains(&self, word: &str) -> bool {
        self.entries.contains(word)
    }
}

/// Iterates over the entries of a list file in their order.
pub(crate) fn entries(data: &str) -> impl Iterator<Item = &str> {
    data.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Iterates over `(section, word)` in the order of a list file with several words a line.
///
/// `[name]` opens a section; words before the first one belong to the section "".
pub(crate) fn sections(data: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut section = "";
    entries(data).flat_map(move |line| {
        let name = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        section = name.unwrap_or(section);
        let words = if name.is_some() { "" } else { line };
        words.split_whitespace().map(move |word| (section, word))
    })
}

#[cfg(test)]
mod tests {
    use super::{WordList, sections};

    #[test]
    fn words_belong_to_the_section_above_them() {
        let data = "# origin\nloose\n[one]\na b\n\n[two]\n# note\nc";
        let words: Vec<_> = sections(data).collect();
        assert_eq!(words, [("", "loose"), ("one", "a"), ("one", "b"), ("two", "c")]);
    }

    #[test]
    fn comments_and_blank_lines_are_no_entries() {
        let list = WordList::parse("# origin: own work\n\nhe\n she \n");
        assert!(list.contains("he") && list.contains("she"));
        assert!(!list.contains("") && !list.contains("# origin: own work"));
    }
}
