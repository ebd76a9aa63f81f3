//! The rules of German.
//!
//! Depends on the shared parts of the grammar and on `data/quotes/de`. German capitalises nouns,
//! puts verbs at ends and reports speech in the subjunctive, so that phrases, clauses and
//! candidates have rules of their own.

mod candidates;
mod clause;
mod cue;
mod noun_phrase;
mod placement;
mod rejection;
mod sentence;

use super::class::{
    ADVERB, AUXILIARY, CAPITAL_ONLY, Classes, DETERMINER, PERSONAL_TITLE, PREPOSITION, PRONOUN,
    ROLE, SENTENCE_ADVERB, SUBORDINATOR, TITLE,
};
use super::grammar::Grammar;
use super::lexicon::Lexicon;
use super::weights::WeightTable;
use super::word::Word;
use crate::text::WordList;
use std::sync::LazyLock;

const LISTS: [&str; 3] = [
    include_str!("../../../data/quotes/de/grammar.txt"),
    include_str!("../../../data/quotes/de/people.txt"),
    include_str!("../../../data/quotes/en/given-names.txt"),
];

/// The German words for which shared rules ask one by one.
const SPELLINGS: [(&str, Word); 13] = [
    ("als", Word::As),
    ("so", Word::So),
    ("nach", Word::After),
    ("den", Word::The),
    ("er", Word::He),
    ("sie", Word::She),
    ("ihn", Word::Him),
    ("ihm", Word::Him),
    ("'s", Word::Possessive),
    ("der", Word::Which),
    ("ein", Word::A),
    ("eine", Word::An),
    ("wir", Word::We),
];

/// Words of these classes are no nouns, even with a capital at a sentence's start.
const NEVER_NOUNS: Classes = DETERMINER
    .with(PREPOSITION)
    .with(PRONOUN)
    .with(SENTENCE_ADVERB)
    .with(SUBORDINATOR)
    .with(AUXILIARY);

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::build(&LISTS, &SPELLINGS, cue::german_cues());
    lexicon.extend_classes(NEVER_NOUNS, CAPITAL_ONLY);
    lexicon
});

static WEIGHTS: LazyLock<WeightTable> =
    LazyLock::new(|| WeightTable::parse(include_str!("../../../data/quotes/de/weights.txt")));

/// Endings of nouns that are titles before a name.
static ROLE_ENDINGS: LazyLock<Vec<&'static [u8]>> = LazyLock::new(|| {
    let endings = crate::text::sections(LISTS[1]).filter(|(section, _)| *section == "role-ending");
    endings.map(|(_, ending)| ending.as_bytes()).collect()
});

fn classes_by_ending(word: &[u8]) -> Classes {
    /// Endings of adjectives that open sentences as adverbs: *Ursprünglich wollte …*.
    const ADVERB_ENDINGS: [&[u8]; 3] = [b"lich", b"weise", b"isch"];
    if ADVERB_ENDINGS.iter().any(|ending| word.ends_with(ending)) {
        return CAPITAL_ONLY | ADVERB;
    }
    if ROLE_ENDINGS.iter().any(|ending| word.ends_with(ending)) {
        TITLE | PERSONAL_TITLE | ROLE
    } else {
        Classes::NONE
    }
}

/// One abbreviation a line, as `WordList` reads them.
static ABBREVIATION_LINES: LazyLock<String> = LazyLock::new(|| {
    crate::text::sections(include_str!("../../../data/quotes/de/abbreviations.txt"))
        .map(|(_, word)| word)
        .collect::<Vec<_>>()
        .join("\n")
});

static ABBREVIATIONS: LazyLock<WordList<'static>> =
    LazyLock::new(|| WordList::parse(ABBREVIATION_LINES.as_str()));

/// The German grammar.
pub(super) static GRAMMAR: LazyLock<Grammar<'static>> = LazyLock::new(|| Grammar {
    lexicon: &LEXICON,
    is_abbreviation: |word| ABBREVIATIONS.contains(word.to_lowercase().as_str()),
    has_elision: false,
    has_suffixes: false,
    has_dateline: false,
    capitalises_nouns: true,
    classes_by_ending: Some(classes_by_ending),
    ends_sentence: sentence::ends_sentence,
    read_clauses: clause::read_clauses,
    main_subject: clause::main_subject,
    phrase_after: noun_phrase::phrase_after,
    propose_local: candidates::propose,
    subjectless_tag: |_| None,
    weigh_rejection: rejection::rejection,
    rejection_threshold: -4,
    n_first_clauses: 2,
    has_title_case: false,
    certainty: 0.85,
    weights: &WEIGHTS,
});
