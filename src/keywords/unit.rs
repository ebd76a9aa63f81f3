//! A keyword in the making: a sequence of terms with its mentions and the ways it is written.

use crate::text::{Document, Span, TermId};

/// The most terms of a name or phrase; longer runs of capitals are headings or lists.
pub(super) const MAX_TERMS: usize = 6;
/// So many ways of writing are told apart.
const MAX_FORMS: usize = 4;
/// Longer words in capitals are shouted, not abbreviated; in bytes.
const MAX_ACRONYM_BYTES: usize = 6;

/// The terms of a unit, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Terms {
    terms: [TermId; MAX_TERMS],
    length: u8,
}

impl Terms {
    /// Takes the first [`MAX_TERMS`].
    pub(super) fn of(terms: impl IntoIterator<Item = TermId>) -> Self {
        let mut taken = Self { terms: [TermId(0); MAX_TERMS], length: 0 };
        for (slot, term) in taken.terms.iter_mut().zip(terms) {
            *slot = term;
            taken.length += 1;
        }
        taken
    }

    /// Returns the terms in their order.
    pub(super) fn as_slice(&self) -> &[TermId] {
        self.terms.get(..usize::from(self.length)).unwrap_or_default()
    }
}

/// One way in which a unit is written.
#[derive(Debug, Clone, Copy)]
struct Form {
    span: Span,
    n_mentions: u32,
}

/// A name, phrase or word with all its mentions.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "four independent findings, not a state")]
pub(super) struct Unit {
    /// Its terms.
    pub(super) terms: Terms,
    /// Whether capitals make it a name.
    pub(super) is_name: bool,
    /// Whether it is a person's name, or a country's half: its first word alone may stand for it.
    pub(super) is_person: bool,
    /// Whether its last word alone may stand for it.
    pub(super) has_short_form: bool,
    /// Whether it stands where places do: "in Norvale".
    pub(super) is_place: bool,
    /// How often it is mentioned.
    pub(super) n_mentions: u32,
    /// The sum of its mentions' weights.
    pub(super) weight: f64,
    /// The ways it is written, in order of appearance.
    forms: [Option<Form>; MAX_FORMS],
}

impl Unit {
    pub(super) fn new(terms: Terms, is_name: bool) -> Self {
        Self {
            terms,
            is_name,
            is_person: false,
            has_short_form: false,
            is_place: false,
            n_mentions: 0,
            weight: 0.0,
            forms: [None; MAX_FORMS],
        }
    }

    /// Adds a mention written as in `span`.
    pub(super) fn mention(&mut self, document: &Document<'_>, span: Span, weight: f64) {
        self.n_mentions += 1;
        self.weight += weight;
        let text = document.slice(span);
        for slot in &mut self.forms {
            match slot {
                Some(form) if document.slice(form.span) == text => form.n_mentions += 1,
                Some(_) => continue,
                None => *slot = Some(Form { span, n_mentions: 1 }),
            }
            break;
        }
    }

    /// Returns where it is written first.
    pub(super) fn first_form(&self) -> Option<Span> {
        self.forms.first().copied().flatten().map(|form| form.span)
    }

    /// Returns the most frequent way of writing, the earliest of equals; capitals throughout count
    /// only if it is written in no other way.
    pub(super) fn best_form(&self, document: &Document<'_>) -> Option<Span> {
        let is_shouted = |form: &Form| {
            let text = document.slice(form.span);
            text.len() > MAX_ACRONYM_BYTES && !text.contains(char::is_lowercase)
        };
        let mut best: Option<(Form, bool)> = None;
        for form in self.forms.into_iter().flatten() {
            let is_shouted = is_shouted(&form);
            let beats = best.is_none_or(|(other, was_shouted)| {
                (was_shouted && !is_shouted)
                    || (was_shouted == is_shouted && form.n_mentions > other.n_mentions)
            });
            if beats {
                best = Some((form, is_shouted));
            }
        }
        best.map(|(form, _)| form.span)
    }
}
