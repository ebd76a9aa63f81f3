//! Which unnamed people a pronoun may stand for: *a donor said … she*.
//!
//! Depends on subjects and on the mentions of people with names.

use super::{Mention, SubjectMap, SubjectRank};
use crate::quotes::class::{
    DETERMINER, FEMALE_NOUN, FEMALE_TITLE, MALE_NOUN, MALE_TITLE, PERSON_NOUN,
};
use crate::quotes::cue::CueClass;
use crate::quotes::lexicon::WordKey;
use crate::quotes::names::{Gender, Person, Registry, STRONG_EVIDENCE};
use crate::quotes::story::Story;
use crate::quotes::word::Word;
use crate::text::List;

/// Lists unnamed people who may be what a pronoun stands for: *a donor said … she*.
pub(in super::super) fn find_unnamed_people(
    story: &Story<'_>,
    registry: &mut Registry,
    mentions: &[Mention],
    subjects: &SubjectMap,
) -> List<Mention> {
    let mut unnamed: List<Mention> = List::new();
    for (number, sentence) in story.sentences.iter().enumerate() {
        let saying = story.clauses_of(sentence).iter().filter(|c| c.cue.class == CueClass::Say);
        let phrases =
            sentence.main_subject.into_iter().chain(saying.filter_map(|c| c.subject.phrase));
        let paragraph = paragraph_of(story, number);
        let tokens = story.tokens_of(paragraph);
        for phrase in phrases {
            let (first, head) = (tokens.at(phrase.start), phrase.head(tokens));
            let is_indefinite = first.is(DETERMINER)
                && matches!(first.word, Word::A | Word::An | Word::One | Word::Another);
            let is_named = || {
                let behind = mentions.partition_point(|mention| mention.start < phrase.start);
                mentions.get(behind).is_some_and(|mention| {
                    mention.start < phrase.end + 4 && mention.paragraph == paragraph
                })
            };
            let is_known =
                unnamed.iter().rev().take(8).any(|mention| mention.start == phrase.start);
            if !phrase.is_nominal()
                || !is_indefinite
                || !head.is(PERSON_NOUN)
                || is_known
                || is_named()
            {
                continue;
            }
            let gender = if head.is(MALE_TITLE | MALE_NOUN) {
                Some(Gender::Male)
            } else if head.is(FEMALE_TITLE | FEMALE_NOUN) {
                Some(Gender::Female)
            } else {
                None
            };
            let mut person = Person::new(None, None, gender);
            person.evidence = STRONG_EVIDENCE;
            person.name_evidence = 1;
            person.n_mentions = 1;
            person.first_mention = Some(phrase.start);
            unnamed.push(Mention {
                person: registry.add(None::<WordKey>, person),
                start: phrase.start,
                end: phrase.end,
                paragraph,
                sentence: number,
                subject: SubjectRank::Main,
                is_speaking: subjects.is_speaking(phrase.start),
                is_possessive: false,
                follows_preposition: false,
                is_asked: false,
                is_full: true,
                is_pronoun: false,
                is_short_quoted: false,
            });
        }
    }
    unnamed.sort_by_key(|mention| mention.start);
    unnamed
}

fn paragraph_of(story: &Story<'_>, sentence: usize) -> usize {
    story.paragraphs.partition_point(|paragraph| paragraph.sentences.end <= sentence)
}
