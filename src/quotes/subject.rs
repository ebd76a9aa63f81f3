//! Who is the subject of a verb: the local grammar's main question.
//!
//! Depends on noun phrases. Walks left from the verb over what may stand between; every scan is
//! bounded by a sentence's length and the look-backs below.

use super::apposition::phrase_before_insertion;
use super::class::{
    ADVERB, AUXILIARY, BE, BODY, CALENDAR, CAPITAL_ONLY, CONJUNCTION, CONTROL_VERB, DETERMINER, DISPLAY,
    ENDS_IN_ED, ENDS_IN_ING, ENDS_IN_LY, NOUN_LIKE, OPENER, PLURAL_PERSON, PREPOSITION, PRONOUN,
    RELATIVE, ROLE, SELF_STANDING, SENTENCE_ADVERB, SUBORDINATOR, TIME_DETERMINER, TIME_MODIFIER,
    TIME_NOUN, TIME_ORDINAL,
};
use super::cue::{Cue, Form};
use super::noun_phrase::{Phrase, PhraseKind, governing_phrase, phrase_after, phrase_before};
use super::token::{Token, Tokens};
use super::word::Word;

/// Tokens between an infinitive and the verb that governs it.
const MAX_CONTROL_DISTANCE: usize = 8;
/// Tokens between *with* and the participle of *with X saying*.
const MAX_WITH_DISTANCE: usize = 12;
/// Words between a subject and its verb that are stepped over.
const MAX_STEPS: usize = 9;
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

    fn main_or_none(tokens: Tokens<'_>, low: usize, high: usize, via: Via) -> Self {
        match main_subject(tokens, low, high) {
            Some(phrase) => Self::found(phrase, via),
            None => Self::none(Via::Missing),
        }
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

/// Where the walk left of a verb ended, and what it passed.
struct Walk {
    /// The token that can end the subject; `None` at the sentence's start.
    position: Option<usize>,
    is_passive: bool,
    is_infinitive: bool,
    has_auxiliary: bool,
}

/// Steps over auxiliaries, adverbs and phrases of time before the verb.
fn walk_left(tokens: Tokens<'_>, low: usize, verb: usize, form: Form) -> Walk {
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

/// *went on to say*, *declined to call*: the subject of the governing verb.
fn subject_of_infinitive(
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
fn subject_of_participle(
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
        let opener = if phrase.start > low { tokens.at(phrase.start - 1).word } else { Word::Other };
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
fn subject_of_coordinated(
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

/// Finds the first noun phrase of the main clause in `low..high`, behind opening adverbials.
pub(super) fn main_subject(tokens: Tokens<'_>, low: usize, high: usize) -> Option<Phrase> {
    let mut position = low;
    while position < high && is_skipped_opening(tokens.at(position)) {
        position += 1;
    }
    if position < high && tokens.at(position).is_word() && opens_adverbial(tokens, position, high) {
        for comma in position..high.min(position + MAX_LOOK_BACK) {
            let next = tokens.at(comma + 1);
            if tokens.at(comma).is_mark(',')
                && comma + 1 < high
                && (next.is(PRONOUN | DETERMINER) || next.is_capital)
                && let Some(phrase) = phrase_after(tokens, comma + 1, high)
            {
                return Some(phrase);
            }
        }
        return None;
    }
    phrase_after(tokens, position, high)
}

fn is_skipped_opening(token: &Token) -> bool {
    token.is_punctuation()
        || token.is(CONJUNCTION)
        || token.is(ADVERB) && !matches!(token.word, Word::One | Word::All)
        || token.is(SENTENCE_ADVERB)
        || token.is(ENDS_IN_LY) && !token.is_capital
}

/// Tells whether the sentence opens with something that ends at a comma before the subject.
fn opens_adverbial(tokens: Tokens<'_>, position: usize, high: usize) -> bool {
    let token = tokens.at(position);
    let has_next = position + 1 < high;
    let next = tokens.at(position + 1);
    let is_fronted =
        !matches!(token.word, Word::That | Word::What | Word::Who | Word::How | Word::Which);
    let is_time = token.is(TIME_DETERMINER)
        && has_next
        && (next.is(TIME_NOUN)
            || next.is(TIME_ORDINAL)
                && position + 2 < high
                && tokens.at(position + 2).is(TIME_NOUN));
    token.is(PREPOSITION | OPENER | TIME_NOUN)
        || token.is(SUBORDINATOR) && is_fronted
        || token.is(ENDS_IN_ING)
            && token.is_capital
            && !matches!(token.word, Word::Beijing | Word::King)
        || token.is(ENDS_IN_ED)
            && token.is_capital
            && (token.is(CAPITAL_ONLY)
                || has_next && !next.is_capital && next.is(PREPOSITION | ADVERB))
        || is_time
}
