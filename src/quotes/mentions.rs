//! Where the people of an article are mentioned: full names, surnames, given names, unnamed people.
//!
//! Depends on the registry of names. Pronouns are `pronouns`' question.

use super::class::{
    BODY_NAME, DETERMINER, FEMALE_NOUN, FEMALE_TITLE, GIVEN_NAME, GROUP, MALE_NOUN, MALE_TITLE,
    NAME_MODIFIED, PERSON_NOUN, PERSONAL_TITLE, PLACE, PREPOSITION, QUESTIONER,
};
use super::cue::CueClass;
use super::lexicon::WordKey;
use super::names::{Gender, Home, Person, PersonId, Registry, Run, STRONG_EVIDENCE, gender_of};
use super::noun_phrase::Phrase;
use super::story::Story;
use super::token::{Token, Tokens};
use super::word::Word;
use crate::text::Span;

/// What part a mention plays in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SubjectRank {
    /// No subject.
    None,
    /// The subject of a reporting verb.
    Clause,
    /// The sentence's main subject.
    Main,
}

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

/// The part that each token plays: subject of its sentence, of a clause, of a verb of saying.
#[derive(Debug)]
pub(super) struct SubjectMap {
    ranks: Vec<SubjectRank>,
    speaking: Vec<bool>,
}

impl SubjectMap {
    /// Reads the subjects of all sentences.
    pub(super) fn of(story: &Story<'_>) -> Self {
        let n_tokens = story.tokens.len();
        let mut map =
            Self { ranks: vec![SubjectRank::None; n_tokens], speaking: vec![false; n_tokens] };
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
    pub(super) fn rank(&self, start: usize, end: usize) -> SubjectRank {
        let ranks = self.ranks.get(start..end).unwrap_or_default();
        ranks.iter().copied().max().unwrap_or(SubjectRank::None)
    }

    /// Tells whether a token belongs to the subject of a verb of saying or calling.
    pub(super) fn is_speaking(&self, token: usize) -> bool {
        self.speaking.get(token).copied().unwrap_or(false)
    }
}

/// Finds the mentions of all people in the narrative, in order; adds people who are only known by
/// one name.
pub(super) fn find_mentions(
    story: &Story<'_>,
    runs: &[Run],
    registry: &mut Registry,
    subjects: &SubjectMap,
) -> Vec<Mention> {
    let mut mentions = Vec::with_capacity(runs.len());
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

/// Finds whom a run mentions.
fn person_of(
    story: &Story<'_>,
    tokens: Tokens<'_>,
    run: &Run,
    registry: &mut Registry,
    subjects: &SubjectMap,
) -> Option<PersonId> {
    let words = tokens.range(run.name_start, run.name_end);
    let surname = words.last()?;
    let titles = tokens.range(run.start, run.name_start);
    if words.len() >= 2 {
        return person_of_full_name(story, registry, words, run, titles);
    }
    let owners = registry.owners(surname.key);
    if !owners.is_empty() {
        return pick(registry, owners, story, run, titles);
    }
    let text = story.slice(surname.span());
    let is_acronym = text.chars().count() <= 5 && is_all_capitals(text);
    if surname.is(PLACE) || is_acronym {
        return None;
    }
    if text.chars().count() > 2
        && let Some(&person) = registry.by_given.get(&surname.key)
    {
        return Some(person);
    }
    person_of_single_name(story, tokens, run, registry, subjects)
}

fn person_of_full_name(
    story: &Story<'_>,
    registry: &Registry,
    words: &[Token],
    run: &Run,
    titles: &[Token],
) -> Option<PersonId> {
    let (surname, others) = words.split_last()?;
    let owners = registry.owners(surname.key);
    let given_of = |id: &PersonId| registry.person(*id).and_then(|person| person.given);
    let by_given = owners
        .iter()
        .find(|id| given_of(id).is_some_and(|given| others.iter().any(|w| w.key == given)));
    let initial_of = |span: Span| story.slice(span).chars().next();
    let initial = others.last().and_then(|word| initial_of(word.span()));
    let by_initial = || {
        owners.iter().find(|id| {
            let name = registry.person(**id).filter(|person| person.given.is_some());
            name.and_then(|person| person.name).and_then(initial_of) == initial
        })
    };
    if let Some(&person) = by_given.or_else(by_initial) {
        return Some(person);
    }
    if words.iter().any(|word| word.is(BODY_NAME | PLACE)) || owners.is_empty() {
        return None;
    }
    pick(registry, owners, story, run, titles)
}

/// A single name that no full name explains: a person if a title, a list or its use says so.
fn person_of_single_name(
    story: &Story<'_>,
    tokens: Tokens<'_>,
    run: &Run,
    registry: &mut Registry,
    subjects: &SubjectMap,
) -> Option<PersonId> {
    let name = tokens.at(run.name_start);
    let titles = tokens.range(run.start, run.name_start);
    let is_titled = !name.is(BODY_NAME | PLACE)
        && titles.iter().any(|title| {
            title.is(MALE_TITLE | FEMALE_TITLE | PERSONAL_TITLE)
                || story.slice(title.span()).ends_with('.')
        });
    // In German "Sprecher Israels" is no person of that name.
    let is_genitive = story.grammar.capitalises_nouns && name.ends_in_s;
    let (evidence, name_evidence) = if is_titled && !is_genitive || name.is(GIVEN_NAME) {
        (2, 1)
    } else if story.grammar.capitalises_nouns {
        return None;
    } else if is_saying_subject(story, tokens, run, subjects) {
        (1, 0)
    } else {
        return None;
    };
    let given = (titles.is_empty() && name_evidence > 0).then_some(name.key);
    let gender = gender_of(titles, given.map(|_| name));
    let mut person = Person::new(Some(name.span()), given, gender);
    person.evidence = evidence;
    person.name_evidence = name_evidence;
    person.full_mentions.push(run.name_start);
    if let (Some(first), Some(last)) = (titles.first(), titles.last()) {
        person.title = Some(Span::new(first.span().start(), last.span().end()));
    }
    Some(registry.add(Some(name.key), person))
}

/// Tells whether a run is the subject of a verb of saying and looks like a name.
fn is_saying_subject(
    story: &Story<'_>,
    tokens: Tokens<'_>,
    run: &Run,
    subjects: &SubjectMap,
) -> bool {
    let name = tokens.at(run.name_start);
    let text = story.slice(name.span());
    let looks_like_name =
        !name.is(BODY_NAME | PLACE | GROUP) && text.chars().count() > 2 && !is_all_capitals(text);
    if !looks_like_name || subjects.rank(run.name_start, run.name_start + 1) == SubjectRank::None {
        return false;
    }
    let Home::Paragraph(paragraph) = run.home else { return false };
    let sentence = story.sentences.get(sentence_at(story, paragraph, run.name_start));
    sentence.is_some_and(|sentence| {
        story.clauses_of(sentence).iter().any(|clause| {
            clause.cue.class == CueClass::Say
                && clause.subject.phrase.is_some_and(|phrase| {
                    phrase.start <= run.name_start && run.name_start < phrase.end
                })
        })
    })
}

/// Chooses among people of one surname: by the title's gender, then the one whose full name stands
/// before in the paragraph, then the one most often named so far.
fn pick(
    registry: &Registry,
    owners: &[PersonId],
    story: &Story<'_>,
    run: &Run,
    titles: &[Token],
) -> Option<PersonId> {
    if owners.len() <= 1 {
        return owners.first().copied();
    }
    let gender = gender_of(titles, None);
    let with = |wanted: Option<Gender>| -> Vec<PersonId> {
        let has =
            |id: &PersonId| registry.person(*id).is_some_and(|person| person.gender == wanted);
        owners.iter().copied().filter(has).collect()
    };
    let mut candidates = if gender.is_some() { with(gender) } else { Vec::new() };
    if candidates.is_empty() && gender.is_some() {
        candidates = with(None);
    }
    if candidates.is_empty() {
        candidates = owners.to_vec();
    }
    let paragraph_start = match run.home {
        Home::Paragraph(paragraph) => story.tokens_of(paragraph).start(),
        Home::Quote(_) => 0,
    };
    let rank = |id: &PersonId| {
        let full = registry.person(*id).map_or(&[][..], |person| person.full_mentions.as_slice());
        let n_before = full.partition_point(|&token| token < run.name_start);
        let nearest = n_before.checked_sub(1).and_then(|at| full.get(at)).copied();
        let near = nearest.filter(|&token| token >= paragraph_start);
        let first = full.first().copied().unwrap_or(usize::MAX);
        (
            near.is_some(),
            near.unwrap_or(n_before),
            std::cmp::Reverse(if near.is_some() { 0 } else { first }),
        )
    };
    let best = candidates.iter().map(rank).max()?;
    candidates.into_iter().find(|id| rank(id) == best)
}

/// Lists unnamed people who may be what a pronoun stands for: *a donor said … she*.
pub(super) fn find_unnamed_people(
    story: &Story<'_>,
    registry: &mut Registry,
    mentions: &[Mention],
    subjects: &SubjectMap,
) -> Vec<Mention> {
    let mut unnamed: Vec<Mention> = Vec::new();
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

fn is_all_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}
