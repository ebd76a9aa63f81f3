//! What stands between a verb and its subject.
//!
//! Depends on token classes: auxiliaries, adverbs, phrases of time.

use crate::quotes::class::{
    AUXILIARY, BE, CALENDAR, DETERMINER, PREPOSITION, PRONOUN, TIME_MODIFIER, TIME_NOUN,
};
use crate::quotes::cue::Form;
use crate::quotes::token::{Token, Tokens};
use crate::quotes::word::Word;

/// Words between a subject and its verb that are stepped over.
const MAX_STEPS: usize = 9;

/// Where the walk left of a verb ended, and what it passed.
pub(super) struct Walk {
    /// The token that can end the subject; `None` at the sentence's start.
    pub(super) position: Option<usize>,
    /// Whether a form of *be* makes a past form passive.
    pub(super) is_passive: bool,
    /// Whether *to* stands before the verb.
    pub(super) is_infinitive: bool,
    /// Whether an auxiliary was passed.
    pub(super) has_auxiliary: bool,
}

/// Steps over auxiliaries, adverbs and phrases of time before the verb.
pub(super) fn walk_left(tokens: Tokens<'_>, low: usize, verb: usize, form: Form) -> Walk {
    let mut walk =
        Walk { position: None, is_passive: false, is_infinitive: false, has_auxiliary: false };
    let mut position = verb - 1;
    let mut steps = 0;
    while steps < MAX_STEPS {
        let token = tokens.at(position);
        if !token.is_word() {
            break;
        }
        if token.word == Word::To && form == Form::Base {
            walk.is_infinitive = true;
            walk.position = position.checked_sub(1).filter(|&position| position >= low);
            return walk;
        }
        if token.is(BE) {
            if token.word == Word::Possessive && position > low && is_owner(tokens.at(position - 1))
            {
                break;
            }
            walk.is_passive |= form == Form::Past
                && tokens
                    .range(position + 1, verb)
                    .iter()
                    .all(|token| token.is_adverbial() || token.is(AUXILIARY));
        }
        let step = if token.is(BE) || token.is_auxiliary() {
            walk.has_auxiliary = true;
            1
        } else if token.is_adverbial() {
            1
        } else {
            time_phrase_length(tokens, low, position, verb)
        };
        if step == 0 {
            break;
        }
        let Some(next) = position.checked_sub(step).filter(|&next| next >= low) else {
            return walk;
        };
        position = next;
        steps += 1;
    }
    walk.position = Some(position);
    walk
}

/// *'s* behind these is *is*; behind any other word it is possessive.
fn is_owner(token: &Token) -> bool {
    token.is_word()
        && !matches!(
            token.word,
            Word::He | Word::She | Word::It | Word::Who | Word::That | Word::There
        )
}

/// Length of a phrase of time that ends at `position`: *on Wednesday*, *in the past*, *late
/// Thursday night*, *on Aug. 3*; 0 if there is none.
fn time_phrase_length(tokens: Tokens<'_>, low: usize, position: usize, verb: usize) -> usize {
    let token = tokens.at(position);
    let is_preposition = |at: usize| at > low && tokens.at(at).is(PREPOSITION);
    if token.is(TIME_NOUN) {
        let mut first = position;
        while first > low && {
            let word = tokens.at(first - 1);
            word.is_word() && word.is(DETERMINER | CALENDAR | TIME_MODIFIER)
        } {
            first -= 1;
        }
        if first > low && is_preposition(first - 1) {
            return position + 2 - first;
        }
        let opener = tokens.at(first);
        let opens_time = matches!(
            opener.word,
            Word::This
                | Word::That
                | Word::One
                | Word::Last
                | Word::Late
                | Word::Early
                | Word::Earlier
        );
        let before = tokens.before(first);
        if first < position
            && first > low
            && opens_time
            && before.is_word()
            && (before.is(PRONOUN)
                || before.is_capital
                || !before.stops_phrase() && before.verb().is_none())
        {
            return position + 1 - first;
        }
        return 0;
    }
    if token.starts_with_digit
        && position >= low + 2
        && tokens.at(position - 1).is(CALENDAR)
        && tokens.at(position - 2).is(PREPOSITION)
    {
        return 3;
    }
    usize::from(
        token.is(PREPOSITION) && position + 1 < verb && tokens.at(position + 1).is(CALENDAR),
    )
}
