//! How many of a text's words are in each language's lists.
//!
//! Stop words of our languages of the Latin script, and `data/language_words.txt` for them and for
//! their relatives. Decides nothing.

use crate::text::stop_words::list;
use crate::text::term::normalise;
use crate::text::word_list::entries;
use crate::text::{KeyTable, Language, Reused, Span, WordKey};
use std::sync::LazyLock;

/// About how many words the lists hold.
const N_WORDS: usize = 1 << 13;

/// The languages of the Latin script that vote.
pub(super) static VOTERS: LazyLock<Voters> = LazyLock::new(Voters::new);

/// Languages with their words.
pub(super) struct Voters {
    /// The languages' codes; their positions number the votes.
    pub(super) codes: Vec<&'static str>,
    /// For each word the languages that have it, one bit each.
    words: KeyTable<u64>,
}

impl Voters {
    fn new() -> Self {
        let mut voters = Self { codes: Vec::new(), words: KeyTable::with_capacity(N_WORDS) };
        for language in Language::ALL {
            if !matches!(
                language,
                Language::Arabic | Language::Greek | Language::Russian | Language::Tamil
            ) {
                voters.add(language.code(), list(language).into_iter());
            }
        }
        for line in entries(include_str!("../../../data/language_words.txt")) {
            if let Some((code, words)) = line.split_once(':') {
                voters.add(code, words.split_whitespace());
            }
        }
        voters
    }

    fn add(&mut self, code: &'static str, list: impl Iterator<Item = &'static str>) {
        let position = self.codes.iter().position(|known| *known == code).unwrap_or_else(|| {
            self.codes.push(code);
            self.codes.len() - 1
        });
        let mut key = String::new();
        for word in list {
            normalise(word, None, &mut key);
            if key.chars().nth(1).is_some() {
                let key = WordKey::of(key.as_bytes());
                *self.words.get_or_insert_with(key, || 0) |= 1 << position;
            }
        }
    }
}

/// The key of a word as the lists are written; `buffer` is for words that take longer.
fn key_of(word: &str, buffer: &mut String) -> WordKey {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return WordKey::of_ascii(word.as_bytes()).0;
    }
    normalise(word, None, buffer);
    WordKey::of(buffer.as_bytes())
}

/// The votes of a text's words.
pub(super) struct Tally {
    votes: [f64; 64],
    /// Share of the words that are in any list.
    pub(super) share: f64,
    /// The language of most votes, as its position.
    pub(super) first: usize,
    /// The language of most votes but one.
    pub(super) second: usize,
}

impl Tally {
    /// Counts the votes of words, given as spans of the sample; O(number of words).
    pub(super) fn of(sample: &str, words: impl Iterator<Item = Span>) -> Self {
        let mut votes = [0.0_f64; 64];
        let (mut total, mut n_listed) = (0_u32, 0_u32);
        let mut key: Reused<String> = Reused::new();
        for span in words {
            let word = span.slice(sample).unwrap_or_default();
            total += 1;
            let Some(&mask) = VOTERS.words.get(key_of(word, &mut key)) else { continue };
            n_listed += 1;
            // A word that many languages have says little about which one it is.
            let weight = 1.0 / f64::from(mask.count_ones());
            let mut rest = mask;
            while rest != 0 {
                if let Some(vote) = votes.get_mut(rest.trailing_zeros() as usize) {
                    *vote += weight;
                }
                rest &= rest - 1;
            }
        }
        let (mut first, mut second) = (0, 1);
        for position in 1..votes.len() {
            let vote = |at: usize| votes.get(at).copied().unwrap_or(0.0);
            if vote(position) > vote(first) {
                second = first;
                first = position;
            } else if vote(position) > vote(second) || second == first {
                second = position;
            }
        }
        Self { votes, share: f64::from(n_listed) / f64::from(total.max(1)), first, second }
    }

    /// Returns the votes of the language at a position.
    pub(super) fn votes(&self, position: usize) -> f64 {
        self.votes.get(position).copied().unwrap_or(0.0)
    }

    /// Lead of the first over the second, as a share of the first's votes.
    pub(super) fn margin(&self) -> f64 {
        (self.votes(self.first) - self.votes(self.second))
            / self.votes(self.first).max(f64::MIN_POSITIVE)
    }

    /// Returns the votes of a language by its code; none if it isn't among the voters.
    pub(super) fn votes_of(&self, code: &str) -> f64 {
        VOTERS
            .codes
            .iter()
            .position(|known| *known == code)
            .map_or(0.0, |position| self.votes(position))
    }
}
