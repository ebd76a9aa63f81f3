//! When a headline must not end before a token: what is left would be torn or would say something
//! else than the sentence.
//!
//! One table: a new guard is one row and its predicate, which tells whether it *forbids* the end.
//! All are windows or look-ups of the next or last token of a class. The constraints are those of
//! compression by constraint (Clarke, Lapata 2008, "Global inference for sentence compression",
//! section 4; Filippova, Strube 2008, "Dependency tree based sentence compression"): keep a verb's
//! arguments, negation, both members of a pair, no relative without its noun.

use super::analysis::Analysis;
use super::{complements, open_clauses, untrue};

/// One condition on an end.
pub(super) struct Guard {
    /// Number and name in the rule list.
    #[cfg_attr(not(test), expect(dead_code, reason = "names the guard in test failures"))]
    pub(super) name: &'static str,
    /// Whether the headline must not end before the given token.
    pub(super) forbids: fn(&Analysis<'_>, usize) -> bool,
}

/// All guards.
pub(super) const GUARDS: &[Guard] = &[
    Guard { name: "G1 no noun at the end", forbids: complements::ends_on_no_noun },
    Guard { name: "G2 verb without complement", forbids: complements::lacks_complement },
    Guard { name: "G3 statement without its clause", forbids: complements::lacks_statement },
    Guard { name: "G4 verb without its infinitive", forbids: complements::lacks_infinitive },
    Guard { name: "G5 verb without its phrase", forbids: complements::lacks_verb_phrase },
    Guard { name: "G5 naming verb without the name", forbids: complements::lacks_name },
    Guard { name: "G5 verb without its with", forbids: complements::lacks_with },
    Guard { name: "G5 accusation without its charge", forbids: complements::lacks_charge },
    Guard { name: "G5 verb without its from", forbids: complements::lacks_from },
    Guard { name: "G5 as without its partner", forbids: complements::lacks_as },
    Guard { name: "G5 time spent on nothing", forbids: complements::lacks_spending },
    Guard { name: "G6 clause without its verb", forbids: open_clauses::has_unfinished_clause },
    Guard { name: "G7 verb left behind", forbids: open_clauses::leaves_verb_behind },
    Guard { name: "G8 open clause", forbids: open_clauses::cuts_open_clause },
    Guard { name: "G8 subject of a clause", forbids: open_clauses::cuts_subject_of_clause },
    Guard { name: "G8 joined clause", forbids: open_clauses::cuts_joined_clause },
    Guard { name: "G8 question", forbids: open_clauses::cuts_question },
    Guard { name: "G9 half of a pair", forbids: untrue::tears_pair },
    Guard { name: "G9 half of an announced list", forbids: untrue::tears_announced_list },
    Guard { name: "G9 half of the names", forbids: untrue::tears_names },
    Guard { name: "G9 measure without its limit", forbids: untrue::tears_measure },
    Guard { name: "G9 comparison without its than", forbids: untrue::tears_comparison },
    Guard {
        name: "G10 infinitive without object",
        forbids: complements::lacks_object_of_infinitive,
    },
    Guard { name: "G10 last preposition", forbids: complements::lacks_last_preposition },
    Guard { name: "G11 range without its end", forbids: untrue::tears_range },
    Guard { name: "G12 time without its event", forbids: untrue::tears_time },
    Guard { name: "G13 superlative without its scope", forbids: untrue::widens_superlative },
    Guard { name: "G14 negation without its scope", forbids: untrue::widens_negation },
    Guard { name: "G14 turn", forbids: untrue::loses_turn },
    Guard { name: "G14 opinion without its holder", forbids: untrue::loses_holder },
    Guard { name: "G14 condition", forbids: untrue::loses_condition },
    Guard { name: "G15 quantity without its scope", forbids: untrue::widens_quantity },
    Guard { name: "G15 people without which", forbids: untrue::widens_people },
    Guard { name: "G15 relative that tells which", forbids: untrue::loses_which },
    Guard { name: "G16 there is", forbids: untrue::tears_existence },
    Guard { name: "G16 it is ... that", forbids: untrue::tears_cleft },
    Guard { name: "G17 with-clause", forbids: untrue::tears_with_clause },
    Guard { name: "G18 the ... for", forbids: untrue::tears_definite },
    Guard { name: "G18 reflexive", forbids: untrue::ends_on_reflexive },
    Guard { name: "limiting adverb at the end", forbids: untrue::ends_on_limiting_adverb },
];

/// Whether the headline may end before token `end`.
pub(super) fn allow(analysis: &Analysis<'_>, end: usize) -> bool {
    end >= 3
        && end > analysis.verb_end
        && !GUARDS.iter().any(|guard| (guard.forbids)(analysis, end))
}
