//! Spans in code points, for the schemas of `segment` and `quotes`.

use crate::text::Span;

/// Converts byte spans of one text.
#[derive(Debug)]
pub(super) struct CodePoints {
    /// Byte offset of every character; `None` if it is its own position, as in ASCII.
    starts: Option<Vec<usize>>,
}

impl CodePoints {
    pub(super) fn of(text: &str) -> Self {
        let starts = || text.char_indices().map(|(start, _)| start).collect();
        Self { starts: (!text.is_ascii()).then(starts) }
    }

    /// Returns `[start, end]`, half open.
    pub(super) fn span(&self, span: Span) -> [usize; 2] {
        let position = |byte: usize| match &self.starts {
            None => byte,
            Some(starts) => starts.partition_point(|&start| start < byte),
        };
        [position(span.start()), position(span.end())]
    }
}

#[cfg(test)]
mod tests {
    use super::{CodePoints, Span};

    #[test]
    fn characters_count_once_whatever_their_bytes() {
        assert_eq!(CodePoints::of("abc").span(Span::new(1, 3)), [1, 3]);
        assert_eq!(CodePoints::of("é𝒳a\u{301}").span(Span::new(2, 9)), [1, 4]);
    }
}
