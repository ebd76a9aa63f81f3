//! Where the people of an article are mentioned: full names, surnames, given names, unnamed people.
//!
//! Depends on the registry of names. Pronouns are `pronouns`' question.

mod person;
mod subject_map;
mod unnamed;

use super::class::{NAME_MODIFIED, PREPOSITION, QUESTIONER};
use super::names::{Home, PersonId, Registry, Run, gender_of};
use super::story::Story;
use super::token::Tokens;
use super::word::Word;
use crate::text::List;
use person::person_of;

pub(super) use subject_map::{SubjectMap, SubjectRank};
pub(super) use unnamed::find_unnamed_people;

/// One mention of a person in the narrative.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a separate feature of the resolver")]
pub(super) struct Mention {
    /// Who is mentioned.
    pub(super) person: PersonId,
    /// Its first token, titles included.
    pub(super) start: usize,
    /// The token behind it.
    pub(super) end: usize,
    /// Its paragraph.
    pub(super) paragraph: usize,
    /// Its sentence.
    pub(super) sentence: usize,
    /// Whether it is a subject.
    pub(super) subject: SubjectRank,
    /// Whether it is the subject of a verb of saying or calling.
    pub(super) is_speaking: bool,
    /// Whether it is a possessive or modifies a noun: *Doe's*, *the Doe campaign*.
    pub(super) is_possessive: bool,
    /// Whether a preposition stands before it.
    pub(super) follows_preposition: bool,
    /// Whether it is asked: *pressed Doe*.
    pub(super) is_asked: bool,
    /// Whether it is a full name.
    pub(super) is_full: bool,
    /// Whether it is a pronoun.
    pub(super) is_pronoun: bool,
    /// Whether it stands within short marks.
    pub(super) is_short_quoted: bool,
}

/// Finds the mentions of all people in the narrative, in order; adds people who are only known by
/// one name.
pub(super) fn find_mentions(
    story: &Story<'_>,
    runs: &[Run],
    registry: &mut Registry,
    subjects: &SubjectMap,
) -> List<Mention> {
    let mut mentions = List::new();
    for run in runs {
        let Home::Paragraph(paragraph) = run.home else { continue };
        let tokens = story.tokens_of(paragraph);
        let Some(person) = person_of(story, tokens, run, registry, subjects) else { continue };
        let mention = mention_of(story, tokens, run, paragraph, person, subjects);
        if let Some(person) = registry.person_mut(person) {
            let titles = tokens.range(run.start, run.name_start);
            person.gender = person.gender.or_else(|| gender_of(titles, None));
            person.n_mentions += 1;
            person.evidence += u32::from(mention.subject > SubjectRank::None);
            person.first_mention = person.first_mention.or(Some(run.start));
        }
        mentions.push(mention);
    }
    mentions
}

fn mention_of(
    story: &Story<'_>,
    tokens: Tokens<'_>,
    run: &Run,
    paragraph: usize,
    person: PersonId,
    subjects: &SubjectMap,
) -> Mention {
    let next = tokens.at(run.end);
    let before = tokens.before(run.start);
    let rank = subjects.rank(run.start, run.end);
    let is_owner = next.word == Word::Possessive || matches!(next.mark(), '\'' | '’');
    let is_modifier = next.is_word() && !next.is_capital && next.is(NAME_MODIFIED);
    let is_possessive = is_owner || is_modifier;
    let subject = if is_possessive { SubjectRank::None } else { rank };
    let is_object = before.is_word() && before.cue.is_some() && subject == SubjectRank::None;
    Mention {
        person,
        start: run.start,
        end: run.end,
        paragraph,
        sentence: sentence_at(story, paragraph, run.start),
        subject,
        is_speaking: subjects.is_speaking(run.start),
        is_possessive,
        follows_preposition: before.is_word() && before.is(PREPOSITION),
        is_asked: is_object && before.is(QUESTIONER),
        is_full: run.name_end >= run.name_start + 2,
        is_pronoun: false,
        is_short_quoted: tokens.at(run.start).is_short_quoted,
    }
}

/// Returns the sentence of a paragraph that holds a token.
pub(super) fn sentence_at(story: &Story<'_>, paragraph: usize, token: usize) -> usize {
    let Some(paragraph) = story.paragraphs.get(paragraph) else { return 0 };
    let sentences = story.sentences.get(paragraph.sentences.clone()).unwrap_or_default();
    let at = sentences.partition_point(|sentence| sentence.end <= token);
    paragraph.sentences.start + at.min(sentences.len().saturating_sub(1))
}
