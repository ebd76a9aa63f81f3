//! Reads a story's paragraphs into sentences, words and terms.
//!
//! The one pass over the text that fills a document's lists; what the lists mean is said there.

use super::anaphor::is_anaphor;
use super::boilerplate::is_service_sentence;
use super::character::{is_dash_or_bullet, is_space};
use super::dateline::dateline;
use super::document::{Paragraph, ParagraphKind, Sentence, TermId};
use super::quotation::{Quotation, pair_marks};
use super::sentence::SentenceSplitter;
use super::term::{TermTable, is_ideograph};
use super::text_words::TextWords;
use super::word::words;
use super::{FormId, Language, List, Span, Wanted};

/// The lists of a document while they are being filled.
#[derive(Debug)]
pub(crate) struct Reader<'t, 'w> {
    text: &'t str,
    text_words: &'w TextWords<'t>,
    wanted: &'w Wanted<'w>,
    language: Option<Language>,
    max_sentences: usize,
    splitter: SentenceSplitter,
    spans: List<Span>,
    pub(crate) table: TermTable,
    pub(crate) paragraphs: List<Paragraph>,
    pub(crate) sentences: List<Sentence>,
    pub(crate) quotations: List<Quotation>,
    pub(crate) words: List<Span>,
    pub(crate) forms: List<FormId>,
    pub(crate) terms: List<TermId>,
    pub(crate) term_words: List<u32>,
    pub(crate) is_truncated: bool,
}

impl<'t, 'w> Reader<'t, 'w> {
    pub(crate) fn new(
        text: &'t str,
        text_words: &'w TextWords<'t>,
        language: Option<Language>,
        max_sentences: usize,
        wanted: &'w Wanted<'w>,
    ) -> Self {
        Self {
            text,
            text_words,
            wanted,
            language,
            max_sentences,
            splitter: SentenceSplitter::new(language),
            spans: List::new(),
            table: TermTable::new(language),
            paragraphs: List::new(),
            sentences: List::new(),
            quotations: List::new(),
            words: List::new(),
            forms: List::new(),
            terms: List::new(),
            term_words: List::new(),
            is_truncated: false,
        }
    }

    /// Takes a paragraph in; only a story's is read further.
    pub(crate) fn read_paragraph(&mut self, span: Span, kind: ParagraphKind) {
        let first = index(self.sentences.len());
        if kind == ParagraphKind::Story && !self.is_truncated {
            self.read_story(span);
        }
        self.paragraphs.push(Paragraph {
            span,
            kind,
            sentences: first..index(self.sentences.len()),
        });
    }

    /// Returns the distinct terms of a title, ascending.
    pub(crate) fn title_terms(&mut self, title: &str) -> List<TermId> {
        let mut terms = List::new();
        each_unit(title, words(title, Span::new(0, title.len())), |_, unit| {
            terms.extend(unit.and_then(|unit| self.table.term(unit)));
        });
        terms.sort_unstable();
        terms.dedup();
        terms
    }

    /// Returns the terms of a query that the text holds, in the query's order, with repeats.
    pub(crate) fn query_terms(&self, query: &str) -> List<TermId> {
        let mut terms = List::new();
        each_unit(query, words(query, Span::new(0, query.len())), |_, unit| {
            terms.extend(unit.and_then(|unit| self.table.find(unit)));
        });
        terms
    }

    fn read_story(&mut self, paragraph: Span) {
        let body = Span::new(dateline(self.text, paragraph).end(), paragraph.end());
        let first_quotation = self.quotations.len();
        pair_marks(self.text, body, &mut self.quotations, self.wanted);
        let mut spans = std::mem::take(&mut self.spans);
        spans.clear();
        let quotations = self.quotations.get(first_quotation..).unwrap_or_default();
        self.splitter.split(self.text, body, quotations, &mut spans, self.wanted);
        for &span in &spans {
            if self.sentences.len() >= self.max_sentences {
                self.is_truncated = true;
                break;
            }
            if !self.wanted.for_more(span.len()) {
                break;
            }
            self.read_sentence(span);
        }
        self.spans = spans;
    }

    fn read_sentence(&mut self, span: Span) {
        let slice = span.slice(self.text).unwrap_or_default();
        let first_word = self.words.len();
        let first_term = self.terms.len();
        each_unit(self.text, self.text_words.within(span), |word, unit| {
            let (term, form) = unit.map_or((None, FormId::UNKNOWN), |unit| self.table.read(unit));
            if let Some(term) = term {
                self.terms.push(term);
                self.term_words.push(index(self.words.len()));
            }
            let is_whole = unit.is_some_and(|unit| unit.len() == word.len());
            self.forms.push(if is_whole { form } else { FormId::UNKNOWN });
            self.words.push(word);
        });
        let sentence_words = self.words.get(first_word..).unwrap_or_default();
        let is_boilerplate = is_service_sentence(self.text, sentence_words, self.language);
        let opening =
            self.words.get(first_word).and_then(|word| word.slice(self.text)).unwrap_or_default();
        let opens = slice.trim_start_matches(|c| is_space(c) || is_dash_or_bullet(c));
        let is_dangling = !self.sentences.is_empty() && is_anaphor(opening, self.language);
        self.sentences.push(Sentence {
            span,
            paragraph_idx: index(self.paragraphs.len()),
            words: index(first_word)..index(self.words.len()),
            terms: index(first_term)..index(self.terms.len()),
            has_number: has_digit(slice),
            has_name: has_inner_capital(self.text, sentence_words),
            opens_with_quote: opens
                .starts_with(['"', '“', '”', '„', '«', '»', '‘', '’', '\'', '「', '『']),
            is_dangling,
            is_boilerplate,
        });
    }
}

/// Tells whether a word behind the first starts with a capital.
fn has_inner_capital(text: &str, words: &[Span]) -> bool {
    words
        .iter()
        .skip(1)
        .any(|word| word.slice(text).is_some_and(|word| word.starts_with(char::is_uppercase)))
}

/// Tells whether a text holds a decimal digit of any script.
fn has_digit(text: &str) -> bool {
    let is_digit = |any: bool, byte: &u8| any | byte.is_ascii_digit();
    text.as_bytes().iter().fold(false, is_digit)
        || !text.is_ascii() && text.chars().any(|c| !c.is_ascii() && c.is_numeric())
}

/// Calls `each` for each word with what may be a term that ends there.
fn each_unit<'t>(
    text: &'t str,
    words: impl Iterator<Item = Span>,
    mut each: impl FnMut(Span, Option<&'t str>),
) {
    let mut previous: Option<Span> = None;
    for span in words {
        let word = span.slice(text).unwrap_or_default();
        if is_ideograph(word) {
            // Scripts without spaces: a term is a pair of neighbours.
            let before = previous.filter(|before| before.end() == span.start());
            each(span, before.and_then(|before| Span::new(before.start(), span.end()).slice(text)));
            previous = Some(span);
        } else {
            previous = None;
            each(span, Some(word));
        }
    }
}

/// Positions fit into 32 bits, since offsets into the text do.
fn index(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
