//! What speaks for a German region being no quote: names of works, operations, terms.
//!
//! Depends on the chosen attribution.

use crate::quotes::candidate::Candidate;
use crate::quotes::class::{AUXILIARY, CLAUSE_WORD, WORK};
use crate::quotes::decode::Choice;
use crate::quotes::feature::{Feature, Kind};
use crate::quotes::quote_shape::{case_of, closer_of};
use crate::quotes::reject::{lower_words, margin_step, word_range};
use crate::quotes::story::{MarkedQuote, Story};
use crate::quotes::token::Tokens;
use crate::quotes::weights::WeightTable;
use crate::quotes::word::Word;

/// Weighs what speaks for a region being no quote.
pub(super) fn rejection(
    story: &Story<'_>,
    quote: &MarkedQuote,
    choice: &Choice,
    table: &WeightTable,
) -> Candidate {
    let tokens = story.tokens_of(quote.paragraph);
    let inner = story.inner_tokens.get(quote.inner.clone()).unwrap_or_default();
    let sentence = story.sentences.get(quote.sentence);
    let words = word_range(quote.n_words);
    let lower = lower_words(inner);
    let has_verb = usize::from(inner.iter().any(|token| token.is(AUXILIARY | CLAUSE_WORD)));
    let before =
        before_quote(tokens, quote.token, sentence.is_some_and(|s| s.start == quote.token));
    let ends = usize::from(matches!(quote.closing_char, '.' | '!' | '?'));
    let mut sum = Candidate::new(Kind::Rejected, quote.paragraph, None, table);
    sum.add(table, Feature::Case, &[case_of(story.quote_text(quote)) as usize]);
    sum.add(table, Feature::Closer, &[closer_of(story, quote) as usize]);
    sum.add(table, Feature::Ends, &[ends]);
    sum.add(table, Feature::LowerWords, &[lower]);
    sum.add(table, Feature::LowerWordsClause, &[lower, has_verb]);
    sum.add(table, Feature::ClauseWords, &[has_verb]);
    sum.add(table, Feature::Margin, &[margin_step(choice.margin())]);
    sum.add(table, Feature::WordRange, &[words]);
    sum.add(table, Feature::BeforeQuote, &[before]);
    sum.add(table, Feature::WordRangeBefore, &[words, before]);
    sum.add(table, Feature::ChosenKind, &[choice.best().kind as usize]);
    sum
}

/// Position among the labels of `BEFORE_QUOTE`.
fn before_quote(tokens: Tokens<'_>, quote: usize, is_start: bool) -> usize {
    let before = tokens.before(quote);
    if is_start {
        return 0;
    }
    match before.mark() {
        ':' => return 1,
        ',' => return 2,
        _ => {}
    }
    if before.is_quote() || before.is_punctuation() {
        11
    } else if before.is(WORK) {
        8
    } else if before.word == Word::As {
        9
    } else if before.is_capital {
        10
    } else {
        7
    }
}
