//! Where a subject stands to its verb in a German clause.
//!
//! Depends on nothing. A placement is a value of the features `placement` and `placement+form`: its
//! number is the position of its label among those of `PLACEMENT`.

/// What the article of a phrase tells of its case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Case {
    /// *der Sprecher*, *er*: only a nominative.
    Nominative,
    /// *Doe*: no article.
    Bare,
    /// *den Sprecher*: no nominative, or one that can't be told from others.
    Oblique,
}

/// What a phrase before the verb is, by what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// A phrase of this case.
    Plain(Case),
    /// Behind a preposition.
    Prepositional,
    /// Behind a subordinator.
    Subordinate,
}

/// What is read before the verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    /// The phrase right before it; `opens` if its clause or sentence starts with the phrase.
    Phrase { before: Before, opens: bool },
    /// *Doe, die …, sagte*: the phrase before a relative clause.
    Relative,
    /// *der Sprecher, Jens Doe, sagte*: the inner name.
    Apposition,
}

/// Where a subject stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Placement {
    /// Before the verb.
    Left(Left),
    /// Behind the verb, with what is read before it.
    Right { case: Case, left: Option<Left> },
    /// At the start of a subordinate clause.
    Subordinate,
    /// *heißt es in dem Bericht*.
    DocumentBehind,
    /// *in dem Bericht heißt es*.
    DocumentBefore,
}

/// What can stand before a verb whose subject is read behind it: five kinds of phrases, a relative
/// clause, an apposition.
const N_LEFT: u8 = 7;

impl Before {
    fn number(self) -> u8 {
        match self {
            Self::Plain(case) => case as u8,
            Self::Prepositional => 3,
            Self::Subordinate => 4,
        }
    }
}

impl Left {
    fn number(self) -> u8 {
        match self {
            Self::Phrase { before, .. } => before.number(),
            Self::Relative => 5,
            Self::Apposition => 6,
        }
    }
}

impl Placement {
    /// Returns its position among the labels of `PLACEMENT`.
    pub(super) fn label(self) -> u8 {
        match self {
            Self::Left(Left::Phrase { before, opens }) => 2 * before.number() + u8::from(!opens),
            Self::Left(Left::Relative) => 10,
            Self::Left(Left::Apposition) => 11,
            Self::Right { case, left: None } => 12 + case as u8,
            Self::Right { case, left: Some(left) } => 15 + N_LEFT * case as u8 + left.number(),
            Self::Subordinate => 36,
            Self::DocumentBehind => 37,
            Self::DocumentBefore => 38,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Before, Case, Left, Placement};
    use crate::quotes::feature::labels::PLACEMENT;

    const CASES: [(Case, &str); 3] =
        [(Case::Nominative, "nominative"), (Case::Bare, "bare"), (Case::Oblique, "oblique")];

    fn phrases() -> Vec<(Before, &'static str)> {
        let plain = CASES.map(|(case, name)| (Before::Plain(case), name));
        let others =
            [(Before::Prepositional, "prepositional"), (Before::Subordinate, "subordinate")];
        plain.into_iter().chain(others).collect()
    }

    #[test]
    fn every_placement_has_its_label() {
        let mut placements = vec![
            (Placement::Left(Left::Relative), "relative".to_owned()),
            (Placement::Left(Left::Apposition), "apposition".to_owned()),
            (Placement::Subordinate, "subordinate".to_owned()),
            (Placement::DocumentBehind, "document-behind".to_owned()),
            (Placement::DocumentBefore, "document-before".to_owned()),
        ];
        for (before, name) in phrases() {
            for (opens, place) in [(true, "opening"), (false, "inside")] {
                let left = Left::Phrase { before, opens };
                placements.push((Placement::Left(left), format!("left-{name}-{place}")));
            }
        }
        for (case, name) in CASES {
            placements.push((Placement::Right { case, left: None }, format!("right-{name}")));
            let phrases = phrases().into_iter().flat_map(|(before, name)| {
                [true, false].map(|opens| (Left::Phrase { before, opens }, name))
            });
            let others = [(Left::Relative, "relative"), (Left::Apposition, "apposition")];
            for (left, left_name) in phrases.chain(others) {
                let right = Placement::Right { case, left: Some(left) };
                placements.push((right, format!("right-{name}/{left_name}")));
            }
        }
        let mut is_used = [false; PLACEMENT.len()];
        for (placement, name) in placements {
            let label = usize::from(placement.label());
            assert_eq!(PLACEMENT[label], name, "{placement:?}");
            is_used[label] = true;
        }
        assert!(is_used.iter().all(|&is_used| is_used));
    }
}
