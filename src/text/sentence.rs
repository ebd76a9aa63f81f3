//! Where the sentences of a text begin and end.
//!
//! A scanner over bytes: it stops at marks that may end a sentence, takes the closing marks behind
//! them along, and decides by the word before and the word after. Every look-ahead and look-back
//! is bounded. Depends on paragraphs, quotation marks and the language's tables.

use super::character::{
    char_at, char_before, is_closer, is_dash_or_bullet, is_ideographic, is_opener, is_space,
    is_word_char,
};
use super::paragraph::split_paragraphs;
use super::quotation::{Quotation, pair_marks};
use super::sentence_rules::{SentenceRules, sentence_rules};
use super::{Language, Span};

/// How far behind a mark its run, its closers and the spaces are followed, in bytes.
const MAX_LOOK_AHEAD: usize = 48;

/// Longest word that is looked up before or behind a mark, in bytes.
const MAX_WORD_BYTES: usize = 40;

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
    for paragraph in split_paragraphs(text) {
        marks.clear();
        pair_marks(text, paragraph, &mut marks);
        splitter.split(text, paragraph, &marks, &mut sentences);
    }
    sentences
}

/// Splits paragraphs by one language's rules.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SentenceSplitter {
    rules: &'static SentenceRules,
    language: Option<Language>,
}

impl SentenceSplitter {
    pub(crate) fn new(language: Option<Language>) -> Self {
        Self { rules: sentence_rules(language), language }
    }

    /// Appends the sentences of a paragraph, given its quotations in order.
    pub(crate) fn split(
        &self,
        text: &str,
        paragraph: Span,
        quotations: &[Quotation],
        sentences: &mut Vec<Span>,
    ) {
        let end = paragraph.end().min(text.len());
        let mut start = paragraph.start();
        let mut at = start;
        let mut enclosing = Enclosing::new(quotations);
        let bytes = text.as_bytes();
        while at < end {
            let Some(&byte) = bytes.get(at) else { break };
            if !MAY_END.get(usize::from(byte)).copied().unwrap_or(false) {
                at += 1;
                continue;
            }
            let Some(mark) = self.terminator_at(text, at) else {
                at += 1;
                continue;
            };
            let candidate = Candidate::read(self, text, Span::new(start, end), at, mark);
            if candidate.end >= end {
                break;
            }
            if self.is_boundary(text, &candidate, &mut enclosing) {
                sentences.push(Span::new(start, candidate.end));
                start = candidate.next;
                at = start;
            } else {
                at = candidate.run_end;
            }
        }
        if start < end {
            sentences.push(Span::new(start, end));
        }
    }

    /// Returns the kind of mark that starts at `at`, if it may end a sentence.
    fn terminator_at(&self, text: &str, at: usize) -> Option<Mark> {
        match char_at(text, at)? {
            '.' | '．' => Some(Mark::Stop),
            '…' => Some(Mark::Ellipsis),
            '!' | '?' | '؟' | '‼' | '⁇' | '⁈' | '⁉' | '۔' | '։' | '።' | '။' | '།' | '។' | '؞' => {
                Some(Mark::Strong)
            }
            '।' | '॥' => Some(Mark::Strong),
            '。' | '！' | '？' | '｡' => Some(Mark::Full),
            ';' | '\u{37E}' if self.rules.has_greek_question_mark => Some(Mark::Strong),
            _ => None,
        }
    }

    fn is_boundary(
        &self,
        text: &str,
        candidate: &Candidate,
        enclosing: &mut Enclosing<'_>,
    ) -> bool {
        if enclosing.holds(candidate.end, candidate.next) {
            return false;
        }
        if candidate.mark == Mark::Full {
            return true;
        }
        if !candidate.has_space {
            return candidate.mark != Mark::Ellipsis && self.is_run_together(text, candidate);
        }
        match candidate.mark {
            Mark::Stop => self.stop_ends(text, candidate),
            Mark::Ellipsis | Mark::Strong | Mark::Full => !candidate.goes_on_in_lower_case,
        }
    }

    /// Decides for a single full stop.
    fn stop_ends(&self, text: &str, candidate: &Candidate) -> bool {
        if candidate.goes_on_in_lower_case {
            return false;
        }
        if candidate.run_end < candidate.end {
            // A quotation or bracket closed behind the stop.
            return true;
        }
        let before = word_before(text, candidate.sentence_start, candidate.mark_start);
        if before.is_empty() {
            return true;
        }
        let first = candidate.next_char;
        if before.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.number_ends(text, candidate, before);
        }
        let mut lower = String::new();
        if before.len() > MAX_WORD_BYTES {
            return true;
        }
        for c in before.chars() {
            lower.extend(c.to_lowercase());
        }
        let abbreviation = self.rules.abbreviation(&lower);
        let is_digit = first.is_some_and(char::is_numeric);
        if let Some(abbreviation) = abbreviation {
            if abbreviation.before_number && is_digit {
                return false;
            }
            if abbreviation.may_end {
                return self.is_starter(text, candidate);
            }
            if abbreviation.never_ends {
                return false;
            }
        }
        let mut chars = before.chars();
        let is_single_letter =
            chars.next().is_some_and(char::is_alphabetic) && chars.all(|c| !c.is_alphanumeric());
        if is_single_letter || before.contains('.') {
            return self.is_starter(text, candidate);
        }
        true
    }

    fn number_ends(&self, text: &str, candidate: &Candidate, number: &str) -> bool {
        let number_start = candidate.mark_start - number.len();
        if number_start == candidate.sentence_start && number.len() <= 3 {
            // A list number opens the sentence.
            return false;
        }
        if self.rules.has_ordinals && number.len() <= 2 {
            return self.is_starter(text, candidate);
        }
        true
    }

    /// Tells whether the word behind a candidate commonly opens sentences.
    fn is_starter(&self, text: &str, candidate: &Candidate) -> bool {
        if candidate.has_opener {
            return true;
        }
        let word = word_after(text, candidate.next_word);
        if word.is_empty() || word.len() > MAX_WORD_BYTES {
            return false;
        }
        let mut lower = String::new();
        for c in word.chars() {
            lower.extend(c.to_lowercase());
        }
        self.rules.is_starter(&lower)
    }

    /// Tells whether two sentences are run together without a space: `…the end.The next…`.
    fn is_run_together(&self, text: &str, candidate: &Candidate) -> bool {
        if !matches!(candidate.mark, Mark::Stop | Mark::Strong)
            || self.language == Some(Language::Tamil)
        {
            return false;
        }
        let before = word_before(text, candidate.sentence_start, candidate.mark_start);
        let after = word_after(text, candidate.next_word);
        let mut letters = after.chars();
        let opens = letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase);
        let is_plain_word = before.chars().count() >= 3 && before.chars().all(char::is_lowercase);
        opens
            && is_plain_word
            && after.chars().all(char::is_alphabetic)
            && self.is_starter(text, candidate)
    }
}

/// The bytes that may start a mark that ends a sentence.
const MAY_END: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = *b".!?;";
    let mut index = 0;
    while index < bytes.len() {
        table[bytes[index] as usize] = true;
        index += 1;
    }
    let leads = [0xCD, 0xD6, 0xD8, 0xDB, 0xE0, 0xE1, 0xE2, 0xE3, 0xEF];
    index = 0;
    while index < leads.len() {
        table[leads[index]] = true;
        index += 1;
    }
    table
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// One full stop, which may belong to an abbreviation or a number.
    Stop,
    /// Two or more full stops, or `…`.
    Ellipsis,
    /// A mark that means nothing else, before a space.
    Strong,
    /// A mark that needs no space behind it.
    Full,
}

/// A place where a sentence may end, with what stands around it.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    mark: Mark,
    sentence_start: usize,
    mark_start: usize,
    /// Behind the run of marks.
    run_end: usize,
    /// Behind the closing marks: where the sentence would end.
    end: usize,
    /// Where the next sentence would start, and where its first word does.
    next: usize,
    next_word: usize,
    next_char: Option<char>,
    has_space: bool,
    has_opener: bool,
    goes_on_in_lower_case: bool,
}

impl Candidate {
    fn read(
        splitter: &SentenceSplitter,
        text: &str,
        sentence: Span,
        mark_start: usize,
        first: Mark,
    ) -> Self {
        let limit = sentence.end().min(mark_start.saturating_add(MAX_LOOK_AHEAD));
        let (mark, run_end) = read_run(splitter, text, mark_start, limit, first);
        let mut end = run_end;
        let mut closed = false;
        while end < limit {
            match char_at(text, end) {
                Some(c)
                    if is_closer(c)
                        && !(c.is_ascii() && matches!(c, '"' | '\'') && opens_here(text, end)) =>
                {
                    end += c.len_utf8();
                    closed = true;
                }
                Some(_) if closed && splitter.terminator_at(text, end).is_some() => {
                    end = read_run(splitter, text, end, limit, Mark::Stop).1;
                }
                _ => break,
            }
        }
        let mut next = end;
        while let Some(c) = char_at(text, next).filter(|&c| next < sentence.end() && is_space(c)) {
            next += c.len_utf8();
        }
        let mut next_word = next;
        let mut has_opener = false;
        let word_limit = next.saturating_add(MAX_LOOK_AHEAD).min(sentence.end());
        while next_word < word_limit {
            match char_at(text, next_word) {
                Some(c) if is_opener(c) => has_opener = true,
                Some(c) if is_dash_or_bullet(c) || is_space(c) => {}
                _ => break,
            }
            next_word += char_at(text, next_word).map_or(1, char::len_utf8);
        }
        let next_char = char_at(text, next_word).filter(|_| next_word < sentence.end());
        Self {
            mark,
            sentence_start: sentence.start(),
            mark_start,
            run_end,
            end,
            next,
            next_word,
            next_char,
            has_space: next > end,
            has_opener,
            goes_on_in_lower_case: next_char
                .is_some_and(|c| c.is_lowercase() || matches!(c, ',' | ';' | ':'))
                && !is_brand(text, next_word),
        }
    }
}

/// Tells whether a straight mark opens a quotation: space or a run's end before, a word behind.
fn opens_here(text: &str, at: usize) -> bool {
    char_before(text, at).is_some_and(is_space)
}

/// Reads a run of marks, `. . .` included; returns what it amounts to and where it ends.
fn read_run(
    splitter: &SentenceSplitter,
    text: &str,
    start: usize,
    limit: usize,
    first: Mark,
) -> (Mark, usize) {
    let mut at = start;
    let mut mark = first;
    let mut n_stops = 0;
    while at < limit {
        let Some(found) = splitter.terminator_at(text, at) else {
            let spaced = char_at(text, at) == Some(' ')
                && char_at(text, at + 1) == Some('.')
                && n_stops > 0
                && char_before(text, at) == Some('.');
            if spaced {
                at += 1;
                continue;
            }
            break;
        };
        match found {
            Mark::Stop => {
                n_stops += 1;
                if n_stops > 1 && mark == Mark::Stop {
                    mark = Mark::Ellipsis;
                }
            }
            Mark::Full => mark = Mark::Full,
            Mark::Strong if mark != Mark::Full => mark = Mark::Strong,
            Mark::Ellipsis if mark == Mark::Stop => mark = Mark::Ellipsis,
            Mark::Strong | Mark::Ellipsis => {}
        }
        at += char_at(text, at).map_or(1, char::len_utf8);
    }
    (mark, at)
}

/// Returns the word that ends at `end`, with inner full stops ("U.S"), empty if none does.
fn word_before(text: &str, start: usize, end: usize) -> &str {
    let mut at = end;
    let floor = start.max(end.saturating_sub(MAX_WORD_BYTES + 8));
    while at > floor {
        match char_before(text, at) {
            Some(c) if is_word_char(c) && !is_ideographic(c) || c == '.' => at -= c.len_utf8(),
            _ => break,
        }
    }
    text.get(at..end).unwrap_or_default().trim_start_matches('.')
}

fn word_after(text: &str, start: usize) -> &str {
    let rest = text.get(start..).unwrap_or_default();
    let end = rest
        .char_indices()
        .take(MAX_WORD_BYTES + 8)
        .find(|&(_, c)| !is_word_char(c) && c != '\'' && c != '’')
        .map_or_else(
            || rest.char_indices().nth(MAX_WORD_BYTES + 8).map_or(rest.len(), |(at, _)| at),
            |(at, _)| at,
        );
    rest.get(..end).unwrap_or_default()
}

/// Tells whether a word is spelled like a brand that opens sentences in lower case: "iPhone".
fn is_brand(text: &str, at: usize) -> bool {
    let mut letters = word_after(text, at).chars();
    letters.next().is_some_and(char::is_lowercase) && letters.next().is_some_and(char::is_uppercase)
}

/// Follows the outermost closed quotations while candidates move forward.
struct Enclosing<'q> {
    quotations: &'q [Quotation],
    index: usize,
}

impl<'q> Enclosing<'q> {
    fn new(quotations: &'q [Quotation]) -> Self {
        Self { quotations, index: 0 }
    }

    /// Tells whether a closed quotation reaches over the gap `end..next`.
    fn holds(&mut self, end: usize, next: usize) -> bool {
        while self
            .quotations
            .get(self.index)
            .is_some_and(|quotation| quotation.outer.end() <= end || !quotation.is_closed)
        {
            self.index += 1;
        }
        self.quotations
            .get(self.index)
            .is_some_and(|quotation| quotation.outer.start() < end && quotation.outer.end() > next)
    }
}

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
