//! Where the paragraphs of a text stand.
//!
//! A line is a paragraph, unless the text is hard-wrapped (lines broken at a fixed width, as mail
//! and old feeds do): then lines that were broken only for width belong together. Depends on spans
//! and characters; what a paragraph is in the story is decided elsewhere.

use super::character::is_space;
use super::scan::{ByteSet, Scanner};
use super::{List, Span};

/// Widths at which texts are wrapped by hand or by mail programs, in characters.
const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 40..=100;

/// Fewest line breaks from which wrapping can be told.
const MIN_WRAPPED_BREAKS: usize = 3;

/// Finds the paragraphs, without the white space around them; empty ones are left out.
///
/// # Complexity
/// Linear in the text's length.
#[must_use]
pub fn split_paragraphs(text: &str) -> Vec<Span> {
    paragraphs(text).to_vec()
}

/// Like [`split_paragraphs`], in reused room.
pub(crate) fn paragraphs(text: &str) -> List<Span> {
    let mut lines = split_lines(text);
    if let Some(width) = wrap_width(text, &lines) {
        return join_wrapped(text, &lines, width);
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// Returns the lines without the white space around them, empty ones included.
fn split_lines(text: &str) -> List<Span> {
    let mut lines = List::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut scanner = Scanner::<LineBreakBytes>::new(bytes, 0);
    while let Some(found) = scanner.next_from(at) {
        at = found;
        let length = break_length(bytes, at);
        if length > 0 {
            lines.push(trimmed(text, start, at));
            start = at + length;
        }
        at += length.max(1);
    }
    lines.push(trimmed(text, start, bytes.len()));
    lines
}

/// First bytes of line breaks.
#[derive(Debug)]
pub(crate) struct LineBreakBytes;

impl ByteSet for LineBreakBytes {
    #[expect(clippy::needless_bitwise_bool, reason = "without branches it becomes vector code")]
    fn has(byte: u8) -> bool {
        (byte.wrapping_sub(b'\n') < 4) | (byte == 0xC2) | (byte == 0xE2)
    }
}

/// Returns the length in bytes of the line break that starts at `at`, 0 if there is none.
fn break_length(bytes: &[u8], at: usize) -> usize {
    let following = |offset: usize| bytes.get(at + offset).copied().unwrap_or(0);
    match following(0) {
        b'\r' if following(1) == b'\n' => 2,
        b'\n' | b'\r' | 0x0B | 0x0C => 1,
        // U+0085, U+2028 and U+2029.
        0xC2 if following(1) == 0x85 => 2,
        0xE2 if following(1) == 0x80 && matches!(following(2), 0xA8 | 0xA9) => 3,
        _ => 0,
    }
}

fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let slice = text.get(start..end).unwrap_or_default();
    let without_start = slice.trim_start_matches(is_space);
    let start = start + (slice.len() - without_start.len());
    Span::new(start, start + without_start.trim_end_matches(is_space).len())
}

/// Tells at which width a text is wrapped, in characters; `None` if its line breaks end paragraphs.
///
/// Whoever wraps text breaks a line when the next word no longer fits. So a text is wrapped if
/// most breaks between adjacent lines are such breaks and words go on in lower case.
fn wrap_width(text: &str, lines: &[Span]) -> Option<usize> {
    let adjacent = || {
        lines.windows(2).filter_map(|pair| match pair {
            [line, next] if !line.is_empty() && !next.is_empty() => Some((*line, *next)),
            _ => None,
        })
    };
    let n_breaks = adjacent().count();
    let longest = lines.iter().map(|line| line.len()).max()?;
    // No character is longer than four bytes.
    if n_breaks < MIN_WRAPPED_BREAKS || longest > WRAP_WIDTHS.end() * 4 {
        return None;
    }
    let width = lines.iter().map(|line| n_chars(text, *line)).max()?;
    if !WRAP_WIDTHS.contains(&width) {
        return None;
    }
    let (mut n_full, mut n_lower) = (0_usize, 0_usize);
    for (line, next) in adjacent() {
        n_full += usize::from(is_full(text, line, next, width));
        n_lower += usize::from(
            next.slice(text).is_some_and(|slice| slice.starts_with(char::is_lowercase)),
        );
    }
    (n_full * 3 >= n_breaks * 2 && n_lower * 10 >= n_breaks * 4).then_some(width)
}

fn n_chars(text: &str, span: Span) -> usize {
    span.slice(text).unwrap_or_default().chars().count()
}

/// Tells whether the next line's first word wouldn't have fitted on the line.
fn is_full(text: &str, line: Span, next: Span, width: usize) -> bool {
    let slice = next.slice(text).unwrap_or_default();
    let word = slice.chars().take(width).take_while(|c| !c.is_whitespace()).count();
    n_chars(text, line) + 1 + word > width
}

fn join_wrapped(text: &str, lines: &[Span], width: usize) -> List<Span> {
    let mut paragraphs: List<Span> = List::new();
    let mut previous: Option<Span> = None;
    for &line in lines {
        if line.is_empty() {
            previous = None;
            continue;
        }
        match (previous, paragraphs.last_mut()) {
            (Some(before), Some(paragraph)) if is_full(text, before, line, width) => {
                *paragraph = Span::new(paragraph.start(), line.end());
            }
            _ => paragraphs.push(line),
        }
        previous = Some(line);
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::split_paragraphs;

    fn split(text: &str) -> Vec<&str> {
        split_paragraphs(text).into_iter().map(|span| span.slice(text).unwrap_or("?")).collect()
    }

    #[test]
    fn every_line_is_a_paragraph() {
        assert_eq!(
            split("\u{feff}One two.\r\n\r\n  Three \u{a0}\nfour\u{2028}five\rsix\n"),
            ["One two.", "Three", "four", "five", "six"]
        );
        assert!(split(" \n\r\n\t").is_empty());
    }

    #[test]
    fn lines_broken_only_for_width_are_joined() {
        let text = "The council of Oster Bay voted on Monday to close the old ferry\n\
                    terminal and to move its last two boats to the northern harbour\n\
                    before the winter storms begin in earnest.\n\
                    Residents had asked for one more year, and some of them came to\n\
                    the meeting with banners and a brass band.";
        let paragraphs = split(text);
        assert_eq!(paragraphs.len(), 2);
        assert!(paragraphs[0].ends_with("in earnest.") && paragraphs[1].starts_with("Residents"));
    }

    #[test]
    fn short_lines_and_lists_are_not_joined() {
        let text = "Apples from the southern valley are cheap\nPears cost more\nPlums are scarce\nQuinces sold out";
        assert_eq!(split(text).len(), 4);
    }
}
