//! Who *the senator* is: the only earlier person with such a title or role.
//!
//! Depends on the people of the story and the list of offices.

use super::names::{Person, PersonId};
use super::noun_phrase::Phrase;
use super::resolve::People;
use super::story::Story;
use super::token::Tokens;
use super::word::Word;
use foldhash::fast::FixedState;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The most people among whom the holder is looked for.
const MAX_PEOPLE: usize = 200;

/// Offices with the short form of their title, if there is one.
static OFFICES: LazyLock<HashMap<&'static str, Option<&'static str>, FixedState>> =
    LazyLock::new(|| {
        crate::text::sections(include_str!("../../data/quotes/en/offices.txt"))
            .map(|(_, entry)| match entry.split_once('=') {
                Some((office, title)) => (office, Some(title)),
                None => (entry, None),
            })
            .collect()
    });

/// Finds the person whom *the* and an office mention, if there is exactly one.
pub(super) fn office_holder<'p>(
    story: &Story<'_>,
    people: &'p People,
    tokens: Tokens<'_>,
    phrase: Phrase,
) -> Option<(PersonId, &'p Person)> {
    let head = phrase.head(tokens);
    if tokens.at(phrase.start).word != Word::The {
        return None;
    }
    let office = story.slice(head.span());
    let &title = OFFICES.get(office)?;
    let holds = |person: &&Person| {
        person.first_mention.is_some_and(|first| first <= phrase.start)
            && [person.role, person.title].into_iter().flatten().any(|span| {
                let text = story.slice(span).to_lowercase();
                [Some(office), title].into_iter().flatten().any(|word| starts_a_word(&text, word))
            })
    };
    let mut holders =
        people.registry.people.iter().take(MAX_PEOPLE).enumerate().filter(|(_, p)| holds(p));
    let (number, person) = holders.next()?;
    if holders.next().is_some() {
        return None;
    }
    Some((PersonId(u32::try_from(number).unwrap_or(u32::MAX)), person))
}

/// Tells whether a word of the text starts with `word`.
fn starts_a_word(text: &str, word: &str) -> bool {
    text.split(|c: char| c.is_whitespace() || c == '-').any(|part| part.starts_with(word))
}
