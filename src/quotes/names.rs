//! Which people an article names, and by which full names.
//!
//! Depends on the story's capitals and the lists of given names, titles and places. Where they are
//! mentioned again is `mentions`' question.

use super::class::{
    BODY_NAME, BODY_SURNAME, CALENDAR, Classes, EITHER_NAME, FEMALE_NAME, FEMALE_TITLE, GIVEN_NAME,
    HEADLINE_WORD, MALE_NAME, MALE_TITLE, OFFICE_TITLE, PARTICLE, PLACE, PLACE_PREFIX, PRONOUN,
    ROLE, SOFT_TITLE, SUFFIX, SURNAME_ROLE, SURNAME_TITLE, TITLE,
};
use super::cue::Form;
use super::lexicon::{KeyHasher, KeyMap, KeySet, WordKey};
use super::nicknames::is_same_given_name;
use super::story::Story;
use super::token::{Token, Tokens};
use super::word::Word;
use crate::text::Span;
use foldhash::fast::FixedState;
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;

/// The most words of a full name.
const MAX_NAME_WORDS: usize = 5;
/// The most people of one surname that are told apart.
const MAX_NAMESAKES: usize = 16;
/// Tokens behind a name within which a description shows it to be a person.
const MAX_DESCRIPTION_DISTANCE: usize = 8;
/// Tokens of a paragraph that may be a title.
const MAX_TITLE_TOKENS: usize = 22;
/// Evidence from which a person counts as certain.
pub(super) const STRONG_EVIDENCE: u32 = 3;

/// Grammatical gender of a person's pronoun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    /// *he*.
    Male,
    /// *she*.
    Female,
}

/// Number of a person in [`Registry::people`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct PersonId(pub(super) u32);

/// A person of the article, named or not.
#[derive(Debug, Clone)]
pub(super) struct Person {
    /// The fullest form of the name; `None` for an unnamed person (*a donor*).
    pub(super) name: Option<Span>,
    /// Words of that form.
    n_words: usize,
    /// The given name; none if only the surname is known.
    pub(super) given: Option<WordKey>,
    /// What the pronoun is, as far as known.
    pub(super) gender: Option<Gender>,
    /// How much shows that the name is used like a person's: titles, roles, subjects.
    pub(super) evidence: u32,
    /// How much shows that it is a person's name.
    pub(super) name_evidence: u32,
    /// The first titles before the name.
    pub(super) title: Option<Span>,
    /// Office or description, from `roles`.
    pub(super) role: Option<Span>,
    /// The number of mentions so far.
    pub(super) n_mentions: u32,
    /// The token of the first mention.
    pub(super) first_mention: Option<usize>,
    /// Tokens of the full mentions in the narrative, ascending.
    pub(super) full_mentions: Vec<usize>,
}

/// Where a run of capitals stands: in a paragraph's narrative or in a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Home {
    /// In the narrative of a paragraph.
    Paragraph(usize),
    /// Within a quote.
    Quote(usize),
}

/// A run of capitals that may be a name: titles, the name's words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    /// Where it stands.
    pub(super) home: Home,
    /// The first token, of the titles.
    pub(super) start: usize,
    /// The name's first token, behind titles.
    pub(super) name_start: usize,
    /// Behind the name's last token, before suffixes.
    pub(super) name_end: usize,
    /// Behind the last token.
    pub(super) end: usize,
}

impl Run {
    /// Tells whether it stands in the narrative, not in a quote.
    pub(super) fn is_narrative(&self) -> bool {
        matches!(self.home, Home::Paragraph(_))
    }
}

/// The people of an article.
#[derive(Debug, Default)]
pub(super) struct Registry {
    /// All people, in the order in which they were found.
    pub(super) people: Vec<Person>,
    /// People by surname.
    pub(super) by_surname: KeyMap<Vec<PersonId>>,
    /// The first person of each given name.
    pub(super) by_given: KeyMap<PersonId>,
}

impl Registry {
    /// Returns a person.
    pub(super) fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.get(id.0 as usize)
    }

    /// Returns a person for changing.
    pub(super) fn person_mut(&mut self, id: PersonId) -> Option<&mut Person> {
        self.people.get_mut(id.0 as usize)
    }

    /// Returns the people of a surname.
    pub(super) fn owners(&self, surname: WordKey) -> &[PersonId] {
        self.by_surname.get(&surname).map_or(&[], Vec::as_slice)
    }

    /// Returns the people who share their surname with others.
    pub(super) fn people_with_namesakes(&self) -> HashSet<PersonId, FixedState> {
        self.by_surname.values().filter(|owners| owners.len() > 1).flatten().copied().collect()
    }

    /// Adds a person under a surname.
    pub(super) fn add(&mut self, surname: Option<WordKey>, person: Person) -> PersonId {
        let id = PersonId(u32::try_from(self.people.len()).unwrap_or(u32::MAX));
        if let Some(given) = person.given {
            self.by_given.entry(given).or_insert(id);
        }
        self.people.push(person);
        if let Some(surname) = surname {
            self.by_surname.entry(surname).or_default().push(id);
        }
        id
    }
}

impl Person {
    /// Makes a person of whom only this form of the name is known.
    pub(super) fn new(name: Option<Span>, given: Option<WordKey>, gender: Option<Gender>) -> Self {
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
            full_mentions: Vec::new(),
        }
    }

    fn add_evidence(&mut self, evidence: u32, name_evidence: u32) {
        self.evidence = self.evidence.saturating_add(evidence);
        self.name_evidence = self.name_evidence.saturating_add(name_evidence);
    }
}

/// Finds the runs of the narrative, then those within the quotes.
pub(super) fn find_runs(story: &Story<'_>) -> Vec<Run> {
    let mut runs = Vec::new();
    for (number, paragraph) in story.paragraphs.iter().enumerate() {
        let tokens = Tokens::new(&story.tokens, paragraph.tokens.start, paragraph.tokens.end);
        push_runs(tokens, Home::Paragraph(number), &mut runs);
    }
    for (number, quote) in story.quotes.iter().enumerate() {
        let tokens = Tokens::new(&story.inner_tokens, quote.inner.start, quote.inner.end);
        push_runs(tokens, Home::Quote(number), &mut runs);
    }
    runs
}

/// Returns the tokens among which a run stands.
pub(super) fn tokens_of_run<'s>(story: &'s Story<'_>, run: &Run) -> Tokens<'s> {
    match run.home {
        Home::Paragraph(paragraph) => story.tokens_of(paragraph),
        Home::Quote(quote) => {
            let inner = story.quotes.get(quote).map_or(0..0, |quote| quote.inner.clone());
            Tokens::new(&story.inner_tokens, inner.start, inner.end)
        }
    }
}

fn push_runs(tokens: Tokens<'_>, home: Home, runs: &mut Vec<Run>) {
    let is_part = |at: usize| {
        let token = tokens.at(at);
        token.is_name() && !token.is(CALENDAR)
    };
    let mut start = tokens.start();
    while start < tokens.end() {
        if !is_part(start) || tokens.at(start).is(PRONOUN) {
            start += 1;
            continue;
        }
        let mut end = start + 1;
        while is_part(end)
            || tokens.at(end).is(PARTICLE)
                && !matches!(tokens.at(end).word, Word::The | Word::Of)
                && tokens.at(end + 1).is_name()
        {
            end += 1;
        }
        runs.extend(trim_run(tokens, home, start, end));
        start = end;
    }
}

/// Cuts titles before and suffixes behind a run; `None` if only a title is left.
fn trim_run(tokens: Tokens<'_>, home: Home, start: usize, end: usize) -> Option<Run> {
    let mut name_start = start;
    while name_start + 1 < end
        && tokens.at(name_start).is(TITLE)
        && !(tokens.at(name_start).is(SURNAME_TITLE)
            && is_leading_given_name(tokens.at(name_start)))
    {
        name_start += 1;
    }
    // "House Speaker Jane Doe": everything up to the last title is title.
    for position in (name_start..end.saturating_sub(1)).rev() {
        let token = tokens.at(position);
        let cuts = token.is(TITLE) && !token.is(SOFT_TITLE)
            || token.is(OFFICE_TITLE) && position > name_start;
        if cuts {
            name_start = position + 1;
            break;
        }
    }
    let mut name_end = end;
    while name_end > name_start + 1 && tokens.at(name_end - 1).is(SUFFIX) {
        name_end -= 1;
    }
    let first = tokens.at(name_start);
    let is_title_only = name_end == name_start + 1 && first.is(TITLE) && !first.is(SURNAME_TITLE);
    (!is_title_only).then_some(Run { home, start, name_start, name_end, end })
}

/// Titles that are given names too: *Dean Smith*.
fn is_leading_given_name(token: &Token) -> bool {
    token.is(GIVEN_NAME)
}

/// Registers the people of whom a full name stands in the article.
pub(super) fn register_full_names(story: &Story<'_>, runs: &[Run]) -> Registry {
    let mut lower_words =
        KeySet::with_capacity_and_hasher(story.tokens.len() / 2, BuildHasherDefault::default());
    let lower = story.tokens.iter().filter(|token| token.is_word() && !token.is_capital);
    lower_words.extend(lower.map(|token| token.key));
    let mut n_same: HashMap<(WordKey, WordKey), u32, BuildHasherDefault<KeyHasher>> =
        HashMap::default();
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
        if let Some(first) = full_name_start(story, tokens, run, &lower_words, is_repeated) {
            register(&mut registry, story, tokens, run, first);
        }
    }
    keep_strong_namesakes(&mut registry);
    registry
}

fn last_two(story: &Story<'_>, run: &Run) -> Option<(WordKey, WordKey)> {
    let tokens = tokens_of_run(story, run);
    (run.name_end >= run.name_start + 2)
        .then(|| (tokens.at(run.name_end - 2).key, tokens.at(run.name_end - 1).key))
}

/// Finds where the full name in a run starts; `None` if the run is no full name of a person.
fn full_name_start(
    story: &Story<'_>,
    tokens: Tokens<'_>,
    run: &Run,
    lower_words: &KeySet,
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
                && is_title_like(story, paragraph) =>
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
        && lower_words.contains(&tokens.at(start).key)
        && !tokens.at(start).is(GIVEN_NAME | PARTICLE)
    {
        start += 1;
    }
    (start + 2 <= run.name_end).then_some(start)
}

/// Tells whether a paragraph is written like a title: short, mostly capitals, no quote.
fn is_title_like(story: &Story<'_>, paragraph: usize) -> bool {
    let Some(paragraph) = story.paragraphs.get(paragraph) else { return false };
    if paragraph.tokens.len() > MAX_TITLE_TOKENS || !paragraph.quotes.is_empty() {
        return false;
    }
    let tokens = story.tokens.get(paragraph.tokens.clone()).unwrap_or_default();
    let long = tokens.iter().filter(|token| token.is_word() && token.span().len() > 3);
    let n_long = long.clone().count();
    let n_capital = long.filter(|token| token.is_capital).count();
    n_long > 0 && n_capital * 10 >= n_long * 6
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

/// Tells the gender from titles, then from the given name.
pub(super) fn gender_of(titles: &[Token], given: Option<&Token>) -> Option<Gender> {
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

/// Where several people share a surname, drops those that nothing shows to be people.
fn keep_strong_namesakes(registry: &mut Registry) {
    let people = &registry.people;
    #[expect(clippy::iter_over_hash_type, reason = "each entry is changed by itself")]
    for owners in registry.by_surname.values_mut() {
        let is_strong = |id: &PersonId| {
            people.get(id.0 as usize).is_some_and(|person| person.evidence >= STRONG_EVIDENCE)
        };
        if owners.len() > 1 && owners.iter().any(is_strong) {
            owners.retain(is_strong);
        }
    }
}
