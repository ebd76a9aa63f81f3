//! Where the sentences of a text begin and end.
//!
//! A scanner over bytes: it stops at marks that may end a sentence (`mark`), reads what stands
//! around them (`candidate`), and decides by the words and the language's tables (`boundary`,
//! `rules`). Every look-ahead and
//! look-back is bounded. Depends on paragraphs and quotation marks.

mod boundary;
mod candidate;
mod closing;
mod list_marker;
mod mark;
mod neighbour;
mod rules;

use self::candidate::Candidate;
use self::list_marker::ListMarker;
use self::mark::{Mark, SentenceMarkBytes, mark_start, terminator_at};
use self::rules::{SentenceRules, sentence_rules};
use super::character::{is_space, is_word_char};
use super::paragraph::split_paragraphs;
use super::quotation::{Quotation, pair_marks};
use super::scan::Scanner;
use super::{Language, Span, Wanted};

/// A quotation of at most so many bytes is never cut: a title or a phrase ("Who? Me!").
const MAX_UNCUT_QUOTATION_BYTES: usize = 40;

/// What the decision at a mark counts as work.
const BYTES_A_MARK: usize = 16;

/// Up to this length a sentence is checked for words, in bytes.
const MAX_WORDLESS_BYTES: usize = 16;

/// Splits a text into sentences; without a language, by rules that hold in all.
///
/// # Shape
/// Spans are ordered, disjoint, not empty, and lie on character boundaries; what lies between them
/// is white space and invisible marks only.
///
/// # Complexity
/// Linear in the text's length.
#[must_use]
pub fn split_sentences(text: &str, language: Option<Language>) -> Vec<Span> {
    let splitter = SentenceSplitter::new(language);
    let mut sentences = Vec::new();
    let mut marks = Vec::new();
    let wanted = Wanted::always();
    for paragraph in split_paragraphs(text) {
        marks.clear();
        pair_marks(text, paragraph, &mut marks, &wanted);
        splitter.split(text, paragraph, &marks, &mut sentences, &wanted);
    }
    sentences
}

/// Splits paragraphs by one language's rules.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SentenceSplitter {
    rules: &'static SentenceRules,
}

impl SentenceSplitter {
    pub(crate) fn new(language: Option<Language>) -> Self {
        Self { rules: sentence_rules(language) }
    }

    /// Appends the sentences of a paragraph, given its quotations in order.
    pub(crate) fn split(
        self,
        text: &str,
        paragraph: Span,
        quotations: &[Quotation],
        sentences: &mut Vec<Span>,
        wanted: &Wanted<'_>,
    ) {
        let end = paragraph.end().min(text.len());
        let mut enclosing = Enclosing { quotations, index: 0 };
        let mut start = paragraph.start();
        let mut marker = self.list_marker(text, start);
        let mut at = start + marker.map_or(0, |marker| marker.length);
        let bytes = text.as_bytes().get(..end).unwrap_or_default();
        let mut scanner = Scanner::<SentenceMarkBytes>::new(bytes, at);
        while let Some(hit) = scanner.next_from(at) {
            if !wanted.for_more(BYTES_A_MARK) {
                break;
            }
            let Some(mark) = mark_start(bytes, hit) else {
                at = hit + 1;
                continue;
            };
            match self.sentence_end(text, Span::new(start, end), mark, marker, &mut enclosing) {
                Step::Past(behind) => at = behind.max(hit + 1),
                Step::Break { sentence_end, next_start } => {
                    push(text, Span::new(start, sentence_end), paragraph.start(), sentences);
                    start = next_start;
                    marker = self.list_marker(text, start);
                    at = start + marker.map_or(0, |marker| marker.length);
                }
            }
        }
        if start < end {
            push(text, Span::new(start, end), paragraph.start(), sentences);
        }
    }

    /// Decides whether the sentence ends at the mark at `at`.
    fn sentence_end(
        self,
        text: &str,
        sentence: Span,
        at: usize,
        marker: Option<ListMarker>,
        enclosing: &mut Enclosing<'_>,
    ) -> Step {
        if let Some(next_start) = marker
            .and_then(|marker| marker.next_at(text, at))
            .filter(|&next| next > sentence.start())
        {
            let item = text.get(sentence.start()..next_start).unwrap_or_default();
            return Step::Break {
                sentence_end: sentence.start() + item.trim_end_matches(is_space).len(),
                next_start,
            };
        }
        let bytes = text.as_bytes();
        let Some((mark, length)) = terminator_at(bytes, at, self.rules) else {
            return Step::Past(at + 1);
        };
        let goes_on = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        if mark == Mark::Stop && bytes.get(at + length).is_some_and(goes_on) {
            // Within a number, an address, an acronym in small letters.
            return Step::Past(at + length);
        }
        let candidate = Candidate::read(text, sentence, at, mark, self.rules);
        if candidate.end >= sentence.end() {
            return Step::Past(sentence.end());
        }
        let ends = !enclosing.holds(candidate.end, candidate.next)
            && boundary::is_boundary(text, &candidate, self.rules);
        if ends {
            Step::Break { sentence_end: candidate.end, next_start: candidate.next }
        } else {
            Step::Past(candidate.run_end)
        }
    }

    fn list_marker(self, text: &str, at: usize) -> Option<ListMarker> {
        ListMarker::read(text, at, !self.rules.has_ordinals())
    }
}

/// Adds a sentence; marks without a word ("(...)") go to the sentence before, if the paragraph has
/// one.
fn push(text: &str, sentence: Span, paragraph_start: usize, sentences: &mut Vec<Span>) {
    let is_wordless = sentence.len() <= MAX_WORDLESS_BYTES
        && !sentence.slice(text).unwrap_or_default().contains(is_word_char);
    match sentences.last_mut().filter(|last| is_wordless && last.start() >= paragraph_start) {
        Some(last) => *last = Span::new(last.start(), sentence.end()),
        None => sentences.push(sentence),
    }
}

/// What the scanner does next.
enum Step {
    /// Goes on behind this offset.
    Past(usize),
    /// Ends the sentence here and starts the next one there.
    Break { sentence_end: usize, next_start: usize },
}

/// Follows the short closed quotations while candidates move forward.
struct Enclosing<'q> {
    quotations: &'q [Quotation],
    index: usize,
}

impl Enclosing<'_> {
    /// Tells whether a short quotation reaches over the gap `end..next`.
    fn holds(&mut self, end: usize, next: usize) -> bool {
        let is_passed = |quotation: &Quotation| {
            quotation.outer.end() <= end
                || !quotation.is_closed
                || quotation.inner.len() > MAX_UNCUT_QUOTATION_BYTES
        };
        while self.quotations.get(self.index).is_some_and(is_passed) {
            self.index += 1;
        }
        self.quotations
            .get(self.index)
            .is_some_and(|quotation| quotation.outer.start() < end && quotation.outer.end() > next)
    }
}

#[cfg(test)]
mod golden_tests;

#[cfg(test)]
mod tests {
    use super::split_sentences;
    use crate::text::Language;

    fn split(text: &str, language: Language) -> Vec<&str> {
        split_sentences(text, Some(language))
            .into_iter()
            .map(|span| span.slice(text).unwrap_or("?"))
            .collect()
    }

    #[test]
    fn abbreviations_and_initials_do_not_end_sentences() {
        assert_eq!(
            split(
                "Dr. Ada B. Moss of Inc. Co. met Gen. Roe. They left at 5 p.m. The bus was late.",
                Language::English
            ),
            [
                "Dr. Ada B. Moss of Inc. Co. met Gen. Roe.",
                "They left at 5 p.m.",
                "The bus was late."
            ]
        );
    }

    #[test]
    fn an_acronym_ends_a_sentence_before_a_starter_only() {
        assert_eq!(split("He left the U.S. He never came back.", Language::English).len(), 2);
        assert_eq!(split("He met the U.S. Marshals.", Language::English).len(), 1);
    }

    #[test]
    fn numbers_times_and_domains_stay_whole() {
        assert_eq!(
            split("It cost 1.5 million at example.com, 3.2 percent more.", Language::English).len(),
            1
        );
    }

    #[test]
    fn ordinals_stay_with_their_noun() {
        assert_eq!(
            split("Am 12. Juni war es kalt. Er kam am 13. Das war ein Montag.", Language::German)
                .len(),
            3
        );
    }

    #[test]
    fn a_quotation_is_not_cut_inside() {
        let text = "“We lost. We will come back,” she said. “Soon.” He nodded.";
        assert_eq!(
            split(text, Language::English),
            ["“We lost. We will come back,” she said.", "“Soon.”", "He nodded."]
        );
    }

    #[test]
    fn scripts_without_spaces_and_other_marks_end_sentences_too() {
        let text = "港は開いた。船が来た！";
        assert_eq!(split_sentences(text, None).len(), 2);
        assert_eq!(split_sentences("बंदरगाह खुला। जहाज आया।", None).len(), 2);
        assert_eq!(split("Τι έγινε; Δεν ξέρω.", Language::Greek).len(), 2);
        assert_eq!(split("ماذا حدث؟ لا أعرف.", Language::Arabic).len(), 2);
    }
}
