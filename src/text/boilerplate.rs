//! Which paragraphs are service lines and not the story: bylines, credits, time stamps, captions,
//! links, calls to follow or subscribe, copyright.
//!
//! Conservative: a lost sentence is worse than a kept credit line, so each rule asks for a short
//! line of the right shape. Depends on words, datelines' lists and `data/boilerplate`.

mod line;
mod time_stamp;

use self::line::Line;
use super::character::{is_closer, is_space};
use super::cue::{cues, sentence_cues};
use super::word::words;
use super::{Language, Span};

pub(crate) use time_stamp::is_time_word;

/// A paragraph with more words is no service line, unless a label opens it.
const MAX_WORDS: usize = 40;

/// A call or note that is a full sentence has at most so many words.
const MAX_CALL_WORDS: usize = 20;

/// No more bytes than this hold so few words, in any script.
const MAX_BYTES: usize = 2_000;

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
    let closers = |c: char| is_space(c) || is_closer(c);
    paragraph
        .trim_end_matches(closers)
        .ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।', '॥', '۔', ';', '։', '።'])
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
    fn a_line_without_words_is_one_unless_it_is_very_long() {
        assert!(is_boilerplate(&"-".repeat(2_000), Some(Language::English)));
        assert!(!is_boilerplate(&"-".repeat(2_001), Some(Language::English)));
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
