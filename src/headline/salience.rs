//! How much of the story each of its words carries: its weighted frequency, the weight of a sentence
//! decaying with its position.

use super::clause::Clause;
use super::lexicon::{Class, Lexicon};
use super::token::{Source, Token, for_each_word};
use crate::text::Document;
use foldhash::fast::FixedState;
use std::collections::HashMap;

/// How fast a sentence's weight falls with its position in the story: by e every so many sentences.
const DECAY_SENTENCES: f64 = 8.0;
/// Sentences behind this one weigh under e^-6 and are left out.
const MAX_SENTENCES: usize = 48;

/// The weighted frequency of the story's words.
pub(super) struct Salience<'t> {
    weights: HashMap<&'t str, f64, FixedState>,
    max: f64,
    has_lists: bool,
}

impl<'t> Salience<'t> {
    /// Weighs the words of a story; linear in its length. `has_lists`: the stop words are English.
    pub(super) fn of(document: &Document<'t>, source: Source<'t>, has_lists: bool) -> Self {
        let sentences = document.sentences().iter().take(MAX_SENTENCES);
        let n_terms = sentences.clone().map(|sentence| document.terms(sentence).len()).sum();
        let weights = HashMap::with_capacity_and_hasher(n_terms, FixedState::default());
        let mut salience = Self { weights, max: 0.0, has_lists };
        let mut weight = 1.0;
        for sentence in sentences {
            for_each_word(source, sentence.span, |word| {
                if let Some(key) = key(word, has_lists) {
                    *salience.weights.entry(key).or_insert(0.0) += weight;
                }
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

    /// The key of a token; its classes are known, so the lists aren't asked again.
    fn key_of(&self, token: &Token<'t>) -> Option<&'t str> {
        let is_stop = self.has_lists && token.class.any(Class::STOP);
        if is_stop { None } else { bare(token.lower, self.has_lists) }
    }

    /// Weighs the tokens of a draft, whose versions are parts of it.
    pub(super) fn weigh(&self, clause: &Clause<'t>) -> TokenWeights {
        let n_tokens = clause.tokens.last().map_or(0, |token| token.index as usize + 1);
        let mut by_index = vec![None; n_tokens];
        let mut seen: Vec<&str> = Vec::with_capacity(clause.len());
        for token in clause.tokens.iter().filter(|token| token.is_word()) {
            let Some(key) = self.key_of(token) else { continue };
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
    by_index: Vec<Option<(usize, f64)>>,
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

/// The word without genitive and plural; `None` for words that tell nothing of the subject.
fn key(word: &str, has_lists: bool) -> Option<&str> {
    let is_stop = has_lists && Lexicon::english().classes(word).any(Class::STOP);
    if is_stop { None } else { bare(word, has_lists) }
}

/// The word without genitive and plural; `None` for words that are too short.
fn bare(word: &str, has_lists: bool) -> Option<&str> {
    if word.len() < 2 {
        return None;
    }
    if !has_lists {
        return (word.len() > 3).then_some(word);
    }
    let word = word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word);
    let is_plural = word.len() > 4 && word.ends_with('s') && !word.ends_with("ss");
    Some(if is_plural { word.get(..word.len() - 1).unwrap_or(word) } else { word })
}
