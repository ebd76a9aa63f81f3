//! Which people are known, by surname and by given name.
//!
//! Depends on the lists of given names and titles.

use crate::quotes::class::{Classes, FEMALE_NAME, FEMALE_TITLE, MALE_NAME, MALE_TITLE};
use crate::quotes::lexicon::WordKey;
use crate::quotes::token::Token;
use crate::text::{KeyTable, List, Span};
use foldhash::fast::FixedState;
use std::collections::HashSet;

/// Evidence from which a person counts as certain.
pub(in super::super) const STRONG_EVIDENCE: u32 = 3;

/// Grammatical gender of a person's pronoun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Gender {
    /// *he*.
    Male,
    /// *she*.
    Female,
}

/// Number of a person in [`Registry::people`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in super::super) struct PersonId(pub(in super::super) u32);

/// A person of the article, named or not.
#[derive(Debug, Clone)]
pub(in super::super) struct Person {
    /// The fullest form of the name; `None` for an unnamed person (*a donor*).
    pub(in super::super) name: Option<Span>,
    /// Words of that form.
    pub(super) n_words: usize,
    /// The given name; none if only the surname is known.
    pub(in super::super) given: Option<WordKey>,
    /// What the pronoun is, as far as known.
    pub(in super::super) gender: Option<Gender>,
    /// How much shows that the name is used like a person's: titles, roles, subjects.
    pub(in super::super) evidence: u32,
    /// How much shows that it is a person's name.
    pub(in super::super) name_evidence: u32,
    /// The first titles before the name.
    pub(in super::super) title: Option<Span>,
    /// Office or description, from `roles`.
    pub(in super::super) role: Option<Span>,
    /// The number of mentions so far.
    pub(in super::super) n_mentions: u32,
    /// The token of the first mention.
    pub(in super::super) first_mention: Option<usize>,
    /// Tokens of the full mentions in the narrative, ascending.
    pub(in super::super) full_mentions: List<usize>,
}

impl Person {
    /// Makes a person of whom only this form of the name is known.
    pub(in super::super) fn new(
        name: Option<Span>,
        given: Option<WordKey>,
        gender: Option<Gender>,
    ) -> Self {
        Self {
            name,
            n_words: 1,
            given,
            gender,
            evidence: 0,
            name_evidence: 0,
            title: None,
            role: None,
            n_mentions: 0,
            first_mention: None,
            full_mentions: List::new(),
        }
    }

    /// Adds to what shows that it is a person, and a person's name.
    pub(super) fn add_evidence(&mut self, evidence: u32, name_evidence: u32) {
        self.evidence = self.evidence.saturating_add(evidence);
        self.name_evidence = self.name_evidence.saturating_add(name_evidence);
    }
}

/// The people of an article.
#[derive(Debug, Default)]
pub(in super::super) struct Registry {
    /// All people, in the order in which they were found.
    pub(in super::super) people: List<Person>,
    /// People by surname.
    pub(in super::super) by_surname: KeyTable<List<PersonId>>,
    /// The first person of each given name.
    pub(in super::super) by_given: KeyTable<PersonId>,
}

impl Registry {
    /// Returns a person.
    pub(in super::super) fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.get(id.0 as usize)
    }

    /// Returns a person for changing.
    pub(in super::super) fn person_mut(&mut self, id: PersonId) -> Option<&mut Person> {
        self.people.get_mut(id.0 as usize)
    }

    /// Returns the people of a surname.
    pub(in super::super) fn owners(&self, surname: WordKey) -> &[PersonId] {
        self.by_surname.get(surname).map_or(&[], |owners| owners.as_slice())
    }

    /// Returns the people who share their surname with others.
    pub(in super::super) fn people_with_namesakes(&self) -> HashSet<PersonId, FixedState> {
        self.by_surname
            .values()
            .filter(|owners| owners.len() > 1)
            .flat_map(|owners| owners.iter().copied())
            .collect()
    }

    /// Adds a person under a surname.
    pub(in super::super) fn add(&mut self, surname: Option<WordKey>, person: Person) -> PersonId {
        let id = PersonId(u32::try_from(self.people.len()).unwrap_or(u32::MAX));
        if let Some(given) = person.given {
            self.by_given.get_or_insert_with(given, || id);
        }
        self.people.push(person);
        if let Some(surname) = surname {
            self.by_surname.get_or_insert_with(surname, List::new).push(id);
        }
        id
    }
}

/// Tells the gender from titles, then from the given name.
pub(in super::super) fn gender_of(titles: &[Token], given: Option<&Token>) -> Option<Gender> {
    let of = |token: &Token, male: Classes, female: Classes| {
        if token.is(male) {
            Some(Gender::Male)
        } else if token.is(female) {
            Some(Gender::Female)
        } else {
            None
        }
    };
    titles
        .iter()
        .find_map(|title| of(title, MALE_TITLE, FEMALE_TITLE))
        .or_else(|| given.and_then(|given| of(given, MALE_NAME, FEMALE_NAME)))
}
