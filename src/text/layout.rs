//! What each paragraph of a text is in the story: title, standfirst, service line or story.
//!
//! Works from the shape of the text's head and from the classifier of single paragraphs
//! (`boilerplate`). Never leaves a text without a story.

use super::boilerplate::{ends_like_a_sentence, is_service_line};
use super::character::{is_closer, is_word_char};
use super::document::ParagraphKind;
use super::stop_words::stop_words;
use super::text_words::TextWords;
use super::{Language, List, Reused, Span, Wanted};

/// A title has at most so many words.
const MAX_TITLE_WORDS: usize = 30;

/// A title has at most so many bytes.
const MAX_TITLE_BYTES: usize = 300;

/// A title that isn't repeated has at least so many words.
const MIN_TITLE_WORDS: usize = 2;

/// A title that is a question or an exclamation has at most so many words; a longer one is prose.
const MAX_QUESTION_WORDS: usize = 15;

/// What shows that a line holds more than one sentence.
const INNER_SENTENCE_ENDS: [&str; 3] = ["? ", "! ", ".” "];

/// So many paragraphs from the start may be searched for a title, and for a standfirst below it.
const HEAD_PARAGRAPHS: usize = 6;

/// A standfirst has at least so many words; below, it is a heading or a rubric.
const MIN_STANDFIRST_WORDS: usize = 8;

/// A subheading within the story has at most so many words.
const MAX_HEADING_WORDS: usize = 12;

/// What a paragraph counts as work, whatever its length.
const BYTES_A_PARAGRAPH: usize = 32;

/// The paragraphs' kinds, and where the title stands if the text holds it.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) kinds: List<ParagraphKind>,
    pub(crate) title: Option<Span>,
}

/// Tells what each paragraph is, given the text's words. `title` is empty when it isn't known.
///
/// # Complexity
/// Linear in the text's length.
pub(crate) fn layout(
    text: &str,
    words: &TextWords<'_>,
    title: &str,
    paragraphs: &[Span],
    language: Option<Language>,
    wanted: &Wanted<'_>,
) -> Layout {
    let slice = |span: &Span| span.slice(text).unwrap_or_default();
    let mut kinds: List<ParagraphKind> = paragraphs
        .iter()
        .map(|span| {
            let within = words.within(*span).map(|word| word.relative_to(*span));
            if wanted.for_more(span.len() + BYTES_A_PARAGRAPH)
                && is_service_line(slice(span), within, language)
            {
                ParagraphKind::Boilerplate
            } else {
                ParagraphKind::Story
            }
        })
        .collect();
    let found =
        if title.trim().is_empty() { find_title(text, words, paragraphs, &kinds) } else { None };
    let known_title = found.and_then(|index| paragraphs.get(index)).map_or(title, slice);
    mark_title(text, words, known_title, paragraphs, &mut kinds);
    mark_headings(text, words, paragraphs, language, &mut kinds);
    let title_span = found.and_then(|index| paragraphs.get(index)).copied();
    if !kinds.contains(&ParagraphKind::Story) {
        keep_something(words, paragraphs, &mut kinds);
    }
    let is_still_title = found.and_then(|index| kinds.get(index)) == Some(&ParagraphKind::Title);
    Layout { kinds, title: title_span.filter(|_| is_still_title) }
}

/// Finds the first line if it reads like a title: short, no full stop, story below.
fn find_title(
    text: &str,
    words: &TextWords<'_>,
    paragraphs: &[Span],
    kinds: &[ParagraphKind],
) -> Option<usize> {
    let index =
        kinds.iter().take(HEAD_PARAGRAPHS).position(|&kind| kind == ParagraphKind::Story)?;
    let span = paragraphs.get(index)?;
    let line = span.slice(text)?;
    let n_words = words.within(*span).take(MAX_TITLE_WORDS + 1).count();
    if span.len() > MAX_TITLE_BYTES || n_words > MAX_TITLE_WORDS {
        return None;
    }
    let following = || paragraphs.iter().zip(kinds).skip(index + 1);
    let is_repeated = following().take(HEAD_PARAGRAPHS).any(|(other, _)| {
        other.len() < span.len() * 2
            && title_key(other.slice(text).unwrap_or_default()).eq(title_key(line))
    });
    if is_repeated {
        return Some(index);
    }
    let has_story = following().any(|(other, &kind)| {
        kind == ParagraphKind::Story && ends_like_a_sentence(other.slice(text).unwrap_or_default())
    });
    let ends_open = line.ends_with([',', ';', ':', '-', '–', '—']);
    let is_question = line.ends_with(['?', '!']);
    let is_title = n_words >= MIN_TITLE_WORDS
        && has_story
        && !ends_open
        && !ends_with_full_stop(line)
        && (!is_question || n_words <= MAX_QUESTION_WORDS)
        && !INNER_SENTENCE_ENDS.iter().any(|end| line.contains(end));
    is_title.then_some(index)
}

/// Marks the title's lines, and the standfirst among the paragraphs right below it.
fn mark_title(
    text: &str,
    words: &TextWords<'_>,
    title: &str,
    paragraphs: &[Span],
    kinds: &mut [ParagraphKind],
) {
    let mut key: Reused<String> = Reused::new();
    key.extend(title_key(title));
    if !key.is_empty() {
        for (span, kind) in paragraphs.iter().zip(kinds.iter_mut()) {
            let line = span.slice(text).unwrap_or_default();
            if span.len() <= title.len() * 2 + 80 && repeats_title(line, &key) {
                *kind = ParagraphKind::Title;
            }
        }
    }
    mark_standfirst(text, words, paragraphs, kinds);
}

/// Marks the standfirst: a longer line without an end mark above the first prose, beside a title,
/// byline or credit in the text. Without such a neighbour it may be the story's first sentence.
fn mark_standfirst(
    text: &str,
    words: &TextWords<'_>,
    paragraphs: &[Span],
    kinds: &mut [ParagraphKind],
) {
    let line =
        |index: usize| paragraphs.get(index).and_then(|span| span.slice(text)).unwrap_or_default();
    let is_prose = |index: usize| ends_like_a_sentence(line(index)) || line(index).ends_with(':');
    let is_story = |index: usize| kinds.get(index) == Some(&ParagraphKind::Story);
    let Some(first_prose) = (0..paragraphs.len()).find(|&index| is_story(index) && is_prose(index))
    else {
        return;
    };
    let head = 0..first_prose.min(HEAD_PARAGRAPHS);
    let is_framed = head.clone().any(|index| !is_story(index));
    let found = head.clone().find(|&index| {
        let span = paragraphs.get(index).copied().unwrap_or_default();
        is_story(index)
            && !line(index).starts_with(char::is_lowercase)
            && words.within(span).nth(MIN_STANDFIRST_WORDS - 1).is_some()
            && span.len() <= MAX_TITLE_BYTES * 2
    });
    if let Some(kind) = found.filter(|_| is_framed).and_then(|index| kinds.get_mut(index)) {
        *kind = ParagraphKind::Standfirst;
    }
}

/// Marks subheadings: short lines without an end mark between paragraphs of prose.
fn mark_headings(
    text: &str,
    words: &TextWords<'_>,
    paragraphs: &[Span],
    language: Option<Language>,
    kinds: &mut [ParagraphKind],
) {
    let is_prose = |span: &Span| ends_like_a_sentence(span.slice(text).unwrap_or_default());
    let n_story = kinds.iter().filter(|&&kind| kind == ParagraphKind::Story).count();
    let n_prose = paragraphs
        .iter()
        .zip(kinds.iter())
        .filter(|&(span, &kind)| kind == ParagraphKind::Story && is_prose(span))
        .count();
    // Texts written without end marks (lists, verse, Thai) have no headings that could be told.
    if n_prose * 10 < n_story * 7 || n_prose < 3 {
        return;
    }
    for index in 0..paragraphs.len() {
        let Some(span) = paragraphs.get(index) else { break };
        let line = span.slice(text).unwrap_or_default();
        let is_bare = line.chars().next_back().is_some_and(is_word_char);
        if kinds.get(index) != Some(&ParagraphKind::Story) || !is_bare {
            continue;
        }
        let is_short = words.within(*span).nth(MAX_HEADING_WORDS).is_none();
        let opens = line.chars().next().is_some_and(|c| is_word_char(c) && !c.is_lowercase());
        let next_is_prose = paragraphs.get(index + 1).is_some_and(|next| {
            is_prose(next) && !next.slice(text).unwrap_or_default().starts_with(char::is_lowercase)
        });
        let last_word =
            words.within(*span).last().and_then(|word| word.slice(text)).unwrap_or_default();
        let is_cut = language.is_some_and(|language| stop_words(language).contains(last_word));
        if is_short
            && opens
            && next_is_prose
            && !is_cut
            && !is_prose(span)
            && let Some(kind) = kinds.get_mut(index)
        {
            *kind = ParagraphKind::Boilerplate;
        }
    }
}

/// Makes a story of what there is: all service lines, else the title itself.
fn keep_something(words: &TextWords<'_>, paragraphs: &[Span], kinds: &mut [ParagraphKind]) {
    let has_words = |span: &Span| words.within(*span).next().is_some();
    for sought in [ParagraphKind::Standfirst, ParagraphKind::Boilerplate, ParagraphKind::Title] {
        let mut kept = false;
        for (span, kind) in paragraphs.iter().zip(kinds.iter_mut()) {
            if *kind == sought && has_words(span) {
                *kind = ParagraphKind::Story;
                kept = true;
            }
        }
        if kept {
            return;
        }
    }
}

fn ends_with_full_stop(line: &str) -> bool {
    let line = line.trim_end_matches(|c: char| c.is_whitespace() || is_closer(c));
    let is_acronym = line.strip_suffix('.').is_some_and(|before| {
        before.ends_with(char::is_uppercase) && before.chars().rev().nth(1).is_none_or(|c| c == '.')
    });
    line.ends_with(['.', '。', '।', '۔', '…']) && !is_acronym
}

/// The letters and digits of a line in lower case: equal for a title and its repetition.
fn title_key(line: &str) -> impl Iterator<Item = char> {
    line.chars().filter(|&c| is_word_char(c)).flat_map(char::to_lowercase)
}

/// Tells whether a line is the title again, perhaps with the outlet's name behind it.
fn repeats_title(line: &str, key: &str) -> bool {
    let is_title = |line| title_key(line).eq(key.chars());
    if is_title(line) {
        return true;
    }
    if key.len() < 8 {
        return false;
    }
    let mut own = title_key(line);
    if !key.chars().all(|c| own.next() == Some(c)) {
        return false;
    }
    let head = line.rsplit_once([' ', '\u{a0}']).map_or(line, |_| line);
    [" | ", " - ", " – ", " — ", " :: "]
        .iter()
        .filter_map(|sign| head.rsplit_once(sign))
        .any(|(before, _)| is_title(before))
}
