//! What speaks for a region being no quote, in a language without a grammar.
//!
//! Depends on the chosen attribution.

use crate::quotes::candidate::Candidate;
use crate::quotes::decode::Choice;
use crate::quotes::feature::{Feature, Kind};
use crate::quotes::quote_shape::title_case_of;
use crate::quotes::reject::{lower_words, margin_step, word_range};
use crate::quotes::story::{MarkedQuote, Story};
use crate::quotes::weights::WeightTable;

/// Added for dialogue behind a dash that has no tag: most lines behind dashes are list items.
const DASH_WITHOUT_TAG: i32 = 1000;

/// Weighs what speaks for a region being no quote.
pub(super) fn rejection(
    story: &Story<'_>,
    quote: &MarkedQuote,
    choice: &Choice,
    table: &WeightTable,
) -> Candidate {
    let inner = story.inner_tokens.get(quote.inner.clone()).unwrap_or_default();
    let is_caseless = inner.iter().all(|t| !t.is_word() || t.is_caseless || t.starts_with_digit);
    let words = word_range(quote.n_words);
    // Where no word has a case, none speaks for a title.
    let lower = if is_caseless { 3 } else { lower_words(inner) };
    let title_case = title_case_of(story.quote_text(quote));
    let ends = matches!(quote.closing_char, '.' | '!' | '?' | '…' | '؟');
    let mut sum = Candidate::new(Kind::Rejected, quote.paragraph, None, table);
    sum.add(table, Feature::Margin, &[margin_step(choice.margin())]);
    sum.add(table, Feature::WordRange, &[words]);
    sum.add(table, Feature::LowerWords, &[lower]);
    sum.add(table, Feature::TitleCase, &[title_case as usize]);
    sum.add(table, Feature::Ends, &[usize::from(ends)]);
    let is_tagged = matches!(
        choice.best().kind,
        Kind::VerbSubject | Kind::SubjectVerb | Kind::Continued | Kind::Carried | Kind::Next
    );
    if quote.region.is_dash && !is_tagged {
        sum.score += DASH_WITHOUT_TAG;
    }
    sum
}
