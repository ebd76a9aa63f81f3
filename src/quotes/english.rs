//! The rules of English.
//!
//! Depends on the modules of the grammar, which are written for English, and on `data/quotes/en`.

use super::class::NOUN_CUE;
use super::cue::{english_cues, english_noun_cues};
use super::grammar::Grammar;
use super::lexicon::Lexicon;
use super::weights::WeightTable;
use super::word::SPELLINGS;
use super::{clause, local, noun_phrase, reject, sentence, subject};
use crate::text::WordList;
use std::sync::LazyLock;

const LISTS: [&str; 6] = [
    include_str!("../../data/quotes/en/grammar.txt"),
    include_str!("../../data/quotes/en/people.txt"),
    include_str!("../../data/quotes/en/places.txt"),
    include_str!("../../data/quotes/en/naming.txt"),
    include_str!("../../data/quotes/en/given-names.txt"),
    include_str!("../../data/quotes/en/ranking.txt"),
];

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::build(&LISTS, SPELLINGS, english_cues());
    for noun in english_noun_cues() {
        lexicon.add_class(noun, NOUN_CUE);
    }
    lexicon
});

static WEIGHTS: LazyLock<WeightTable> =
    LazyLock::new(|| WeightTable::parse(include_str!("../../data/quotes/en/weights.txt")));

static ABBREVIATIONS: LazyLock<WordList<'static>> =
    LazyLock::new(|| WordList::parse(ABBREVIATION_LINES.as_str()));

/// One abbreviation a line, as `WordList` reads them.
static ABBREVIATION_LINES: LazyLock<String> = LazyLock::new(|| {
    crate::text::sections(include_str!("../../data/quotes/en/abbreviations.txt"))
        .map(|(_, word)| word)
        .collect::<Vec<_>>()
        .join("\n")
});

/// The English grammar.
pub(super) static GRAMMAR: LazyLock<Grammar<'static>> = LazyLock::new(|| Grammar {
    lexicon: &LEXICON,
    is_abbreviation: |word| ABBREVIATIONS.contains(word),
    has_elision: false,
    has_suffixes: false,
    has_dateline: true,
    capitalises_nouns: false,
    classes_by_ending: None,
    ends_sentence: sentence::ends_english_sentence,
    read_clauses: clause::read_clauses,
    main_subject: subject::main_subject,
    phrase_after: noun_phrase::phrase_after,
    propose_local: local::propose,
    subjectless_tag: |_| None,
    weigh_rejection: reject::rejection,
    rejection_threshold: 3,
    n_first_clauses: 1,
    has_title_case: true,
    certainty: 1.0,
    weights: &WEIGHTS,
});
