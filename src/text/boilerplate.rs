//! Which paragraphs are service lines and not the story: bylines, credits, time stamps, captions,
//! links, calls to follow or subscribe, copyright.
//!
//! Conservative: a lost sentence is worse than a kept credit line, so each rule asks for a short
//! line of the right shape. Depends on words, datelines' lists and `data/boilerplate`.

use super::character::{is_space, is_word_char};
use super::cue::{CueKind, CueTable, cues, sentence_cues};
use super::dateline::{is_agency, is_month};
use super::word::words;
use super::{Language, Span};

/// A paragraph with more words is no service line, unless a label opens it.
const MAX_WORDS: usize = 40;

/// A call or note that is a full sentence has at most so many words.
const MAX_CALL_WORDS: usize = 20;

/// No more bytes than this hold so few words, in any script.
const MAX_BYTES: usize = 2_000;

/// A byline, credit line or time stamp has at most so many words.
const MAX_LINE_WORDS: usize = 14;

/// Tells whether a paragraph is a service line in a text of the given language.
///
/// # Complexity
/// Linear in the paragraph's length.
#[must_use]
pub fn is_boilerplate(paragraph: &str, language: Option<Language>) -> bool {
    is_service_line(paragraph, words(paragraph, Span::new(0, paragraph.len())), language)
}

/// Like [`is_boilerplate`], given the paragraph's words.
pub(crate) fn is_service_line(
    paragraph: &str,
    words: impl Iterator<Item = Span>,
    language: Option<Language>,
) -> bool {
    if paragraph.len() > MAX_BYTES {
        return false;
    }
    let is_closed = ends_like_a_sentence(paragraph);
    let max_words = if is_closed { MAX_CALL_WORDS } else { MAX_WORDS };
    let mut spans = [Span::default(); MAX_WORDS + 1];
    let mut n_words = 0;
    for (place, span) in spans.iter_mut().zip(words.take(max_words + 1)) {
        *place = span;
        n_words += 1;
    }
    let line = Line { text: paragraph, words: spans.get(..n_words).unwrap_or_default(), is_closed };
    let tables = [cues(language), cues(Some(Language::English))];
    if n_words == 0 {
        return true;
    }
    if n_words > max_words {
        return is_closed && tables.iter().any(|table| line.has_label(table));
    }
    line.is_link()
        || line.is_time_stamp()
        || line.is_byline(cues(language))
        || line.is_credit()
        || line.is_copyright()
        || line.has_cue(cues(language))
        || language != Some(Language::English) && line.has_cue(cues(Some(Language::English)))
}

/// Tells whether a sentence of the story is a service line ("Scroll down for video."), given its
/// words in the text. English only.
pub(crate) fn is_service_sentence(text: &str, words: &[Span], language: Option<Language>) -> bool {
    language == Some(Language::English)
        && words.len() <= MAX_WORDS
        && Line { text, words, is_closed: false }.has_cue(sentence_cues())
}

/// Tells whether a paragraph ends with a mark that ends sentences, closing marks aside.
pub(crate) fn ends_like_a_sentence(paragraph: &str) -> bool {
    if paragraph.ends_with(['.', '!', '?']) {
        return true;
    }
    let closers = |c: char| is_space(c) || super::character::is_closer(c);
    paragraph
        .trim_end_matches(closers)
        .ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।', '॥', '۔', ';', '։', '።'])
}

struct Line<'p> {
    text: &'p str,
    words: &'p [Span],
    is_closed: bool,
}

impl<'p> Line<'p> {
    fn word(&self, index: usize) -> &'p str {
        self.words.get(index).and_then(|span| span.slice(self.text)).unwrap_or_default()
    }

    /// A web address, mail address, handle or tags, with hardly a word beside them.
    fn is_link(&self) -> bool {
        let may_link = |text: &str| text.contains(['@', '#', '/']) || text.contains("www.");
        if self.is_closed || !may_link(self.text) {
            return false;
        }
        let (mut n_links, mut n_others) = (0, 0);
        for piece in self.text.split_whitespace() {
            let is_link = piece.contains("://")
                || piece.starts_with("www.")
                || piece.starts_with(['@', '#']) && piece.chars().nth(1).is_some_and(is_word_char)
                || piece.contains('@') && piece.contains('.');
            n_links += usize::from(is_link);
            n_others += usize::from(!is_link && piece.contains(is_word_char));
        }
        n_links > 0 && n_others <= 3
    }

    /// Nothing but a date or a time, perhaps behind a label: `Updated: 14 Sept 2016, 09:15`.
    fn is_time_stamp(&self) -> bool {
        let is_numeric = |index| self.word(index).starts_with(char::is_numeric);
        if self.words.len() > MAX_LINE_WORDS || !(0..self.words.len()).any(is_numeric) {
            return false;
        }
        let (label_end, has_label) = match self
            .text
            .char_indices()
            .find(|&(_, c)| c == ':' || c == '：')
        {
            Some((at, _))
                if !self.text.get(..at).unwrap_or_default().ends_with(|c: char| c.is_numeric()) =>
            {
                (at, true)
            }
            _ => (0, false),
        };
        let n_label = self.words.iter().filter(|span| span.end() <= label_end).count();
        if n_label > 4 {
            return false;
        }
        let (mut n_numbers, mut n_months, mut n_others) = (0, 0, 0);
        let mut is_dated = false;
        for index in n_label..self.words.len() {
            let word = self.word(index);
            let lower = word.to_lowercase();
            if word.chars().next().is_some_and(char::is_numeric) {
                n_numbers += 1;
                is_dated |= is_year(word) || word.contains(['.', '-']) && word.len() >= 6;
            } else if is_month(lower.trim_end_matches('.')) {
                n_months += 1;
            } else if is_time_word(&lower) {
            } else {
                n_others += 1;
            }
        }
        let has_clock = self.text.as_bytes().windows(4).any(|window| {
            matches!(window, [a, b':' | b'.' | b'h', b, c] if a.is_ascii_digit() && b.is_ascii_digit() && c.is_ascii_digit())
        });
        let is_full_date = n_months > 0 && (n_numbers >= 2 || n_numbers == 1 && !self.is_closed)
            || n_numbers >= 3 && is_dated
            || is_dated && n_numbers >= 1 && has_clock;
        let is_time_only = has_label && has_clock && n_numbers >= 2;
        // One word more may be a weekday or an edition's name.
        let n_allowed = if has_label { 2 } else { 1 };
        n_numbers > 0
            && n_others <= n_allowed
            && (is_full_date || is_time_only)
            && !(self.is_closed && n_others > 0)
    }

    /// `By Ada Moss and Ben Roe, Oster Bay Herald`.
    fn is_byline(&self, table: &CueTable) -> bool {
        if self.is_closed || self.words.len() > MAX_LINE_WORDS {
            return false;
        }
        let Some(end) = self.words.first().and_then(|&first| table.byline_end(self.text, first))
        else {
            return false;
        };
        let n_by = self.n_words_before(end);
        n_by < self.words.len() && self.is_names(n_by) && self.has_capital(n_by)
    }

    /// `AP Photo/Ada Moss`, `World News / News Desk`, `Reuters`.
    fn is_credit(&self) -> bool {
        if self.is_closed && !self.text.ends_with(')') || self.words.len() > 8 {
            return false;
        }
        let bare = self.text.trim_matches(|c: char| !is_word_char(c));
        if is_agency(&bare.to_lowercase()) {
            return true;
        }
        let mut parts = self.text.split(['/', '|', '•', '·']);
        let n_parts = parts.clone().count();
        let is_parted = n_parts >= 2
            && parts.all(|part| {
                part.trim().chars().next().is_some_and(|c| c.is_uppercase() || c == '(')
            });
        is_parted && self.is_names(0) && !self.text.contains(['?', '!', ','])
    }

    fn is_copyright(&self) -> bool {
        let text = self.text.trim_start_matches(|c: char| !is_word_char(c) && c != '©' && c != '(');
        (text.starts_with('©') || text.starts_with("(c) ") || text.starts_with("(C) "))
            && self.words.len() <= 30
            || self.words.len() <= 12 && !self.is_closed && self.text.contains('©')
    }

    fn has_cue(&self, table: &CueTable) -> bool {
        table.find(self.text, self.words).any(|cue| match cue.kind {
            CueKind::Whole => self.n_words_before(cue.end) == self.words.len(),
            CueKind::Starts | CueKind::Contains => true,
            CueKind::Label => self.is_colon_at(cue.end),
            CueKind::Byline => false,
        })
    }

    fn has_label(&self, table: &CueTable) -> bool {
        let first = self.words.get(..1).unwrap_or_default();
        table
            .find(self.text, first)
            .any(|cue| cue.kind == CueKind::Label && self.is_colon_at(cue.end))
    }

    fn is_colon_at(&self, at: usize) -> bool {
        self.text.get(at..).unwrap_or_default().trim_start().starts_with([':', '：', '|', '/'])
    }

    fn n_words_before(&self, end: usize) -> usize {
        self.words.iter().take_while(|word| word.end() <= end).count()
    }

    /// Tells whether all words from an index on could be names: capitals, short joining words,
    /// numbers.
    fn is_names(&self, from: usize) -> bool {
        (from..self.words.len()).all(|index| {
            let word = self.word(index);
            let first = word.chars().next().unwrap_or(' ');
            !first.is_lowercase() || word.chars().count() <= 3 || is_agency(word)
        })
    }

    fn has_capital(&self, from: usize) -> bool {
        self.word(from).chars().next().is_some_and(|c| !c.is_lowercase() && !c.is_numeric())
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Tells whether a word belongs to dates and clock times in one of the languages.
pub(crate) fn is_time_word(lower: &str) -> bool {
    use std::sync::LazyLock;
    static TIME_WORDS: LazyLock<super::WordList<'static>> = LazyLock::new(|| {
        super::WordList::from_words(
            super::word_list::entries(include_str!("../../data/time_words.txt"))
                .flat_map(str::split_whitespace),
        )
    });
    TIME_WORDS.contains(lower)
}

#[cfg(test)]
mod tests {
    use super::{is_boilerplate, is_service_sentence};
    use crate::text::{Language, Span, words};

    fn check(language: Language, expected: bool, lines: &[&str]) {
        for line in lines {
            assert_eq!(is_boilerplate(line, Some(language)), expected, "{line}");
        }
    }

    #[test]
    fn bylines() {
        check(
            Language::English,
            true,
            &[
                "By Ada Moss",
                "By ADA MOSS and BEN ROE, Oster Bay Herald",
                "By Ada Moss | Staff Writer",
            ],
        );
        check(
            Language::English,
            false,
            &[
                "By Monday the harbour was closed.",
                "By the river, the mayor waited for the boats to come in",
            ],
        );
        check(Language::German, true, &["Von Ada Moos", "Von Ada Moos und Ben Rohe, Osterbucht"]);
        check(
            Language::German,
            false,
            &["Von Montag an ist der Hafen geschlossen.", "Von der Stadt kam keine Antwort"],
        );
        check(Language::French, true, &["Par Ada Mousse"]);
    }

    #[test]
    fn credit_lines() {
        check(
            Language::English,
            true,
            &[
                "Bay News / News Desk",
                "Reuters",
                "(AFP)",
                "AP Photo/Ada Moss",
                "Photo: Ada Moss/AFP",
            ],
        );
        check(
            Language::English,
            false,
            &[
                "The AP/Reuters pool was let in.",
                "He/she may come",
                "Winners and losers of the harbour vote",
            ],
        );
    }

    #[test]
    fn time_stamps_in_any_language() {
        check(
            Language::English,
            true,
            &[
                "Updated: 14 September 2016, 09:15",
                "Güncelleme Tarihi: 3 Mayıs 2021, 10:05",
                "Published 3 May 2021",
                "12.05.2021, 14:30 Uhr",
                "Mis à jour le 3 mai 2021 à 10h05",
                "2021-05-03 10:05",
                "Опубликовано: 3 мая 2021, 10:05",
            ],
        );
        check(
            Language::English,
            false,
            &[
                "On 3 May 2021 the mayor left.",
                "In 2012, 14 people came to the first meeting of the board.",
                "The vote was 12 to 5.",
                "1. Close the harbour",
            ],
        );
    }

    #[test]
    fn calls_and_links() {
        check(
            Language::English,
            true,
            &[
                "Read more: Mayor closes harbour",
                "READ MORE",
                "Follow us on Twitter and Facebook.",
                "Click here to sign up for our newsletter.",
                "https://example.com/a/b",
                "@adamoss",
                "© 2021 Bay News. All rights reserved.",
                "Advertisement",
            ],
        );
        check(
            Language::English,
            false,
            &[
                "Read more than twenty books a year and you will sleep better, the study says.",
                "They follow us everywhere, the mayor said.",
                "The company, at www.example.com, sells boats and nets to fishermen.",
            ],
        );
        check(
            Language::German,
            true,
            &["Lesen Sie auch: Hafen geschlossen", "Foto: Ada Moos", "Alle Rechte vorbehalten."],
        );
        check(
            Language::Spanish,
            true,
            &["Lea también: El puerto cierra", "Todos los derechos reservados"],
        );
    }

    #[test]
    fn a_line_without_words_is_no_story() {
        check(Language::English, true, &["***", "– – –"]);
    }

    #[test]
    fn service_sentences_within_the_story_are_english_only() {
        let check = |text: &str, language| {
            let spans: Vec<Span> = words(text, Span::new(0, text.len())).collect();
            is_service_sentence(text, &spans, Some(language))
        };
        assert!(check("Scroll down for video.", Language::English));
        assert!(!check("Scroll down for video.", Language::German));
        assert!(!check("The mayor read the scroll.", Language::English));
    }
}
