//! The names of a story: runs of capitals, without titles, the forms of one name together.

use super::lexicon::Class;
use super::story::Story;
use super::tokens::{Marks, Token};
use super::unit::{MAX_TERMS, Terms, Unit};
use crate::text::{KeyTable, Language, List, Reused, Span, Table, TermId, WordKey};

/// So many small words may stand within a name.
const MAX_PARTICLES: usize = 3;
/// Longer runs of capitals are headings or lists; titles before the name included.
const MAX_RUN_TERMS: usize = 10;
/// The longest acronym, in letters.
const MAX_ACRONYM_LETTERS: usize = 6;

/// Finds the names, in order of appearance, and marks in `is_taken` the tokens that are part of one.
pub(super) fn find_names(story: &Story<'_, '_>, is_taken: &mut [bool]) -> List<Unit> {
    let mut names: List<Unit> = List::new();
    let mut numbers: Table<Terms, usize> = Table::new();
    let mut start = 0;
    while start < story.tokens.len() {
        let end = run_end(story, start);
        if end == start {
            start += 1;
            continue;
        }
        for taken in is_taken.get_mut(start..end).into_iter().flatten() {
            *taken = true;
        }
        if let Some(name) = Name::of(story, start, end) {
            let tokens = story.tokens.get(name.start..end).unwrap_or_default();
            let terms = Terms::of(tokens.iter().map(|token| token.term));
            let number = *numbers.entry(terms).or_insert(names.len());
            if number == names.len() {
                names.push(Unit::new(terms, true));
            }
            if let (Some(unit), [first, .., last] | [first @ last]) =
                (names.get_mut(number), tokens)
            {
                unit.is_person |= name.is_person;
                unit.has_short_form |= name.is_person || last.marks.has(Marks::ADJACENT);
                unit.is_place |= !first.marks.has(Marks::ADJACENT)
                    && story.class_before(first).any(Class::BEFORE_PLACE);
                let span = Span::new(first.span.start(), last.span.end());
                unit.mention(story.document, span, story.mention_weight(first.sentence));
            }
        }
        start = end;
    }
    merge(story, names)
}

/// Returns where the run of capitals that starts at a token ends; the token itself if none does.
fn run_end(story: &Story<'_, '_>, start: usize) -> usize {
    if !starts_name(story, start) {
        return start;
    }
    let mut end = start + 1;
    while end < story.tokens.len() && end - start < MAX_RUN_TERMS && continues_name(story, end) {
        end += 1;
    }
    end
}

fn starts_name(story: &Story<'_, '_>, at: usize) -> bool {
    let Some(token) = story.tokens.get(at) else { return false };
    if !is_name_word(story, token) {
        return false;
    }
    if !token.marks.has(Marks::OPENING) {
        return true;
    }
    // Every word has a capital here: what the story shows elsewhere decides, or the next word.
    let case = story.case(token.term);
    let class = story.class(token);
    case.n_small == 0
        && !class.any(Class::VAGUE.or(Class::VERB))
        && !story.document.slice(token.span).ends_with("ly")
        && (case.n_capital > 0
            || case.n_mentions > 1
            || story.is_in_title(token.term)
            || story
                .tokens
                .get(at + 1)
                .is_some_and(|next| next.marks.has(Marks::ADJACENT) && is_name_word(story, next)))
}

fn continues_name(story: &Story<'_, '_>, at: usize) -> bool {
    let (Some(token), Some(before)) = (story.tokens.get(at), story.tokens.get(at - 1)) else {
        return false;
    };
    let follows_given_name = story.class(before).any(Class::GIVEN_NAME);
    token.sentence == before.sentence
        && token.marks.has(Marks::CAPITAL)
        && !token.marks.has(Marks::OPENING)
        && (is_name_word(story, token) || follows_given_name)
        && !before.marks.has(Marks::CUT)
        && (token.marks.has(Marks::ADJACENT) && !token.marks.has(Marks::ELIDED)
            || has_particles_before(story, before, token))
}

/// Tells whether a word's capital can make it part of a name.
fn is_name_word(story: &Story<'_, '_>, token: &Token) -> bool {
    token.marks.has(Marks::CAPITAL)
        && !token.marks.has(Marks::NO_WORD)
        && !story.is_all_capitals(token.sentence)
        && (token.form.is_plain() || !is_compound(story.document.slice(token.span)))
        && !story.class(token).any(Class::CALENDAR)
        && (story.language != Some(Language::German) || is_german_name(story, token))
}

/// "UN-backed", "Grammy-winning", "Rs12-crore": the capital is that of a part.
fn is_compound(word: &str) -> bool {
    word.rsplit_once('-').is_some_and(|(first, last)| {
        last.ends_with("ed")
            || last.ends_with("ing")
            || last.starts_with(char::is_lowercase) && first.contains(|c: char| c.is_ascii_digit())
    })
}

/// Nouns have capitals in German: a given name and what follows it make a name.
fn is_german_name(story: &Story<'_, '_>, token: &Token) -> bool {
    story.class(token).any(Class::GIVEN_NAME) || {
        let word = story.document.slice(token.span);
        !word.contains('-') && word.chars().filter(|c| c.is_uppercase()).count() > 1
    }
}

fn has_particles_before(story: &Story<'_, '_>, before: &Token, token: &Token) -> bool {
    let between = before.word as usize + 1..token.word as usize;
    let text = story.document.text();
    // In other languages "de" and the like stand between any two names.
    let may_join =
        story.language == Some(Language::English) || story.class(before).any(Class::GIVEN_NAME);
    may_join
        && !between.is_empty()
        && between.len() <= MAX_PARTICLES
        && between.into_iter().all(|at| {
            story.word_of(token, at).starts_with(char::is_lowercase)
                && story.class_at(token, at).any(Class::PARTICLE)
        })
        && Span::new(before.span.end(), token.span.start())
            .slice(text)
            .is_some_and(|gap| gap.chars().all(|c| c == ' ' || c.is_lowercase()))
}

/// A run of capitals without the titles before the name.
struct Name {
    start: usize,
    is_person: bool,
}

impl Name {
    /// Cuts the titles off a run; `None` if nothing is left that names anything.
    fn of(story: &Story<'_, '_>, start: usize, end: usize) -> Option<Self> {
        let class = |at: usize| story.tokens.get(at).map_or(Class::default(), |t| story.class(t));
        let is_given = |at: usize| class(at).any(Class::GIVEN_NAME);
        let is_hard_title =
            |at: usize| class(at).any(Class::TITLE) && !class(at).any(Class::SOFT_TITLE);
        let mut name_start = start;
        for at in (start..end.saturating_sub(1)).rev() {
            if is_hard_title(at) && !class(at + 1).any(Class::BODY) {
                name_start = at + 1;
                break;
            }
        }
        // "Striker Harry Kane", "Prince Charles Windsor": a given name behind a word that is none.
        let has_title_before =
            |at: usize| (start..at).any(|at| class(at).any(Class::TITLE.or(Class::SOFT_TITLE)));
        let first_given = (name_start..end.saturating_sub(1)).find(|&at| is_given(at));
        if let Some(given) = first_given.filter(|&given| given > name_start) {
            let is_opening =
                story.tokens.get(name_start).is_some_and(|t| t.marks.has(Marks::OPENING));
            if has_title_before(given) || is_opening || class(name_start).any(Class::DEMONYM) {
                name_start = given;
            }
        }
        if end - name_start > MAX_TERMS {
            return None;
        }
        let all_say_nothing = (name_start..end).all(|at| {
            let vague = Class::VAGUE.or(Class::TITLE).or(Class::SOFT_TITLE);
            class(at).any(vague.or(Class::DEMONYM)) && !(is_given(at) && name_start > start)
        });
        let is_demonym = class(end - 1).any(Class::DEMONYM);
        let is_single_vague = end - name_start == 1 && class(name_start).any(Class::VERB);
        if all_say_nothing && !is_short_country(&class, name_start, end)
            || is_single_vague
            || is_demonym
        {
            return None;
        }
        let ends_in_body = class(end - 1).any(Class::BODY);
        let is_person =
            end - name_start >= 2 && !ends_in_body && (name_start > start || is_given(name_start));
        Some(Self { start: name_start, is_person })
    }
}

/// "North", "South" and the like may be all of a name, not "Foreign" or "Chinese".
fn is_short_country(class: &dyn Fn(usize) -> Class, start: usize, end: usize) -> bool {
    end - start == 1 && class(start).any(Class::DIRECTION)
}

/// Counts the forms of each name together: a name within another one under the one that is
/// mentioned more, a single word under the full name that it stands for.
fn merge(story: &Story<'_, '_>, mut names: List<Unit>) -> List<Unit> {
    let targets = within_others(&names);
    move_mentions(&mut names, &targets);
    let targets = short_forms(story, &names);
    move_mentions(&mut names, &targets);
    let targets = acronyms(story, &names);
    move_mentions(&mut names, &targets);
    names.retain(|name| match name.terms.as_slice() {
        [term] => !story.is_direction(*term),
        _ => true,
    });
    names
}

/// "Security Council" within "United Nations Security Council": the rarer one goes to the other.
fn within_others(names: &[Unit]) -> List<Option<usize>> {
    let numbers = names.iter().zip(0..).map(|(name, number)| (name.terms, number));
    let mut by_terms: Table<Terms, usize> = Table::new();
    by_terms.extend(numbers);
    let mut targets = List::filled(None, names.len());
    for (number, name) in names.iter().enumerate() {
        let terms = name.terms.as_slice();
        let end_of_it = (1..terms.len().saturating_sub(1))
            .find_map(|start| by_terms.get(&Terms::of(terms.iter().skip(start).copied())).copied());
        let Some(shorter) = end_of_it else { continue };
        let is_rarer =
            names.get(shorter).is_some_and(|shorter| shorter.n_mentions > name.n_mentions);
        let (from, to) = if is_rarer { (number, shorter) } else { (shorter, number) };
        if let Some(target) = targets.get_mut(from) {
            *target = Some(to);
        }
    }
    targets
}

/// "Marsh" for "Lena Marsh", "Yun" for "Yun Byung-se", "the North" for "North Korea".
fn short_forms(story: &Story<'_, '_>, names: &[Unit]) -> List<Option<usize>> {
    let mut by_last: Table<TermId, usize> = Table::new();
    let mut by_first: Table<TermId, usize> = Table::new();
    for (number, name) in names.iter().enumerate() {
        let terms = name.terms.as_slice();
        let ([first, .., last], true) = (terms, name.n_mentions > 0) else { continue };
        let note = |map: &mut Table<TermId, usize>, term: TermId| {
            let best = map.entry(term).or_insert(number);
            if names.get(*best).is_some_and(|best| best.n_mentions < name.n_mentions) {
                *best = number;
            }
        };
        if name.has_short_form {
            note(&mut by_last, *last);
        }
        if terms.len() == 2 || name.is_person {
            note(&mut by_first, *first);
        }
    }
    let target = |(number, name): (usize, &Unit)| match name.terms.as_slice() {
        [term] => by_last.get(term).or_else(|| {
            // Whoever isn't known for a person is called by the full name first.
            by_first.get(term).filter(|&&full| {
                names.get(full).is_some_and(|full| full.is_person)
                    || story.is_direction(*term)
                    || full < number && !name.is_place
            })
        }),
        _ => None,
    };
    names.iter().enumerate().map(|named| target(named).copied()).collect()
}

/// "IRB" and "International Rugby Board": the rarer one goes to the other.
fn acronyms(story: &Story<'_, '_>, names: &[Unit]) -> List<Option<usize>> {
    let written = |name: &Unit| name.first_form().map_or("", |span| story.document.slice(span));
    let is_single = |name: &Unit| name.terms.as_slice().len() == 1;
    let may_be_acronym =
        |name: &Unit| is_single(name) && written(name).chars().all(char::is_uppercase);
    let mut targets = List::filled(None, names.len());
    if !names.iter().any(may_be_acronym) {
        return targets;
    }
    let mut by_initials: KeyTable<usize> = KeyTable::default();
    let mut initials: Reused<String> = Reused::new();
    for (number, name) in names.iter().enumerate().filter(|(_, name)| !name.is_person) {
        if (2..=MAX_ACRONYM_LETTERS).contains(&name.terms.as_slice().len()) {
            let capitals = written(name).split([' ', '-']).filter_map(|word| word.chars().next());
            initials.clear();
            initials.extend(capitals.filter(|c| c.is_uppercase()));
            by_initials.get_or_insert_with(WordKey::of(initials.as_bytes()), || number);
        }
    }
    for (number, name) in names.iter().enumerate().filter(|(_, name)| may_be_acronym(name)) {
        let Some(&full) = by_initials.get(WordKey::of(written(name).as_bytes())) else { continue };
        let is_rarer = names.get(full).is_some_and(|full| full.n_mentions <= name.n_mentions);
        let (from, to) = if is_rarer { (full, number) } else { (number, full) };
        if let Some(target) = targets.get_mut(from) {
            *target = Some(to);
        }
    }
    targets
}

/// Moves the mentions of each name that has a target; what moves takes nothing on.
fn move_mentions(names: &mut List<Unit>, targets: &[Option<usize>]) {
    for (from, &to) in targets.iter().enumerate() {
        let Some(to) = to.filter(|&to| targets.get(to) == Some(&None)) else { continue };
        let Some(name) = names.get_mut(from) else { continue };
        let (n_mentions, weight) = (std::mem::take(&mut name.n_mentions), name.weight);
        if let Some(target) = names.get_mut(to) {
            target.n_mentions += n_mentions;
            target.weight += weight;
        }
    }
    names.retain(|name| name.n_mentions > 0);
}
