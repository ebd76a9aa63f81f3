//! What a headline never keeps: datelines, brackets, leading connectives, days, ages.
//!
//! One table of rules, applied in its order; each names the token ranges that go. Depends on
//! `clause`; the day rule, the longest, is in `days`. Optional deletions are in `deletions`.

use super::clause::Clause;
use super::days;
use super::deletions::Purpose;
use super::lexicon::{Class, Lexicon};
use super::token::Inside;
use super::verb::Finite;
use crate::text::List;
use std::ops::Range;

/// The token ranges that a rule deletes: ascending, disjoint.
pub(super) type Removals = List<Range<usize>>;

/// A rule and whom it serves. A bullet is read for its facts: days with "on", ages between commas,
/// names in brackets are facts; without them ROUGE on inshorts falls by 0.1 to 0.2.
type Rule = (fn(&Clause<'_>, &mut Removals), &'static [Purpose]);

const BOTH: &[Purpose] = &[Purpose::Headline, Purpose::Bullet];
const HEADLINE: &[Purpose] = &[Purpose::Headline];
const BULLET: &[Purpose] = &[Purpose::Bullet];

/// The deletions that are always made, in the order of the rule list.
const RULES: &[Rule] = &[
    (dateline, BOTH),               // R1
    (brackets, HEADLINE),           // R2
    (figures_in_brackets, BULLET),  // R2
    (leading_marks, BOTH),          // R3
    (leading_connectives, BOTH),    // R4
    (inserted_connectives, BOTH),   // R5
    (days::days, HEADLINE),         // R6
    (days::days_of_report, BULLET), // R6
    (ages, HEADLINE),               // R6b
    (trailing_marks, BOTH),
    (leading_marks, BOTH), // again: what stood before a mark may be gone
];

/// Applies the rules to a sentence.
pub(super) fn clean(mut clause: Clause<'_>, purpose: Purpose) -> Clause<'_> {
    let mut removals = Removals::new();
    for (rule, purposes) in RULES {
        if !purposes.contains(&purpose) {
            continue;
        }
        removals.clear();
        rule(&clause, &mut removals);
        if !removals.is_empty() {
            clause = clause.without(&removals);
        }
    }
    clause
}

const MAX_DATELINE_TOKENS: usize = 18;
const MAX_BARE_DATELINE_TOKENS: usize = 10;
const MIN_TOKENS_AFTER_DATELINE: usize = 4;

fn dateline(clause: &Clause<'_>, removals: &mut Removals) {
    let end = agency_dateline(clause).or_else(|| bare_dateline(clause));
    if let Some(end) = end
        && clause.len() >= end + MIN_TOKENS_AFTER_DATELINE
    {
        removals.push(0..end);
    }
}

/// `HALLEN, March 3 (Pressnet) --`: everything up to an agency in brackets.
fn agency_dateline(clause: &Clause<'_>) -> Option<usize> {
    let close = (0..MAX_DATELINE_TOKENS.min(clause.len())).find(|&i| clause.is(i, ")"))?;
    let open = (0..close).find(|&i| clause.is(i, "("))?;
    let after = close + 1;
    let has_month = clause.any(0..open, Class::MONTH);
    let is_agency = (open + 1..close).all(|i| clause.has(i, Class::AGENCY));
    let is_name = (open + 1..close).all(|i| clause.has(i, Class::ALL_CAPITALS.or(Class::AGENCY)));
    let text_follows = clause.is_dash(after)
        || clause.is(after, ":")
        || clause.is_one_of(after, &["\"", "“", "«"])
        || (clause.has(after, Class::CAPITAL.or(Class::NUMBER))
            && (is_agency || open == 0 || has_month));
    if !text_follows || close - open > 4 || close == open + 1 || !(is_name || clause.is_dash(after))
    {
        return None;
    }
    let is_place_and_date = (0..open).all(|i| {
        !clause.is_word(i)
            || clause.has(i, Class::CAPITAL.or(Class::NUMBER))
            || clause.is_one_of(i, &["by", "and", "of", "de", "la"])
    });
    if !is_place_and_date {
        return None;
    }
    (after..clause.len()).find(|&i| !(clause.is_dash(i) || clause.is_one_of(i, &[":", "."])))
}

/// `HALLEN, March 3 --` or `12 June 2012. -`.
fn bare_dateline(clause: &Clause<'_>) -> Option<usize> {
    let limit = MAX_BARE_DATELINE_TOKENS.min(clause.len());
    let dash = (1..limit).find(|&i| clause.is_dash(i))?;
    let is_place_and_date = (0..dash).all(|i| {
        !clause.is_word(i) || clause.has(i, Class::CAPITAL.or(Class::NUMBER).or(Class::MONTH))
    });
    let has_place =
        (0..dash).any(|i| clause.has(i, Class::ALL_CAPITALS) && clause.word(i).len() > 2);
    let has_date = clause.is(dash - 1, ".") && clause.any(0..dash, Class::NUMBER);
    (is_place_and_date && (has_place || has_date)).then_some(dash + 1)
}

fn brackets(clause: &Clause<'_>, removals: &mut Removals) {
    let is_bracket = |i: usize| clause.tokens.get(i).is_some_and(|t| t.inside == Inside::Bracket);
    let mut i = 0;
    while i < clause.len() {
        if is_bracket(i) && clause.is_one_of(i, &["(", "["]) {
            let close = (i..clause.len()).find(|&j| clause.is_one_of(j, &[")", "]"]));
            if let Some(close) = close {
                removals.push(i..close + 1);
                i = close;
            }
        }
        i += 1;
    }
}

/// `(370 kilometres)`, `(47)`: the figure once more in another unit, an age, a page.
fn figures_in_brackets(clause: &Clause<'_>, removals: &mut Removals) {
    brackets(clause, removals);
    removals.retain(|range| clause.any(range.clone(), Class::NUMBER));
}

fn leading_marks(clause: &Clause<'_>, removals: &mut Removals) {
    const MARKS: [&str; 13] = ["-", "–", "—", "•", "*", "·", "|", ">", ",", ";", ":", ".", "--"];
    let end = (0..clause.len()).find(|&i| !clause.is_one_of(i, &MARKS)).unwrap_or(0);
    if end > 0 {
        removals.push(0..end);
    }
}

fn trailing_marks(clause: &Clause<'_>, removals: &mut Removals) {
    let is_mark = |i: usize| clause.is_one_of(i, &[".", ",", ";", ":"]) || clause.is_dash(i);
    let end = (0..clause.len()).rev().find(|&i| !is_mark(i)).map_or(0, |last| last + 1);
    if end < clause.len() {
        removals.push(end..clause.len());
    }
}

/// A connective needs so many tokens behind it; an adverb more.
const MIN_TOKENS_WITH_CONNECTIVE: usize = 6;
const MIN_TOKENS_WITH_ADVERB: usize = 8;

fn leading_connectives(clause: &Clause<'_>, removals: &mut Removals) {
    let mut start = 0;
    while let Some(length) = leading_connective(clause, start) {
        start += length;
    }
    if start > 0 {
        removals.push(0..start);
    }
}

fn leading_connective(clause: &Clause<'_>, start: usize) -> Option<usize> {
    const KEPT: [&str; 11] = [
        "hopefully",
        "presumably",
        "allegedly",
        "reportedly",
        "supposedly",
        "only",
        "family",
        "july",
        "italy",
        "early",
        "daily",
    ];
    let n_left = clause.len() - start;
    if n_left < MIN_TOKENS_WITH_CONNECTIVE {
        return None;
    }
    let is_hedge = clause.has(start, Class::HEDGE.or(Class::LISTED_QUALIFIER));
    let is_adverb = clause.has(start, Class::IN_LY) && !clause.is_one_of(start, &KEPT) && !is_hedge;
    if is_adverb
        && clause.is(start + 1, ",")
        && !clause.is(start + 2, "too")
        && n_left >= MIN_TOKENS_WITH_ADVERB
    {
        return Some(2);
    }
    let phrase = Lexicon::english().connectives.iter().find(|phrase| {
        let after = start + phrase.len();
        let stands_here = (start..).zip(phrase.iter()).all(|(i, word)| clause.is(i, word));
        let needs_no_comma = matches!(phrase[..], ["but" | "and" | "so" | "yet"])
            && !clause.is_one_of(after, &["far", "much", "many", "long"]);
        stands_here && (clause.is(after, ",") || needs_no_comma)
    })?;
    Some(phrase.len() + usize::from(clause.is(start + phrase.len(), ",")))
}

fn inserted_connectives(clause: &Clause<'_>, removals: &mut Removals) {
    let mut i = 0;
    while i < clause.len() {
        if let Some(end) = inserted_connective(clause, i) {
            removals.push(i..end);
            i = end;
        } else {
            i += 1;
        }
    }
}

/// Where the connective that begins at `i` ends, its commas with it.
fn inserted_connective(clause: &Clause<'_>, i: usize) -> Option<usize> {
    const NAMES: [&str; 7] = ["known", "called", "a", "an", "the", "in", "as"];
    if clause.is_comma(i) && clause.is_comma(i + 2) && clause.has(i + 1, Class::IN_LY) {
        return (!clause.has(i + 1, Class::KEPT_ADVERB)).then_some(i + 3);
    }
    if clause.is_comma(i) {
        let phrase = Lexicon::english().inserted_connectives.iter().find(|phrase| {
            let stands_here = (i + 1..).zip(phrase.iter()).all(|(j, word)| clause.is(j, word));
            stands_here && clause.is_one_of(i + 1 + phrase.len(), &[",", "."])
        })?;
        let after = i + 1 + phrase.len();
        return Some(if clause.is(after, ",") { after + 1 } else { after });
    }
    let is_bare = clause.is_one_of(i, &["also", "meanwhile"])
        && clause.is_open(i)
        && i > 0
        && clause.is_word(i - 1)
        && clause.is_word(i + 1)
        && !clause.is_one_of(i - 1, &["but", "and"])
        && !clause.is_one_of(i + 1, &NAMES);
    is_bare.then_some(i + 1)
}

/// `Ana Torvald, 34,` and `, aged 34,`.
fn ages(clause: &Clause<'_>, removals: &mut Removals) {
    let mut n_commas = 0;
    let mut i = 0;
    while i < clause.len() {
        if let Some(end) = age(clause, i) {
            let is_inside_another = n_commas % 2 == 1;
            let keeps_comma = is_inside_another || opens_insertion(clause, i, end);
            let end = if clause.is(end, ",") && !keeps_comma { end + 1 } else { end };
            removals.push(i..end);
            i = end;
            continue;
        }
        n_commas += usize::from(clause.is_comma(i));
        i += 1;
    }
}

/// Where the age that begins with the comma at `i` ends, without its closing comma.
fn age(clause: &Clause<'_>, i: usize) -> Option<usize> {
    if !clause.is_comma(i) || i == 0 {
        return None;
    }
    let word = clause.word(i + 1);
    let is_bare = (1..=2).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_digit())
        && clause.has(i - 1, Class::CAPITAL);
    let is_named = matches!(word, "aged" | "age") && clause.has(i + 2, Class::NUMBER);
    let end = if is_bare { i + 2 } else { i + 3 };
    let is_closed = end >= clause.len() || clause.is_one_of(end, &[",", "."]);
    ((is_bare || is_named) && is_closed).then_some(end)
}

/// `Jonas Beck, 46, of Hallen, must ...`: whether the age's closing comma opens another insertion
/// before the verb.
fn opens_insertion(clause: &Clause<'_>, comma: usize, close: usize) -> bool {
    if clause.has(close + 1, Class::RELATIVE) {
        return true;
    }
    !clause.any_finite(0..comma, Finite::PastOrParticiple)
        && !clause.is_finite(close + 1)
        && !clause.is_one_of(close + 1, &["and", "or"])
        && clause
            .next_comma(close + 1)
            .is_some_and(|next| !clause.any_finite(close + 1..next, Finite::Likely))
}

#[cfg(test)]
mod tests {
    use super::super::testing::cleaned;

    fn check(sentence: &str, expected: &str) {
        assert_eq!(cleaned(sentence), expected);
    }

    #[test]
    fn datelines_go() {
        check(
            "HALLEN, March 3 (Pressnet) -- The river burst its banks",
            "The river burst its banks",
        );
        check("(AFP) The river burst its banks", "The river burst its banks");
        check("PORT HALLEN – The river burst its banks", "The river burst its banks");
        check("12 June 2012. - The river burst its banks", "The river burst its banks");
    }

    #[test]
    fn a_share_symbol_is_no_dateline() {
        check("Ilmari Foods (ILM), the bakery, will close", "Ilmari Foods, the bakery, will close");
    }

    #[test]
    fn connectives_go_unless_they_hedge() {
        check("However, the striker is fit again", "The striker is fit again");
        check("But, on the other hand, the striker is fit again", "The striker is fit again");
        check("But far fewer teachers will strike now", "But far fewer teachers will strike now");
        check(
            "Reportedly, the striker is fit for the final again",
            "Reportedly, the striker is fit for the final again",
        );
        check("The striker, meanwhile, is fit again", "The striker is fit again");
        check("The striker also scored twice", "The striker scored twice");
    }

    #[test]
    fn ages_go_with_their_commas() {
        check("Ana Torvald, 34, has resigned", "Ana Torvald has resigned");
        check("A nurse, aged 34, has resigned", "A nurse has resigned");
        check("The mayor, Ana Torvald, 34, has resigned", "The mayor, Ana Torvald, has resigned");
        check("Jonas Beck, 46, of Hallen, has resigned", "Jonas Beck, of Hallen, has resigned");
        check("Jonas Beck, 46, who fled, has resigned", "Jonas Beck, who fled, has resigned");
        check(
            "Police found Jonas Beck, 46, in Hallen, officials said",
            "Police found Jonas Beck in Hallen, officials said",
        );
    }
}
