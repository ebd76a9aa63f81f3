//! Where a piece of text stands: a half-open range of UTF-8 byte offsets.

/// A half-open range `start..end` of UTF-8 byte offsets into the article's text as received.
///
/// # Shape
/// `start <= end` always. Offsets are stored in 32 bits; texts are limited far below that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// Makes the span `start..end`; an `end` before `start` gives the empty span at `start`.
    ///
    /// Offsets above `u32::MAX` saturate.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX);
        Self { start, end: end.max(start) }
    }

    /// Returns the offset of the first byte.
    #[must_use]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// Returns the offset behind the last byte.
    #[must_use]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Returns the length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Tells whether the span holds nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Tells whether `other` lies wholly inside this span.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Tells whether the two spans share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns the same span counted from the start of `outer`, in which it lies.
    pub(crate) fn relative_to(self, outer: Self) -> Self {
        let start = self.start.saturating_sub(outer.start);
        Self { start, end: self.end.saturating_sub(outer.start).max(start) }
    }

    /// Returns the text in the span, or `None` if it is outside `text` or cuts a character.
    #[must_use]
    pub fn slice(self, text: &str) -> Option<&str> {
        text.get(self.start()..self.end())
    }
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn an_end_before_the_start_gives_the_empty_span() {
        let span = Span::new(5, 2);
        assert!(span.is_empty());
        assert_eq!(span.start(), 5);
    }

    #[test]
    fn slicing_outside_or_within_a_character_gives_none() {
        assert_eq!(Span::new(0, 2).slice("é"), Some("é"));
        assert_eq!(Span::new(0, 1).slice("é"), None);
        assert_eq!(Span::new(0, 9).slice("é"), None);
    }

    #[test]
    fn touching_spans_do_not_overlap() {
        assert!(!Span::new(0, 2).overlaps(Span::new(2, 4)));
        assert!(Span::new(0, 3).overlaps(Span::new(2, 4)));
        assert!(Span::new(0, 4).contains(Span::new(2, 4)));
    }
}
