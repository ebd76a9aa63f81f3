//! Whom *he* and *she* stand for.
//!
//! Depends on mentions and chosen attributions. Walks the narrative once; every resolved pronoun is
//! a mention itself, so that chains carry on. Weighs agreement, recency, subjecthood and who was
//! speaking last; each weight is a constant below.

use super::mentions::{Mention, SubjectMap, SubjectRank, sentence_at};
use super::names::{Gender, Person, PersonId, Registry, STRONG_EVIDENCE};
use super::story::Story;
use super::token::{Token, Tokens};
use super::word::Word;
use crate::text::List;

/// Sentences back within which an antecedent stands.
const MAX_SENTENCES_BACK: usize = 12;
/// Paragraphs back within which an antecedent stands.
const MAX_PARAGRAPHS_BACK: usize = 6;
/// Mentions back that are weighed.
const MAX_MENTIONS_BACK: usize = 80;
/// Mentions back that are searched when none of the right gender is near.
const MAX_FAR_MENTIONS_BACK: usize = 400;
/// Margin from which an answer tells the gender of a person.
const TELLING_MARGIN: i32 = 150;
/// Margin from which object and possessive pronouns count as mentions.
const MENTION_MARGIN: i32 = 50;
/// Margin that is taken when only one person can be meant.
const LONE_MARGIN: i32 = 400;
/// Margin of a person who is far away.
const FAR_MARGIN: i32 = 30;

/// What each circumstance of a mention weighs, in hundredths. Chosen on the training part of
/// `PolNeAR`, by reading and by hand.
mod weight {
    /// By sentences back; the last one for five and more.
    pub(super) const SENTENCES_BACK: [i32; 6] = [200, 180, 120, 70, 30, -30];
    /// By paragraphs back; the last one for three and more.
    pub(super) const PARAGRAPHS_BACK: [i32; 4] = [90, 30, -40, -120];
    /// No subject, subject of a clause, main subject.
    pub(super) const SUBJECT: [i32; 3] = [0, 80, 140];
    /// By paragraphs since the person spoke last; the last one for three and more.
    pub(super) const SPOKE_LAST: [i32; 4] = [120, 40, 20, 0];
    /// Main subject of the paragraph's first sentence, in the pronoun's own paragraph.
    pub(super) const FIRST_SENTENCE_SUBJECT: i32 = 120;
    /// Subject of a verb of saying or calling.
    pub(super) const SPEAKING: i32 = 40;
    /// Object of a verb of asking: *pressed Doe*.
    pub(super) const ASKED: i32 = 160;
    /// In the possessive.
    pub(super) const POSSESSIVE: i32 = -50;
    /// Behind a preposition.
    pub(super) const PREPOSITION: i32 = -70;
    /// A pronoun that is a subject.
    pub(super) const SUBJECT_PRONOUN: i32 = 40;
    /// A pronoun that is none.
    pub(super) const OTHER_PRONOUN: i32 = 20;
    /// By the full name.
    pub(super) const FULL_NAME: i32 = 10;
    /// Introduced by the full name in the paragraph before, if the pronoun follows an opening quote.
    pub(super) const INTRODUCED: i32 = 90;
    /// Spoke last, within three paragraphs, if the pronoun follows an opening quote.
    pub(super) const SPEAKER_BEFORE_TAG: i32 = 50;
    /// Of unknown gender, with a name that is little used like a person's.
    pub(super) const UNKNOWN_GENDER: i32 = -100;
    /// Of unknown gender, with a name that is used like a person's.
    pub(super) const UNKNOWN_GENDER_OF_PERSON: i32 = -30;
    /// Of unknown gender, with a name that nothing shows to be a person's.
    pub(super) const NO_PERSON: i32 = -120;
    /// With a name that is hardly ever used like a person's.
    pub(super) const WEAK_EVIDENCE: i32 = -200;
    /// By each further mention, less from one to the next.
    pub(super) const REPEATED: i32 = 30;
    /// For ten mentions and more; fewer in proportion.
    pub(super) const OFTEN: i32 = 50;
}

/// Whom a pronoun stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Answer {
    /// The pronoun's token.
    pub(super) token: usize,
    /// The person.
    pub(super) person: PersonId,
    /// How far the person lies above the next one, in hundredths.
    pub(super) margin: i32,
}

/// A speaker in the order of the text, to tell who spoke last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SpokenTurn {
    /// The quote's token.
    pub(super) quote: usize,
    /// The quote's paragraph.
    pub(super) paragraph: usize,
    /// The token by which the speaker is mentioned.
    pub(super) mention: usize,
}

/// Resolves all pronouns of the narrative, in order.
///
/// `mentions` are sorted by their start. Sets the gender of people whom a pronoun clearly means.
pub(super) fn resolve(
    story: &Story<'_>,
    mentions: &[Mention],
    turns: &[SpokenTurn],
    subjects: &SubjectMap,
    registry: &mut Registry,
) -> List<Answer> {
    let mut walk = Walk { history: List::new(), answers: List::new(), last_speaker: None };
    let mut mentions_ahead = mentions.iter().copied().peekable();
    let mut turns_ahead = turns.iter().copied().peekable();
    for (number, paragraph) in story.paragraphs.iter().enumerate() {
        let tokens = story.tokens_of(number);
        for (token_idx, token) in
            paragraph.tokens.clone().zip(tokens.range(tokens.start(), tokens.end()))
        {
            let (gender, is_subject_form) = match token.word {
                Word::He => (Gender::Male, true),
                Word::She => (Gender::Female, true),
                Word::His | Word::Him | Word::Himself => (Gender::Male, false),
                Word::Her | Word::Herself => (Gender::Female, false),
                _ => continue,
            };
            if token.is_short_quoted {
                continue;
            }
            while let Some(mention) = mentions_ahead.next_if(|mention| mention.start <= token_idx) {
                walk.history.push(mention);
            }
            while let Some(turn) = turns_ahead.next_if(|turn| turn.quote <= token_idx) {
                if let Some(person) = walk.person_at(mentions, turn.mention) {
                    walk.last_speaker = Some((person, turn.paragraph));
                }
            }
            let pronoun = Pronoun {
                token: token_idx,
                sentence: sentence_at(story, number, token_idx),
                paragraph: number,
                gender,
                is_first_word_behind_quote: follows_opening_quote(tokens, token_idx),
            };
            let Some(answer) = walk.choose(story, &pronoun, registry) else { continue };
            if is_subject_form || answer.margin > MENTION_MARGIN {
                walk.answers.push(answer);
                let is_subject = subjects.rank(token_idx, token_idx + 1) > SubjectRank::None;
                let subject = match (is_subject_form, is_subject) {
                    (true, true) => SubjectRank::Main,
                    (true, false) => SubjectRank::Clause,
                    (false, _) => SubjectRank::None,
                };
                walk.history.push(pronoun.mention(answer.person, subject, subjects));
            }
        }
    }
    walk.answers
}

/// Finds the person whom a pronoun's answer names.
pub(super) fn answer_at(answers: &[Answer], token: usize) -> Option<Answer> {
    let at = answers.binary_search_by_key(&token, |answer| answer.token).ok()?;
    answers.get(at).copied()
}

/// Finds the person of the mention that starts at a token.
pub(super) fn mention_at(mentions: &[Mention], token: usize) -> Option<&Mention> {
    let at = mentions.binary_search_by_key(&token, |mention| mention.start).ok()?;
    mentions.get(at)
}

/// A pronoun that is to be resolved.
struct Pronoun {
    token: usize,
    sentence: usize,
    paragraph: usize,
    gender: Gender,
    is_first_word_behind_quote: bool,
}

impl Pronoun {
    fn mention(&self, person: PersonId, subject: SubjectRank, subjects: &SubjectMap) -> Mention {
        Mention {
            person,
            start: self.token,
            end: self.token + 1,
            paragraph: self.paragraph,
            sentence: self.sentence,
            subject,
            is_speaking: subjects.is_speaking(self.token),
            is_possessive: subject == SubjectRank::None,
            follows_preposition: false,
            is_asked: false,
            is_full: false,
            is_pronoun: true,
            is_short_quoted: false,
        }
    }
}

/// Tells whether the paragraph opens with a quote and the token is its first word behind it.
fn follows_opening_quote(tokens: Tokens<'_>, token: usize) -> bool {
    const MAX_OPENING_TOKENS: usize = 8;
    token - tokens.start() <= MAX_OPENING_TOKENS && {
        let before = tokens.range(tokens.start(), token);
        before.iter().any(Token::is_quote) && !before.iter().any(Token::is_word)
    }
}

/// The narrative so far.
struct Walk {
    history: List<Mention>,
    answers: List<Answer>,
    last_speaker: Option<(PersonId, usize)>,
}

/// A person who may be meant.
struct Candidate {
    person: PersonId,
    score: i32,
    n_further: i32,
}

impl Walk {
    fn person_at(&self, mentions: &[Mention], token: usize) -> Option<PersonId> {
        mention_at(mentions, token)
            .map(|mention| mention.person)
            .or_else(|| answer_at(&self.answers, token).map(|answer| answer.person))
    }

    fn choose(
        &self,
        story: &Story<'_>,
        pronoun: &Pronoun,
        registry: &mut Registry,
    ) -> Option<Answer> {
        let mut candidates: List<Candidate> = List::new();
        for mention in self.history.iter().rev().take(MAX_MENTIONS_BACK) {
            let n_sentences = pronoun.sentence.saturating_sub(mention.sentence);
            let n_paragraphs = pronoun.paragraph - mention.paragraph;
            if n_sentences > MAX_SENTENCES_BACK || n_paragraphs > MAX_PARAGRAPHS_BACK {
                break;
            }
            let Some(person) = registry.person(mention.person) else { continue };
            if mention.is_short_quoted
                || person.gender.is_some_and(|gender| gender != pronoun.gender)
            {
                continue;
            }
            let score = score_of(story, pronoun, mention, person, n_sentences, n_paragraphs);
            match candidates.iter_mut().find(|candidate| candidate.person == mention.person) {
                Some(known) => {
                    known.score = known.score.max(score) + weight::REPEATED / (1 + known.n_further);
                    known.n_further += 1;
                }
                None => candidates.push(Candidate { person: mention.person, score, n_further: 0 }),
            }
        }
        for candidate in &mut candidates {
            candidate.score += self.standing(pronoun, candidate.person, registry);
        }
        let Some(best) = first_best(&candidates) else {
            return self.far_person(pronoun, registry);
        };
        let others = candidates.iter().filter(|candidate| candidate.person != best.person);
        let second = others.map(|candidate| candidate.score).max();
        let margin = second.map_or(LONE_MARGIN, |second| best.score - second);
        if margin >= TELLING_MARGIN
            && let Some(person) = registry.person_mut(best.person)
        {
            person.gender = person.gender.or(Some(pronoun.gender));
        }
        Some(Answer { token: pronoun.token, person: best.person, margin })
    }

    /// What a person weighs apart from single mentions: who spoke last, who is named most.
    fn standing(&self, pronoun: &Pronoun, person: PersonId, registry: &Registry) -> i32 {
        let n_mentions = registry.person(person).map_or(0, |person| person.n_mentions.min(10));
        let mut score = weight::OFTEN * i32::try_from(n_mentions).unwrap_or(10) / 10;
        if let Some((speaker, paragraph)) = self.last_speaker
            && speaker == person
        {
            let n_paragraphs = pronoun.paragraph - paragraph;
            score += by_distance(&weight::SPOKE_LAST, n_paragraphs);
            if pronoun.is_first_word_behind_quote && n_paragraphs <= 3 {
                score += weight::SPEAKER_BEFORE_TAG;
            }
        }
        score
    }

    /// The last person of the pronoun's gender, however far back.
    fn far_person(&self, pronoun: &Pronoun, registry: &Registry) -> Option<Answer> {
        let mentions = self.history.iter().rev().take(MAX_FAR_MENTIONS_BACK);
        let mention = mentions.filter(|mention| !mention.is_short_quoted).find(|mention| {
            registry.person(mention.person).is_some_and(|p| p.gender == Some(pronoun.gender))
        })?;
        Some(Answer { token: pronoun.token, person: mention.person, margin: FAR_MARGIN })
    }
}

fn first_best(candidates: &[Candidate]) -> Option<&Candidate> {
    let highest = candidates.iter().map(|candidate| candidate.score).max()?;
    candidates.iter().find(|candidate| candidate.score == highest)
}

fn by_distance(weights: &[i32], distance: usize) -> i32 {
    weights.get(distance.min(weights.len() - 1)).copied().unwrap_or(0)
}

fn score_of(
    story: &Story<'_>,
    pronoun: &Pronoun,
    mention: &Mention,
    person: &Person,
    n_sentences: usize,
    n_paragraphs: usize,
) -> i32 {
    let is_subject = mention.subject > SubjectRank::None;
    let is_first_sentence = story
        .paragraphs
        .get(mention.paragraph)
        .is_some_and(|paragraph| paragraph.sentences.start == mention.sentence);
    let mut score = by_distance(&weight::SENTENCES_BACK, n_sentences)
        + by_distance(&weight::PARAGRAPHS_BACK, n_paragraphs)
        + by_distance(&weight::SUBJECT, mention.subject as usize);
    let mut add = |holds: bool, weight: i32| score += if holds { weight } else { 0 };
    add(mention.is_possessive, weight::POSSESSIVE);
    add(mention.follows_preposition, weight::PREPOSITION);
    add(mention.is_pronoun && is_subject, weight::SUBJECT_PRONOUN);
    add(mention.is_pronoun && !is_subject, weight::OTHER_PRONOUN);
    add(mention.is_full, weight::FULL_NAME);
    let is_introduced = mention.is_full && person.first_mention == Some(mention.start);
    add(
        pronoun.is_first_word_behind_quote && n_paragraphs == 1 && is_introduced,
        weight::INTRODUCED,
    );
    add(mention.is_asked, weight::ASKED);
    add(is_subject && mention.is_speaking, weight::SPEAKING);
    add(
        mention.subject == SubjectRank::Main && is_first_sentence && n_paragraphs == 0,
        weight::FIRST_SENTENCE_SUBJECT,
    );
    let is_unknown = person.gender.is_none();
    add(is_unknown && person.name_evidence == 0, weight::NO_PERSON);
    add(is_unknown && person.evidence < STRONG_EVIDENCE, weight::UNKNOWN_GENDER);
    add(is_unknown && person.evidence >= STRONG_EVIDENCE, weight::UNKNOWN_GENDER_OF_PERSON);
    add(person.evidence <= 1, weight::WEAK_EVIDENCE);
    score
}
