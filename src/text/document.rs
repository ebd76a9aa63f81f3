//! The document: one article's text with everything that was found in it.
//!
//! Borrows the text; all positions are spans of it. Holds flat vectors, no strings.

use super::{DetectedLanguage, Language, Span};
use foldhash::fast::FixedState;
use std::collections::HashMap;
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
    paragraphs: Vec<Paragraph>,
    sentences: Vec<Sentence>,
    words: Vec<Span>,
    terms: Vec<TermId>,
    title_terms: Vec<TermId>,
    n_terms: usize,
}

impl<'t> Document<'t> {
    /// Reads a text. `title` is empty when it isn't known; `language` is a BCP-47 tag, empty to
    /// have it detected.
    ///
    /// # Complexity
    /// Linear in the text's length.
    #[must_use]
    pub fn parse(text: &'t str, title: &'t str, language: &str) -> Self {
        let rules = Language::from_tag(language).or(Some(Language::English));
        let mut document = Self {
            text,
            title: (!title.is_empty()).then_some(Title { text: title, span: None }),
            language: DetectedLanguage {
                code: rules.map_or("und", Language::code).to_owned(),
                rules,
                confidence: 1.0,
                is_detected: language.is_empty(),
            },
            paragraphs: Vec::new(),
            sentences: Vec::new(),
            words: Vec::new(),
            terms: Vec::new(),
            title_terms: Vec::new(),
            n_terms: 0,
        };
        document.read();
        document
    }

    fn read(&mut self) {
        let mut ids: HashMap<String, TermId, FixedState> = HashMap::default();
        let mut offset = 0;
        for line in self.text.split('\n') {
            let start = offset + (line.len() - line.trim_start().len());
            let span = Span::new(start, start + line.trim().len());
            offset += line.len() + 1;
            if span.is_empty() {
                continue;
            }
            let first = self.sentences.len() as u32;
            let paragraph_idx = self.paragraphs.len() as u32;
            for sentence in naive_sentences(self.text, span) {
                let slice = sentence.slice(self.text).unwrap_or_default();
                let (first_word, first_term) = (self.words.len() as u32, self.terms.len() as u32);
                let mut at = 0;
                for piece in
                    slice.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’' && c != '-')
                {
                    if piece.chars().any(char::is_alphanumeric) {
                        self.words.push(Span::new(
                            sentence.start() + at,
                            sentence.start() + at + piece.len(),
                        ));
                        let key = piece.to_lowercase();
                        if key.len() > 3 {
                            let next = TermId(ids.len() as u32);
                            self.terms.push(*ids.entry(key).or_insert(next));
                        }
                    }
                    at += piece.len();
                    at += slice
                        .get(at..)
                        .and_then(|rest| rest.chars().next())
                        .map_or(0, char::len_utf8);
                }
                self.sentences.push(Sentence {
                    span: sentence,
                    paragraph_idx,
                    words: first_word..self.words.len() as u32,
                    terms: first_term..self.terms.len() as u32,
                    has_number: slice.contains(|c: char| c.is_ascii_digit()),
                    opens_with_quote: slice.starts_with(['"', '“', '‘', '\'']),
                    is_dangling: false,
                    is_boilerplate: false,
                });
            }
            self.paragraphs.push(Paragraph {
                span,
                kind: ParagraphKind::Story,
                sentences: first..self.sentences.len() as u32,
            });
        }
        self.n_terms = ids.len();
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

    /// Returns a sentence's term occurrences, in order, with repeats.
    #[must_use]
    pub fn terms(&self, sentence: &Sentence) -> &[TermId] {
        &self.terms[sentence.terms.start as usize..sentence.terms.end as usize]
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

/// Placeholder scanner until the real one lands: breaks after `.!?` and closers before a capital.
fn naive_sentences(text: &str, paragraph: Span) -> Vec<Span> {
    let slice = paragraph.slice(text).unwrap_or_default();
    let mut spans = Vec::new();
    let mut start = 0;
    let chars: Vec<(usize, char)> = slice.char_indices().collect();
    let mut i = 0;
    while i < chars.len() {
        if matches!(chars[i].1, '.' | '!' | '?') {
            let mut j = i + 1;
            while j < chars.len()
                && matches!(chars[j].1, '.' | '!' | '?' | '"' | '”' | '’' | '\'' | ')')
            {
                j += 1;
            }
            let is_initial = i >= 1
                && chars[i - 1].1.is_uppercase()
                && (i < 2 || !chars[i - 2].1.is_alphabetic());
            if j + 1 < chars.len()
                && chars[j].1 == ' '
                && !chars[j + 1].1.is_lowercase()
                && !is_initial
            {
                spans.push(Span::new(paragraph.start() + start, paragraph.start() + chars[j].0));
                start = chars[j + 1].0;
            }
            i = j;
        } else {
            i += 1;
        }
    }
    spans.push(Span::new(paragraph.start() + start, paragraph.end()));
    spans
}
