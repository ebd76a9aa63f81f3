//! The story's terms as they stand: where, how written, and what stands beside them.
//!
//! One pass over the document's words. Looks nothing up.

use super::lexicon::Class;
use crate::text::{Document, FormId, Language, List, Span, TermId, is_ideographic};

/// One occurrence of a term.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    /// Which term.
    pub(super) term: TermId,
    /// Its sentence.
    pub(super) sentence: u32,
    /// Its word's place among those of the sentence.
    pub(super) word: u32,
    /// The word without possessive, elided article and the like.
    pub(super) span: Span,
    /// The form of the word, unless something is cut off it.
    pub(super) form: FormId,
    /// What is known of it.
    pub(super) marks: Marks,
    /// What is known of the word, for words that the story repeats and for capitals.
    pub(super) class: Option<Class>,
}

/// What is known of an occurrence by its letters and what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Marks(u8);

impl Marks {
    /// Starts with a capital.
    pub(super) const CAPITAL: Self = Self(1);
    /// Stands where any word would have a capital.
    pub(super) const OPENING: Self = Self(2);
    /// Only a space parts it from the occurrence before.
    pub(super) const ADJACENT: Self = Self(4);
    /// The word ends in an ending that isn't part of the name: "Seoul's".
    pub(super) const CUT: Self = Self(8);
    /// An article is elided before it: "l'économie".
    pub(super) const ELIDED: Self = Self(16);
    /// Holds no letter at its start, or is a pair of ideographs.
    pub(super) const NO_WORD: Self = Self(32);

    /// Tells whether all marks of `other` are there.
    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    fn add_if(&mut self, holds: bool, other: Self) {
        if holds {
            self.0 |= other.0;
        }
    }
}

/// Reads all term occurrences of a story, in order.
pub(super) fn read_tokens(document: &Document<'_>) -> List<Token> {
    let text = document.text();
    let language = document.language().rules;
    let mut tokens = List::new();
    for (sentence_idx, sentence) in (0_u32..).zip(document.sentences()) {
        let words = document.words(sentence);
        let forms = document.forms(sentence);
        let mut previous_word = usize::MAX;
        let mut was_cut = false;
        for (term, word) in document.terms_with_words(sentence) {
            let (Some(&whole), Some(&form)) = (words.get(word), forms.get(word)) else { continue };
            let mut marks = Marks::default();
            let is_plain = form.is_plain();
            let span = if is_plain { whole } else { trim(text, whole, language, &mut marks) };
            let form = if span == whole { form } else { FormId::UNKNOWN };
            let written = span.slice(text).unwrap_or_default();
            marks.add_if(is_capital(written), Marks::CAPITAL);
            marks.add_if(!starts_with_letter(written), Marks::NO_WORD);
            let before = word.checked_sub(1).and_then(|before| words.get(before));
            match before {
                None => marks.add_if(true, Marks::OPENING),
                Some(before) => {
                    let gap = whole.start() - before.end();
                    let is_space = gap == 1 && text.as_bytes().get(before.end()) == Some(&b' ');
                    marks.add_if(
                        is_space && previous_word.wrapping_add(1) == word && !was_cut,
                        Marks::ADJACENT,
                    );
                    if !is_space && marks.has(Marks::CAPITAL) {
                        let gap = Span::new(before.end(), whole.start());
                        marks.add_if(opens(gap.slice(text).unwrap_or_default()), Marks::OPENING);
                    }
                }
            }
            previous_word = word;
            was_cut = marks.has(Marks::CUT);
            let word = u32::try_from(word).unwrap_or(u32::MAX);
            let sentence = sentence_idx;
            tokens.push(Token { term, sentence, word, span, form, marks, class: None });
        }
    }
    tokens
}

/// Tells whether what stands between two words lets a capital follow by itself.
fn opens(gap: &str) -> bool {
    gap.contains([':', '"', '“', '„', '«', '»', '‘', '”', '•', '.', '!', '?'])
}

fn is_capital(word: &str) -> bool {
    match word.as_bytes().first() {
        Some(byte) if byte.is_ascii() => byte.is_ascii_uppercase(),
        _ => word.starts_with(char::is_uppercase),
    }
}

fn starts_with_letter(word: &str) -> bool {
    match word.as_bytes().first() {
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphabetic(),
        _ => word.chars().next().is_some_and(|c| c.is_alphabetic() && !is_ideographic(c)),
    }
}

/// Cuts what is no part of the keyword off a word.
fn trim(text: &str, word: Span, language: Option<Language>, marks: &mut Marks) -> Span {
    let (mut start, mut end) = (word.start(), word.end());
    let written = word.slice(text).unwrap_or_default();
    if written.is_ascii() && !written.as_bytes().iter().any(|b| matches!(b, b'\'' | b':')) {
        // "U.S.", whose last stop isn't part of the word.
        let is_dotted = written.contains('.') && text.as_bytes().get(end) == Some(&b'.');
        return if is_dotted { Span::new(start, end + 1) } else { word };
    }
    let apostrophe = written.find(['\'', '’']).filter(|&at| at > 0);
    match language {
        Some(Language::Turkish) => end = apostrophe.map_or(end, |at| start + at),
        Some(Language::Finnish | Language::Swedish) if written.contains(':') => {
            end = written.find(':').map_or(end, |at| start + at);
        }
        Some(Language::French | Language::Italian) => {
            let elided = apostrophe.filter(|&at| at <= "dell".len() || written.starts_with("qu"));
            if let Some(at) = elided {
                let length =
                    if written.as_bytes().get(at) == Some(&b'\'') { 1 } else { "’".len() };
                start += at + length;
                marks.add_if(true, Marks::ELIDED);
            }
        }
        _ => {
            let possessive = ["'s", "’s", "'S", "’S"].iter().find(|&&s| written.ends_with(s));
            end -= possessive.map_or(0, |possessive| possessive.len());
        }
    }
    marks.add_if(end < word.end(), Marks::CUT);
    if start < end { Span::new(start, end) } else { word }
}
