//! What must be known of the whole story before its words can be told apart.

use super::lexicon::{Class, Lexicon};
use super::tokens::{Marks, Token, read_tokens};
use crate::score::salience::SALIENCE_DECAY;
use crate::text::{Document, Language, Span, TermId};

/// A sentence of so many terms or more whose terms nearly all have capitals is a heading.
const MIN_HEADING_TERMS: u32 = 6;

/// How a term is written in the story.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_field_names, reason = "counts start with n_")]
pub(super) struct Case {
    /// Mentions in small letters.
    pub(super) n_small: u32,
    /// Mentions with a capital where small letters could stand.
    pub(super) n_capital: u32,
    /// All mentions.
    pub(super) n_mentions: u32,
}

/// The story's tokens with what is known of them.
#[derive(Debug)]
pub(super) struct Story<'d, 't> {
    pub(super) document: &'d Document<'t>,
    pub(super) language: Option<Language>,
    pub(super) lexicon: &'static Lexicon,
    pub(super) tokens: Vec<Token>,
    cases: Vec<Case>,
    directions: Vec<TermId>,
    /// For each sentence, whether its capitals tell nothing.
    is_heading: Vec<bool>,
    /// For each sentence, what a mention in it weighs.
    weights: Vec<f64>,
}

impl<'d, 't> Story<'d, 't> {
    /// Reads a document; linear in its length.
    pub(super) fn read(document: &'d Document<'t>) -> Self {
        let mut tokens = read_tokens(document);
        let language = document.language().rules;
        let lexicon = Lexicon::of(language);
        let n_sentences = document.sentences().len();
        let mut cases = vec![Case::default(); document.n_terms()];
        let mut counts = vec![(0_u32, 0_u32); n_sentences];
        let mut directions = Vec::new();
        for token in &tokens {
            let case = &mut cases[token.term.index()];
            case.n_mentions += 1;
            let is_capital = token.marks.has(Marks::CAPITAL);
            if !is_capital {
                case.n_small += 1;
            } else if !token.marks.has(Marks::OPENING) {
                case.n_capital += 1;
            }
            let count = &mut counts[token.sentence as usize];
            count.0 += u32::from(is_capital);
            count.1 += 1;
        }
        for token in &mut tokens {
            let is_repeated = cases[token.term.index()].n_mentions > 1;
            if is_repeated || token.marks.has(Marks::CAPITAL) {
                let class = lexicon.get(document.slice(token.span));
                if class.any(Class::DIRECTION) && !directions.contains(&token.term) {
                    directions.push(token.term);
                }
                token.class = Some(class);
            }
        }
        let is_heading = counts
            .iter()
            .map(|&(capitals, n)| n >= MIN_HEADING_TERMS && capitals * 10 >= n * 9)
            .collect();
        let fade = (-1.0 / SALIENCE_DECAY).exp();
        let weights = std::iter::successors(Some(1.0), |weight| Some(weight * fade));
        let weights = weights.take(n_sentences).collect();
        Self { document, language, lexicon, tokens, cases, directions, is_heading, weights }
    }

    /// Returns how a term is written in the story.
    pub(super) fn case(&self, term: TermId) -> Case {
        self.cases.get(term.index()).copied().unwrap_or_default()
    }

    /// Returns the class of a token's word.
    pub(super) fn class(&self, token: &Token) -> Class {
        token.class.unwrap_or_else(|| self.lexicon.get(self.document.slice(token.span)))
    }

    /// Returns the class of the word before a token.
    pub(super) fn class_before(&self, token: &Token) -> Class {
        let before = (token.word as usize).checked_sub(1);
        let word = before.and_then(|before| self.words(token).get(before));
        word.map_or(Class::default(), |&word| self.lexicon.get(self.document.slice(word)))
    }

    /// Returns the class of the word behind a token if only a space parts them.
    pub(super) fn class_behind(&self, token: &Token) -> Class {
        let behind = self.words(token).get(token.word as usize + 1);
        behind
            .filter(|behind| behind.start() == token.span.end() + 1)
            .map_or(Class::default(), |&word| self.lexicon.get(self.document.slice(word)))
    }

    pub(super) fn is_in_title(&self, term: TermId) -> bool {
        self.document.title_terms().binary_search(&term).is_ok()
    }

    pub(super) fn is_direction(&self, term: TermId) -> bool {
        self.directions.contains(&term)
    }

    /// Tells whether a sentence is written in capitals.
    pub(super) fn is_all_capitals(&self, sentence: u32) -> bool {
        self.is_heading.get(sentence as usize).copied().unwrap_or_default()
    }

    /// Returns what a mention in a sentence weighs: `exp(-i / SALIENCE_DECAY)`, as for salience.
    pub(super) fn mention_weight(&self, sentence: u32) -> f64 {
        self.weights.get(sentence as usize).copied().unwrap_or_default()
    }

    /// Returns the spans of the words of a token's sentence.
    pub(super) fn words(&self, token: &Token) -> &'d [Span] {
        let sentence = self.document.sentences().get(token.sentence as usize);
        sentence.map_or(&[], |sentence| self.document.words(sentence))
    }
}
