//! What may be deleted from a sentence to make it a headline, and what each deletion costs.
//!
//! One table: a new deletion is one row here and its finder in `starts`, `insertions` or `ends`.
//! A cost tells how much of the news is likely to go: it is weighed against length in `rank`.
//! A headline takes at most one start, any insertions that don't overlap, and at most one end;
//! ends must pass `guards`. The lineage is Hedge Trimmer (Dorr, Zajic, Schwartz 2003, "Hedge Trimmer:
//! a parse-and-trim approach to headline generation"), with cost table and guards in the parse's place.

use super::analysis::Analysis;
use super::attribution::Attribution;
use super::lexicon::Lexicon;
use super::{ends, guards, insertions, phrases, source_ends, starts};
use crate::text::List;
use std::ops::Range;

/// One kind of deletion.
pub(super) struct Deletion {
    /// Number and name in the rule list.
    #[cfg_attr(not(test), expect(dead_code, reason = "names the deletion in tests"))]
    pub(super) name: &'static str,
    pub(super) cost: Cost,
    pub(super) finder: Finder,
    pub(super) is_for_headlines: bool,
    /// Whether it is safe enough for the bullets of a summary.
    pub(super) is_for_bullets: bool,
}

/// What a sentence is shortened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Headline,
    /// Only the rows that are safe enough.
    Bullet,
}

/// How much a deletion costs, in units of the score.
#[derive(Clone, Copy)]
pub(super) enum Cost {
    Fixed(f64),
    /// That of the preposition at the cut; for other words the given one.
    OfPreposition(f64),
}

/// Where a deletion applies.
pub(super) enum Finder {
    /// The token at which the headline may begin.
    Start(fn(&Analysis<'_>) -> Option<usize>),
    /// What may go of the part between two neighbouring breaks, given their places.
    Between(fn(&Analysis<'_>, usize, usize) -> Option<Range<usize>>),
    /// Other parts within the sentence.
    Inner(fn(&Analysis<'_>, &mut Vec<Range<usize>>)),
    /// Whether the headline may end before this token, if the guards agree.
    End(fn(&Analysis<'_>, usize) -> bool),
    /// Whether an attribution that may go begins with this comma; the guards aren't asked, as
    /// what stands before is a claim in itself.
    SourceEnd(fn(&Analysis<'_>, usize) -> bool),
}

use Cost::{Fixed, OfPreposition};
use Finder::{Between, End, Inner, SourceEnd, Start};

const fn row(name: &'static str, cost: Cost, finder: Finder) -> Deletion {
    Deletion { name, cost, finder, is_for_headlines: true, is_for_bullets: false }
}

const fn safe(name: &'static str, cost: Cost, finder: Finder) -> Deletion {
    Deletion { name, cost, finder, is_for_headlines: true, is_for_bullets: true }
}

/// A row that is narrower than the headlines' for the same place.
const fn for_bullets(name: &'static str, cost: Cost, finder: Finder) -> Deletion {
    Deletion { name, cost, finder, is_for_headlines: false, is_for_bullets: true }
}

/// All deletions. Of the rows for the same place, the first that applies is taken.
pub(super) const DELETIONS: &[Deletion] = &[
    row("R7 leading part", Fixed(0.03), Start(starts::leading_part)),
    for_bullets("R7 leading circumstance", Fixed(0.03), Start(starts::leading_circumstance)),
    row("R7 leading source", Fixed(0.08), Start(starts::leading_source)),
    row("R8 source before its claim", Fixed(0.10), Start(starts::source_before_claim)),
    for_bullets("R8 official source", Fixed(0.02), Start(starts::official_source_before_claim)),
    safe("R8 expletive", Fixed(0.0), Start(starts::expletive)),
    row("R9 title before a name", Fixed(0.25), Start(starts::title_before_name)),
    row("R9 description before a name", Fixed(0.15), Start(starts::description_before_name)),
    safe("R10 between dashes", Fixed(0.04), Between(insertions::between_dashes)),
    safe("R11 relative or adverbial clause", Fixed(0.03), Between(insertions::clause)),
    for_bullets(
        "R12 apposition of a name",
        Fixed(0.03),
        Between(insertions::indefinite_apposition),
    ),
    row("R12 apposition", Fixed(0.03), Between(insertions::apposition)),
    safe("R13 adjunct", Fixed(0.03), Between(insertions::adjunct)),
    row("R14 general source", Fixed(0.05), Between(insertions::general_source)),
    row("R14 named source", Fixed(0.12), Between(insertions::named_source)),
    row("R12 run of appositions", Fixed(0.05), Inner(insertions::run_of_appositions)),
    row("R12 second name of a place", Fixed(0.02), Inner(insertions::second_place)),
    row("R15 complementiser", Fixed(0.005), Inner(insertions::complementiser)),
    // Last of the insertions, since all versions with a dearer one have the cheaper ones.
    for_bullets("R15 complementiser last", Fixed(0.045), Inner(insertions::complementiser)),
    row("R16 adverb", Fixed(0.02), Inner(phrases::adverb)),
    row("R17 including", Fixed(0.03), Inner(insertions::including)),
    row("R18 modifier of the subject", Fixed(0.10), Inner(insertions::modifier_of_subject)),
    row("R9 description within", Fixed(0.10), Inner(phrases::description)),
    row("R6 period", Fixed(0.03), Inner(phrases::period)),
    for_bullets("R6 recent period", Fixed(0.03), Inner(phrases::recent_period)),
    row("R6 date", Fixed(0.04), Inner(phrases::date)),
    row("R24 place within", Fixed(0.06), Inner(phrases::place)),
    safe("R21 semicolon", Fixed(0.04), End(ends::semicolon)),
    safe("R21 dash", Fixed(0.04), End(ends::dash)),
    row("R21 colon", Fixed(0.10), End(ends::colon)),
    row(
        "R19 general source",
        Fixed(0.02),
        SourceEnd(|a, i| source_ends::source(a, i, Attribution::General)),
    ),
    row(
        "R19 named source",
        Fixed(0.08),
        SourceEnd(|a, i| source_ends::source(a, i, Attribution::Named)),
    ),
    row(
        "R19 impersonal source",
        Fixed(0.12),
        SourceEnd(|a, i| source_ends::source(a, i, Attribution::Impersonal)),
    ),
    row(
        "R19 partisan source",
        Fixed(0.12),
        SourceEnd(|a, i| source_ends::source(a, i, Attribution::Partisan)),
    ),
    for_bullets("R19 official source", Fixed(0.02), SourceEnd(source_ends::official_source)),
    safe("R21 relative tail", Fixed(0.03), End(ends::relative_tail)),
    row("R21 adverbial tail", Fixed(0.05), End(ends::adverbial_tail)),
    for_bullets("R21 event tail", Fixed(0.05), End(ends::event_tail)),
    safe("R21 joined clause", Fixed(0.05), End(ends::joined_clause)),
    row("R21 contrasted clause", Fixed(0.12), End(ends::contrasted_clause)),
    row("R21 adjunct tail", Fixed(0.04), End(ends::adjunct_tail)),
    row("R21 purpose tail", Fixed(0.04), End(ends::purpose_tail)),
    safe("R21 gerund tail", Fixed(0.04), End(ends::gerund_tail)),
    safe("R21 participle tail", Fixed(0.05), End(ends::participle_tail)),
    safe("R21 apposition tail", Fixed(0.04), End(ends::apposition_tail)),
    row("R26 restrictive relative", Fixed(0.14), End(ends::restrictive_relative)),
    row("R22 subordinate clause", OfPreposition(0.06), End(ends::subordinate_clause)),
    row("R23 joined by and", Fixed(0.07), End(ends::joined_by_and)),
    row("R23 joined by but", Fixed(0.14), End(ends::joined_by_but)),
    row("R23 joined noun", Fixed(0.10), End(phrases::joined_noun)),
    row("R25 purpose", Fixed(0.08), End(ends::purpose)),
    row("R27 reduced relative", Fixed(0.10), End(ends::reduced_relative)),
    row("R24 cause", Fixed(0.05), End(ends::cause)),
    row("R24 place or time", Fixed(0.04), End(ends::named_place_or_time)),
    row("R24 preposition", OfPreposition(0.10), End(ends::preposition)),
];

/// What can be left of one sentence: the ways to begin, the parts that can go, the ways to end.
pub(super) struct Options {
    pub(super) starts: List<StartOption>,
    /// Cheapest first, at most [`MAX_INSERTIONS`].
    pub(super) insertions: List<Insertion>,
    pub(super) ends: List<EndOption>,
}

impl Options {
    /// Nothing can be deleted from a sentence of `length` tokens.
    pub(super) fn whole(length: usize) -> Self {
        Self {
            starts: List::filled(StartOption { at: 0, cost: 0.0 }, 1),
            insertions: List::new(),
            ends: List::filled(EndOption { at: length, cost: 0.0, resumes_at: None }, 1),
        }
    }
}

#[derive(Clone, Copy)]
pub(super) struct StartOption {
    pub(super) at: usize,
    pub(super) cost: f64,
}

pub(super) struct Insertion {
    pub(super) range: Range<usize>,
    pub(super) cost: f64,
}

#[derive(Clone, Copy)]
pub(super) struct EndOption {
    pub(super) at: usize,
    pub(super) cost: f64,
    /// Where the headline goes on after the cut: the attribution of the sentence.
    pub(super) resumes_at: Option<usize>,
}

/// Insertions tried in one sentence; each one more doubles nothing, as they are tried cumulatively.
const MAX_INSERTIONS: usize = 8;
/// Ends tried in one sentence; bounds the work on hostile text.
const MAX_ENDS: usize = 40;
/// Extra cost when an end before the attribution keeps the attribution.
const COST_OF_KEPT_SOURCE: f64 = 0.02;
/// Longest attribution that is kept behind an earlier cut, in bytes.
const MAX_KEPT_SOURCE: usize = 60;

/// Finds what can be deleted.
pub(super) fn find(analysis: &Analysis<'_>, purpose: Purpose) -> Options {
    let is_allowed = |row: &&Deletion| match purpose {
        Purpose::Headline => row.is_for_headlines,
        Purpose::Bullet => row.is_for_bullets,
    };
    let rows: List<&Deletion> = DELETIONS.iter().filter(is_allowed).collect();
    Options {
        starts: find_starts(analysis, &rows),
        insertions: find_insertions(analysis, &rows),
        ends: find_ends(analysis, &rows, purpose),
    }
}

fn find_starts(analysis: &Analysis<'_>, rows: &[&Deletion]) -> List<StartOption> {
    let mut starts = List::filled(StartOption { at: 0, cost: 0.0 }, 1);
    for row in rows {
        if let Start(finder) = row.finder
            && let Some(at) = finder(analysis)
        {
            starts.push(StartOption { at, cost: cost(row.cost, analysis, at) });
        }
    }
    starts
}

fn find_insertions(analysis: &Analysis<'_>, rows: &[&Deletion]) -> List<Insertion> {
    let mut insertions = List::new();
    for pair in analysis.breaks.windows(2) {
        let &[open, close] = pair else { continue };
        let found = rows.iter().find_map(|row| match row.finder {
            Between(finder) => finder(analysis, open, close).map(|range| (row, range)),
            _ => None,
        });
        if let Some((row, range)) = found {
            insertions.push(Insertion { range, cost: cost(row.cost, analysis, open) });
        }
    }
    let mut ranges = List::new();
    for row in rows {
        if let Inner(finder) = row.finder {
            finder(analysis, &mut ranges);
            let cost = cost(row.cost, analysis, 0);
            insertions.extend(ranges.drain(..).map(|range| Insertion { range, cost }));
        }
    }
    insertions.sort_by(|a, b| a.cost.total_cmp(&b.cost).then(a.range.start.cmp(&b.range.start)));
    insertions.truncate(MAX_INSERTIONS);
    insertions
}

fn find_ends(
    analysis: &Analysis<'_>,
    rows: &[&'static Deletion],
    purpose: Purpose,
) -> List<EndOption> {
    let whole = EndOption { at: analysis.len(), cost: 0.0, resumes_at: None };
    let mut ends = List::filled(whole, 1);
    let last = analysis.source.map_or(analysis.len(), |source| source.comma + 1);
    let is_end = |row: &&&Deletion| matches!(row.finder, End(_) | SourceEnd(_));
    let end_rows: List<&Deletion> = rows.iter().filter(is_end).copied().collect();
    for at in analysis.main_verb + 1..last {
        if ends.len() > MAX_ENDS {
            break;
        }
        let clause = &analysis.clause;
        let is_candidate = ends::may_open_tail(clause, at);
        if !clause.is_open(at) || clause.has(at, super::lexicon::Class::CAPITAL) || !is_candidate {
            continue;
        }
        let found = end_rows.iter().find(|row| match row.finder {
            End(finder) | SourceEnd(finder) => finder(analysis, at),
            _ => false,
        });
        let Some(row) = found else { continue };
        if matches!(row.finder, SourceEnd(_)) || guards::allow(analysis, at) {
            ends.push(EndOption { at, cost: cost(row.cost, analysis, at), resumes_at: None });
        }
    }
    weigh_source(analysis, ends, purpose)
}

fn cost(cost: Cost, analysis: &Analysis<'_>, at: usize) -> f64 {
    match cost {
        Fixed(cost) => cost,
        OfPreposition(otherwise) => {
            Lexicon::english().preposition_cost(analysis.clause.word(at)).unwrap_or(otherwise)
        }
    }
}

/// R19, R20: an end before the attribution loses the source as well, so it costs what that costs
/// and is banned where that is banned; or it keeps the attribution behind the cut.
fn weigh_source(
    analysis: &Analysis<'_>,
    ends: List<EndOption>,
    purpose: Purpose,
) -> List<EndOption> {
    let Some(source) = analysis.source else { return ends };
    let clause = &analysis.clause;
    let bytes = |from: usize| {
        let start = clause.tokens.get(from).map_or(0, |token| token.span.start());
        clause.tokens.last().map_or(0, |token| token.span.end().saturating_sub(start))
    };
    let can_keep = bytes(source.comma) <= MAX_KEPT_SOURCE;
    let lost = match source.kind {
        Attribution::General => 0.02,
        Attribution::Named => 0.08,
        Attribution::Impersonal | Attribution::Partisan => 0.12,
    };
    // A bullet keeps every source but an official one.
    let is_banned = (source.kind == Attribution::Partisan && !source.is_hedged)
        || (purpose == Purpose::Bullet && !source.is_official);
    let first_accusation = (0..analysis.len()).find(|&i| analysis.is_accusation(i));
    let needs_source = |end: usize| first_accusation.is_some_and(|first| first < end);
    let mut weighed = List::new();
    let mut kept = List::new();
    for &end in &ends {
        let is_before = end.at < source.comma;
        if is_before && can_keep {
            kept.push(EndOption {
                at: end.at,
                cost: end.cost + COST_OF_KEPT_SOURCE,
                resumes_at: Some(source.comma),
            });
        }
        let is_whole = end.at == analysis.len();
        if is_whole || !(is_banned || needs_source(end.at)) {
            weighed.push(EndOption { cost: end.cost + if is_before { lost } else { 0.0 }, ..end });
        }
    }
    weighed.append(&mut kept);
    weighed
}
