//! Whose subject a verb takes over: of the verb that governs it, or of the one it is joined to.
//!
//! Depends on the subjects of finite verbs.

use super::{MAX_DEPTH, MAX_LOOK_BACK, Subject, Via, main_subject, subject_at_depth};
use crate::quotes::class::{
    BE, CONJUNCTION, CONTROL_VERB, DETERMINER, DISPLAY, ENDS_IN_ED, NOUN_LIKE, PREPOSITION,
};
use crate::quotes::cue::{Cue, Form};
use crate::quotes::noun_phrase::{governing_phrase, phrase_after, phrase_before};
use crate::quotes::token::Tokens;
use crate::quotes::word::Word;

/// Tokens between an infinitive and the verb that governs it.
const MAX_CONTROL_DISTANCE: usize = 8;

/// Tokens between *with* and the participle of *with X saying*.
const MAX_WITH_DISTANCE: usize = 12;

/// *went on to say*, *declined to call*: the subject of the governing verb.
pub(super) fn subject_of_infinitive(
    tokens: Tokens<'_>,
    low: usize,
    verb: usize,
    before: usize,
    depth: usize,
) -> Subject {
    let governing = (low.max(before.saturating_sub(MAX_CONTROL_DISTANCE))..=before)
        .rev()
        .take_while(|&position| tokens.at(position).is_word())
        .filter(|&position| {
            let token = tokens.at(position);
            let governs = token.cue.is_some_and(Cue::is_finite) || token.is(CONTROL_VERB);
            governs && !token.is_capital && position > low
        });
    subject_of_first(tokens, low, governing, depth, Via::Infinitive)
        .unwrap_or_else(|| Subject::main_or_none(tokens, low, verb, Via::Infinitive))
}

/// *…, saying*: the subject of the finite verb before; *with X saying*, *footage of X saying*, *a
/// banner saying*: what stands right before.
pub(super) fn subject_of_participle(
    tokens: Tokens<'_>,
    low: usize,
    verb: usize,
    before: usize,
    depth: usize,
) -> Subject {
    if let Some(nearest) = phrase_before(tokens, low, before) {
        if nearest.is_name() && nearest.start > low && tokens.at(nearest.start - 1).word == Word::Of
        {
            return Subject::found(nearest, Via::With);
        }
        let phrase = governing_phrase(tokens, low, nearest);
        let opener =
            if phrase.start > low { tokens.at(phrase.start - 1).word } else { Word::Other };
        let speaks_for_itself = phrase.is_nominal() && phrase.head(tokens).is(DISPLAY);
        if opener == Word::With || speaks_for_itself {
            return Subject::found(phrase, Via::With);
        }
    }
    for position in (low.max(before.saturating_sub(MAX_WITH_DISTANCE))..=before).rev() {
        let token = tokens.at(position);
        if matches!(token.mark(), ',' | ';' | ':') || token.is_quote() {
            break;
        }
        if token.word == Word::With && (position == low || tokens.at(position - 1).is_mark(',')) {
            if let Some(phrase) = phrase_after(tokens, position + 1, verb) {
                return Subject::found(phrase, Via::With);
            }
            break;
        }
    }
    let main = main_subject(tokens, low, verb);
    // A verb within an opening adverbial is no finite one: "In a letter sent on Monday, …".
    let floor = main.map_or(low, |main| main.start);
    let governing = (floor.max(before.saturating_sub(MAX_LOOK_BACK))..=before)
        .rev()
        .filter(|&position| is_listed_finite_verb(tokens, low, position));
    subject_of_first(tokens, low, governing, depth, Via::Participle)
        .unwrap_or_else(|| Subject::found_or_none(main, Via::Participle))
}

/// *X praised the plan and said*: the subject of the verb before.
pub(super) fn subject_of_coordinated(
    tokens: Tokens<'_>,
    low: usize,
    conjunction: usize,
    depth: usize,
) -> Subject {
    let joined = (low.max(conjunction.saturating_sub(MAX_LOOK_BACK))..conjunction)
        .rev()
        .filter(|&position| is_past_verb(tokens, position));
    subject_of_first(tokens, low, joined, depth, Via::Coordination)
        .unwrap_or_else(|| Subject::main_or_none(tokens, low, conjunction, Via::Coordination))
}

/// The subject of the first of some verbs that has one; none once too many verbs asked in a row.
fn subject_of_first(
    tokens: Tokens<'_>,
    low: usize,
    mut verbs: impl Iterator<Item = usize>,
    depth: usize,
    via: Via,
) -> Option<Subject> {
    if depth >= MAX_DEPTH {
        return None;
    }
    verbs.find_map(|verb| {
        let subject = subject_at_depth(tokens, low, verb, depth + 1);
        subject.phrase.is_some().then_some(Subject { via, ..subject })
    })
}

/// A finite form of a listed verb that is no noun behind its article or preposition.
fn is_listed_finite_verb(tokens: Tokens<'_>, low: usize, position: usize) -> bool {
    let token = tokens.at(position);
    let is_noun = position > low && token.is(NOUN_LIKE) && {
        let before = tokens.at(position - 1);
        before.is(DETERMINER | PREPOSITION) || before.word == Word::Possessive
    };
    token.verb().is_some_and(Cue::is_finite) && !is_noun
}

/// A past form of a listed verb, or an unlisted word in *-ed* that is no part of a noun phrase.
fn is_past_verb(tokens: Tokens<'_>, position: usize) -> bool {
    let (token, before) = (tokens.at(position), tokens.before(position));
    if token.is_capital || token.is(NOUN_LIKE) || !token.is_word() {
        return false;
    }
    match token.cue {
        Some(cue) => cue.form == Form::Past,
        None => token.is(ENDS_IN_ED) && !before.is(DETERMINER | PREPOSITION | CONJUNCTION | BE),
    }
}
