//! Which regions of a paragraph stand between quotation marks.
//!
//! Depends on `text` for spans and languages. Pairs marks; whether a region is a quote, a title or
//! a nickname is decided by `reject`.

use crate::text::{ByteSet, Language, List, Scanner, Span, is_alphanumeric};

/// The text between two marks of one paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MarkedRegion {
    /// The text between the marks.
    pub(super) content: Span,
    /// The text with its marks.
    pub(super) outer: Span,
    /// Whether a dash opened it: dialogue without marks.
    pub(super) is_dash: bool,
    /// Whether the paragraph ended before the closing mark: the quote goes on in the next one.
    pub(super) is_unclosed: bool,
}

impl MarkedRegion {
    /// Makes the region between two marks.
    fn between(opening: Span, closing: Span) -> Self {
        Self {
            content: Span::new(opening.end(), closing.start()),
            outer: Span::new(opening.start(), closing.end()),
            is_dash: false,
            is_unclosed: false,
        }
    }
}

/// What a mark does at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Action {
    /// Opens a region; one that is still open was a stray mark.
    Open,
    /// Closes the open region.
    Close,
    /// Nothing.
    Ignore,
}

/// Bytes that may be a quotation mark or begin one.
struct MarkBytes;

impl ByteSet for MarkBytes {
    fn has(byte: u8) -> bool {
        (byte == b'"') | !byte.is_ascii()
    }
}

/// Finds the marked regions of a paragraph, in order and without overlap; O(length).
///
/// Regions never leave the paragraph. Marks nested in an open region of another style stay part of
/// its text.
pub(super) fn marked_regions(
    text: &str,
    paragraph: Span,
    language: Option<Language>,
) -> List<MarkedRegion> {
    let slice = paragraph.slice(text).unwrap_or_default();
    let mut regions = List::new();
    let mut marks = Scanner::<MarkBytes>::new(slice.as_bytes(), 0);
    let mut next_mark = marks.next_from(0);
    if next_mark.is_none() {
        return regions;
    }
    let style = Style::of(language, slice);
    let mut open: Option<Span> = None;
    let rest_of = |at: usize| slice.get(at..).unwrap_or_default();
    while let Some(at) = next_mark {
        let Some(mark) = rest_of(at).chars().next() else { break };
        let from = at + mark.len_utf8();
        next_mark = marks.next_from(from);
        let next = rest_of(from).chars().next().unwrap_or(' ');
        let previous = slice.get(..at).and_then(|s| s.chars().next_back()).unwrap_or(' ');
        let span = Span::new(paragraph.start() + at, paragraph.start() + from);
        match style.action(mark, previous, next, open.is_some()) {
            Action::Open => open = Some(span),
            Action::Close => {
                regions.extend(open.take().map(|opening| MarkedRegion::between(opening, span)));
            }
            Action::Ignore => {}
        }
    }
    if let Some(opening) = open.filter(|opening| opening.end() < paragraph.end()) {
        let end = Span::new(paragraph.end(), paragraph.end());
        regions.push(MarkedRegion { is_unclosed: true, ..MarkedRegion::between(opening, end) });
    }
    regions
}

/// Finds the regions between single marks, for texts that use no double ones (British and Dutch
/// style): an opener after a space and before a letter, a closer before no letter.
pub(super) fn single_marked_regions(text: &str, paragraph: Span) -> List<MarkedRegion> {
    let slice = paragraph.slice(text).unwrap_or_default();
    let mut regions = List::new();
    let mut open: Option<Span> = None;
    let mut previous = ' ';
    let mut chars = slice.char_indices().peekable();
    while let Some((at, mark)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, c)| c);
        let start = paragraph.start() + at;
        let span = Span::new(start, start + mark.len_utf8());
        match mark {
            '\'' | '‘' | '’'
                if open.is_none()
                    && (previous.is_whitespace() || "([—–:".contains(previous))
                    && is_alphanumeric(next) =>
            {
                open = Some(span);
            }
            '\'' | '’' if !is_alphanumeric(next) && !previous.is_whitespace() => {
                regions.extend(open.take().map(|opening| MarkedRegion::between(opening, span)));
            }
            _ => {}
        }
        previous = mark;
    }
    regions
}

/// Finds the utterances of a paragraph that opens with a dash: *— Да, — сказал он. — Вот.*
///
/// Narration starts at a dash before a letter in lower case and ends at the next dash; without
/// narration the paragraph may be a list item and holds no utterance.
pub(super) fn dash_regions(text: &str, paragraph: Span) -> List<MarkedRegion> {
    let slice = paragraph.slice(text).unwrap_or_default();
    let mut regions = List::new();
    if !slice.starts_with(DASHES) {
        return regions;
    }
    let mut is_speech = true;
    let mut start = 0;
    let mut has_narration = false;
    for (at, dash) in slice.match_indices(DASHES) {
        let behind = at + dash.len();
        let next = slice.get(behind..).unwrap_or_default().trim_start().chars().next();
        if at == 0 {
            start = behind;
        } else if is_speech && next.is_some_and(char::is_lowercase) {
            push_dash_region(slice, paragraph, start, at, &mut regions);
            is_speech = false;
            has_narration = true;
        } else if !is_speech {
            is_speech = true;
            start = behind;
        }
    }
    if is_speech {
        push_dash_region(slice, paragraph, start, slice.len(), &mut regions);
    }
    if has_narration { regions } else { List::new() }
}

/// The dashes that open an utterance.
const DASHES: [char; 3] = ['—', '–', '―'];

fn push_dash_region(
    slice: &str,
    paragraph: Span,
    start: usize,
    end: usize,
    regions: &mut Vec<MarkedRegion>,
) {
    let piece = slice.get(start..end).unwrap_or_default();
    // A full stop behind a closing dash belongs to the narration: "—dijo Juan—. Es tarde."
    let trimmed =
        piece.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ':' | ';'));
    let start = start + (piece.len() - trimmed.len());
    let content =
        Span::new(paragraph.start() + start, paragraph.start() + start + trimmed.trim_end().len());
    if !content.is_empty() {
        regions.push(MarkedRegion { content, outer: content, is_dash: true, is_unclosed: false });
    }
}

/// How a language writes its marks.
#[derive(Debug, Clone, Copy)]
struct Style {
    /// “ closes what „ opened (German, Danish, Czech, Hungarian).
    high_left_closes: bool,
    /// ” also opens (Swedish, Finnish).
    high_right_opens: bool,
    /// Guillemets point inwards, »…«, or both look the same, »…».
    guillemets_point_inwards: bool,
}

impl Style {
    /// `slice` is the paragraph: where a language knows both ways of guillemets, the first one of
    /// the paragraph opens.
    fn of(language: Option<Language>, slice: &str) -> Self {
        use Language::{Danish, Finnish, German, Hungarian, Norwegian, Swedish};
        let inwards = matches!(language, Some(Danish | Finnish | German | Hungarian | Swedish));
        Self {
            high_left_closes: language == Some(German)
                || language != Some(Language::English) && slice.contains('„'),
            high_right_opens: matches!(
                language,
                None | Some(Danish | Finnish | German | Norwegian | Swedish)
            ),
            guillemets_point_inwards: inwards
                && slice
                    .find(['«', '»'])
                    .is_some_and(|at| slice.get(at..).is_some_and(|rest| rest.starts_with('»'))),
        }
    }

    fn action(self, mark: char, previous: char, next: char, is_open: bool) -> Action {
        let opens_here = previous.is_whitespace() || previous == '(';
        let toggle = if is_open {
            Action::Close
        } else if opens_here {
            Action::Open
        } else {
            Action::Ignore
        };
        match mark {
            '“' if self.high_left_closes => toggle,
            '”' if self.high_right_opens => toggle,
            '«' | '»' if self.guillemets_point_inwards => match (mark, is_open) {
                (_, true) => Action::Close,
                ('»', false) => Action::Open,
                _ => Action::Ignore,
            },
            '„' | '‟' | '“' | '«' => Action::Open,
            '”' | '»' => Action::Close,
            '"' => straight(previous, next, is_open),
            _ => Action::Ignore,
        }
    }
}

/// A straight mark opens before a letter and closes otherwise. In opener position while another
/// one is open, that one was a stray: inch signs, a closing mark that got lost.
fn straight(previous: char, next: char, is_open: bool) -> Action {
    if !is_open {
        return if next.is_whitespace() { Action::Ignore } else { Action::Open };
    }
    let is_opener =
        (previous.is_whitespace() || "([{/:‘".contains(previous)) && !next.is_whitespace();
    if is_opener { Action::Open } else { Action::Close }
}

#[cfg(test)]
mod tests {
    use super::{dash_regions, marked_regions, single_marked_regions};
    use crate::text::{Language, Span};

    fn contents(text: &str, language: Language) -> Vec<&str> {
        marked_regions(text, Span::new(0, text.len()), Some(language))
            .iter()
            .filter_map(|region| region.content.slice(text))
            .collect()
    }

    #[test]
    fn straight_and_curly_marks_pair() {
        let text = "She said \"no more\" and “that is all” to him.";
        assert_eq!(contents(text, Language::English), ["no more", "that is all"]);
    }

    #[test]
    fn a_later_opener_replaces_a_stray_one() {
        let text = "The 12\" pipe broke. \"We heard a bang,\" she said.";
        assert_eq!(contents(text, Language::English), ["We heard a bang,"]);
        assert_eq!(contents("“We “heard a bang,” she said.", Language::English), ["heard a bang,"]);
    }

    #[test]
    fn an_open_mark_reaches_the_end_of_the_paragraph() {
        let text = "“We go on and on.";
        let regions = marked_regions(text, Span::new(0, text.len()), Some(Language::English));
        assert!(regions.len() == 1 && regions[0].is_unclosed);
    }

    #[test]
    fn other_languages_pair_their_own_marks() {
        for (language, text) in [
            (Language::German, "Er sagte „nie mehr“ und ging."),
            (Language::German, "Er sagte »nie mehr« und ging."),
            (Language::Danish, "Han sagde »nie mehr« og gik."),
            (Language::Swedish, "Han sade ”nie mehr” och gick."),
            (Language::Finnish, "Hän sanoi »nie mehr» ja lähti."),
            (Language::Hungarian, "Azt mondta, „nie mehr” és elment."),
            (Language::Romanian, "A spus „nie mehr” și a plecat."),
            (Language::Russian, "Он сказал «nie mehr» и ушёл."),
            (Language::Norwegian, "Han sa «nie mehr» og gikk."),
        ] {
            assert_eq!(contents(text, language), ["nie mehr"], "{language:?}");
        }
        assert_eq!(contents("Il a dit « jamais plus » hier.", Language::French), [" jamais plus "]);
    }

    #[test]
    fn dialogue_behind_dashes_stops_at_narration() {
        let dialogue = |text| {
            dash_regions(text, Span::new(0, text.len()))
                .iter()
                .filter_map(|region| region.content.slice(text))
                .collect::<Vec<_>>()
        };
        let text = "— Да, — сказал он. — Вот так.";
        assert_eq!(dialogue(text), ["Да,", "Вот так."]);
        assert_eq!(dialogue("—No lo sé —dijo Ana—. Es tarde."), ["No lo sé", "Es tarde."]);
        assert!(dialogue("– Erstens").is_empty());
    }

    #[test]
    fn apostrophes_do_not_close_single_marks() {
        let text = "He said ‘I don’t know the dogs’ owner’ and left.";
        let regions = single_marked_regions(text, Span::new(0, text.len()));
        assert_eq!(regions[0].content.slice(text), Some("I don’t know the dogs"));
    }
}
