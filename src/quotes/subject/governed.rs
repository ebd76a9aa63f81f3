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
    if depth < MAX_DEPTH {
        for position in (low.max(before.saturating_sub(MAX_CONTROL_DISTANCE))..=before).rev() {
            let token = tokens.at(position);
            if !token.is_word() {
                break;
            }
            let governs = token.cue.is_some_and(Cue::is_finite) || token.is(CONTROL_VERB);
            if governs && !token.is_capital && position > low {
                let subject = subject_at_depth(tokens, low, position, depth + 1);
                if subject.phrase.is_some() {
                    return Subject { via: Via::Infinitive, ..subject };
                }
            }
        }
    }
    Subject::main_or_none(tokens, low, verb, Via::Infinitive)
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
    if depth < MAX_DEPTH {
        // A verb within an opening adverbial is no finite one: "In a letter sent on Monday, …".
        let floor = main_subject(tokens, low, verb).map_or(low, |main| main.start);
        for position in (floor.max(before.saturating_sub(MAX_LOOK_BACK))..=before).rev() {
            let token = tokens.at(position);
            let previous = if position > low { Some(tokens.at(position - 1)) } else { None };
            let is_noun = token.is(NOUN_LIKE)
                && previous.is_some_and(|previous| {
                    previous.is(DETERMINER | PREPOSITION) || previous.word == Word::Possessive
                });
            if token.verb().is_some_and(Cue::is_finite) && !is_noun {
                let subject = subject_at_depth(tokens, low, position, depth + 1);
                if subject.phrase.is_some() && subject.via != Via::Passive {
                    return Subject { via: Via::Participle, ..subject };
                }
            }
        }
    }
    Subject::main_or_none(tokens, low, verb, Via::Participle)
}

/// *X praised the plan and said*: the subject of the verb before.
pub(super) fn subject_of_coordinated(
    tokens: Tokens<'_>,
    low: usize,
    conjunction: usize,
    depth: usize,
) -> Subject {
    if depth < MAX_DEPTH {
        for position in (low.max(conjunction.saturating_sub(MAX_LOOK_BACK))..conjunction).rev() {
            if is_past_verb(tokens, position) {
                let subject = subject_at_depth(tokens, low, position, depth + 1);
                if subject.phrase.is_some() && subject.via != Via::Passive {
                    return Subject { via: Via::Coordination, ..subject };
                }
            }
        }
    }
    Subject::main_or_none(tokens, low, conjunction, Via::Coordination)
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
