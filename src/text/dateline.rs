//! Where a dateline stands before a paragraph's first sentence: `SEOUL, Sept 14 (Reuters) -`.
//!
//! A place in capitals or an agency in brackets, perhaps a date, then a dash. Depends on
//! characters and the list of agencies.

use super::Span;
use super::character::{beginning, char_at, is_space, is_word_char};
use super::lower::{Lower, lower_case};
use super::word::words;
use super::word_list::WordList;
use std::sync::LazyLock;

/// A dateline ends within so many bytes of the paragraph's start.
const MAX_DATELINE_BYTES: usize = 120;

/// Most words that a dateline has before its dash.
const MAX_DATELINE_WORDS: usize = 10;

static AGENCIES: LazyLock<WordList<'static>> =
    LazyLock::new(|| WordList::parse(include_str!("../../data/agencies.txt")));

static MONTHS: LazyLock<WordList<'static>> = LazyLock::new(|| {
    let lists = include_str!("../../data/months.txt");
    WordList::from_words(super::word_list::entries(lists).flat_map(str::split_whitespace))
});

/// Returns the dateline at a paragraph's start, with its dash and the space behind it; empty if
/// there is none.
///
/// # Complexity
/// Constant: looks at the first 120 bytes.
pub(crate) fn dateline(text: &str, paragraph: Span) -> Span {
    let slice = paragraph.slice(text).unwrap_or_default();
    let head = beginning(slice, MAX_DATELINE_BYTES);
    if !head.contains('(') && !may_open(head) {
        return Span::new(paragraph.start(), paragraph.start());
    }
    let length = match agency_bracket(head) {
        Some(bracket) => length_with_agency(head, bracket),
        None => dash(head)
            .filter(|&(start, _)| is_place_and_date(head.get(..start).unwrap_or_default()))
            .map(|(_, end)| end),
    };
    with_space(text, paragraph, length.unwrap_or(0))
}

/// Tells whether a dateline without an agency may open with the first word: capitals, a number or a
/// month.
fn may_open(head: &str) -> bool {
    let first = words(head, Span::new(0, head.len())).next().and_then(|word| word.slice(head));
    first.is_some_and(|word| {
        let is_name = word.chars().nth(1).is_some_and(char::is_lowercase);
        !is_name || is_month(Lower::of(word).as_str())
    })
}

/// `NEW YORK (AP) —`, `(CNN)The mayor`: the dash behind the bracket may lack if the sentence is glued
/// to it or nothing stands before it.
fn length_with_agency(head: &str, (start, end): (usize, usize)) -> Option<usize> {
    if !is_place_with_agency(head.get(..start)?) {
        return None;
    }
    let behind = head.get(end..)?;
    let n_spaces = behind.len() - behind.trim_start().len();
    match dash(head) {
        Some((dash_start, dash_end)) if (end..=end + n_spaces).contains(&dash_start) => {
            Some(dash_end)
        }
        _ => (start == 0 || n_spaces == 0 && behind.starts_with(char::is_uppercase)).then_some(end),
    }
}

/// Tells whether a word names a month or its abbreviation in one of the languages (lower case).
pub(crate) fn is_month(word: &str) -> bool {
    MONTHS.contains(word)
}

/// Tells whether a name is that of a news agency or outlet (lower case).
pub(crate) fn is_agency(name: &str) -> bool {
    AGENCIES.contains(name)
}

fn with_space(text: &str, paragraph: Span, length: usize) -> Span {
    let mut end = paragraph.start() + length;
    while let Some(c) = char_at(text, end).filter(|&c| end < paragraph.end() && is_space(c)) {
        end += c.len_utf8();
    }
    // A paragraph that is nothing but a dateline is left alone.
    if end >= paragraph.end() {
        Span::new(paragraph.start(), paragraph.start())
    } else {
        Span::new(paragraph.start(), end)
    }
}

/// Finds `(Reuters)`, `(AP)`, `(dpa/lby)`.
fn agency_bracket(head: &str) -> Option<(usize, usize)> {
    let start = head.find('(')?;
    let inside = head.get(start + 1..)?;
    let length = inside.find(')')?;
    let inside = inside.get(..length)?;
    let mut names = inside.split(['/', ',', '-', '–']).map(str::trim);
    let is_known = names.next().is_some_and(|name| is_agency(&lower_case(name)));
    is_known.then_some((start, start + length + 2))
}

/// Finds the first dash that parts: a long one, a double hyphen, or a hyphen between spaces.
fn dash(head: &str) -> Option<(usize, usize)> {
    let bytes = head.as_bytes();
    head.char_indices().find_map(|(at, c)| {
        let is_spaced = at > 0
            && bytes.get(at - 1).is_some_and(|&byte| byte == b' ' || byte == b')' || byte == 0xA0);
        let end = match c {
            '–' | '—' | '―' if is_spaced || c == '—' => at + c.len_utf8(),
            '-' if bytes.get(at + 1) == Some(&b'-') => at + 2,
            '-' if is_spaced
                && bytes.get(at + 1).is_none_or(|&byte| byte == b' ' || byte == 0xC2) =>
            {
                at + 1
            }
            _ => return None,
        };
        Some((at, end))
    })
}

/// `BERLIN, 3. März`: capitals throughout but for the date, or a date alone.
fn is_place_and_date(before: &str) -> bool {
    let mut n_capitals = 0;
    let mut n_date = 0;
    let mut n_words = 0;
    for word in words(before, Span::new(0, before.len())) {
        let word = word.slice(before).unwrap_or_default();
        n_words += 1;
        if word.chars().next().is_some_and(char::is_numeric) {
            n_date += 1;
        } else if is_month(&lower_case(word)) {
            n_date += 2;
        } else if word.chars().count() >= 3
            && word.chars().all(|c| !c.is_lowercase())
            && word.chars().any(char::is_uppercase)
        {
            n_capitals += 1;
        } else if n_capitals == 0 || word.chars().next().is_some_and(char::is_lowercase) {
            return false;
        }
    }
    let is_short =
        n_words > 0 && n_words <= 6 && !before.contains(['"', '“', '„', '«', '?', '!', ';', ':']);
    let n_letters = before.chars().filter(|&c| is_word_char(c)).count();
    // A date alone needs day, month and year; short capitals alone could be an acronym: "NATO - an
    // alliance".
    let is_place = n_capitals >= 1 && (n_date > 0 || n_letters >= 5);
    is_short && (is_place || n_date >= 4)
}

/// `New York, Sept 14 (Reuters)`: few words, each with a capital, numbers and months aside.
fn is_place_with_agency(before: &str) -> bool {
    let mut n_words = 0;
    for word in words(before, Span::new(0, before.len())) {
        let word = word.slice(before).unwrap_or_default();
        n_words += 1;
        let is_name = word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
        let lower = lower_case(word);
        if !is_name
            && word.chars().count() > 3
            && !is_agency(&lower)
            && !is_month(&lower)
            && word.chars().next().is_some_and(char::is_lowercase)
        {
            return false;
        }
    }
    n_words <= MAX_DATELINE_WORDS
}

#[cfg(test)]
mod tests {
    use super::dateline;
    use crate::text::Span;

    fn rest(text: &str) -> &str {
        let found = dateline(text, Span::new(0, text.len()));
        text.get(found.end()..).unwrap_or("?")
    }

    #[test]
    fn datelines_of_agencies_are_found() {
        for text in [
            "SEOUL, Sept 14 (Reuters) - The mayor spoke.",
            "NEW YORK (AP) — The mayor spoke.",
            "(CNN) -- The mayor spoke.",
            "(CNN)The mayor spoke.",
            "Oster Bay, Minn. (AP) – The mayor spoke.",
            "Berlin (dpa) - The mayor spoke.",
            "PARIS, 3 mars (AFP) — The mayor spoke.",
            "BERLIN — The mayor spoke.",
            "Oster Bay (CNN)The mayor spoke.",
            "16 juin 2012. - The mayor spoke.",
            "Oster Bay North West Land Hill Side Town, May 3 (AP) - The mayor spoke.",
        ] {
            assert_eq!(rest(text), "The mayor spoke.", "{text}");
        }
    }

    #[test]
    fn sentences_with_dashes_or_brackets_are_left_whole() {
        for text in [
            "NATO - the alliance - has met.",
            "The mayor - who was late - spoke.",
            "The agency (AP) was told - twice - to wait for the mayor.",
            "Well-known people came.",
            "(The mayor spoke.)",
            "BERLIN —",
            "Jan 2012 - The harbour closes.",
            "Cable News Network (CNN) Vice President Ada Moss - a lawyer - spoke.",
            "In 2012 - a bad year - the mayor left.",
            // One word too many.
            "Oster Bay North West Land Hill Side Town Lake, May 3 (AP) - The mayor spoke.",
        ] {
            assert_eq!(rest(text), text, "{text}");
        }
    }
}
