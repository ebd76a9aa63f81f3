//! Which part each token plays: subject of its sentence, of a clause, of a verb of saying.
//!
//! Depends on the story's clauses.

use crate::quotes::cue::CueClass;
use crate::quotes::noun_phrase::Phrase;
use crate::quotes::story::Story;
use crate::text::List;

/// What part a mention plays in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum SubjectRank {
    /// No subject.
    None,
    /// The subject of a reporting verb.
    Clause,
    /// The sentence's main subject.
    Main,
}

/// The part that each token plays: subject of its sentence, of a clause, of a verb of saying.
#[derive(Debug)]
pub(in super::super) struct SubjectMap {
    ranks: List<SubjectRank>,
    speaking: List<bool>,
}

impl SubjectMap {
    /// Reads the subjects of all sentences.
    pub(in super::super) fn of(story: &Story<'_>) -> Self {
        let n_tokens = story.tokens.len();
        let mut map = Self {
            ranks: List::filled(SubjectRank::None, n_tokens),
            speaking: List::filled(false, n_tokens),
        };
        for sentence in &story.sentences {
            for clause in story.clauses_of(sentence) {
                // Of "Doe, who said" both Doe and *who* are subjects.
                let subjects = [clause.subject.phrase, clause.subject.antecedent];
                for phrase in subjects.into_iter().flatten() {
                    map.mark(phrase, SubjectRank::Clause);
                    if clause.cue.class != CueClass::Other {
                        map.mark_speaking(phrase);
                    }
                }
            }
            if let Some(phrase) = sentence.main_subject {
                map.mark(phrase, SubjectRank::Main);
            }
        }
        map
    }

    fn mark_speaking(&mut self, phrase: Phrase) {
        for flag in self.speaking.get_mut(phrase.start..phrase.end).unwrap_or_default() {
            *flag = true;
        }
    }

    fn mark(&mut self, phrase: Phrase, rank: SubjectRank) {
        for slot in self.ranks.get_mut(phrase.start..phrase.end).unwrap_or_default() {
            *slot = (*slot).max(rank);
        }
    }

    /// Returns the highest rank among the tokens `start..end`.
    pub(in super::super) fn rank(&self, start: usize, end: usize) -> SubjectRank {
        let ranks = self.ranks.get(start..end).unwrap_or_default();
        ranks.iter().copied().max().unwrap_or(SubjectRank::None)
    }

    /// Tells whether a token belongs to the subject of a verb of saying or calling.
    pub(in super::super) fn is_speaking(&self, token: usize) -> bool {
        self.speaking.get(token).copied().unwrap_or(false)
    }
}
