//! Which quotation marks of a paragraph belong together.
//!
//! Pairs straight, curly, low-high, guillemet and corner marks in every direction the languages
//! use them, and tells apostrophes from single marks by their neighbours. Depends on spans and
//! characters; knows no language and nothing of speakers.

use super::character::{char_at, char_before, is_word_char};
use super::scan::{ByteSet, Scanner};
use super::{List, Span, Wanted};

/// What a mark counts as work.
const BYTES_A_MARK: usize = 16;

/// Quotations deeper than this are taken for stray marks.
const MAX_DEPTH: usize = 8;

/// The family of marks around a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuotationStyle {
    /// `"…"`, also doubled ` ``…'' `.
    StraightDouble,
    /// `'…'`.
    StraightSingle,
    /// `“…”`, `”…”`.
    CurlyDouble,
    /// `‘…’`, `’…’`.
    CurlySingle,
    /// `„…“`, `„…”`.
    LowDouble,
    /// `‚…‘`, `‚…’`.
    LowSingle,
    /// `«…»`, `»…«`, `»…»`.
    GuillemetDouble,
    /// `‹…›`, `›…‹`.
    GuillemetSingle,
    /// `「…」`.
    CornerSingle,
    /// `『…』`.
    CornerDouble,
}

impl QuotationStyle {
    /// Tells whether the marks are single ones, which English uses within double ones.
    #[must_use]
    pub fn is_single(self) -> bool {
        matches!(
            self,
            Self::StraightSingle | Self::CurlySingle | Self::LowSingle | Self::GuillemetSingle
        )
    }
}

/// One marked quotation of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// From the opening mark to behind the closing one; to the paragraph's end if it isn't closed.
    pub outer: Span,
    /// What stands between the marks, white space included.
    pub inner: Span,
    /// The family of marks.
    pub style: QuotationStyle,
    /// Whether a closing mark was found. Single marks that aren't closed are no quotations.
    pub is_closed: bool,
    /// How many quotations it lies in; 0 for the outermost.
    pub depth: u8,
}

/// Pairs the quotation marks within a paragraph; ordered by the opening mark.
///
/// # Complexity
/// Linear in the paragraph's length: the stack of open marks is bounded.
#[must_use]
pub fn quotations(text: &str, paragraph: Span) -> Vec<Quotation> {
    let mut found = Vec::new();
    pair_marks(text, paragraph, &mut found, &Wanted::always());
    found
}

/// Like [`quotations`], appending to a list.
pub(crate) fn pair_marks(
    text: &str,
    paragraph: Span,
    found: &mut Vec<Quotation>,
    wanted: &Wanted<'_>,
) {
    let first = found.len();
    let mut open: List<Open> = List::new();
    let mut at = paragraph.start();
    let end = paragraph.end().min(text.len());
    let bytes = text.as_bytes().get(..end).unwrap_or_default();
    let mut scanner = Scanner::<QuotationMarkBytes>::new(bytes, at);
    while let Some(found_at) = scanner.next_from(at) {
        if !wanted.for_more(BYTES_A_MARK) {
            break;
        }
        at = found_at;
        let Some(mark) = mark_at(text, bytes, at) else {
            at += 1;
            continue;
        };
        let place = Place::of(text, paragraph, at, at + mark.length);
        step(&mut open, found, mark, place, at);
        at += mark.length;
    }
    close_at_end(&open, found, end);
    if found.len() > first {
        finish(found, first);
    }
}

/// A mark and what it can be.
#[derive(Debug, Clone, Copy)]
struct Mark {
    sign: char,
    length: usize,
}

/// A quotation that waits for its closing mark; `slot` is its place in the result.
#[derive(Debug, Clone, Copy)]
struct Open {
    sign: char,
    slot: usize,
}

/// What stands beside a mark.
#[derive(Debug, Clone, Copy)]
struct Place {
    before: Side,
    after: Side,
}

/// What stands on one side of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// White space, or the paragraph's edge.
    Edge,
    Word,
    Punctuation,
    /// A dash, bracket or mark behind which a quotation may open.
    Opening,
}

impl Place {
    fn of(text: &str, paragraph: Span, start: usize, end: usize) -> Self {
        let before = if start <= paragraph.start() {
            Side::Edge
        } else {
            Side::of(char_before(text, start))
        };
        let after = if end >= paragraph.end() { Side::Edge } else { Side::of(char_at(text, end)) };
        Self { before, after }
    }

    /// Space or an opening sign on the left, a word or an opening sign on the right.
    fn looks_opening(self) -> bool {
        matches!(self.before, Side::Edge | Side::Opening)
            && matches!(self.after, Side::Word | Side::Opening)
    }

    /// Something on the left, no word on the right.
    fn looks_closing(self) -> bool {
        matches!(self.before, Side::Word | Side::Punctuation) && self.after != Side::Word
    }
}

impl Side {
    fn of(neighbour: Option<char>) -> Self {
        match neighbour {
            None => Self::Edge,
            Some(c) if c.is_whitespace() => Self::Edge,
            Some(c) if is_word_char(c) => Self::Word,
            Some(
                '(' | '[' | '{' | '—' | '–' | '-' | '/' | ':' | '=' | '“' | '„' | '«' | '‘' | '‚'
                | '¿' | '¡',
            ) => Self::Opening,
            Some(_) => Self::Punctuation,
        }
    }
}

/// First bytes of quotation marks.
#[derive(Debug)]
pub(crate) struct QuotationMarkBytes;

impl ByteSet for QuotationMarkBytes {
    #[expect(clippy::needless_bitwise_bool, reason = "without branches it becomes vector code")]
    fn has(byte: u8) -> bool {
        (byte == b'"')
            | (byte == b'\'')
            | (byte == b'`')
            | (byte == 0xC2)
            | (byte == 0xE2)
            | (byte == 0xE3)
    }
}

/// Returns the mark at a byte that may start one; `None` if it starts something else or an
/// apostrophe within a word.
fn mark_at(text: &str, bytes: &[u8], at: usize) -> Option<Mark> {
    let byte = |offset: usize| bytes.get(at + offset).copied().unwrap_or(0);
    let is_inner = |length: usize| {
        at > 0
            && bytes.get(at - 1).is_some_and(u8::is_ascii_alphanumeric)
            && byte(length).is_ascii_alphanumeric()
    };
    let length = match (byte(0), byte(1), byte(2)) {
        (b'\'', b'\'', _) | (b'`', b'`', _) => return Some(Mark { sign: '"', length: 2 }),
        (b'\'', ..) if is_inner(1) => return None,
        (0xE2, 0x80, 0x99) if is_inner(3) => return None,
        (b'`', ..) => return Some(Mark { sign: '‘', length: 1 }),
        (b'"' | b'\'', ..) => 1,
        // « »
        (0xC2, 0xAB | 0xBB, _) => 2,
        // ‘ ’ ‚ ‛ “ ” „ ‟ ″ ‹ › and 「 」 『 』
        (0xE2, 0x80, 0x98..=0x9F | 0xB3 | 0xB9 | 0xBA) | (0xE3, 0x80, 0x8C..=0x8F) => 3,
        _ => return None,
    };
    Some(Mark { sign: char_at(text, at)?, length })
}

fn step(open: &mut Vec<Open>, found: &mut Vec<Quotation>, mark: Mark, place: Place, at: usize) {
    let is_single = matches!(mark.sign, '\'' | '’' | '‘' | '‚' | '‛');
    if is_single && mark.sign != '‚' && place.before == Side::Word && place.after == Side::Word {
        return;
    }
    if let Some(depth) = open.iter().rposition(|candidate| closes(candidate.sign, mark.sign)) {
        let may_close = match mark.sign {
            '"' => !place.looks_opening() || place.looks_closing(),
            '\'' | '’' => place.looks_closing(),
            '“' | '‘' | '«' | '»' | '‹' | '›' => !place.looks_opening(),
            _ => true,
        };
        if may_close {
            close(open, found, depth, mark, at);
            return;
        }
    }
    let may_open = match mark.sign {
        '“' | '„' | '‟' | '「' | '『' | '‚' | '‛' => true,
        '‘' => place.after == Side::Word || place.looks_opening(),
        '"' => place.after != Side::Edge || place.before == Side::Edge,
        '\'' => place.looks_opening() && place.after == Side::Word,
        '”' | '’' | '›' | '‹' => place.looks_opening() && place.after != Side::Punctuation,
        '«' => place.after != Side::Edge || place.before != Side::Word,
        '»' => place.looks_opening(),
        _ => false,
    };
    if may_open && open.len() < MAX_DEPTH {
        let start = at + mark.length;
        open.push(Open { sign: mark.sign, slot: found.len() });
        found.push(Quotation {
            outer: Span::new(at, start),
            inner: Span::new(start, start),
            style: style(mark.sign),
            is_closed: false,
            depth: 0,
        });
    }
}

fn closes(opening: char, sign: char) -> bool {
    match opening {
        '"' | '″' => matches!(sign, '"' | '″'),
        '\'' => sign == '\'',
        '“' | '‟' => matches!(sign, '”' | '"'),
        '”' => sign == '”',
        '„' => matches!(sign, '“' | '”' | '"'),
        '‘' | '‛' => matches!(sign, '’' | '\''),
        '’' => sign == '’',
        '‚' => matches!(sign, '‘' | '’'),
        '«' => sign == '»',
        '»' => matches!(sign, '«' | '»'),
        '‹' => sign == '›',
        '›' => matches!(sign, '‹' | '›'),
        '「' => sign == '」',
        '『' => sign == '』',
        _ => false,
    }
}

fn close(open: &mut Vec<Open>, found: &mut [Quotation], depth: usize, mark: Mark, at: usize) {
    let slot = open.get(depth).map(|opened| opened.slot);
    // Marks opened inside and never closed end with the quotation around them.
    for stray in open.drain(depth..).skip(1) {
        if let Some(quotation) = found.get_mut(stray.slot) {
            quotation.outer = Span::new(quotation.outer.start(), at);
            quotation.inner = Span::new(quotation.inner.start(), at);
        }
    }
    if let Some(quotation) = slot.and_then(|slot| found.get_mut(slot)) {
        quotation.outer = Span::new(quotation.outer.start(), at + mark.length);
        quotation.inner = Span::new(quotation.inner.start(), at);
        quotation.is_closed = true;
    }
}

fn close_at_end(open: &[Open], found: &mut [Quotation], end: usize) {
    for stray in open {
        if let Some(quotation) = found.get_mut(stray.slot) {
            quotation.outer = Span::new(quotation.outer.start(), end);
            quotation.inner = Span::new(quotation.inner.start(), end);
        }
    }
}

/// Drops single marks that were never closed and sets the depths.
fn finish(found: &mut Vec<Quotation>, first: usize) {
    let mut kept = first;
    for index in first..found.len() {
        let Some(&quotation) = found.get(index) else { break };
        let is_apostrophe = !quotation.is_closed && quotation.style.is_single();
        if !is_apostrophe {
            if let Some(slot) = found.get_mut(kept) {
                *slot = quotation;
            }
            kept += 1;
        }
    }
    found.truncate(kept);
    let mut ends: List<usize> = List::new();
    for quotation in found.iter_mut().skip(first) {
        while ends.last().is_some_and(|&end| end <= quotation.outer.start()) {
            ends.pop();
        }
        quotation.depth = u8::try_from(ends.len()).unwrap_or(u8::MAX);
        ends.push(quotation.outer.end());
    }
}

fn style(sign: char) -> QuotationStyle {
    match sign {
        '\'' => QuotationStyle::StraightSingle,
        '“' | '”' | '‟' => QuotationStyle::CurlyDouble,
        '‘' | '’' | '‛' => QuotationStyle::CurlySingle,
        '„' => QuotationStyle::LowDouble,
        '‚' => QuotationStyle::LowSingle,
        '«' | '»' => QuotationStyle::GuillemetDouble,
        '‹' | '›' => QuotationStyle::GuillemetSingle,
        '「' | '」' => QuotationStyle::CornerSingle,
        '『' | '』' => QuotationStyle::CornerDouble,
        _ => QuotationStyle::StraightDouble,
    }
}

#[cfg(test)]
mod tests;
