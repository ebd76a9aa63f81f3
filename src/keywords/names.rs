//! Which names are forms of one name?
//!
//! "Mara Lund" introduces what "Lund" repeats, and "Mayor Mara Lund" says no more of it. Works on
//! terms alone.

use super::units::Unit;
use crate::text::TermId;
use foldhash::fast::FixedState;
use std::collections::HashMap;

/// Counts the mentions of a name's forms together, under one of them.
///
/// A longer form with a title before the name goes to the name; a single word goes to the name of
/// several words that ends with it, else to the one that starts with it: of several the one that
/// is mentioned most, then the earliest.
///
/// # Complexity
/// Linear in the number of units, but for the length of names, which is bounded.
pub(super) fn merge_names(units: &mut Vec<Unit>) {
    merge_into(units, |by_terms, unit| {
        (1..unit.terms.len().saturating_sub(1))
            .rev()
            .find_map(|start| by_terms.get(&unit.terms[start..]).copied())
    });
    let mut by_last: HashMap<TermId, usize, FixedState> = HashMap::default();
    let mut by_first: HashMap<TermId, usize, FixedState> = HashMap::default();
    for (idx, unit) in units.iter().enumerate().filter(|(_, unit)| is_full_name(unit)) {
        let ends = [(&mut by_last, unit.terms.last()), (&mut by_first, unit.terms.first())];
        for (map, term) in ends {
            let Some(&term) = term else { continue };
            let best = map.entry(term).or_insert(idx);
            if units[*best].count() < unit.count() {
                *best = idx;
            }
        }
    }
    merge_into(units, |_, unit| match unit.terms.as_slice() {
        [term] => by_last.get(term).or_else(|| by_first.get(term)).copied(),
        _ => None,
    });
}

fn is_full_name(unit: &Unit) -> bool {
    unit.is_name && unit.terms.len() > 1
}

/// Moves the mentions of each name for which `target` finds another unit to that one.
fn merge_into(
    units: &mut Vec<Unit>,
    target: impl Fn(&HashMap<&[TermId], usize, FixedState>, &Unit) -> Option<usize>,
) {
    let by_terms: HashMap<&[TermId], usize, FixedState> = units
        .iter()
        .enumerate()
        .filter(|(_, unit)| is_full_name(unit))
        .map(|(idx, unit)| (unit.terms.as_slice(), idx))
        .collect();
    let targets: Vec<Option<usize>> = units
        .iter()
        .map(|unit| if unit.is_name { target(&by_terms, unit) } else { None })
        .collect();
    for (idx, &target) in targets.iter().enumerate() {
        // A target that moves on itself keeps what it gets: chains would need another round.
        if let Some(target) = target.filter(|&target| target != idx && targets[target].is_none()) {
            let moved = std::mem::take(&mut units[idx].sentences);
            units[target].sentences.extend(moved);
        }
    }
    units.retain(|unit| !unit.sentences.is_empty());
    for unit in units {
        unit.sentences.sort_unstable();
    }
}
