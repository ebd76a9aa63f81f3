//! Which marked regions are no quotes: titles of works, slogans, terms, names.
//!
//! Depends on the chosen attribution. Its features are weighed as those of a candidate; what lies
//! above the threshold is dropped.

use super::candidate::Candidate;
use super::class::{CLAUSE_WORD, DETERMINER, NOUN_LIKE, PREPOSITION, WORK};
use super::cue::CueClass;
use super::decode::Choice;
use super::feature::{Feature, Kind};
use super::grammar::Grammar;
use super::naming::names_something;
use super::quote_shape::{TitleCase, case_of, closer_of, title_case_of};
use super::story::{MarkedQuote, Story};
use super::token::{Token, Tokens};
use super::weights::WeightTable;
use super::word::Word;

/// Added for marked words that name something, in tenths: no weight speaks against it.
const NAME: i32 = 1000;

/// Tells whether a marked region is no quote.
pub(super) fn is_rejected(
    story: &Story<'_>,
    quote: &MarkedQuote,
    choice: &Choice,
    grammar: &Grammar<'_>,
) -> bool {
    let weighed = (grammar.weigh_rejection)(story, quote, choice, grammar.weights);
    weighed.score > grammar.rejection_threshold
}

/// Weighs what speaks for a region being no quote.
pub(super) fn rejection(
    story: &Story<'_>,
    quote: &MarkedQuote,
    choice: &Choice,
    table: &WeightTable,
) -> Candidate {
    let tokens = story.tokens_of(quote.paragraph);
    let text = story.quote_text(quote);
    let title_case = title_case_of(text);
    let is_possessive = tokens.before(quote.token).word == Word::Possessive;
    let inner = story.inner_tokens.get(quote.inner.clone()).unwrap_or_default();
    let has_clause_word = inner.iter().any(|token| token.is(CLAUSE_WORD));
    let ending = match quote.closing_char {
        '?' | '!' => 0,
        '.' => 1,
        ',' => 2,
        _ => 3,
    };
    let mut sum = Candidate::new(Kind::Rejected, quote.paragraph, None, table);
    sum.add(table, Feature::Margin, &[margin_step(choice.margin())]);
    sum.add(table, Feature::CueWord, &[cue_word(tokens_of_choice(story, choice), choice.best())]);
    sum.add(table, Feature::Case, &[case_of(text) as usize]);
    sum.add(table, Feature::TitleCase, &[title_case as usize]);
    sum.add(table, Feature::Possessive, &[usize::from(is_possessive)]);
    if title_case == TitleCase::Title {
        sum.add(
            table,
            Feature::TitleCasePossessive,
            &[title_case as usize, usize::from(is_possessive)],
        );
    }
    sum.add(table, Feature::BeforeQuote, &[before_quote(story, quote, tokens)]);
    let before = before_quote(story, quote, tokens);
    let title = title_case as usize;
    let is_work = is_behind_work(tokens, quote.token);
    sum.add(table, Feature::TitleCaseBefore, &[title, before]);
    sum.add(table, Feature::TitleCaseEnding, &[title, ending]);
    sum.add(table, Feature::WorkTitleCase, &[usize::from(is_work), title]);
    sum.add(table, Feature::Modifier, &[usize::from(is_modifier(tokens, quote.token))]);
    sum.add(table, Feature::WordRange, &[word_range(quote.n_words)]);
    sum.add(table, Feature::TitleCaseRange, &[title, word_range(quote.n_words)]);
    sum.add(table, Feature::Closer, &[closer_of(story, quote) as usize]);
    sum.add(table, Feature::ChosenKind, &[choice.best().kind as usize]);
    sum.add(table, Feature::Ending, &[ending]);
    sum.add(table, Feature::ClauseWords, &[usize::from(has_clause_word)]);
    if names_something(story, quote, choice) {
        sum.score += NAME;
    }
    sum
}

/// Position among the labels of `WORD_RANGE`.
pub(super) fn word_range(n_words: usize) -> usize {
    match n_words {
        0..=3 => 0,
        4..=5 => 1,
        6..=9 => 2,
        _ => 3,
    }
}

/// *the show “…”*, *titled, “…”*: a noun or participle for works right before, or one word before.
fn is_behind_work(tokens: Tokens<'_>, quote: usize) -> bool {
    let (nearest, next) = (tokens.before(quote), tokens.before(quote.saturating_sub(1)));
    let may_skip = nearest.is_punctuation() || nearest.is(PREPOSITION | DETERMINER);
    nearest.is(WORK) || may_skip && next.is(WORK)
}

/// *the “…” issue*, *Doe's “…” pledge*: a noun in lower case follows the quote, which has its article.
pub(super) fn is_modifier(tokens: Tokens<'_>, quote: usize) -> bool {
    let (before, after) = (tokens.before(quote), tokens.at(quote + 1));
    let is_noun = after.is_word()
        && !after.is_capital
        && !after.is_auxiliary()
        && !after.is_adverbial()
        && !after.stops_phrase()
        && (after.cue.is_none() || after.is(NOUN_LIKE));
    is_noun && (before.is(DETERMINER) || before.word == Word::Possessive)
}

fn tokens_of_choice<'s>(story: &'s Story<'_>, choice: &Choice) -> Tokens<'s> {
    story.tokens_of(choice.best().paragraph)
}

/// Position among the labels of `MARGIN`: steps of 1.5 logits.
pub(super) fn margin_step(margin: i32) -> usize {
    match margin {
        ..-15 => 0,
        -15..0 => 1,
        0..15 => 2,
        15..30 => 3,
        30..45 => 4,
        45..60 => 5,
        60.. => 6,
    }
}

/// Position among the labels of `LOWER_WORDS`: how many words begin with a lower-case letter.
pub(super) fn lower_words(tokens: &[Token]) -> usize {
    let is_lower =
        |token: &&Token| token.is_word() && !token.is_capital && !token.starts_with_digit;
    match tokens.iter().filter(is_lower).count() {
        0 => 0,
        1 => 1,
        2..=3 => 2,
        _ => 3,
    }
}

/// Position among the labels of `CUE_WORD`.
fn cue_word(tokens: Tokens<'_>, best: &Candidate) -> usize {
    let Some((start, end)) = best.cue else { return 4 };
    let cue = if end == start + 1 { tokens.at(start).cue } else { None };
    match cue.map(|cue| cue.class) {
        Some(CueClass::Say) => 0,
        Some(CueClass::Call) => 1,
        Some(CueClass::Other) => 2,
        None => 3,
    }
}

/// Position among the labels of `BEFORE_QUOTE`.
fn before_quote(story: &Story<'_>, quote: &MarkedQuote, tokens: Tokens<'_>) -> usize {
    let is_start = story.sentences.get(quote.sentence).is_some_and(|s| s.start == quote.token);
    let before = tokens.before(quote.token);
    if is_start {
        return 0;
    }
    match before.mark() {
        ':' => return 1,
        ',' => return 2,
        '=' => return 5,
        _ => {}
    }
    if before.is(DETERMINER) {
        3
    } else if before.is(PREPOSITION) {
        4
    } else if before.verb().is_some_and(|cue| cue.class == CueClass::Say) {
        6
    } else {
        7
    }
}
