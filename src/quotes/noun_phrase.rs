//! Which tokens form a noun phrase, read leftwards or rightwards from a place.
//!
//! Depends on token classes only: no tagger, no parser. Every scan is bounded by
//! [`MAX_PHRASE_TOKENS`] words.

use super::class::{
    ADVERB, AUXILIARY, BARE_DETERMINER, BODY, CALENDAR, CAPITAL_ONLY, CONJUNCTION,
    COUNTING_DETERMINER, DEFINITE_DETERMINER, DETERMINER, ED_ADJECTIVE, ENDS_IN_ED, ENDS_IN_ING,
    ENDS_IN_LY, GROUP, LEADING_DETERMINER, LINKING_PREPOSITION, LY_NOUN, NOUN_LIKE, OBJECT_PRONOUN,
    PARTICLE, PERSON_NOUN, PLURAL_PERSON, PREMODIFIER, PREPOSITION, PRONOUN, RELATIVE, ROLE,
    SUBORDINATOR, TIME_HEAD, TITLE,
};
use super::cue::Form;
use super::token::{Token, Tokens};
use super::word::Word;

/// The most words of a noun phrase that are read in one direction.
const MAX_PHRASE_TOKENS: usize = 10;
/// The most prepositional phrases that are climbed to the governing noun.
const MAX_PHRASE_CHAIN: usize = 3;

/// What a noun phrase is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PhraseKind {
    /// *he, she, who*.
    Pronoun,
    /// Ends in a capitalised name: *Mayor Jane Doe*.
    Name,
    /// A description or a body: *the ministry, two officials*.
    Nominal,
}

/// A noun phrase: tokens `start..end`, the name from `name_start` on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Phrase {
    /// Its first token.
    pub(super) start: usize,
    /// The token behind it.
    pub(super) end: usize,
    /// What it is.
    pub(super) kind: PhraseKind,
    /// The first token of the name in it; `start` unless it is a name.
    pub(super) name_start: usize,
}

impl Phrase {
    /// Makes a phrase that has no name in it.
    pub(super) fn plain(start: usize, end: usize, kind: PhraseKind) -> Self {
        Self { start, end, kind, name_start: start }
    }

    /// Makes a phrase that ends in a name.
    pub(super) fn named(start: usize, end: usize, name_start: usize) -> Self {
        Self { start, end, kind: PhraseKind::Name, name_start }
    }

    /// Returns its last token.
    pub(super) fn head<'s>(&self, tokens: Tokens<'s>) -> &'s Token {
        tokens.before(self.end)
    }

    /// Tells whether it is a name.
    pub(super) fn is_name(&self) -> bool {
        self.kind == PhraseKind::Name
    }

    /// Tells whether it is a pronoun.
    pub(super) fn is_pronoun(&self) -> bool {
        self.kind == PhraseKind::Pronoun
    }

    /// Tells whether it is a description.
    pub(super) fn is_nominal(&self) -> bool {
        self.kind == PhraseKind::Nominal
    }
}

/// Reads the noun phrase that ends at token `last`, not before `low`.
pub(super) fn phrase_before(tokens: Tokens<'_>, low: usize, last: usize) -> Option<Phrase> {
    let last = before_bracket_group(tokens, low, last)?;
    let token = tokens.at(last);
    if !token.is_word() || last < low {
        return None;
    }
    if token.is(PRONOUN) {
        return Some(Phrase::plain(last, last + 1, PhraseKind::Pronoun));
    }
    if token.is(OBJECT_PRONOUN) {
        return None;
    }
    if token.is_name() && !token.is(CALENDAR) {
        return Some(name_before(tokens, low, last));
    }
    nominal_before(tokens, low, last)
}

/// Steps over a bracket group that ends at `last`: *Jane Doe (R-Ky.)*.
fn before_bracket_group(tokens: Tokens<'_>, low: usize, last: usize) -> Option<usize> {
    if !matches!(tokens.at(last).mark(), ')' | ']') {
        return Some(last);
    }
    let mut open = last;
    while open > low && !matches!(tokens.at(open).mark(), '(' | '[') {
        open -= 1;
    }
    if matches!(tokens.at(open).mark(), '(' | '[') {
        open.checked_sub(1).filter(|&last| last >= low)
    } else {
        Some(last)
    }
}

/// Reads a run of capitals leftwards, with particles inside, then titles and roles before it.
fn name_before(tokens: Tokens<'_>, low: usize, last: usize) -> Phrase {
    let mut name_start = last;
    while name_start > low {
        let previous = tokens.at(name_start - 1);
        let is_particle_of_name =
            previous.is(PARTICLE) && name_start >= low + 2 && tokens.at(name_start - 2).is_name();
        if previous.is(CALENDAR) || !previous.is_name() && !is_particle_of_name {
            break;
        }
        name_start -= 1;
    }
    let mut start = name_start;
    while start > low {
        let previous = tokens.at(start - 1);
        let belongs = previous.is(ROLE | TITLE)
            || previous.is_name() && !previous.is(CALENDAR)
            || previous.word == Word::Possessive
                && start >= low + 2
                && tokens.at(start - 2).is_word();
        if !previous.is_word() || previous.is_short_quoted || !belongs {
            break;
        }
        start -= 1;
    }
    if start > low && tokens.at(start - 1).is(DEFINITE_DETERMINER) {
        start -= 1;
    }
    if name_start == last && tokens.at(last).is(GROUP) {
        return Phrase { start, end: last + 1, kind: PhraseKind::Nominal, name_start };
    }
    Phrase::named(start, last + 1, name_start)
}

/// Reads common nouns leftwards up to and including their determiner.
fn nominal_before(tokens: Tokens<'_>, low: usize, last: usize) -> Option<Phrase> {
    let mut start = last + 1;
    while start > low && last + 1 - start < MAX_PHRASE_TOKENS {
        let position = start - 1;
        let token = tokens.at(position);
        if !token.is_word() {
            break;
        }
        let owner = tokens.before(position);
        if token.word == Word::Possessive
            && position < last
            && position > low
            && owner.is_word()
            && !owner.is(PRONOUN)
        {
            start = position;
            continue;
        }
        if token.is(DETERMINER) {
            start = position;
            if token.is(COUNTING_DETERMINER)
                && start > low
                && tokens.at(start - 1).is(LEADING_DETERMINER)
            {
                start -= 1;
            }
            break;
        }
        let is_verb = position < last && token.verb().is_some() && !token.is(NOUN_LIKE | ROLE);
        let is_unlisted_verb = position < last
            && !token.is_capital
            && token.is(ENDS_IN_ED)
            && !token.is(ED_ADJECTIVE)
            && !owner.is(DETERMINER)
            && owner.word != Word::Possessive;
        if token.stops_phrase() || token.is(CAPITAL_ONLY) || is_verb || is_unlisted_verb {
            break;
        }
        start = position;
    }
    (start <= last).then(|| Phrase::plain(start, last + 1, PhraseKind::Nominal))
}

/// Climbs from a phrase behind a preposition to the noun that governs it: *a spokesman for the
/// Doe campaign* is the spokesman.
pub(super) fn governing_phrase(tokens: Tokens<'_>, low: usize, phrase: Phrase) -> Phrase {
    let mut phrase = phrase;
    for _ in 0..MAX_PHRASE_CHAIN {
        if phrase.start < low + 2 {
            break;
        }
        if let Some(governor) = before_reduced_relative(tokens, low, phrase) {
            phrase = governor;
            continue;
        }
        let preposition = tokens.at(phrase.start - 1);
        let noun = tokens.at(phrase.start - 2);
        let is_past_verb =
            noun.verb().is_some_and(|cue| cue.form == Form::Past) && !noun.is(NOUN_LIKE);
        if !preposition.is(LINKING_PREPOSITION)
            || !noun.is_word()
            || noun.stops_phrase()
            || is_past_verb
            || phrase.is_pronoun()
        {
            break;
        }
        let Some(governor) = phrase_before(tokens, low, phrase.start - 2) else { break };
        let head = governor.head(tokens);
        let word = preposition.word;
        let governs = word == Word::Of
            || head.is(ROLE | BODY | PLURAL_PERSON)
            || governor.is_name() && matches!(word, Word::From | Word::In | Word::With | Word::At)
            || tokens.at(governor.start).is(DETERMINER) && matches!(word, Word::For | Word::From);
        if !governs || head.is(CALENDAR | TIME_HEAD) {
            break;
        }
        phrase = governor;
    }
    phrase
}

/// *a letter obtained by Doe*, *sources speaking to Doe*: the noun before the participle.
fn before_reduced_relative(tokens: Tokens<'_>, low: usize, phrase: Phrase) -> Option<Phrase> {
    if phrase.start < low + 3 || phrase.is_pronoun() {
        return None;
    }
    let (preposition, participle) = (tokens.at(phrase.start - 1), tokens.at(phrase.start - 2));
    let is_reduced = preposition.is_word()
        && preposition.is(PREPOSITION)
        && participle.is_word()
        && !participle.is_capital
        && participle.is(ENDS_IN_ED | ENDS_IN_ING)
        && !participle.is(LY_NOUN | NOUN_LIKE | ROLE);
    if !is_reduced {
        return None;
    }
    let governor = phrase_before(tokens, low, phrase.start - 3)?;
    let head = governor.head(tokens);
    let speaks = governor.is_name() || head.is(ROLE | BODY | PLURAL_PERSON | PERSON_NOUN);
    (speaks && !governor.is_pronoun()).then_some(governor)
}

/// Reads the noun phrase that starts at token `first`, not beyond `high`.
pub(super) fn phrase_after(tokens: Tokens<'_>, first: usize, high: usize) -> Option<Phrase> {
    let mut start = first;
    while start < high && is_leading_adverb(tokens.at(start)) {
        start += 1;
    }
    let token = tokens.at(start);
    if start >= high || !token.is_word() {
        return None;
    }
    if token.is(PRONOUN) {
        return Some(Phrase::plain(start, start + 1, PhraseKind::Pronoun));
    }
    if token.is(OBJECT_PRONOUN) && !matches!(token.word, Word::Her | Word::You) {
        return None;
    }
    let has_determiner = token.is(DETERMINER);
    let blocked = PREPOSITION | CONJUNCTION | SUBORDINATOR | AUXILIARY | ADVERB | ENDS_IN_LY;
    if !has_determiner && !token.is_capital && token.is(blocked) {
        return None;
    }
    let noun_start = start + usize::from(has_determiner);
    let end = phrase_end(tokens, noun_start, high, has_determiner);
    let end = if tokens.before(end).word == Word::Possessive { end - 1 } else { end };
    if end <= noun_start {
        let stands_alone = has_determiner && token.is(BARE_DETERMINER);
        return stands_alone.then(|| Phrase::plain(start, noun_start, PhraseKind::Nominal));
    }
    let last = tokens.before(end);
    if !last.is_capital || last.is(GROUP) {
        return Some(Phrase::plain(start, end, PhraseKind::Nominal));
    }
    let mut name_start = end - 1;
    while name_start > noun_start {
        let previous = tokens.at(name_start - 1);
        let is_particle_of_name = previous.is(PARTICLE)
            && name_start >= noun_start + 2
            && tokens.at(name_start - 2).is_capital;
        if !previous.is_capital && !is_particle_of_name {
            break;
        }
        name_start -= 1;
    }
    Some(Phrase::named(start, end, name_start))
}

/// Adverbs that may stand before a subject: *then the mayor*.
fn is_leading_adverb(token: &Token) -> bool {
    matches!(
        token.word,
        Word::Then
            | Word::Also
            | Word::Once
            | Word::Even
            | Word::Only
            | Word::Just
            | Word::Both
            | Word::Simply
            | Word::Again
    )
}

/// Finds where the nouns that start at `start` end.
fn phrase_end(tokens: Tokens<'_>, start: usize, high: usize, has_determiner: bool) -> usize {
    let mut last_capital = None;
    let mut position = start;
    while position < high && position - start < MAX_PHRASE_TOKENS - 1 {
        let token = tokens.at(position);
        if !token.is_word() {
            break;
        }
        if token.word == Word::Possessive || continues_name(tokens, start, position, high) {
            position += 1;
            continue;
        }
        let is_first = position == start;
        let previous_is_capital = position > start && last_capital == Some(position - 1);
        if ends_at_calendar(tokens, position, high, has_determiner && is_first)
            || token.is(CAPITAL_ONLY) && !is_capital_in_name(token)
            || !token.is_capital && ends_phrase(token)
            || ends_at_verb(token, is_first, has_determiner)
            || !token.is_capital
                && previous_is_capital
                && !continues_after_capital(tokens, position, high)
            || !is_first && ends_at_participle(tokens, start, position, high)
        {
            break;
        }
        if token.is_capital {
            last_capital = Some(position);
        }
        position += 1;
    }
    position
}

/// A particle between two capitals: *Ursula von der Leyen*.
fn continues_name(tokens: Tokens<'_>, start: usize, position: usize, high: usize) -> bool {
    tokens.at(position).is(PARTICLE)
        && position > start
        && tokens.at(position - 1).is_capital
        && position + 1 < high
        && tokens.at(position + 1).is_capital
}

/// Days and months end a phrase, except right behind the determiner and as a given name.
fn ends_at_calendar(
    tokens: Tokens<'_>,
    position: usize,
    high: usize,
    follows_determiner: bool,
) -> bool {
    let token = tokens.at(position);
    let is_given_name = matches!(token.word, Word::May | Word::April | Word::June | Word::August)
        && position + 1 < high
        && tokens.at(position + 1).is_capital;
    token.is(CALENDAR) && !follows_determiner && !is_given_name
}

/// Words that are capitalised at sentence starts and also begin names: *New York, First Lady*.
fn is_capital_in_name(token: &Token) -> bool {
    matches!(
        token.word,
        Word::New | Word::West | Word::First | Word::Second | Word::Third | Word::Up
    )
}

/// Lower-case words that no noun phrase contains.
fn ends_phrase(token: &Token) -> bool {
    let closed = PREPOSITION
        | CONJUNCTION
        | AUXILIARY
        | RELATIVE
        | PRONOUN
        | OBJECT_PRONOUN
        | ADVERB
        | SUBORDINATOR;
    token.is(closed) || token.is(ENDS_IN_LY) && !token.is(LY_NOUN)
}

fn ends_at_verb(token: &Token, is_first: bool, has_determiner: bool) -> bool {
    token.verb().is_some_and(|cue| {
        if is_first {
            !has_determiner && !token.is(NOUN_LIKE)
        } else {
            cue.is_finite() && !token.is(ROLE)
        }
    })
}

/// Behind a capital a lower-case word goes on only as part of a title: *Doe campaign manager*.
fn continues_after_capital(tokens: Tokens<'_>, position: usize, high: usize) -> bool {
    let token = tokens.at(position);
    let next = tokens.at(position + 1);
    let is_verb = token.is(ENDS_IN_ED | AUXILIARY);
    token.is(ROLE | BODY | TITLE | PREMODIFIER)
        || position + 1 < high && (next.is_capital || next.is(ROLE)) && !is_verb
}

/// An unlisted word in *-ed* is a verb, unless a role or a capital follows: *the disgraced mayor*.
fn ends_at_participle(tokens: Tokens<'_>, start: usize, position: usize, high: usize) -> bool {
    let token = tokens.at(position);
    let follows_adverb = position == start + 1 && tokens.at(position - 1).is(ENDS_IN_LY);
    let next = tokens.at(position + 1);
    !token.is_capital
        && token.is(ENDS_IN_ED)
        && !token.is(ED_ADJECTIVE)
        && !follows_adverb
        && !(position + 1 < high && (next.is(ROLE) || next.is_capital))
}
