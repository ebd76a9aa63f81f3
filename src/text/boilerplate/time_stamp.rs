//! Is a line nothing but a date or a time?

use super::line::{Line, MAX_LINE_WORDS};
use crate::text::WordList;
use crate::text::dateline::is_month;
use crate::text::lower::lower_case;
use crate::text::word_list::entries;
use std::sync::LazyLock;

impl Line<'_> {
    /// Nothing but a date or a time, perhaps behind a label: `Updated: 14 Sept 2016, 09:15`.
    pub(super) fn is_time_stamp(&self) -> bool {
        let is_numeric = |index| self.word(index).starts_with(char::is_numeric);
        if self.words.len() > MAX_LINE_WORDS || !(0..self.words.len()).any(is_numeric) {
            return false;
        }
        let (label_end, has_label) = match self
            .text
            .char_indices()
            .find(|&(_, c)| c == ':' || c == '：')
        {
            Some((at, _))
                if !self.text.get(..at).unwrap_or_default().ends_with(|c: char| c.is_numeric()) =>
            {
                (at, true)
            }
            _ => (0, false),
        };
        let n_label = self.words.iter().filter(|span| span.end() <= label_end).count();
        if n_label > 4 {
            return false;
        }
        let (mut n_numbers, mut n_months, mut n_others) = (0, 0, 0);
        let mut is_dated = false;
        for index in n_label..self.words.len() {
            let word = self.word(index);
            let lower = lower_case(word);
            if word.chars().next().is_some_and(char::is_numeric) {
                n_numbers += 1;
                is_dated |= is_year(word) || word.contains(['.', '-']) && word.len() >= 6;
            } else if is_month(lower.trim_end_matches('.')) {
                n_months += 1;
            } else if is_time_word(&lower) {
            } else {
                n_others += 1;
            }
        }
        let has_clock = self.text.as_bytes().windows(4).any(|window| {
            matches!(window, [a, b':' | b'.' | b'h', b, c] if a.is_ascii_digit() && b.is_ascii_digit() && c.is_ascii_digit())
        });
        let is_full_date = n_months > 0 && (n_numbers >= 2 || n_numbers == 1 && !self.is_closed)
            || n_numbers >= 3 && is_dated
            || is_dated && n_numbers >= 1 && has_clock;
        let is_time_only = has_label && has_clock && n_numbers >= 2;
        // One word more may be a weekday or an edition's name.
        let n_allowed = if has_label { 2 } else { 1 };
        n_numbers > 0
            && n_others <= n_allowed
            && (is_full_date || is_time_only)
            && !(self.is_closed && n_others > 0)
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Tells whether a word belongs to dates and clock times in one of the languages.
pub(crate) fn is_time_word(lower: &str) -> bool {
    static TIME_WORDS: LazyLock<WordList<'static>> = LazyLock::new(|| {
        WordList::from_words(
            entries(include_str!("../../../data/time_words.txt")).flat_map(str::split_whitespace),
        )
    });
    TIME_WORDS.contains(lower)
}
