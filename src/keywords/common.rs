//! Common nouns and phrases of them that a story repeats.
//!
//! Without a dictionary of word classes, what stands beside a word tells whether it is a noun: "the
//! talks", "of sanctions", not "to reach" or "nuclear tests". Verbs of the lists never count.

use super::lexicon::Class;
use super::story::Story;
use super::tokens::{Marks, Token};
use super::unit::{Terms, Unit};
use crate::text::{Language, List, Span, Table};

/// A word that stands in the story less often is no keyword.
const MIN_MENTIONS: u32 = 2;
/// The same where nothing tells nouns from verbs, for a word of the title and for others.
const MIN_UNTOLD_MENTIONS: (u32, u32) = (3, 5);
/// Shorter words are function words where nothing tells nouns from them, in characters.
const MIN_UNTOLD_CHARACTERS: usize = 5;
/// The most words of a phrase.
const MAX_PHRASE_TERMS: usize = 3;

/// What an occurrence shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// The last noun of its phrase.
    Head,
    /// A word before the head.
    Modifier,
    /// A verb.
    Verb,
    /// None of these.
    Unclear,
}

/// Finds repeated words and phrases among the tokens that are no part of a name.
pub(super) fn find_common(story: &Story<'_, '_>, is_taken: &[bool]) -> List<Unit> {
    let roles: List<Role> = (0..story.tokens.len())
        .map(|at| if is_taken.get(at) == Some(&true) { Role::Unclear } else { role(story, at) })
        .collect();
    let pairs = count_pairs(story, &roles);
    let mut heads = List::filled((0_u32, 0_u32), story.document.n_terms());
    for (token, role) in story.tokens.iter().zip(&roles) {
        let counts = &mut heads[token.term.index()];
        counts.0 += u32::from(*role == Role::Head);
        counts.1 += u32::from(*role == Role::Verb);
    }
    let mut units: List<Unit> = List::new();
    let mut numbers: Table<Terms, usize> = Table::new();
    let mut add = |tokens: &[Token]| {
        let ([first, .., last] | [first @ last]) = tokens else { return };
        let terms = Terms::of(tokens.iter().map(|token| token.term));
        let number = *numbers.entry(terms).or_insert(units.len());
        if number == units.len() {
            units.push(Unit::new(terms, false));
        }
        if let Some(unit) = units.get_mut(number) {
            let span = Span::new(first.span.start(), last.span.end());
            unit.mention(story.document, span, story.mention_weight(first.sentence));
        }
    };
    for (at, token) in story.tokens.iter().enumerate() {
        if let Some(phrase) = phrase_ending(story, &roles, &pairs, at) {
            add(phrase);
        }
        let (n_heads, n_verbs) = heads[token.term.index()];
        if roles.get(at) == Some(&Role::Head) && n_heads > n_verbs {
            add(std::slice::from_ref(token));
        }
    }
    for unit in &mut units {
        if let [term] = *unit.terms.as_slice() {
            // The other forms count: "tests" and "tested".
            let n_mentions = story.case(term).n_mentions;
            unit.weight *= f64::from(n_mentions) / f64::from(unit.n_mentions.max(1));
            unit.n_mentions = n_mentions;
        }
    }
    units.retain(|unit| unit.n_mentions >= MIN_MENTIONS);
    units
}

/// Counts neighbours that may be a phrase.
fn count_pairs(story: &Story<'_, '_>, roles: &[Role]) -> Table<Terms, u32> {
    let mut pairs: Table<Terms, u32> = Table::new();
    for (at, pair) in story.tokens.windows(2).enumerate() {
        let [first, second] = pair else { continue };
        let is_pair = roles.get(at) == Some(&Role::Modifier)
            && second.marks.has(Marks::ADJACENT)
            && matches!(roles.get(at + 1), Some(Role::Head | Role::Modifier));
        if is_pair {
            *pairs.entry(Terms::of([first.term, second.term])).or_default() += 1;
        }
    }
    pairs
}

/// Returns the longest repeated phrase that ends at a head.
fn phrase_ending<'s>(
    story: &'s Story<'_, '_>,
    roles: &[Role],
    pairs: &Table<Terms, u32>,
    end: usize,
) -> Option<&'s [Token]> {
    if roles.get(end) != Some(&Role::Head) {
        return None;
    }
    let is_repeated = |at: usize| match story.tokens.get(at..at + 2) {
        Some([first, second]) => {
            second.marks.has(Marks::ADJACENT)
                && roles.get(at) == Some(&Role::Modifier)
                && pairs.get(&Terms::of([first.term, second.term])) >= Some(&MIN_MENTIONS)
        }
        _ => false,
    };
    let mut start = end;
    while end - start + 1 < MAX_PHRASE_TERMS && start > 0 && is_repeated(start - 1) {
        start -= 1;
    }
    (start < end).then(|| story.tokens.get(start..=end)).flatten()
}

fn role(story: &Story<'_, '_>, at: usize) -> Role {
    let Some(token) = story.tokens.get(at) else { return Role::Unclear };
    let is_noun_case = story.language == Some(Language::German);
    let case = story.case(token.term);
    if case.n_mentions < MIN_MENTIONS
        || token.marks.has(Marks::NO_WORD)
        || token.marks.has(Marks::CAPITAL) != is_noun_case
        || is_noun_case && token.marks.has(Marks::OPENING)
    {
        return Role::Unclear;
    }
    match story.language {
        Some(Language::English) => english_role(story, at, token),
        Some(Language::German) => told_by(story, token, true),
        _ if story.lexicon.has_determiners => {
            let is_told = token.marks.has(Marks::ELIDED)
                || !token.marks.has(Marks::ADJACENT)
                    && story.class_before(token).any(Class::BEFORE_NOUN);
            told_by(story, token, is_told)
        }
        _ => {
            let n_characters = story.document.slice(token.span).chars().count();
            let (in_title, elsewhere) = MIN_UNTOLD_MENTIONS;
            let least = if story.is_in_title(token.term) { in_title } else { elsewhere };
            let is_long = n_characters >= MIN_UNTOLD_CHARACTERS;
            told_by(story, token, is_long && case.n_mentions >= least)
        }
    }
}

fn told_by(story: &Story<'_, '_>, token: &Token, is_noun: bool) -> Role {
    let is_short = token.span.end() - token.span.start() < 3;
    if is_noun && !is_short && !story.class(token).any(Class::VAGUE) {
        Role::Head
    } else {
        Role::Unclear
    }
}

fn english_role(story: &Story<'_, '_>, at: usize, token: &Token) -> Role {
    let word = story.document.slice(token.span);
    let class = story.class(token);
    let is_listed_noun = class.any(Class::NOUN);
    if class.any(Class::VAGUE) || word.len() < 3 {
        return Role::Unclear;
    }
    if class.any(Class::VERB) && !is_listed_noun {
        return Role::Verb;
    }
    if !is_listed_noun && is_adverb_or_superlative(word) {
        return Role::Unclear;
    }
    let is_adjacent = token.marks.has(Marks::ADJACENT);
    let before = if is_adjacent { Class::default() } else { story.class_before(token) };
    let is_past = word.ends_with("ed") && word.len() > 4 && !is_listed_noun;
    if before.any(Class::BEFORE_VERB) && !before.any(Class::BEFORE_NOUN) || is_past {
        return Role::Verb;
    }
    let has_determiner = before.any(Class::BEFORE_NOUN) && !before.any(Class::BEFORE_VERB);
    let is_participle = word.ends_with("ing") && word.len() > 5 && !is_listed_noun;
    if has_content_behind(story, at) {
        return if class.any(Class::BASE_VERB) && !has_determiner || is_participle {
            Role::Verb
        } else {
            Role::Modifier
        };
    }
    let follows_modifier = is_adjacent
        && at.checked_sub(1).and_then(|before| story.tokens.get(before)).is_some_and(|before| {
            let class = story.class(before);
            let word = story.document.slice(before.span);
            !class.any(Class::VERB.or(Class::BASE_VERB)) && !word.ends_with("ly")
        });
    let follows_verb = is_adjacent && !follows_modifier;
    // "reach the", "protecting its": an object follows.
    let has_object = story.class_behind(token).any(Class::DETERMINER);
    let has_article = before.any(Class::DETERMINER);
    if has_object && (!has_article && (is_participle || !has_determiner)) {
        return Role::Verb;
    }
    if class.any(Class::ADJECTIVE) || is_adjective(word) {
        return Role::Unclear;
    }
    if !has_determiner && (is_participle || class.any(Class::BASE_VERB)) {
        return Role::Verb;
    }
    if has_determiner || follows_modifier || follows_verb && word.ends_with('s') {
        Role::Head
    } else {
        Role::Unclear
    }
}

fn is_adverb_or_superlative(word: &str) -> bool {
    word.ends_with("ly")
        || word.ends_with("iest")
        || word.len() > 6 && word.ends_with("est") && !word.ends_with("quest")
}

/// "accessible", "numerous": adjectives by their endings.
fn is_adjective(word: &str) -> bool {
    word.len() > 5
        && ["able", "ible", "ous", "ful", "less", "ical"].iter().any(|end| word.ends_with(end))
}

/// Tells whether a content word follows at once, of whose phrase this one is a part.
fn has_content_behind(story: &Story<'_, '_>, at: usize) -> bool {
    story.tokens.get(at + 1).is_some_and(|next| {
        let word = story.document.slice(next.span);
        let class = story.class(next);
        let is_noun =
            class.any(Class::NOUN) || !["ly", "ed", "ing"].iter().any(|end| word.ends_with(end));
        let is_word = !next.marks.has(Marks::CAPITAL) && !next.marks.has(Marks::NO_WORD);
        next.marks.has(Marks::ADJACENT)
            && is_word
            && is_noun
            && !class.any(Class::VAGUE.or(Class::VERB).or(Class::BASE_VERB))
    })
}
