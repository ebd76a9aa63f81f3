//! All words of a text, found once for whoever reads a part of it.

use super::word::{Words, words};
use super::{List, Span};

/// The words of a text in order.
#[derive(Debug)]
pub(crate) struct TextWords<'t> {
    text: &'t str,
    spans: List<Span>,
}

impl<'t> TextWords<'t> {
    /// Finds the words of a text; O(its length).
    pub(crate) fn of(text: &'t str) -> Self {
        Self { text, spans: words(text, Span::new(0, text.len())).collect() }
    }

    /// Iterates over the words within a span as [`words`] does: those of the whole text, unless the
    /// span cuts one.
    pub(crate) fn within(&self, span: Span) -> WordsWithin<'_, 't> {
        let first = self.spans.partition_point(|word| word.end() <= span.start());
        let behind = self.spans.get(first..).unwrap_or_default();
        let known = behind.get(..behind.partition_point(|word| word.start() < span.end()));
        let known = known.unwrap_or_default();
        if known.first().is_some_and(|word| word.start() < span.start()) {
            return WordsWithin { known: [].iter(), cut: Some(words(self.text, span)) };
        }
        match known.split_last() {
            Some((last, whole)) if last.end() > span.end() => WordsWithin {
                known: whole.iter(),
                cut: Some(words(self.text, Span::new(last.start(), span.end()))),
            },
            _ => WordsWithin { known: known.iter(), cut: None },
        }
    }
}

/// The iterator that [`TextWords::within`] returns.
#[derive(Debug)]
pub(crate) struct WordsWithin<'w, 't> {
    known: std::slice::Iter<'w, Span>,
    /// What is read anew behind the known words, since the span cuts a word.
    cut: Option<Words<'t>>,
}

impl Iterator for WordsWithin<'_, '_> {
    type Item = Span;

    #[inline]
    fn next(&mut self) -> Option<Span> {
        match self.known.next() {
            Some(&word) => Some(word),
            None => self.cut.as_mut()?.next(),
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
