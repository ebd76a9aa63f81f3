//! What may be deleted from a sentence of another language than English: what punctuation and a
//! few connectives show.
//!
//! There is no verb check, so cuts are made only at marks before a listed opener and before listed
//! time words. A language without a list keeps its sentences whole: German, whose verb-final
//! clauses and comma'd restrictive relatives make comma cuts unsafe, is one of them on purpose.

use super::clause::Clause;
use super::deletions::{EndOption, Insertion, Options, Purpose};
use super::token::Inside;
use crate::text::{Language, List};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Tokens that stay at least.
const MIN_TOKENS: usize = 6;
const MIN_TOKENS_AFTER_DATELINE: usize = 5;
const MAX_DATELINE_TOKENS: usize = 10;

/// The words of one language at which its sentences can be cut.
struct Words {
    /// Open a sentence and point back.
    connectives: Vec<Vec<&'static str>>,
    /// Open a part that can go, behind a mark.
    openers: Vec<&'static str>,
    /// Those of the openers that tell a source; none of them goes from a bullet.
    sources: Vec<&'static str>,
    /// Open a part that can go, without a mark.
    time: Vec<&'static str>,
    /// Open a part that must stay.
    blockers: Vec<&'static str>,
}

static WORDS: LazyLock<HashMap<Language, Words>> = LazyLock::new(|| {
    let data = include_str!("../../data/headline/other_languages.txt");
    let sections = super::lexicon::sections(data);
    let entries = |language: Language, kind: &str| {
        let name = format!("{} {kind}", language.code());
        let found = sections.iter().find(|(section, _)| *section == name);
        found.map_or(Vec::new(), |(_, entries)| entries.clone())
    };
    Language::ALL
        .into_iter()
        .map(|language| {
            let connectives = entries(language, "connective");
            let words = Words {
                connectives: connectives
                    .into_iter()
                    .map(|entry| entry.split('_').collect())
                    .collect(),
                openers: entries(language, "opener"),
                sources: entries(language, "source"),
                time: entries(language, "time"),
                blockers: entries(language, "blocker"),
            };
            (language, words)
        })
        .collect()
});

/// Cleans a sentence and finds what can be deleted from it.
pub(super) fn read(
    clause: Clause<'_>,
    language: Option<Language>,
    purpose: Purpose,
) -> (Clause<'_>, Options) {
    let words = language.and_then(|language| WORDS.get(&language));
    let mut clause = without_brackets(clause);
    if let Some(end) = dateline(&clause) {
        clause = clause.part(end..clause.len());
    }
    if let Some(words) = words {
        while let Some(end) = leading_connective(&clause, words) {
            clause = clause.part(end..clause.len());
        }
    }
    clause = without_final_marks(clause);
    let mut options = Options::whole(clause.len());
    if let Some(words) = words {
        options.insertions = insertions(&clause, words, purpose);
        options.ends.append(&mut ends(&clause, words, purpose));
    }
    (clause, options)
}

fn without_brackets(clause: Clause<'_>) -> Clause<'_> {
    let is_bracketed = |i: usize| clause.tokens.get(i).is_some_and(|t| t.inside == Inside::Bracket);
    let is_closed = (0..clause.len()).filter(|&i| clause.is_one_of(i, &["(", "["])).count()
        == (0..clause.len()).filter(|&i| clause.is_one_of(i, &[")", "]"])).count();
    let removals: List<_> =
        (0..clause.len()).filter(|&i| is_bracketed(i)).map(|i| i..i + 1).collect();
    if is_closed && !removals.is_empty() { clause.without(&removals) } else { clause }
}

/// `12 juin 2012. -`, `PARIS –`: capitals and numbers, then a dash.
fn dateline(clause: &Clause<'_>) -> Option<usize> {
    use super::lexicon::Class;
    let limit = MAX_DATELINE_TOKENS.min(clause.len());
    let dash = (1..limit).find(|&i| clause.is_dash(i))?;
    let is_date = clause.is(dash - 1, ".") && clause.any(0..dash, Class::NUMBER);
    let is_place = (0..dash)
        .any(|i| clause.has(i, Class::ALL_CAPITALS) && clause.word(i).len() > 2)
        && (0..dash).all(|i| !clause.is_word(i) || clause.has(i, Class::CAPITAL.or(Class::NUMBER)));
    let is_short_enough = clause.len() > dash + MIN_TOKENS_AFTER_DATELINE;
    ((is_date || is_place) && is_short_enough).then_some(dash + 1)
}

fn leading_connective(clause: &Clause<'_>, words: &Words) -> Option<usize> {
    let phrase = words.connectives.iter().find(|phrase| {
        (0..).zip(phrase.iter()).all(|(i, word)| clause.is(i, word)) && clause.is(phrase.len(), ",")
    })?;
    (clause.len() > phrase.len() + MIN_TOKENS).then_some(phrase.len() + 1)
}

fn without_final_marks(clause: Clause<'_>) -> Clause<'_> {
    let is_mark = |i: usize| clause.is_one_of(i, &[".", ",", ";", ":"]) || clause.is_dash(i);
    let length = (0..clause.len()).rev().find(|&i| !is_mark(i)).map_or(0, |last| last + 1);
    if length < clause.len() { clause.part(0..length) } else { clause }
}

const COST_OF_INSERTION: f64 = 0.03;
const COST_OF_TAIL: f64 = 0.05;
const COST_OF_TIME: f64 = 0.08;

fn insertions(clause: &Clause<'_>, words: &Words, purpose: Purpose) -> List<Insertion> {
    let marks: List<usize> = (0..clause.len()).filter(|&i| clause.is_comma(i)).collect();
    let mut insertions: List<Insertion> = List::new();
    for pair in marks.windows(2) {
        let &[open, close] = pair else { continue };
        let is_apart = insertions.last().is_none_or(|last| last.range.end <= open);
        if is_apart
            && clause.is_one_of(open + 1, &words.openers)
            && !keeps_source(clause, open + 1, words, purpose)
            && close + 1 < clause.len()
            && open >= 1
        {
            insertions.push(Insertion { range: open..close + 1, cost: COST_OF_INSERTION });
        }
    }
    insertions
}

fn keeps_source(clause: &Clause<'_>, i: usize, words: &Words, purpose: Purpose) -> bool {
    purpose == Purpose::Bullet && clause.is_one_of(i, &words.sources)
}

fn ends(clause: &Clause<'_>, words: &Words, purpose: Purpose) -> List<EndOption> {
    (MIN_TOKENS..clause.len())
        .filter(|&i| clause.is_open(i))
        .filter_map(|at| {
            let is_mark = clause.is_break(at) && !clause.is(at, ":");
            let next = if is_mark { at + 1 } else { at };
            let listed = if is_mark { &words.openers } else { &words.time };
            let may_end = clause.is_one_of(next, listed)
                && !clause.is_one_of(next, &words.blockers)
                && (is_mark || purpose == Purpose::Headline)
                && !(at..clause.len()).any(|i| keeps_source(clause, i, words, purpose));
            let cost = if is_mark { COST_OF_TAIL } else { COST_OF_TIME };
            may_end.then_some(EndOption { at, cost, resumes_at: None })
        })
        .collect()
}
