//! Which words of a story belong together, and which can be keywords at all?
//!
//! A name is a run of capitalised words, small words as in "University of Marrow" included; a
//! phrase is a pair of terms that come back side by side; the rest are single words, without those
//! that tell no topic. One pass over the sentences after one that counts.

use crate::text::{Document, Language, Sentence, Span, TermId, WordList, entries};
use foldhash::fast::FixedState;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Longer runs of capitals are headings or lists.
const MAX_NAME_TERMS: usize = 5;
/// A pair that comes back so often side by side is a phrase.
const MIN_PHRASE_MENTIONS: u32 = 2;
/// So many small words may stand within a name.
const MAX_PARTICLES: usize = 3;

static PARTICLES: LazyLock<WordList<'static>> =
    LazyLock::new(|| word_list(include_str!("../../data/keywords/particles.txt")));
static VAGUE_ENGLISH: LazyLock<WordList<'static>> =
    LazyLock::new(|| word_list(include_str!("../../data/keywords/vague_en.txt")));

/// A candidate: terms that stand together, with all places where they do.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Unit {
    /// Its terms in order, at least one.
    pub(super) terms: Vec<TermId>,
    /// Where it stands for the first time.
    pub(super) span: Span,
    /// Whether it is a name.
    pub(super) is_name: bool,
    /// The sentence of each mention, ascending.
    pub(super) sentences: Vec<u32>,
}

impl Unit {
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.sentences.len()).unwrap_or(u32::MAX)
    }
}

/// Finds the units of a story, in the order in which they first appear.
pub(super) fn find_units(document: &Document<'_>) -> Vec<Unit> {
    let counts = Counts::of(document);
    let mut numbers: HashMap<(bool, Vec<TermId>), usize, FixedState> = HashMap::default();
    let mut units: Vec<Unit> = Vec::new();
    let mut tokens = Vec::new();
    for (idx, sentence) in (0_u32..).zip(document.sentences()) {
        read_tokens(document, sentence, &mut tokens);
        let mut rest = tokens.as_slice();
        while !rest.is_empty() {
            let n_name = name_length(document, &counts, rest);
            let n_terms = if n_name > 0 { n_name } else { counts.phrase_length(document, rest) };
            let (unit, after) = rest.split_at(n_terms);
            rest = after;
            if n_terms == 1 && n_name == 0 && !is_topic(document, &unit[0]) {
                continue;
            }
            let terms: Vec<TermId> = unit.iter().map(|token| token.term).collect();
            let span = Span::new(unit[0].span.start(), unit[n_terms - 1].span.end());
            let number = *numbers.entry((n_name > 0, terms.clone())).or_insert(units.len());
            if number == units.len() {
                units.push(Unit { terms, span, is_name: n_name > 0, sentences: Vec::new() });
            }
            units[number].sentences.push(idx);
        }
    }
    units
}

/// One term occurrence.
#[derive(Debug, Clone, Copy)]
struct Token {
    term: TermId,
    span: Span,
    is_capital: bool,
    /// Whether it opens the sentence, where every word is capitalised.
    is_opening: bool,
}

fn read_tokens(document: &Document<'_>, sentence: &Sentence, tokens: &mut Vec<Token>) {
    let opening = document.words(sentence).first();
    tokens.clear();
    tokens.extend(document.terms(sentence).iter().zip(document.term_spans(sentence)).map(
        |(&term, &span)| Token {
            term,
            span,
            is_capital: document.slice(span).starts_with(char::is_uppercase),
            is_opening: opening.is_some_and(|opening| opening.start() == span.start()),
        },
    ));
}

/// What must be known of the whole story before its words can be told apart.
struct Counts {
    /// For each term: written small, or with a capital within a sentence.
    small: Vec<u32>,
    capital: Vec<u32>,
    pairs: HashMap<(TermId, TermId), u32, FixedState>,
}

impl Counts {
    fn of(document: &Document<'_>) -> Self {
        let mut counts = Self {
            small: vec![0; document.n_terms()],
            capital: vec![0; document.n_terms()],
            pairs: HashMap::default(),
        };
        let mut tokens = Vec::new();
        for sentence in document.sentences() {
            read_tokens(document, sentence, &mut tokens);
            for token in &tokens {
                if !token.is_capital {
                    counts.small[token.term.index()] += 1;
                } else if !token.is_opening {
                    counts.capital[token.term.index()] += 1;
                }
            }
            for pair in tokens.windows(2) {
                if is_adjacent(document, &pair[0], &pair[1]) {
                    *counts.pairs.entry((pair[0].term, pair[1].term)).or_default() += 1;
                }
            }
        }
        counts
    }

    /// Tells whether a word is a name by its capital; at the start of a sentence the story's other
    /// mentions decide.
    fn is_name(&self, token: &Token) -> bool {
        let term = token.term.index();
        token.is_capital && (!token.is_opening || self.capital[term] > 0 && self.small[term] == 0)
    }

    /// Returns how many terms from the first on make a phrase; 1 if it stands alone.
    fn phrase_length(&self, document: &Document<'_>, tokens: &[Token]) -> usize {
        let [first, second, ..] = tokens else { return 1 };
        let is_phrase = is_adjacent(document, first, second)
            && self.pairs.get(&(first.term, second.term)) >= Some(&MIN_PHRASE_MENTIONS)
            && is_topic(document, first)
            && is_topic(document, second)
            && !self.is_name(second);
        if is_phrase { 2 } else { 1 }
    }
}

/// Returns how many terms from the first on make a name; 0 if the first is none.
fn name_length(document: &Document<'_>, counts: &Counts, tokens: &[Token]) -> usize {
    if !tokens.first().is_some_and(|token| counts.is_name(token) && is_topic(document, token)) {
        return 0;
    }
    let joins = |pair: &[Token]| {
        counts.is_name(&pair[1])
            && is_topic(document, &pair[1])
            && (is_adjacent(document, &pair[0], &pair[1])
                || has_particles_between(document, &pair[0], &pair[1]))
    };
    1 + tokens.windows(2).take(MAX_NAME_TERMS - 1).take_while(|pair| joins(pair)).count()
}

fn is_adjacent(document: &Document<'_>, left: &Token, right: &Token) -> bool {
    document.slice(Span::new(left.span.end(), right.span.start())) == " "
}

fn has_particles_between(document: &Document<'_>, left: &Token, right: &Token) -> bool {
    let between = document.slice(Span::new(left.span.end(), right.span.start()));
    let Some(words) = between.strip_prefix(' ').and_then(|words| words.strip_suffix(' ')) else {
        return false;
    };
    words
        .split(' ')
        .take(MAX_PARTICLES + 1)
        .enumerate()
        .all(|(idx, word)| idx < MAX_PARTICLES && PARTICLES.contains(word))
}

/// Tells whether a word can name a topic: not a bare number, and in English neither vague nor a
/// past form.
fn is_topic(document: &Document<'_>, token: &Token) -> bool {
    let word = document.slice(token.span);
    if !word.chars().any(char::is_alphabetic) {
        return false;
    }
    if document.language().rules != Some(Language::English) {
        return true;
    }
    let lower = word.to_lowercase();
    let is_past = !token.is_capital && lower.len() > 5 && lower.ends_with("ed");
    !is_past && !VAGUE_ENGLISH.contains(&lower)
}

fn word_list(data: &'static str) -> WordList<'static> {
    WordList::from_words(entries(data).flat_map(str::split_whitespace))
}
