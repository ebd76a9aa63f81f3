//! What the values of attributes are called in the weight files.
//!
//! A value's number is the position of its label.

/// The labels of one attribute's values.
pub(in super::super) type Labels = &'static [&'static str];

pub(in super::super) const NO_YES: Labels = &["no", "yes"];
pub(in super::super) const CASE: Labels =
    &["upper", "lower", "digit", "bracket", "ellipsis", "none"];
pub(in super::super) const CLOSER: Labels =
    &["comma", "question", "stop", "dash", "end", "loose-stop", "none"];
pub(in super::super) const PHRASE: Labels = &["pronoun", "name", "nominal"];
pub(in super::super) const HEAD: Labels = &["pronoun", "name", "person", "body", "noun"];
pub(in super::super) const CLASS: Labels = &["say", "call", "other", "main"];
pub(in super::super) const FORM: Labels = &["past", "present", "base", "ing", "participle"];
pub(in super::super) const VIA: Labels = &[
    "direct",
    "apposition",
    "relative",
    "coordination",
    "participle",
    "with",
    "infinitive",
    "main",
    "weak",
    "inverted",
    "perception",
    "none",
];
pub(in super::super) const GAP: Labels = &[
    "nothing",
    "quote",
    "colon",
    "far-colon",
    "comma",
    "far-comma",
    "that",
    "far-that",
    "2-words",
    "6-words",
    "14-words",
    "far",
];
pub(in super::super) const OPENER: Labels = &[
    "other", "start", "comma", "that", "as", "when", "if", "because", "while", "after", "before",
    "where", "what", "how", "who", "which", "and", "but", "since", "although", "though",
];
pub(in super::super) const UP_TO_1: Labels = &["0", "1"];
pub(in super::super) const UP_TO_2: Labels = &["0", "1", "2"];
pub(in super::super) const UP_TO_3: Labels = &["0", "1", "2", "3"];
pub(in super::super) const WORDS: Labels = &["1", "2", "3", "4", "5", "6", "7", "8"];
pub(in super::super) const LEMMA: Labels = &["say", "tell", "add", "other"];
pub(in super::super) const AFTER_VERB: Labels =
    &["end", "time", "preposition", "subordinator", "that", "to", "noun", "other"];
pub(in super::super) const SOURCE: Labels = &["according", "per", "words", "by"];
pub(in super::super) const LABEL_OPENER: Labels = &["start", "known", "other", "dash"];
pub(in super::super) const MARK: Labels = &["word", "comma", "other"];
pub(in super::super) const MARGIN: Labels =
    &["far-below-0", "below-0", "0-1.5", "1.5-3", "3-4.5", "4.5-6", "6-up"];
pub(in super::super) const CUE_WORD: Labels = &["say", "call", "other", "unlisted", "none"];
pub(in super::super) const BEFORE_QUOTE: Labels = &[
    "start",
    "colon",
    "comma",
    "determiner",
    "preposition",
    "markup",
    "saying",
    "other",
    "work",
    "as",
    "noun",
    "mark",
];
pub(in super::super) const KIND: Labels = &[
    "inner-label",
    "verb-subject",
    "subject-verb",
    "distant-subject-verb",
    "around-quote",
    "main-and-verb",
    "before",
    "before-with-subject-behind",
    "behind-next",
    "according",
    "participle",
    "noun-participle",
    "near-participle",
    "noun-cue",
    "unlisted-verb-subject",
    "unlisted-subject-verb",
    "main-subject",
    "label",
    "dash",
    "continued",
    "next",
    "previous-sentence",
    "next-sentence",
    "carried",
    "previous-paragraph",
    "credit",
    "nobody",
];
pub(in super::super) const PLACEMENT: Labels = &[
    "left-nominative-opening",
    "left-nominative-inside",
    "left-bare-opening",
    "left-bare-inside",
    "left-oblique-opening",
    "left-oblique-inside",
    "left-prepositional-opening",
    "left-prepositional-inside",
    "left-subordinate-opening",
    "left-subordinate-inside",
    "relative",
    "apposition",
    "right-nominative",
    "right-bare",
    "right-oblique",
    "right-nominative/nominative",
    "right-nominative/bare",
    "right-nominative/oblique",
    "right-nominative/prepositional",
    "right-nominative/subordinate",
    "right-nominative/relative",
    "right-nominative/apposition",
    "right-bare/nominative",
    "right-bare/bare",
    "right-bare/oblique",
    "right-bare/prepositional",
    "right-bare/subordinate",
    "right-bare/relative",
    "right-bare/apposition",
    "right-oblique/nominative",
    "right-oblique/bare",
    "right-oblique/oblique",
    "right-oblique/prepositional",
    "right-oblique/subordinate",
    "right-oblique/relative",
    "right-oblique/apposition",
    "subordinate",
    "document-behind",
    "document-before",
];
pub(in super::super) const LOWER_WORDS: Labels = &["0", "1", "2-3", "4-up"];
pub(in super::super) const WORD_RANGE: Labels = &["3", "4-5", "6-9", "10-up"];
pub(in super::super) const ENDING: Labels = &["question", "stop", "comma", "other"];
pub(in super::super) const TITLE_CASE: Labels = &["single", "mixed", "title"];
