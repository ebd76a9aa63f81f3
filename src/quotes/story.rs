//! What the grammar sees of an article: tokens, sentences, clauses and marked regions.
//!
//! Depends on marks, tokens, sentences and clauses. Flat vectors; everything refers to tokens by
//! number.

use super::class::{CAPITAL_ONLY, NAME_OPENER, PLACE, SUBJUNCTIVE, TITLE};
use super::clause::Clause;
use super::grammar::Grammar;
use super::marks::MarkedRegion;
use super::noun_phrase::Phrase;
use super::sentence::{closing_char, split};
use super::token::{Token, Tokenizer, Tokens};
use crate::text::{Document, List, ParagraphKind, Span, Wanted, is_alphanumeric};
use std::ops::Range;

/// One paragraph.
#[derive(Debug)]
pub(super) struct Paragraph {
    /// Where it stands.
    pub(super) span: Span,
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// Its sentences.
    pub(super) sentences: Range<usize>,
    /// Its quotes.
    pub(super) quotes: Range<usize>,
    /// Whether its quotes belong to the story.
    pub(super) is_story: bool,
}

/// One sentence.
#[derive(Debug)]
pub(super) struct Sentence {
    /// Its first token.
    pub(super) start: usize,
    /// The token behind it.
    pub(super) end: usize,
    /// Its clauses.
    pub(super) clauses: Range<usize>,
    /// Its main subject.
    pub(super) main_subject: Option<Phrase>,
    /// Whether it holds only quotes and punctuation.
    pub(super) is_whole_quote: bool,
    /// Whether it holds a quote.
    pub(super) has_quote: bool,
    /// Whether it holds a verb form of reported speech (German).
    pub(super) has_subjunctive: bool,
}

/// A marked region that is long enough for a quote.
#[derive(Debug)]
pub(super) struct MarkedQuote {
    /// The region.
    pub(super) region: MarkedRegion,
    /// Its token.
    pub(super) token: usize,
    /// Its sentence.
    pub(super) sentence: usize,
    /// Its paragraph.
    pub(super) paragraph: usize,
    /// The tokens within it, in [`Story::inner_tokens`].
    pub(super) inner: Range<usize>,
    /// The number of its words.
    pub(super) n_words: usize,
    /// Its last character before nested marks, `…` for three stops.
    pub(super) closing_char: char,
}

/// An article as the grammar sees it.
#[derive(Debug)]
pub(super) struct Story<'t> {
    /// The rules of the article's language.
    pub(super) grammar: &'static Grammar<'static>,
    /// The article's text.
    pub(super) text: &'t str,
    /// All tokens; a quote is one of them.
    pub(super) tokens: List<Token>,
    /// The tokens within the quotes.
    pub(super) inner_tokens: List<Token>,
    /// Paragraphs that hold a token, in order.
    pub(super) paragraphs: List<Paragraph>,
    /// Sentences, in order.
    pub(super) sentences: List<Sentence>,
    /// Clauses, in the order of their sentences and verbs.
    pub(super) clauses: List<Clause>,
    /// Marked regions that can be quotes, in order.
    pub(super) quotes: List<MarkedQuote>,
}

/// What a token counts as work.
const BYTES_A_TOKEN: usize = 5;

impl<'t> Story<'t> {
    /// Reads a document with its marked regions; those of fewer than `min_words` words are no quotes.
    /// Leaves the rest out once it isn't `wanted`.
    pub(super) fn read(
        document: &Document<'t>,
        grammar: &'static Grammar<'static>,
        regions: &[MarkedRegion],
        min_words: usize,
        wanted: &Wanted<'_>,
    ) -> Self {
        let text = document.text();
        let mut story = Self {
            grammar,
            text,
            tokens: List::new(),
            inner_tokens: List::new(),
            paragraphs: List::new(),
            sentences: List::new(),
            clauses: List::new(),
            quotes: List::new(),
        };
        let mut tokenizer = Tokenizer::new(text, document.form_cursor(), grammar);
        let mut regions = regions;
        for paragraph in document.paragraphs() {
            let n_inside = regions.partition_point(|r| r.content.start() < paragraph.span.end());
            let (inside, behind) = regions.split_at(n_inside);
            regions = behind;
            let is_story =
                matches!(paragraph.kind, ParagraphKind::Story | ParagraphKind::Standfirst);
            let tokens = &mut tokenizer;
            story.read_paragraph(paragraph.span, is_story, inside, tokens, min_words, wanted);
            story.read_sentences(grammar, wanted);
            if !wanted.for_more(paragraph.span.len()) {
                break;
            }
        }
        story
    }

    /// Returns the tokens of a paragraph.
    pub(super) fn tokens_of(&self, paragraph: usize) -> Tokens<'_> {
        let range = self.paragraphs.get(paragraph).map_or(0..0, |p| p.tokens.clone());
        Tokens::new(&self.tokens, range.start, range.end)
    }

    /// Returns the text of a span.
    pub(super) fn slice(&self, span: Span) -> &'t str {
        span.slice(self.text).unwrap_or_default()
    }

    /// Returns the text of a quote.
    pub(super) fn quote_text(&self, quote: &MarkedQuote) -> &'t str {
        self.slice(quote.region.content)
    }

    /// Returns the clauses of a sentence.
    pub(super) fn clauses_of(&self, sentence: &Sentence) -> &[Clause] {
        self.clauses.get(sentence.clauses.clone()).unwrap_or_default()
    }

    /// Tells whether a paragraph is written like a title, whose capitals tell nothing: at most so many
    /// tokens, six in ten of the longer words with a capital, no quote.
    pub(super) fn is_like_title(&self, paragraph: usize, max_tokens: usize) -> bool {
        let Some(paragraph) = self.paragraphs.get(paragraph) else { return false };
        if paragraph.tokens.len() > max_tokens || !paragraph.quotes.is_empty() {
            return false;
        }
        let tokens = self.tokens.get(paragraph.tokens.clone()).unwrap_or_default();
        let long = tokens.iter().filter(|token| token.is_word() && token.span().len() > 3);
        let n_long = long.clone().count();
        let n_capital = long.filter(|token| token.is_capital).count();
        n_long > 0 && n_capital * 10 >= n_long * 6
    }

    fn read_paragraph(
        &mut self,
        span: Span,
        is_story: bool,
        regions: &[MarkedRegion],
        tokenizer: &mut Tokenizer<'_, '_>,
        min_words: usize,
        wanted: &Wanted<'_>,
    ) {
        let first_token = self.tokens.len();
        let first_quote = self.quotes.len();
        let mut at = span.start();
        for region in regions {
            if !wanted.for_more(region.outer.end() - at) {
                break;
            }
            tokenizer.read(Span::new(at, region.outer.start()), false, &mut self.tokens);
            at = region.outer.end();
            let content = self.slice(region.content);
            let n_words = count_words(content, min_words);
            if n_words < min_words {
                tokenizer.read(region.content, true, &mut self.tokens);
                continue;
            }
            let number = u32::try_from(self.quotes.len()).unwrap_or(u32::MAX);
            let first_inner = self.inner_tokens.len();
            tokenizer.read(region.content, false, &mut self.inner_tokens);
            self.quotes.push(MarkedQuote {
                region: *region,
                token: self.tokens.len(),
                sentence: 0,
                paragraph: self.paragraphs.len(),
                inner: first_inner..self.inner_tokens.len(),
                n_words: count_words(content, usize::MAX),
                closing_char: closing_char(content),
            });
            Tokenizer::push_quote(region.content, number, &mut self.tokens);
        }
        tokenizer.read(Span::new(at, span.end()), false, &mut self.tokens);
        free_surnames(self.tokens.get_mut(first_token..).unwrap_or_default());
        self.paragraphs.push(Paragraph {
            span,
            tokens: first_token..self.tokens.len(),
            sentences: self.sentences.len()..self.sentences.len(),
            quotes: first_quote..self.quotes.len(),
            is_story,
        });
    }

    /// Splits the last paragraph and reads its clauses.
    fn read_sentences(&mut self, grammar: &Grammar<'_>, wanted: &Wanted<'_>) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        if paragraph.tokens.is_empty() {
            self.paragraphs.pop();
            return;
        }
        let tokens = Tokens::new(&self.tokens, paragraph.tokens.start, paragraph.tokens.end);
        let quotes = &mut self.quotes;
        let (sentences, clauses) = (&mut self.sentences, &mut self.clauses);
        let closers: List<char> =
            quotes.iter().skip(paragraph.quotes.start).map(|quote| quote.closing_char).collect();
        let first_quote = paragraph.quotes.start;
        let closer = |number: u32| {
            let at = (number as usize).checked_sub(first_quote);
            at.and_then(|at| closers.get(at)).copied().unwrap_or('\0')
        };
        let mut next_quote = paragraph.quotes.start;
        split(tokens, self.text, grammar, &closer, |range| {
            if !wanted.for_more(BYTES_A_TOKEN * range.len()) {
                return;
            }
            let first_clause = clauses.len();
            (grammar.read_clauses)(tokens, range.start, range.end, clauses);
            let quote_before = next_quote;
            while let Some(quote) =
                quotes.get_mut(next_quote).filter(|quote| quote.token < range.end)
            {
                quote.sentence = sentences.len();
                next_quote += 1;
            }
            let has_quote = next_quote > quote_before;
            let words = tokens.range(range.start, range.end);
            sentences.push(Sentence {
                start: range.start,
                end: range.end,
                clauses: first_clause..clauses.len(),
                main_subject: (grammar.main_subject)(tokens, range.start, range.end),
                is_whole_quote: has_quote && !words.iter().any(Token::is_word),
                has_quote,
                has_subjunctive: words.iter().any(|token| token.is(SUBJUNCTIVE)),
            });
        });
        paragraph.sentences.end = sentences.len();
    }
}

/// Words whose capital tells nothing by itself, but does beside a name: *the New York Times* and, at
/// a sentence's start too, *New York*; *Jane Will said*, *Harbour Watch added*, unless a capital
/// follows as in headlines.
fn free_surnames(tokens: &mut [Token]) {
    if !tokens.iter().any(|token| token.is(CAPITAL_ONLY)) {
        return;
    }
    let mut is_inside = false;
    for at in 0..tokens.len().saturating_sub(1) {
        if let Some([token, next]) = tokens.get_mut(at..at + 2) {
            let opens_name = token.is(NAME_OPENER) && (is_inside || next.is(PLACE));
            if token.is(CAPITAL_ONLY) && (token.is(TITLE) || opens_name) && next.is_name() {
                token.allow_in_names();
            }
            is_inside = token.is_word();
        }
    }
    for at in 1..tokens.len() {
        let precedes_capital = tokens.get(at + 1).is_some_and(|next| next.is_capital);
        if let Some([before, token]) = tokens.get_mut(at - 1..=at)
            && token.is(CAPITAL_ONLY)
            && before.is_name()
            && !precedes_capital
        {
            token.forget_classes();
        }
    }
}

/// Counts the words of a text, up to `limit`: runs of letters and digits, with inner apostrophes,
/// hyphens and full stops.
pub(super) fn count_words(text: &str, limit: usize) -> usize {
    let mut n_words = 0;
    let mut is_inside = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let joins = is_inside
            && matches!(c, '\'' | '’' | '-' | '.')
            && chars.peek().is_some_and(|&next| is_alphanumeric(next));
        let is_part = is_alphanumeric(c) || joins;
        if is_part && !is_inside {
            n_words += 1;
            if n_words >= limit {
                return n_words;
            }
        }
        is_inside = is_part;
    }
    n_words
}
