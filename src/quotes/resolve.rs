//! Who the speakers of a story are: phrases of attributions brought together with people.
//!
//! Depends on names, mentions and pronouns. Gives people, not spans; `roles` and `confidence` say
//! more about them.

use super::candidate::Candidate;
use super::decode::Choice;
use super::gender::learn_genders;
use super::mentions::{Mention, SubjectMap, find_mentions, find_unnamed_people};
use super::names::{PersonId, Registry, find_runs, register_full_names};
use super::noun_phrase::PhraseKind;
use super::pronouns::{Answer, SpokenTurn, answer_at, mention_at, resolve};
use super::story::Story;
use crate::text::{List, Span};
use foldhash::fast::FixedState;
use std::collections::HashSet;

/// The people of a story with everything that mentions them.
#[derive(Debug)]
pub(super) struct People {
    /// The people.
    pub(super) registry: Registry,
    /// Mentions by name, in order.
    pub(super) mentions: List<Mention>,
    answers: List<Answer>,
    shared: HashSet<PersonId, FixedState>,
}

/// Whom an attribution names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reference {
    /// The person.
    pub(super) person: PersonId,
    /// The resolver's margin, if the mention is a pronoun.
    pub(super) margin: Option<i32>,
}

impl People {
    /// Finds the people of a story and resolves its pronouns, given the chosen attributions.
    pub(super) fn of(story: &Story<'_>, choices: &[Choice]) -> Self {
        let runs = find_runs(story);
        let mut registry = register_full_names(story, &runs);
        let subjects = SubjectMap::of(story);
        let mentions = find_mentions(story, &runs, &mut registry, &subjects);
        learn_genders(story, &mentions, &mut registry);
        let mut unnamed = find_unnamed_people(story, &mut registry, &mentions, &subjects);
        let mut all: List<Mention> = mentions.iter().copied().collect();
        all.append(&mut unnamed);
        all.sort_by_key(|mention| mention.start);
        let shared = registry.people_with_namesakes();
        let mut people = Self { registry, mentions, answers: List::new(), shared };
        let mut turns: List<SpokenTurn> = List::new();
        for (quote, choice) in story.quotes.iter().zip(choices) {
            if let Some(mention) = people.mention_token(&choice.attribution) {
                turns.push(SpokenTurn { quote: quote.token, paragraph: quote.paragraph, mention });
            }
        }
        people.answers = resolve(story, &all, &turns, &subjects, &mut people.registry);
        people
    }

    /// Finds the token by which an attribution mentions its speaker: the start of a name's
    /// mention, or the pronoun.
    fn mention_token(&self, attribution: &Candidate) -> Option<usize> {
        let phrase = attribution.referring_phrase()?;
        if phrase.kind == PhraseKind::Nominal {
            return None;
        }
        let starts_within = (phrase.start..phrase.end)
            .rev()
            .find(|&token| mention_at(&self.mentions, token).is_some());
        if let Some(token) = starts_within {
            return Some(token);
        }
        match phrase.kind {
            PhraseKind::Pronoun => Some(phrase.start),
            PhraseKind::Name => {
                // A mention that starts before the phrase and reaches into it.
                let behind = self.mentions.partition_point(|mention| mention.start < phrase.end);
                let last = behind.checked_sub(1).and_then(|at| self.mentions.get(at))?;
                (last.end > phrase.start).then_some(last.start)
            }
            PhraseKind::Nominal => None,
        }
    }

    /// Finds whom an attribution names.
    pub(super) fn refer(&self, attribution: &Candidate) -> Option<Reference> {
        let token = self.mention_token(attribution)?;
        if let Some(mention) = mention_at(&self.mentions, token) {
            return Some(Reference { person: mention.person, margin: None });
        }
        let answer = answer_at(&self.answers, token)?;
        Some(Reference { person: answer.person, margin: Some(answer.margin) })
    }

    /// Finds the person whom a label within a quote names: *“DOE: …”*.
    pub(super) fn of_label(&self, story: &Story<'_>, label: Span) -> Option<PersonId> {
        let at = story.inner_tokens.partition_point(|token| token.span().end() < label.end());
        let surname = story.inner_tokens.get(at)?.key;
        match self.registry.owners(surname) {
            [person] => Some(*person),
            _ => None,
        }
    }

    /// Tells whether the story knows several people of this person's surname.
    pub(super) fn has_namesakes(&self, person: PersonId) -> bool {
        self.shared.contains(&person)
    }
}
