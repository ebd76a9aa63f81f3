//! The document: one article's text with everything that was found in it.
//!
//! Borrows the text; all positions are spans of it. Holds flat vectors, no strings.

use super::detect::detect_by;
use super::layout::layout;
use super::paragraph::paragraphs;
use super::quotation::Quotation;
use super::reader::Reader;
use super::text_words::TextWords;
use super::{DetectedLanguage, FormCursor, FormId, List, Span, Wanted};
use std::ops::Range;

/// Index of a sentence in [`Document::sentences`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SentenceId(pub u32);

impl SentenceId {
    /// Returns the position in the document's list of sentences.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Number of a term (a stemmed key) within one document, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub u32);

impl TermId {
    /// Returns the number as an index.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a paragraph is in the story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParagraphKind {
    /// Part of the story itself: the only kind whose sentences are summarised and quoted.
    Story,
    /// The article's title, or a repetition of it.
    Title,
    /// The line under the title that sums the story up.
    Standfirst,
    /// A service line: byline, credit, time stamp, caption, "Read more", copyright.
    Boilerplate,
}

/// One paragraph: a maximal run of text without a line break.
#[derive(Debug, Clone, PartialEq)]
pub struct Paragraph {
    /// Where it stands, without surrounding white space.
    pub span: Span,
    /// What it is in the story.
    pub kind: ParagraphKind,
    /// Its sentences, as indices into [`Document::sentences`]; empty unless it is story.
    pub sentences: Range<u32>,
}

/// One sentence of the story.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "five independent findings, not a state")]
pub struct Sentence {
    /// Where it stands, without surrounding white space and without a dateline before it.
    pub span: Span,
    /// Index of its paragraph in [`Document::paragraphs`].
    pub paragraph_idx: u32,
    /// Its words, as indices into the document's words.
    pub(crate) words: Range<u32>,
    /// Its term occurrences, as indices into the document's terms.
    pub(crate) terms: Range<u32>,
    /// Whether it holds a decimal digit.
    pub has_number: bool,
    /// Whether a word behind its first starts with a capital, as names do.
    pub has_name: bool,
    /// Whether it opens with a quotation mark.
    pub opens_with_quote: bool,
    /// Whether its first word points back to an earlier sentence ("He", "This").
    pub is_dangling: bool,
    /// Whether it is a service line within the story ("Scroll down for video").
    pub is_boilerplate: bool,
}

/// The article's title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Title<'t> {
    /// The title's words.
    pub text: &'t str,
    /// Where it stands in the text, if it was found there and not sent apart.
    pub span: Option<Span>,
}

/// One article with its paragraphs, sentences, words and terms.
#[derive(Debug)]
pub struct Document<'t> {
    text: &'t str,
    title: Option<Title<'t>>,
    language: DetectedLanguage,
    paragraphs: List<Paragraph>,
    sentences: List<Sentence>,
    quotations: List<Quotation>,
    words: List<Span>,
    forms: List<FormId>,
    terms: List<TermId>,
    term_words: List<u32>,
    title_terms: List<TermId>,
    query_terms: List<TermId>,
    n_terms: usize,
    is_truncated: bool,
}

impl<'t> Document<'t> {
    /// Reads a text. `title` is empty when it isn't known; `language` is a BCP-47 tag, empty to
    /// have it detected.
    ///
    /// # Complexity
    /// Linear in the text's length.
    #[must_use]
    pub fn parse(text: &'t str, title: &'t str, language: &str) -> Self {
        Self::parse_up_to(text, title, language, "", usize::MAX)
    }

    /// Like [`Document::parse`], reading no more than `max_sentences` sentences of the story; see
    /// [`Document::is_truncated`]. `query` is what the reader looks for, empty for nothing.
    #[must_use]
    pub fn parse_up_to(
        text: &'t str,
        title: &'t str,
        language: &str,
        query: &str,
        max_sentences: usize,
    ) -> Self {
        Self::parse_while(text, title, language, query, max_sentences, &Wanted::always())
    }

    /// Like [`Document::parse_up_to`], leaving out the rest once it isn't `wanted`.
    pub(crate) fn parse_while(
        text: &'t str,
        title: &'t str,
        language: &str,
        query: &str,
        max_sentences: usize,
        wanted: &Wanted<'_>,
    ) -> Self {
        let spans = paragraphs(text);
        let words = TextWords::of(text);
        let language = detect_by(&words, text, language);
        let layout = layout(text, &words, title, &spans, language.rules, wanted);
        let title = match layout.title {
            Some(span) => {
                Some(Title { text: span.slice(text).unwrap_or_default(), span: Some(span) })
            }
            None => Some(title.trim())
                .filter(|title| !title.is_empty())
                .map(|text| Title { text, span: None }),
        };
        let mut reader = Reader::new(text, &words, language.rules, max_sentences, wanted);
        for (&span, &kind) in spans.iter().zip(&layout.kinds) {
            reader.read_paragraph(span, kind);
            if !wanted.for_more(span.len()) {
                break;
            }
        }
        let title_terms = title.map_or_else(List::new, |title| reader.title_terms(title.text));
        let query_terms = reader.query_terms(query);
        Self {
            text,
            title,
            language,
            paragraphs: reader.paragraphs,
            sentences: reader.sentences,
            quotations: reader.quotations,
            words: reader.words,
            forms: reader.forms,
            terms: reader.terms,
            term_words: reader.term_words,
            title_terms,
            query_terms,
            n_terms: reader.table.len(),
            is_truncated: reader.is_truncated,
        }
    }

    /// Returns the whole text as received.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Returns the title, given or found.
    #[must_use]
    pub fn title(&self) -> Option<Title<'t>> {
        self.title
    }

    /// Returns the language.
    #[must_use]
    pub fn language(&self) -> &DetectedLanguage {
        &self.language
    }

    /// Returns all paragraphs in order, of every kind.
    #[must_use]
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// Returns the story's sentences in order.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// Returns the story's marked quotations in order, nested ones behind those around them.
    #[must_use]
    pub fn quotations(&self) -> &[Quotation] {
        &self.quotations
    }

    /// Tells whether the story has more sentences than were asked for, and the rest was left out.
    #[must_use]
    pub fn is_truncated(&self) -> bool {
        self.is_truncated
    }

    /// Returns one sentence.
    ///
    /// # Panics
    /// If the id comes from another document.
    #[must_use]
    pub fn sentence(&self, id: SentenceId) -> &Sentence {
        &self.sentences[id.index()]
    }

    /// Returns the spans of a sentence's words, in order.
    #[must_use]
    pub fn words(&self, sentence: &Sentence) -> &[Span] {
        &self.words[sentence.words.start as usize..sentence.words.end as usize]
    }

    /// Returns the forms of a sentence's words, in the same order.
    pub(crate) fn forms(&self, sentence: &Sentence) -> &[FormId] {
        self.forms
            .get(sentence.words.start as usize..sentence.words.end as usize)
            .unwrap_or_default()
    }

    /// Returns the plain words of the story.
    pub(crate) fn form_cursor(&self) -> FormCursor<'_> {
        FormCursor::new(&self.words, &self.forms)
    }

    /// Returns a sentence's term occurrences, in order, with repeats.
    #[must_use]
    pub fn terms(&self, sentence: &Sentence) -> &[TermId] {
        &self.terms[sentence.terms.start as usize..sentence.terms.end as usize]
    }

    /// Iterates over a sentence's term occurrences with the index of each one's word among
    /// [`words`](Self::words), the last one's for a pair of ideographs.
    pub(crate) fn terms_with_words(
        &self,
        sentence: &Sentence,
    ) -> impl Iterator<Item = (TermId, usize)> {
        let range = sentence.terms.start as usize..sentence.terms.end as usize;
        let first = sentence.words.start as usize;
        let words = self.term_words.get(range).unwrap_or_default().iter();
        self.terms(sentence)
            .iter()
            .zip(words)
            .map(move |(&term, &word)| (term, (word as usize).saturating_sub(first)))
    }

    /// Returns the terms of the query that the text or the title holds, in the query's order.
    #[must_use]
    pub fn query_terms(&self) -> &[TermId] {
        &self.query_terms
    }

    /// Returns the distinct terms of the title, ascending; empty without a title.
    #[must_use]
    pub fn title_terms(&self) -> &[TermId] {
        &self.title_terms
    }

    /// Returns the number of distinct terms; every [`TermId`] is below it.
    #[must_use]
    pub fn n_terms(&self) -> usize {
        self.n_terms
    }

    /// Returns the text of a span, empty if the span is not one of this document's.
    #[must_use]
    pub fn slice(&self, span: Span) -> &'t str {
        span.slice(self.text).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
