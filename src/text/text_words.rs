//! All words of a text, found once for whoever reads a part of it.

use super::Span;
use super::word::{Words, words};

/// About how long a word is, with the space behind it.
const BYTES_PER_WORD: usize = 6;

/// Most words for which room is made beforehand, since few texts are novels.
const MAX_RESERVED_WORDS: usize = 4_096;

/// The words of a text in order.
#[derive(Debug)]
pub(crate) struct TextWords<'t> {
    text: &'t str,
    spans: Vec<Span>,
}

impl<'t> TextWords<'t> {
    /// Finds the words of a text; O(its length).
    pub(crate) fn of(text: &'t str) -> Self {
        let mut spans = Vec::with_capacity((text.len() / BYTES_PER_WORD).min(MAX_RESERVED_WORDS));
        spans.extend(words(text, Span::new(0, text.len())));
        Self { text, spans }
    }

    /// Returns how many words there are.
    pub(crate) fn len(&self) -> usize {
        self.spans.len()
    }

    /// Iterates over the words within a span as [`words`] does: those of the whole text, unless the
    /// span cuts one.
    pub(crate) fn within(&self, span: Span) -> WordsWithin<'_, 't> {
        let first = self.spans.partition_point(|word| word.end() <= span.start());
        let behind = self.spans.get(first..).unwrap_or_default();
        let known = behind.get(..behind.partition_point(|word| word.start() < span.end()));
        let known = known.unwrap_or_default();
        let is_cut = known.first().is_some_and(|word| word.start() < span.start())
            || known.last().is_some_and(|word| word.end() > span.end());
        if is_cut {
            WordsWithin::Scanned(words(self.text, span))
        } else {
            WordsWithin::Known(known.iter())
        }
    }
}

/// The iterator that [`TextWords::within`] returns.
#[derive(Debug)]
pub(crate) enum WordsWithin<'w, 't> {
    Known(std::slice::Iter<'w, Span>),
    Scanned(Words<'t>),
}

impl Iterator for WordsWithin<'_, '_> {
    type Item = Span;

    #[inline]
    fn next(&mut self) -> Option<Span> {
        match self {
            Self::Known(words) => words.next().copied(),
            Self::Scanned(words) => words.next(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TextWords;
    use crate::text::{Span, words};

    #[test]
    fn words_within_any_span_are_those_of_a_scan() {
        let text = "It’s U.S.-led, 30,000 EU:n end.Next 東京é l'été";
        let text_words = TextWords::of(text);
        for start in 0..=text.len() {
            for end in start..=text.len() {
                let span = Span::new(start, end);
                if span.slice(text).is_some() {
                    let found: Vec<Span> = text_words.within(span).collect();
                    let scanned: Vec<Span> = words(text, span).collect();
                    assert_eq!(found, scanned, "{span:?}");
                }
            }
        }
    }
}
