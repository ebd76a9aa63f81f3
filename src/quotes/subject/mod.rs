//! Who is the subject of a verb: the local grammar's main question.
//!
//! Depends on noun phrases. Walks left from the verb over what may stand between; every scan is
//! bounded by a sentence's length and by look-backs.

mod governed;
mod main_subject;
mod walk;

use super::apposition::phrase_before_insertion;
use super::class::{BODY, PLURAL_PERSON, PREPOSITION, RELATIVE, ROLE, SELF_STANDING};
use super::cue::Form;
use super::noun_phrase::{Phrase, PhraseKind, governing_phrase, phrase_before};
use super::token::Tokens;
use super::word::Word;
use governed::{subject_of_coordinated, subject_of_infinitive, subject_of_participle};
use walk::walk_left;

pub(super) use main_subject::main_subject;

/// Verbs that are asked for their subject in a row.
const MAX_DEPTH: usize = 3;

/// Tokens that are searched for an earlier verb or for the comma behind an opening adverbial.
const MAX_LOOK_BACK: usize = 60;

/// How a subject was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Via {
    /// Right before its verb.
    Direct,
    /// Before an insertion between commas.
    Apposition,
    /// Antecedent of a relative pronoun.
    Relative,
    /// Of the verb before a coordinated one.
    Coordination,
    /// Of the finite verb that governs a participle.
    Participle,
    /// *with X saying*.
    With,
    /// Of the verb that governs an infinitive.
    Infinitive,
    /// The sentence's main subject, for want of a nearer one.
    Main,
    /// A bare noun before the verb, for want of a better one.
    Weak,
    /// Behind its verb: *Said Doe: …*, *…, explained Doe, …*.
    Inverted,
    /// Object of a verb of perception: *saw him admit*.
    Perception,
    /// In German: by its place, a position among the labels of `PLACEMENT`.
    Placed(u8),
    /// None: a quote stands before the verb, which is a tag's verb then.
    BehindQuote,
    /// None: the verb is passive.
    Passive,
    /// None found.
    Missing,
}

impl Via {
    /// Position among the labels of `VIA`.
    pub(super) fn label(self) -> usize {
        match self {
            Self::Direct => 0,
            Self::Apposition => 1,
            Self::Relative => 2,
            Self::Coordination => 3,
            Self::Participle => 4,
            Self::With => 5,
            Self::Infinitive => 6,
            Self::Main => 7,
            Self::Weak => 8,
            Self::Inverted => 9,
            Self::Perception => 10,
            Self::BehindQuote | Self::Passive | Self::Missing | Self::Placed(_) => 11,
        }
    }
}

/// The subject of a verb, if there is one, and how it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Subject {
    /// The phrase that is mentioned as the speaker.
    pub(super) phrase: Option<Phrase>,
    /// How it was found.
    pub(super) via: Via,
    /// What *who* stands for.
    pub(super) antecedent: Option<Phrase>,
    /// The token *which* or *that* by which the phrase is mentioned.
    pub(super) pronoun: Option<usize>,
}

impl Subject {
    fn none(via: Via) -> Self {
        Self { phrase: None, via, antecedent: None, pronoun: None }
    }

    /// Makes the subject that a phrase is by itself.
    pub(super) fn found(phrase: Phrase, via: Via) -> Self {
        Self { phrase: Some(phrase), via, antecedent: None, pronoun: None }
    }

    fn found_or_none(phrase: Option<Phrase>, via: Via) -> Self {
        phrase.map_or(Self::none(Via::Missing), |phrase| Self::found(phrase, via))
    }

    fn main_or_none(tokens: Tokens<'_>, low: usize, high: usize, via: Via) -> Self {
        Self::found_or_none(main_subject(tokens, low, high), via)
    }
}

/// Finds the subject of the verb at `verb` in the sentence that starts at `low`.
pub(super) fn subject_of(tokens: Tokens<'_>, low: usize, verb: usize) -> Subject {
    subject_at_depth(tokens, low, verb, 0)
}

fn subject_at_depth(tokens: Tokens<'_>, low: usize, verb: usize, depth: usize) -> Subject {
    if verb <= low {
        return Subject::none(Via::Missing);
    }
    let form = tokens.at(verb).cue.map_or(Form::Past, |cue| cue.form);
    let walk = walk_left(tokens, low, verb, form);
    let Some(before) = walk.position else { return Subject::none(Via::Missing) };
    if walk.is_passive && tokens.at(verb).word != Word::Said {
        return Subject::none(Via::Passive);
    }
    if walk.is_infinitive {
        return subject_of_infinitive(tokens, low, verb, before, depth);
    }
    if form == Form::Ing && !walk.has_auxiliary {
        return subject_of_participle(tokens, low, verb, before, depth);
    }
    let token = tokens.at(before);
    if token.is_quote() {
        return Subject::none(Via::BehindQuote);
    }
    if token.is_comma_or_dash() {
        if let Some(phrase) = phrase_before_insertion(tokens, low, before) {
            return Subject::found(phrase, Via::Apposition);
        }
        if before > low && tokens.at(before - 1).is_quote() {
            return Subject::none(Via::BehindQuote);
        }
        return Subject::main_or_none(tokens, low, before, Via::Main);
    }
    if matches!(token.word, Word::And | Word::But | Word::Then | Word::Or) {
        return subject_of_coordinated(tokens, low, before, depth);
    }
    if token.is(RELATIVE) {
        return subject_of_relative(tokens, low, before);
    }
    subject_right_before(tokens, low, verb, before)
}

/// *X, who said*, *a letter that said*: the relative pronoun stands for what is before it.
fn subject_of_relative(tokens: Tokens<'_>, low: usize, relative: usize) -> Subject {
    let comma = relative > low && tokens.at(relative - 1).is_comma_or_dash();
    let antecedent = (relative - usize::from(comma))
        .checked_sub(1)
        .filter(|&last| last >= low)
        .and_then(|last| phrase_before(tokens, low, last))
        .map(|phrase| governing_phrase(tokens, low, phrase));
    if tokens.at(relative).word == Word::Who {
        let who = Phrase::plain(relative, relative + 1, PhraseKind::Pronoun);
        return Subject { phrase: Some(who), via: Via::Relative, antecedent, pronoun: None };
    }
    if antecedent.is_none() {
        return Subject::none(Via::Missing);
    }
    Subject { phrase: antecedent, via: Via::Relative, antecedent: None, pronoun: Some(relative) }
}

fn subject_right_before(tokens: Tokens<'_>, low: usize, verb: usize, before: usize) -> Subject {
    let Some(phrase) = phrase_before(tokens, low, before) else {
        return Subject::main_or_none(tokens, low, verb, Via::Main);
    };
    let phrase = governing_phrase(tokens, low, phrase);
    if let Some(name) = name_before_role(tokens, low, phrase) {
        return Subject::found(name, Via::Apposition);
    }
    let noun = tokens.at(phrase.start);
    let is_bare_noun = phrase.is_nominal()
        && phrase.end - phrase.start == 1
        && !noun.is_capital
        && !noun.is(PLURAL_PERSON | ROLE | BODY | SELF_STANDING);
    if is_bare_noun {
        // A bare singular noun is no subject in English.
        return match main_subject(tokens, low, verb) {
            Some(main) => Subject::found(main, Via::Main),
            None => Subject::found(phrase, Via::Weak),
        };
    }
    Subject::found(phrase, Via::Direct)
}

/// *Jane Doe, head of the harbour office said*: the comma behind a role is often left out.
fn name_before_role(tokens: Tokens<'_>, low: usize, role: Phrase) -> Option<Phrase> {
    let is_role = role.is_nominal() && tokens.at(role.start).is(ROLE);
    if !is_role || role.start < low + 2 || !tokens.at(role.start - 1).is_mark(',') {
        return None;
    }
    let name = phrase_before(tokens, low, role.start - 2).filter(Phrase::is_name)?;
    let is_place = name.start > low && tokens.at(name.start - 1).is(PREPOSITION);
    (!is_place).then_some(name)
}
