//! Whom a run of capitals mentions.
//!
//! Depends on the registry; adds people who are only known by one name.

use super::{SubjectMap, SubjectRank, sentence_at};
use crate::quotes::class::{
    BODY_NAME, FEMALE_TITLE, GIVEN_NAME, GROUP, MALE_TITLE, PERSONAL_TITLE, PLACE,
};
use crate::quotes::cue::CueClass;
use crate::quotes::names::{Gender, Home, Person, PersonId, Registry, Run, gender_of};
use crate::quotes::story::Story;
use crate::quotes::token::{Token, Tokens};
use crate::text::{List, Span};

/// Finds whom a run mentions.
pub(super) fn person_of(
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
        && let Some(&person) = registry.by_given.get(surname.key)
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
    let with = |wanted: Option<Gender>| -> List<PersonId> {
        let has =
            |id: &PersonId| registry.person(*id).is_some_and(|person| person.gender == wanted);
        owners.iter().copied().filter(has).collect()
    };
    let mut candidates = if gender.is_some() { with(gender) } else { List::new() };
    if candidates.is_empty() && gender.is_some() {
        candidates = with(None);
    }
    if candidates.is_empty() {
        candidates.extend_from_slice(owners);
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
    candidates.iter().copied().find(|id| rank(id) == best)
}

fn is_all_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}
