//! Which attributions stand before a quote: *Doe said “…”*, *called it “…”*.
//!
//! Depends on clauses.

use super::{Place, START, gap_of, head_of, opener_of};
use crate::quotes::candidate::Candidate;
use crate::quotes::cue::CueClass;
use crate::quotes::feature::{Feature, Kind};

/// The most clauses before a quote that are candidates, counted from the quote.
const MAX_CLAUSES_BEFORE: usize = 12;

/// *Doe said “…”*, *called it “…”*: every clause before the quote.
pub(super) fn propose_before(place: &Place<'_, '_>, candidates: &mut Vec<Candidate>) {
    let quote = place.quote.token;
    let (tokens, table) = (place.tokens, place.table);
    let clauses = place.story.clauses_of(place.sentence);
    let clauses = clauses.get(..clauses.partition_point(|c| c.verb < quote)).unwrap_or_default();
    let mut first_say_verb: Option<usize> = None;
    for (number, clause) in clauses.iter().enumerate() {
        let distance = clauses.len() - 1 - number;
        let Some(phrase) = clause.subject.phrase else { continue };
        if distance < MAX_CLAUSES_BEFORE {
            let gap = gap_of(tokens, clause.verb, quote, place.previous_quote) as usize;
            let (class, form) = (clause.cue.class as usize, clause.cue.form as usize);
            let head = head_of(tokens, phrase);
            let is_under = first_say_verb.is_some_and(|verb| verb < phrase.start);
            let opener = if phrase.start > place.sentence.start {
                opener_of(tokens, None, phrase.start)
            } else {
                START
            };
            let mut candidate = place
                .candidate(Kind::Before, phrase, Some(clause.verb))
                .with_subject(&clause.subject);
            candidate.add(table, Feature::Head, &[head]);
            candidate.add(table, Feature::HeadClass, &[head, class]);
            candidate.add(table, Feature::GapCase, &[gap, place.case as usize]);
            candidate.add(table, Feature::Class, &[class]);
            candidate.add(table, Feature::Form, &[form]);
            candidate.add(table, Feature::Number, &[number]);
            candidate.add(table, Feature::Via, &[clause.subject.via.label()]);
            candidate.add(table, Feature::Opener, &[opener]);
            candidate.add(table, Feature::DistanceClassForm, &[distance, class, form]);
            candidate.add(table, Feature::UnderGap, &[usize::from(is_under), gap]);
            candidates.push(candidate);
        }
        if clause.cue.class == CueClass::Say && clause.cue.is_finite() {
            first_say_verb = first_say_verb.or(Some(clause.verb));
        }
    }
}
