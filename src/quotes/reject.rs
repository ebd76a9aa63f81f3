//! Which marked regions are no quotes: titles of works, slogans, terms, names.
//!
//! Depends on the chosen attribution. Its features are weighed as those of a candidate; what lies
//! above the threshold is dropped.

use super::candidate::Candidate;
use super::class::{CLAUSE_WORD, DETERMINER, PREPOSITION};
use super::cue::CueClass;
use super::decode::Choice;
use super::feature::{Feature, Kind};
use super::grammar::Grammar;
use super::quote_shape::{TitleCase, case_of, title_case_of};
use super::story::{MarkedQuote, Story};
use super::token::Tokens;
use super::weights::WeightTable;
use super::word::Word;

/// Tells whether a marked region is no quote.
pub(super) fn is_rejected(
    story: &Story<'_>,
    quote: &MarkedQuote,
    choice: &Choice,
    grammar: &Grammar,
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
        sum.add(table, Feature::TitleCasePossessive, &[title_case as usize, usize::from(is_possessive)]);
    }
    sum.add(table, Feature::BeforeQuote, &[before_quote(story, quote, tokens)]);
    sum.add(table, Feature::Ending, &[ending]);
    sum.add(table, Feature::ClauseWords, &[usize::from(has_clause_word)]);
    sum
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
