//! The rules of the languages without a grammar of their own.
//!
//! Depends on `data/cues`: reporting verbs and the words around a speaker. A speaker is the nearest
//! run of capitals, or a noun for people and bodies, beside a reporting verb; behind *according to*;
//! before a colon. In scripts without capitals every word that no list holds counts as one.

mod candidates;
mod clause;
mod phrase;
mod rejection;

use super::class::{Classes, DETERMINER, HE, ROLE, SHE, TITLE};
use super::cue::{Cue, CueClass, Form, Lemma};
use super::grammar::Grammar;
use super::lexicon::Lexicon;
use super::token::{TokenKind, Tokens};
use super::weights::WeightTable;
use super::word::Word;
use crate::text::Language;
use crate::text::sections;
use std::sync::LazyLock;

static WEIGHTS: LazyLock<WeightTable> =
    LazyLock::new(|| WeightTable::parse(include_str!("../../../data/quotes/other/weights.txt")));

/// Declares the grammar of each language with its list file.
macro_rules! grammars {
    ($($language:ident $file:literal),* $(,)?) => {
        /// Returns the grammar of a language; `None` for those that have one of their own.
        pub(super) fn grammar(language: Language) -> Option<&'static Grammar<'static>> {
            match language {
                $(Language::$language => {
                    const DATA: &str = include_str!(concat!("../../../data/cues/", $file));
                    static GRAMMAR: LazyLock<Grammar<'static>> =
                        LazyLock::new(|| make(Some(Language::$language), DATA));
                    Some(&GRAMMAR)
                })*
                Language::English | Language::German => None,
            }
        }

        #[cfg(test)]
        pub(super) const FILES: &[(Language, &str)] =
            &[$((Language::$language, include_str!(concat!("../../../data/cues/", $file)))),*];
    };
}

grammars! {
    Arabic "ar.txt",
    Danish "da.txt",
    Greek "el.txt",
    Spanish "es.txt",
    Finnish "fi.txt",
    French "fr.txt",
    Hungarian "hu.txt",
    Italian "it.txt",
    Dutch "nl.txt",
    Norwegian "no.txt",
    Portuguese "pt.txt",
    Romanian "ro.txt",
    Russian "ru.txt",
    Swedish "sv.txt",
    Tamil "ta.txt",
    Turkish "tr.txt",
}

/// The grammar of a language of which no word is known.
pub(super) static NEUTRAL: LazyLock<Grammar<'static>> = LazyLock::new(|| make(None, ""));

fn make(language: Option<Language>, data: &'static str) -> Grammar<'static> {
    let say = sections(data).filter(|(section, _)| *section == "say");
    let cue = Cue { class: CueClass::Say, form: Form::Past, lemma: Lemma::Other };
    let cues = say.map(|(_, form)| (form.to_lowercase(), cue, Classes::NONE)).collect();
    let lists = [data, include_str!("../../../data/quotes/en/given-names.txt")];
    let mut lexicon = Lexicon::build(&lists, &[("'s", Word::Possessive)], cues);
    lexicon.extend_classes(ROLE, TITLE);
    lexicon.name_words(DETERMINER, Word::A);
    lexicon.name_words(HE, Word::He);
    lexicon.name_words(SHE, Word::She);
    let lexicon: &'static Lexicon = Box::leak(Box::new(lexicon));
    Grammar {
        lexicon,
        is_abbreviation: |_| false,
        has_elision: matches!(language, Some(Language::French | Language::Italian)),
        has_suffixes: language == Some(Language::Turkish),
        has_dateline: false,
        capitalises_nouns: matches!(language, Some(Language::Arabic | Language::Tamil)),
        classes_by_ending: None,
        ends_sentence,
        read_clauses: clause::read_clauses,
        main_subject: clause::main_subject,
        phrase_after: phrase::phrase_after,
        propose_local: candidates::propose,
        subjectless_tag: candidates::subjectless_tag,
        weigh_rejection: rejection::rejection,
        rejection_threshold: 0,
        n_first_clauses: 1,
        has_title_case: false,
        certainty: 0.85,
        weights: &WEIGHTS,
    }
}

/// A sentence ends at `. ! ? ؟ ।` before a capital, a digit or a quote, and behind a quote that
/// closes with one of them.
fn ends_sentence(
    tokens: Tokens<'_>,
    position: usize,
    text: &str,
    closers: &dyn Fn(u32) -> char,
) -> bool {
    let token = tokens.at(position);
    let next = (position + 1 < tokens.end()).then(|| tokens.at(position + 1));
    let starts = next.is_none_or(|next| {
        next.is_quote()
            || next.is_capital
            || next.starts_with_digit
            || matches!(next.mark(), '—' | '–' | '¿' | '¡')
            || is_caseless_word(next.span().slice(text).unwrap_or_default())
    });
    match token.kind {
        TokenKind::Punctuation('.' | '!' | '?' | '؟' | '।') => !token.is_short_quoted && starts,
        TokenKind::Quote(number) => {
            next.is_some_and(|next| next.is_quote() || next.is_capital && next.cue.is_none())
                && matches!(closers(number), '.' | '!' | '?' | '…' | '؟')
        }
        TokenKind::Punctuation(_) | TokenKind::Word => false,
    }
}

fn is_caseless_word(word: &str) -> bool {
    word.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::{FILES, sections};
    use crate::quotes::class::Classes;

    #[test]
    fn every_section_of_the_lists_is_known() {
        for (language, data) in FILES {
            for (section, word) in sections(data) {
                let is_known = matches!(section, "say" | "abbreviation")
                    || Classes::of_section(section).is_some();
                assert!(is_known, "{language:?}: [{section}] before {word}");
            }
        }
    }

    #[test]
    fn every_language_has_verbs() {
        for (language, data) in FILES {
            let n_verbs = sections(data).filter(|(section, _)| *section == "say").count();
            assert!(n_verbs >= 30, "{language:?} has {n_verbs}");
        }
    }
}
