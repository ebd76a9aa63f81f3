//! Which classes a word has: those of the lists and those that follow from its form (its ending, a
//! capital, a digit).
//!
//! Depends on `lexicon`. Doesn't know the word's neighbours.

use super::lexicon::{Class, Lexicon};
use crate::text::is_alphanumeric;

pub(super) fn is_currency_or_tag(c: char) -> bool {
    matches!(c, '$' | '£' | '€' | '#' | '@')
}

/// The listed classes and those that follow from form.
pub(super) fn classify(text: &str, lower: &str) -> Class {
    let lexicon = Lexicon::english();
    let Some(first) = text.chars().next() else { return Class::default() };
    let mut class = Class::default();
    if !(is_alphanumeric(first) || (is_currency_or_tag(first) && text.len() > first.len_utf8())) {
        return class;
    }
    class.insert(lexicon.classes(lower).or(Class::WORD));
    let mut insert_if = |condition: bool, derived: Class| {
        if condition {
            class.insert(derived);
        }
    };
    insert_if(first.is_uppercase(), Class::CAPITAL);
    insert_if(text.contains(|c: char| c.is_ascii_digit()), Class::NUMBER);
    let has_capital = text.contains(char::is_uppercase);
    insert_if(has_capital && !text.contains(char::is_lowercase), Class::ALL_CAPITALS);
    insert_if(lower.ends_with("ing"), Class::IN_ING);
    insert_if(lower.ends_with("ly"), Class::IN_LY);
    insert_if(
        ["'s", "’s", "s'", "s’"].iter().any(|ending| lower.ends_with(ending)),
        Class::GENITIVE,
    );
    if let Some(auxiliary) = ["n't", "n’t", "n?t"].iter().find_map(|end| lower.strip_suffix(end))
    {
        let base = match auxiliary {
            "wo" | "ca" | "sha" => Class::MODAL,
            _ => lexicon.classes(auxiliary).and(Class::MODAL.or(Class::BE).or(Class::HAVE)),
        };
        insert_if(true, Class::NEGATED_AUXILIARY.or(Class::NEGATION).or(base));
    }
    let verb = ["'re", "'ve", "'ll", "'d", "'m", "’re", "’ve", "’ll", "’d", "’m"];
    let subject = lower.strip_suffix("'s").or(lower.strip_suffix("’s"));
    let is_pronoun_and_is = subject
        .is_some_and(|s| matches!(s, "he" | "she" | "it" | "that" | "there" | "who" | "what"));
    insert_if(
        is_pronoun_and_is || verb.iter().any(|ending| lower.ends_with(ending)),
        Class::CONTRACTED_VERB,
    );
    insert_if(lexicon.tells_service_phrase(lower), Class::TELLS_SERVICE_PHRASE);
    class.or(forms_with_lists(class, lower))
}

/// Classes that need both a word's form and the lists.
fn forms_with_lists(class: Class, lower: &str) -> Class {
    let mut forms = Class::default();
    let is_regular_past = lower.len() >= 4
        && lower.ends_with("ed")
        && !lower.contains('-')
        && !class.any(Class::NOT_PAST);
    if is_regular_past || class.any(Class::IRREGULAR_PAST) {
        forms.insert(Class::PAST);
    }
    if forms.or(class).any(Class::PAST.or(Class::IRREGULAR_PARTICIPLE).or(Class::OTHER_PARTICIPLE))
    {
        forms.insert(Class::PARTICIPLE);
    }
    if class.any(Class::IN_ING) && !class.any(Class::NOUN_IN_ING) {
        forms.insert(Class::GERUND);
    }
    if lower.ends_with('s')
        && !["ss", "us"].iter().any(|ending| lower.ends_with(ending))
        && !class.any(Class::GENITIVE)
    {
        forms.insert(Class::IN_S);
    }
    if class.any(Class::LISTED_SUPERLATIVE)
        || (lower.ends_with("est") && lower.len() > 5 && !class.any(Class::NOT_SUPERLATIVE))
    {
        forms.insert(Class::SUPERLATIVE);
    }
    if class.any(Class::LISTED_COMPARATIVE) || (lower.ends_with("er") && lower.len() > 4) {
        forms.insert(Class::COMPARATIVE);
    }
    if class.any(Class::LISTED_NEGATION) {
        forms.insert(Class::NEGATION);
    }
    forms
}
