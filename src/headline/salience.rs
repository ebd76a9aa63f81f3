//! How much of the story each of its words carries: its weighted frequency, the weight of a sentence
//! decaying with its position.

use super::clause::Clause;
use super::known_words::{KnownWords, subject_key};
use super::token::{Source, Token};
use crate::text::{Document, KeyTable, List, WordKey};

/// How fast a sentence's weight falls with its position in the story: by e every so many sentences.
const DECAY_SENTENCES: f64 = 8.0;
/// Sentences behind this one weigh under e^-6 and are left out.
const MAX_SENTENCES: usize = 48;

/// The weighted frequency of the story's words.
pub(super) struct Salience {
    weights: KeyTable<f64>,
    max: f64,
    has_lists: bool,
}

impl Salience {
    /// Weighs the words of a story; linear in its length. `has_lists`: the stop words are English.
    pub(super) fn of(document: &Document<'_>, source: Source<'_>, has_lists: bool) -> Self {
        let sentences = document.sentences().iter().take(MAX_SENTENCES);
        let n_terms = sentences.clone().map(|sentence| document.terms(sentence).len()).sum();
        let mut salience = Self { weights: KeyTable::with_capacity(n_terms), max: 0.0, has_lists };
        let mut words = KnownWords::of(document);
        let mut weight = 1.0;
        for sentence in sentences {
            words.for_each_key(source, sentence.span, |key| {
                *salience.weights.get_or_insert_with(key, || 0.0) += weight;
            });
            weight *= (-1.0 / DECAY_SENTENCES).exp();
        }
        salience.max = salience.weights.values().fold(0.0, |max: f64, &weight| max.max(weight));
        salience
    }

    /// The weight of the most salient word.
    pub(super) fn max(&self) -> f64 {
        self.max
    }

    /// Weighs the tokens of a draft, whose versions are parts of it.
    pub(super) fn weigh(&self, clause: &Clause<'_>) -> TokenWeights {
        let n_tokens = clause.tokens.last().map_or(0, |token| token.index as usize + 1);
        let mut by_index = List::filled(None, n_tokens);
        let mut seen: List<WordKey> = List::new();
        for token in clause.tokens.iter().filter(|token| token.is_word()) {
            let key = subject_key(token.lower, token.class, self.has_lists);
            let Some(key) = key else { continue };
            let number = seen.iter().position(|&other| other == key).unwrap_or(seen.len());
            if number == seen.len() {
                seen.push(key);
            }
            let weight = self.weights.get(key).copied().unwrap_or(0.0);
            if let Some(slot) = by_index.get_mut(token.index as usize) {
                *slot = Some((number, weight));
            }
        }
        TokenWeights { by_index }
    }
}

/// The salience of the words of one draft.
pub(super) struct TokenWeights {
    /// For each token's index the number of the distinct word and its weight.
    by_index: List<Option<(usize, f64)>>,
}

impl TokenWeights {
    /// The summed weight of the distinct words among some of the tokens, and their number.
    pub(super) fn sum(&self, tokens: &[Token<'_>]) -> (f64, u32) {
        // A draft has at most 121 tokens.
        let mut seen = 0_u128;
        let mut sum = 0.0;
        for token in tokens {
            if let Some(&Some((number, weight))) = self.by_index.get(token.index as usize)
                && seen >> number & 1 == 0
            {
                seen |= 1 << number;
                sum += weight;
            }
        }
        (sum, seen.count_ones())
    }
}
