//! What the people of a story are: titles and descriptions beside their names.
//!
//! Depends on mentions. The first description of a person counts for the whole story.

use super::class::{
    AUXILIARY, BE, CALENDAR, CONJUNCTION, DEFINITE_DETERMINER, DETERMINER, EITHER_NAME,
    FEMALE_NAME, MALE_NAME, PERFECT_AUXILIARY, PERSON_NOUN, PLAIN_TITLE, PREMODIFIER, PREPOSITION,
    ROLE, TITLE, WEAK_ROLE,
};
use super::cue::{CueClass, Form};
use super::mentions::Mention;
use super::names::Registry;
use super::noun_phrase::Phrase;
use super::story::Story;
use super::token::{Token, Tokens};
use super::word::Word;
use crate::text::Span;

/// The most words of a description behind a name.
const MAX_DESCRIPTION_WORDS: usize = 14;
/// Words of it among which the role must stand.
const MAX_ROLE_DISTANCE: usize = 7;
/// Tokens of a paragraph that may be a title, whose capitals tell nothing.
const MAX_TITLE_TOKENS: usize = 24;
/// The most words before a name that belong to its role.
const MAX_ROLE_WORDS: usize = 8;

/// Gives every person the first role that stands beside one of the mentions.
pub(super) fn assign_roles(story: &Story<'_>, mentions: &[Mention], registry: &mut Registry) {
    let mut title_paragraph = (usize::MAX, false);
    for mention in mentions {
        if registry.person(mention.person).is_none_or(|person| person.role.is_some()) {
            continue;
        }
        if title_paragraph.0 != mention.paragraph {
            title_paragraph = (mention.paragraph, is_title_paragraph(story, mention.paragraph));
        }
        if title_paragraph.1 {
            continue;
        }
        let tokens = story.tokens_of(mention.paragraph);
        let role = description_behind(tokens, mention)
            .or_else(|| role_before(tokens, mention))
            .or_else(|| title_of(tokens, mention));
        if let Some(person) = registry.person_mut(mention.person) {
            person.role = role;
        }
    }
}

/// Finds the role between the start of a speaker's phrase and the name in it.
pub(super) fn role_in_phrase(tokens: Tokens<'_>, phrase: Phrase) -> Option<Span> {
    let end = roles_end(tokens, phrase.name_start, phrase.end);
    if !phrase.is_name() || end <= phrase.start {
        return None;
    }
    let words = tokens.range(phrase.start, end);
    let is_role = words.iter().any(is_telling) && !words.iter().all(|word| word.is(PLAIN_TITLE));
    is_role.then(|| span_without_article(words)).flatten()
}

/// A role or title that says something by itself.
fn is_telling(token: &Token) -> bool {
    token.is(ROLE | TITLE | PERSON_NOUN) && !token.is(WEAK_ROLE)
}

/// *Jane Doe, an engineer at the harbour,*.
fn description_behind(tokens: Tokens<'_>, mention: &Mention) -> Option<Span> {
    if !tokens.at(mention.end).is_mark(',') {
        return None;
    }
    let start = mention.end + 1;
    let mut end = start;
    while continues_description(tokens, end) && end - start < MAX_DESCRIPTION_WORDS {
        end += 1;
    }
    let mut words = tokens.range(start, end);
    if continues_description(tokens, end) {
        words = whole_part(words);
    }
    let first = words.first()?;
    let opens =
        first.is(ROLE | TITLE) || first.is(DEFINITE_DETERMINER | DETERMINER) && is_article(first);
    let has_role = words.iter().take(MAX_ROLE_DISTANCE).any(is_telling);
    let has_verb = words.iter().any(|word| {
        word.is(BE | PERFECT_AUXILIARY) && word.word != Word::Possessive
            || word.cue.is_some_and(|cue| cue.form == Form::Past && cue.class == CueClass::Say)
    });
    (opens && has_role && !has_verb).then(|| span_without_article(words)).flatten()
}

/// What is left of a description that is too long: without its last addition, which may be cut.
fn whole_part(words: &[Token]) -> &[Token] {
    let opens_addition = |word: &Token| word.is(PREPOSITION | CONJUNCTION) && word.word != Word::Of;
    let end = words.iter().rposition(opens_addition).unwrap_or(words.len());
    words.get(..end).unwrap_or_default()
}

/// A relative clause behind the role tells what the person did, not what the person is.
fn continues_description(tokens: Tokens<'_>, at: usize) -> bool {
    let token = tokens.at(at);
    let opens_relative = matches!(token.word, Word::Who | Word::Whose | Word::Which | Word::That);
    token.is_word() && !opens_relative || token.is_mark('&') && tokens.at(at + 1).is_capital
}

fn is_article(token: &Token) -> bool {
    token.is(DEFINITE_DETERMINER) && token.word != Word::Our || token.word == Word::One
}

/// *coast guard captain Jane Doe*, *Chief Executive Jane Doe*: roles and titles before the name.
fn role_before(tokens: Tokens<'_>, mention: &Mention) -> Option<Span> {
    let mut start = mention.start;
    while mention.start - start < MAX_ROLE_WORDS && start > tokens.start() {
        let token = tokens.at(start - 1);
        let is_role = token.is(ROLE | TITLE) || start < mention.start && token.is(PREMODIFIER);
        if !token.is_word() || !is_role {
            break;
        }
        start -= 1;
    }
    let end = roles_end(tokens, mention.start, mention.end);
    let words = tokens.range(start, end);
    if !words.iter().any(|word| !word.is(WEAK_ROLE))
        || words.iter().all(|word| word.is(PLAIN_TITLE))
    {
        return None;
    }
    span_of(tokens.range(with_owner(tokens, start), end))
}

/// The token behind the role with which a name opens: *Manager Jane Doe*, *Financial Officer Jane
/// Doe*. Two words must be left, since a surname may be the name of a role.
fn roles_end(tokens: Tokens<'_>, start: usize, end: usize) -> usize {
    const NAME_WORDS: usize = 2;
    let last = end.saturating_sub(NAME_WORDS);
    if tokens.at(start).is(MALE_NAME | FEMALE_NAME | EITHER_NAME) {
        return start;
    }
    (start..last).rev().find(|&at| tokens.at(at).is(ROLE | TITLE)).map_or(start, |at| at + 1)
}

/// Goes on from a role to what it is the role of: *Harbour commissioner*, *Ohio's governor*.
fn with_owner(tokens: Tokens<'_>, role: usize) -> usize {
    let mut start = role;
    while start > tokens.start() && role - start < MAX_ROLE_WORDS {
        let previous = tokens.at(start - 1);
        let is_owner = previous.is_name() && !previous.is(CALENDAR)
            || previous.word == Word::Possessive && tokens.before(start - 1).is_name();
        if !is_owner || previous.is_short_quoted {
            break;
        }
        start -= 1;
    }
    start
}

/// *Foreign Minister Jane Doe*, with the owner before it: *Ruritania's Foreign Minister*.
fn title_of(tokens: Tokens<'_>, mention: &Mention) -> Option<Span> {
    let is_title = |at: usize| {
        let token = tokens.at(at);
        if token.word == Word::Judge {
            at == mention.start
        } else {
            token.is(TITLE) && !token.is(PLAIN_TITLE)
        }
    };
    let last = (mention.start..mention.end).rev().find(|&at| is_title(at))?;
    let is_telling = (mention.start..=last).any(|at| is_title(at) && !tokens.at(at).is(WEAK_ROLE));
    if !mention.is_full || last + 1 >= mention.end || !is_telling {
        return None;
    }
    span_of(tokens.range(with_owner(tokens, mention.start), last + 1))
}

fn span_of(words: &[Token]) -> Option<Span> {
    Some(Span::new(words.first()?.span().start(), words.last()?.span().end()))
}

fn span_without_article(words: &[Token]) -> Option<Span> {
    let article =
        words.first().is_some_and(|word| matches!(word.word, Word::A | Word::An | Word::The));
    span_of(words.get(usize::from(article)..).unwrap_or_default())
}

/// Tells whether a paragraph is written like a title and has no verb.
fn is_title_paragraph(story: &Story<'_>, paragraph: usize) -> bool {
    let tokens = story.tokens_of(paragraph);
    let mut words = tokens.range(tokens.start(), tokens.end()).iter();
    story.is_like_title(paragraph, MAX_TITLE_TOKENS)
        && !words.any(|token| token.is(AUXILIARY) && !token.is_capital)
}
