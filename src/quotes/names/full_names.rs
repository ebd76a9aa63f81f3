//! Which runs are full names of people, and what shows it.
//!
//! Depends on runs, the registry and the lists of given names, bodies and places.

use super::{Home, Person, PersonId, Registry, Run, STRONG_EVIDENCE, gender_of, tokens_of_run};
use crate::quotes::class::{
    BODY_NAME, BODY_SURNAME, EITHER_NAME, GIVEN_NAME, HEADLINE_WORD, PARTICLE, PLACE, PLACE_PREFIX,
    ROLE, SURNAME_ROLE, TITLE,
};
use crate::quotes::cue::Form;
use crate::quotes::lexicon::WordKey;
use crate::quotes::nicknames::is_same_given_name;
use crate::quotes::story::Story;
use crate::quotes::token::{Token, Tokens};
use crate::quotes::word::Word;
use crate::text::{KeyTable, Reused, Span};
use foldhash::fast::RandomState;
use std::collections::HashMap;

/// The most words of a full name.
const MAX_NAME_WORDS: usize = 5;

/// The most people of one surname that are told apart.
const MAX_NAMESAKES: usize = 16;

/// Tokens behind a name within which a description shows it to be a person.
const MAX_DESCRIPTION_DISTANCE: usize = 8;

/// Tokens of a paragraph that may be a title.
const MAX_TITLE_TOKENS: usize = 22;

/// Registers the people of whom a full name stands in the article.
pub(in super::super) fn register_full_names(story: &Story<'_>, runs: &[Run]) -> Registry {
    let lower_words = words_in_lower_case(story, runs);
    let is_lower = |key: WordKey| lower_words.get(key) == Some(&true);
    let mut n_same: Reused<HashMap<(WordKey, WordKey), u32, RandomState>> = Reused::new();
    for run in runs.iter().filter(|run| run.is_narrative()) {
        if let Some(pair) = last_two(story, run) {
            *n_same.entry(pair).or_default() += 1;
        }
    }
    let mut registry = Registry::default();
    for run in runs {
        let tokens = tokens_of_run(story, run);
        let is_repeated = last_two(story, run)
            .is_some_and(|pair| n_same.get(&pair).is_some_and(|&count| count >= 2));
        if let Some(first) = full_name_start(story, tokens, run, &is_lower, is_repeated) {
            register(&mut registry, story, tokens, run, first);
        }
    }
    keep_strong_namesakes(&mut registry);
    registry
}

/// Tells for each word of the runs, but the last ones, whether the story writes it in lower case too.
fn words_in_lower_case(story: &Story<'_>, runs: &[Run]) -> KeyTable<bool> {
    let mut words = KeyTable::with_capacity(runs.len());
    for run in runs {
        let last = run.name_end.saturating_sub(1).min(run.name_start + MAX_NAME_WORDS);
        for token in tokens_of_run(story, run).range(run.name_start, last) {
            words.get_or_insert_with(token.key, || false);
        }
    }
    for token in story.tokens.iter().filter(|token| token.is_word() && !token.is_capital) {
        if let Some(is_lower) = words.get_mut(token.key) {
            *is_lower = true;
        }
    }
    words
}

fn last_two(story: &Story<'_>, run: &Run) -> Option<(WordKey, WordKey)> {
    let tokens = tokens_of_run(story, run);
    (run.name_end >= run.name_start + 2)
        .then(|| (tokens.at(run.name_end - 2).key, tokens.at(run.name_end - 1).key))
}

/// Finds where the full name in a run starts, given which words the story writes in lower case; `None` if the run is no full name of a person.
fn full_name_start(
    story: &Story<'_>,
    tokens: Tokens<'_>,
    run: &Run,
    is_lower: &dyn Fn(WordKey) -> bool,
    is_repeated: bool,
) -> Option<usize> {
    let words = tokens.range(run.name_start, run.name_end);
    let (first, last) = (words.first()?, words.last()?);
    let before_last = words.get(..words.len() - 1).unwrap_or_default();
    if words.len() < 2 || words.len() > MAX_NAME_WORDS {
        return None;
    }
    let is_given = |token: &Token| token.is(GIVEN_NAME);
    let has_verb = words.iter().skip(1).any(|t| t.cue.is_some_and(|cue| cue.form != Form::Base));
    let is_surname = is_given(first) && words.len() == 2 && last.is(BODY_SURNAME);
    if words.iter().any(|token| token.is(BODY_NAME | HEADLINE_WORD)) && !is_surname
        || first.is(PLACE_PREFIX) && run.name_start == run.start
        || last.is(PLACE)
        || last.is(TITLE | ROLE) && !last.is(SURNAME_ROLE)
        || has_verb && !is_given(first)
    {
        return None;
    }
    let has_given = before_last.iter().any(|token| token.is(GIVEN_NAME | EITHER_NAME));
    let has_title = run.name_start > run.start;
    if story.grammar.capitalises_nouns && !has_given && !has_title {
        return None;
    }
    match run.home {
        Home::Quote(_) if !has_given && !has_title => return None,
        Home::Paragraph(paragraph)
            if !has_given
                && !has_title
                && run.start == tokens.start()
                && !is_repeated
                && story.is_like_title(paragraph, MAX_TITLE_TOKENS) =>
        {
            return None;
        }
        _ => {}
    }
    let mut start = run.name_start;
    let is_given_at = |at: usize| tokens.at(at).is(GIVEN_NAME);
    while start + 2 < run.name_end && !is_given_at(start) && is_given_at(start + 1) {
        start += 1;
    }
    while start + 1 < run.name_end
        && !tokens.at(start).is(GIVEN_NAME | PARTICLE)
        && is_lower(tokens.at(start).key)
    {
        start += 1;
    }
    (start + 2 <= run.name_end).then_some(start)
}

/// Adds a full mention to its person, or a new person.
fn register(
    registry: &mut Registry,
    story: &Story<'_>,
    tokens: Tokens<'_>,
    run: &Run,
    first: usize,
) {
    let given = tokens.at(first);
    let surname = tokens.at(run.name_end - 1).key;
    let span = Span::new(given.span().start(), tokens.at(run.name_end - 1).span().end());
    let owners = registry.owners(surname);
    let given_text = story.slice(given.span());
    let known = owners.iter().copied().find(|&id| {
        registry.person(id).is_some_and(|person| {
            person.given == Some(given.key)
                || person.name.is_some_and(|name| {
                    let other = story.slice(name).split(' ').next().unwrap_or_default();
                    is_same_given_name(given_text, other)
                })
        })
    });
    if known.is_none() && owners.len() >= MAX_NAMESAKES {
        return;
    }
    let titles = tokens.range(run.start, run.name_start);
    let id = known.unwrap_or_else(|| {
        registry.add(Some(surname), Person::new(Some(span), Some(given.key), None))
    });
    let Some(person) = registry.person_mut(id) else { return };
    let n_words = run.name_end - first;
    let is_same_form = person.given == Some(given.key) || given_text.chars().count() > 2;
    if n_words > person.n_words && is_same_form {
        person.name = Some(span);
        person.n_words = n_words;
    }
    if run.is_narrative() {
        person.full_mentions.push(first);
    }
    if given.is(GIVEN_NAME) {
        person.add_evidence(3, 1);
    }
    if !titles.is_empty() || tokens.before(run.start).is(ROLE) {
        person.add_evidence(3, 1);
    }
    if run.is_narrative() {
        if is_described(tokens, run.end) {
            person.add_evidence(3, 1);
        }
        if matches!(tokens.at(run.end).word, Word::Who | Word::Whose) {
            person.add_evidence(2, 1);
        }
    }
    person.gender = person.gender.or_else(|| gender_of(titles, Some(given)));
    if person.title.is_none()
        && let (Some(first), Some(last)) = (titles.first(), titles.last())
    {
        person.title = Some(Span::new(first.span().start(), last.span().end()));
    }
}

/// Tells whether a comma and a role, an age or *who* follow: *Jane Doe, 42,*.
fn is_described(tokens: Tokens<'_>, end: usize) -> bool {
    if !tokens.at(end).is_mark(',') {
        return false;
    }
    for position in end + 1..=end + MAX_DESCRIPTION_DISTANCE {
        let token = tokens.at(position);
        if position >= tokens.end() || matches!(token.mark(), ',' | '.') {
            return false;
        }
        if token.is(ROLE)
            || matches!(token.word, Word::Who | Word::Whose)
            || token.starts_with_digit && position == end + 1
        {
            return true;
        }
    }
    false
}

/// Where several people share a surname, drops those that nothing shows to be people.
fn keep_strong_namesakes(registry: &mut Registry) {
    let people = &registry.people;
    for owners in registry.by_surname.values_mut() {
        let is_strong = |id: &PersonId| {
            people.get(id.0 as usize).is_some_and(|person| person.evidence >= STRONG_EVIDENCE)
        };
        if owners.len() > 1 && owners.iter().any(is_strong) {
            owners.retain(is_strong);
        }
    }
}
