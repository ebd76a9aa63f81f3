//! What stands at a place of a sentence: total look-ups over its tokens.
//!
//! Every query answers "no" outside the sentence, so that rules can look ahead and behind freely.
//! Depends on `token`; `verb` and `attribution` add the grammar.

use super::lexicon::Class;
use super::token::Inside;
use super::tokens::Tokens;
use super::verb::Finite;
use crate::text::List;
use std::cell::Cell;
use std::ops::Range;

/// A sentence, or what is left of it, with the reading of each token as a verb.
#[derive(Debug, Clone, Default)]
pub(super) struct Clause<'t> {
    pub(super) tokens: Tokens<'t>,
    /// Each token's reading, once it was asked for.
    finite: List<Cell<Option<Finite>>>,
}

impl<'t> Clause<'t> {
    pub(super) fn new(tokens: impl Into<Tokens<'t>>) -> Self {
        let tokens = tokens.into();
        let finite = List::filled(Cell::new(None), tokens.len());
        Self { tokens, finite }
    }

    /// The clause without the tokens in `removals`, which ascend and don't overlap.
    pub(super) fn without(&self, removals: &[Range<usize>]) -> Self {
        let mut tokens = Tokens::new();
        let mut at = 0;
        for range in removals {
            tokens.extend_from_slice(self.tokens.get(at..range.start).unwrap_or_default());
            at = range.end;
        }
        tokens.extend_from_slice(self.tokens.get(at..).unwrap_or_default());
        Self::new(tokens)
    }

    /// The clause's tokens in `range` only.
    pub(super) fn part(&self, range: Range<usize>) -> Self {
        Self::new(self.tokens.get(range).unwrap_or_default())
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The token's text in lower case; empty outside the sentence.
    pub(super) fn word(&self, i: usize) -> &'t str {
        self.tokens.get(i).map_or("", |token| token.lower)
    }

    pub(super) fn is(&self, i: usize, word: &str) -> bool {
        self.word(i) == word
    }

    pub(super) fn is_one_of(&self, i: usize, words: &[&str]) -> bool {
        words.contains(&self.word(i))
    }

    pub(super) fn class(&self, i: usize) -> Class {
        self.tokens.get(i).map_or(Class::default(), |token| token.class)
    }

    pub(super) fn has(&self, i: usize, class: Class) -> bool {
        self.class(i).any(class)
    }

    /// Whether a word in lower case without an article stands here: no subject begins with it, unless
    /// it is a plural.
    pub(super) fn is_bare_noun(&self, i: usize) -> bool {
        const OPENERS: Class = Class::CAPITAL
            .or(Class::DETERMINER)
            .or(Class::NUMBER)
            .or(Class::PRONOUN)
            .or(Class::IN_S);
        self.is_word(i) && !self.has(i, OPENERS)
    }

    pub(super) fn is_word(&self, i: usize) -> bool {
        self.has(i, Class::WORD)
    }

    /// Whether the token stands outside quotation marks and brackets.
    pub(super) fn is_open(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|token| token.inside == Inside::Sentence)
    }

    pub(super) fn is_quoted(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|token| token.inside == Inside::Quote)
    }

    /// How the token reads as a verb; [`Finite::No`] outside the sentence.
    pub(super) fn finite(&self, i: usize) -> Finite {
        let Some(known) = self.finite.get(i) else { return Finite::No };
        known.get().unwrap_or_else(|| {
            let finite = self.read_finite(i);
            known.set(Some(finite));
            finite
        })
    }

    pub(super) fn is_finite(&self, i: usize) -> bool {
        self.finite(i) != Finite::No
    }

    /// Whether the token opens a noun phrase: a determiner, a name or a number.
    pub(super) fn opens_noun_phrase(&self, i: usize) -> bool {
        self.has(i, Class::DETERMINER.or(Class::CAPITAL).or(Class::NUMBER))
    }

    pub(super) fn any(&self, range: Range<usize>, class: Class) -> bool {
        range.into_iter().any(|i| self.has(i, class))
    }

    pub(super) fn any_word(&self, range: Range<usize>, words: &[&str]) -> bool {
        range.into_iter().any(|i| self.is_one_of(i, words))
    }

    pub(super) fn any_finite(&self, range: Range<usize>, at_least: Finite) -> bool {
        range.into_iter().any(|i| self.finite(i) >= at_least)
    }

    /// A comma outside quotation marks.
    pub(super) fn is_comma(&self, i: usize) -> bool {
        self.is(i, ",") && self.is_open(i)
    }

    /// A dash that separates: alone between blanks, or a long one; or the `?` that stands for a lost one.
    pub(super) fn is_dash(&self, i: usize) -> bool {
        match self.word(i) {
            "—" => true,
            "?" => i > 0 && i + 1 < self.len() && self.is_spaced(i) && self.is_spaced(i + 1),
            "-" | "–" => {
                i == 0 || i + 1 >= self.len() || (self.is_spaced(i) && self.is_spaced(i + 1))
            }
            run => run.len() > 1 && run.bytes().all(|b| b == b'-'),
        }
    }

    /// Whether a blank stands before the token in the text.
    pub(super) fn is_spaced(&self, i: usize) -> bool {
        match (self.tokens.get(i.wrapping_sub(1)), self.tokens.get(i)) {
            (Some(before), Some(token)) => before.span.end() < token.span.start(),
            _ => false,
        }
    }

    /// A comma, colon or semicolon.
    pub(super) fn is_point(&self, i: usize) -> bool {
        self.is_one_of(i, &[",", ";", ":"])
    }

    /// A mark between parts of the sentence: comma, colon, semicolon or dash.
    pub(super) fn is_break(&self, i: usize) -> bool {
        self.is_point(i) || self.is_dash(i)
    }

    /// Whether the comma opens the second of two names of a place (`Hallen, Norvale, ...`): it
    /// parts nothing.
    pub(super) fn opens_place(&self, i: usize) -> bool {
        const FIRST_OF_TWO: [&str; 16] = [
            "new", "north", "south", "east", "west", "northern", "southern", "eastern", "western",
            "saudi", "sri", "united", "costa", "el", "hong", "rhode",
        ];
        let is_name = |j: usize| self.has(j, Class::CAPITAL) && !self.has(j, Class::FUNCTION);
        if !(self.is_comma(i) && i > 0 && is_name(i - 1) && is_name(i + 1)) {
            return false;
        }
        let length = if self.is_one_of(i + 1, &FIRST_OF_TWO) { 2 } else { 1 };
        (i + 2..=i + length).all(is_name) && self.is_comma(i + 1 + length)
    }

    /// The next comma that parts something.
    pub(super) fn next_comma(&self, from: usize) -> Option<usize> {
        (from..self.len()).find(|&i| self.is_comma(i) && !self.opens_place(i))
    }

    /// The next comma, colon or semicolon, or the end.
    pub(super) fn next_point(&self, from: usize) -> usize {
        (from..self.len()).find(|&i| self.is_point(i)).unwrap_or(self.len())
    }
}
