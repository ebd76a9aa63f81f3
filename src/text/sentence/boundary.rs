//! Whether a sentence ends at a candidate.
//!
//! Rules by kind of mark; for a single full stop by the word before it (abbreviation, number,
//! initial, acronym) and the word behind it. Reads the language's tables; remembers nothing.

use super::candidate::{Candidate, Opening};
use super::mark::Mark;
use super::neighbour::MAX_WORD_BYTES;
use super::rules::{SentenceRules, is_exclaimed_name};
use crate::text::boilerplate::is_time_word;
use crate::text::character::{char_at, char_before, is_closer, is_opener, is_word_char};
use crate::text::lower::Lower;

/// An unlisted word of at least so many letters is no abbreviation: a stop behind it ends a sentence
/// even before a lower-case letter.
const MIN_PLAIN_LETTERS: usize = 4;

/// A sentence doesn't end with an abbreviation before it has so many bytes: "At 5 a.m. Mr Roe…".
const MIN_ABBREVIATED_BYTES: usize = 12;

/// A single letter with its marks has at most so many bytes.
const MAX_INITIAL_BYTES: usize = 6;

/// How far a bracket is followed to see whether the sentence ends behind it, in bytes.
const MAX_BRACKET_BYTES: usize = 60;

/// Tells whether a sentence ends at the candidate.
pub(super) fn is_boundary(text: &str, candidate: &Candidate, rules: &SentenceRules) -> bool {
    match candidate.mark {
        Mark::Full => true,
        _ if !candidate.has_space => is_run_together(text, candidate, rules),
        _ if belongs_to_bracket(text, candidate) => false,
        Mark::Stop => stop_ends(text, candidate, rules),
        Mark::Ellipsis => candidate.opening != Opening::Lower,
        Mark::Strong => strong_ends(text, candidate),
        Mark::Semicolon => {
            candidate.opening == Opening::Upper
                && candidate.opener.is_none()
                && is_starter(text, candidate, rules)
                && candidate.word_after(text) != "I"
        }
    }
}

/// Decides for `?` and `!`.
fn strong_ends(text: &str, candidate: &Candidate) -> bool {
    match candidate.opening {
        Opening::Lower => {
            !candidate.is_closed
                && is_written_small(text, candidate)
                && !candidate.word_after(text).is_empty()
        }
        _ => candidate.is_closed || !is_exclaimed_name(candidate.word_before(text)),
    }
}

/// Decides for a single full stop.
fn stop_ends(text: &str, candidate: &Candidate, rules: &SentenceRules) -> bool {
    let is_lower = candidate.opening == Opening::Lower;
    if candidate.is_closed {
        return !is_lower;
    }
    if candidate.opening == Opening::Other
        && char_at(text, candidate.next_word)
            .is_some_and(|c| matches!(c, '/' | '&' | '=' | '%' | '+' | '<' | '>' | '|'))
    {
        return false;
    }
    let before = candidate.word_before(text);
    if before.is_empty() {
        let is_number_sign =
            matches!(char_before(text, candidate.mark_start), Some('°' | 'º' | '№'));
        return !is_lower && (!is_number_sign || candidate.opening != Opening::Digit);
    }
    if before.len() > MAX_WORD_BYTES {
        return !is_lower;
    }
    match kind(before) {
        Kind::Number => !is_lower && number_ends(text, candidate, before, rules),
        Kind::Roman if rules.has_ordinals() => !is_lower && is_starter(text, candidate, rules),
        kind => match listed(text, candidate, before, rules) {
            Some(ends) => ends,
            None if kind == Kind::Initial => {
                !is_lower && initial_ends(text, candidate, before, rules)
            }
            None if kind == Kind::Acronym => !is_lower && may_end(text, candidate, rules),
            None => !is_lower || plain_word_ends(text, candidate, before, rules),
        },
    }
}

/// Decides for a word in the list of abbreviations; `None` for others.
fn listed(text: &str, candidate: &Candidate, before: &str, rules: &SentenceRules) -> Option<bool> {
    let abbreviation = rules.abbreviation(Lower::of(before).as_str())?;
    if is_shouted(before)
        && !is_shouted(candidate.word_after(text))
        && candidate.opening == Opening::Upper
    {
        // "FR. Die", "UN. Then": an acronym, not the abbreviation in small letters.
        return None;
    }
    if abbreviation.is_clock && candidate.opening == Opening::Upper {
        let goes_on = is_time_word(Lower::of(candidate.word_after(text)).as_str());
        return Some(is_long_enough(candidate) && (!goes_on || is_starter(text, candidate, rules)));
    }
    let is_digit = candidate.opening == Opening::Digit;
    if candidate.opening == Opening::Lower
        || is_digit && (abbreviation.before_number || abbreviation.may_end)
    {
        // Listed only before numbers, it may be a word of its own: "No."
        let is_word = !abbreviation.never_ends && !abbreviation.may_end;
        return Some(!is_digit && is_word && is_written_small(text, candidate));
    }
    if abbreviation.may_end {
        return Some(may_end(text, candidate, rules));
    }
    abbreviation.never_ends.then_some(false)
}

/// Decides for an abbreviation or acronym that may be a sentence's last word.
fn may_end(text: &str, candidate: &Candidate, rules: &SentenceRules) -> bool {
    is_long_enough(candidate) && is_starter(text, candidate, rules)
}

fn is_long_enough(candidate: &Candidate) -> bool {
    candidate.mark_start - candidate.sentence_start >= MIN_ABBREVIATED_BYTES
}

/// Tells whether a word is two or more capital letters.
fn is_shouted(word: &str) -> bool {
    word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase)
}

/// Decides for a single letter: "Ada B. Moss", "plan B. Then".
fn initial_ends(text: &str, candidate: &Candidate, before: &str, rules: &SentenceRules) -> bool {
    let is_first = candidate.mark_start - before.len() == candidate.sentence_start;
    !is_first && is_starter(text, candidate, rules)
}

fn number_ends(text: &str, candidate: &Candidate, number: &str, rules: &SentenceRules) -> bool {
    let start = candidate.mark_start - number.len();
    let is_plain = number.bytes().all(|byte| byte.is_ascii_digit());
    if start == candidate.sentence_start && number.len() <= 3 {
        // A list number opens the sentence.
        return false;
    }
    // "4-1", "12,5", "10:30"; but "1.–3." are ordinals.
    let before_separator =
        text.get(..start).unwrap_or_default().trim_end_matches([',', ':', '–', '-', '/']);
    let is_score_or_fraction =
        before_separator.len() < start && before_separator.ends_with(|c: char| c.is_ascii_digit());
    if rules.has_ordinals() && is_plain && number.len() <= 2 && !is_score_or_fraction {
        return is_starter(text, candidate, rules);
    }
    true
}

/// Decides for a word that is no abbreviation, before a lower-case letter.
fn plain_word_ends(text: &str, candidate: &Candidate, before: &str, rules: &SentenceRules) -> bool {
    if candidate.opener.is_some() || candidate.word_after(text).is_empty() {
        return false;
    }
    let is_cut_short = rules.words_end_in_vowels()
        && !before.ends_with(['a', 'e', 'i', 'o', 'u', 'à', 'è', 'é', 'ì', 'ò', 'ù']);
    let is_plain = rules.may_start_small()
        && before.chars().all(char::is_lowercase)
        && before.chars().count() >= MIN_PLAIN_LETTERS
        && !is_cut_short;
    is_plain || is_written_small(text, candidate)
}

/// Tells whether the word behind a candidate commonly opens sentences.
fn is_starter(text: &str, candidate: &Candidate, rules: &SentenceRules) -> bool {
    if candidate.opener.is_some_and(|c| !matches!(c, '(' | '[' | '{')) {
        return true;
    }
    let word = candidate.word_after(text);
    if word.is_empty() || word.len() > MAX_WORD_BYTES {
        return false;
    }
    // The next word is an initial itself: "А. И. Иванов", "J. A. Roe".
    let is_initial = word.chars().nth(1).is_none()
        && char_at(text, candidate.next_word + word.len()) == Some('.');
    !is_initial && rules.is_starter(Lower::of(word).as_str())
}

/// Tells whether the sentence opens in lower case itself, as in texts written without capitals.
fn is_written_small(text: &str, candidate: &Candidate) -> bool {
    let sentence = text.get(candidate.sentence_start..candidate.mark_start).unwrap_or_default();
    let first = sentence.chars().take(4).find(|&c| is_word_char(c) || !is_opener(c));
    first.is_some_and(char::is_lowercase)
}

/// Tells whether a bracket follows that the sentence goes on with: `"…" (Moss 55).`
fn belongs_to_bracket(text: &str, candidate: &Candidate) -> bool {
    if !candidate.is_closed || char_at(text, candidate.next) != Some('(') {
        return false;
    }
    let inside = text.get(candidate.next + 1..).unwrap_or_default();
    let close = inside
        .char_indices()
        .take(MAX_BRACKET_BYTES)
        .find(|&(_, c)| matches!(c, ')' | '.' | '?' | '!'));
    close.is_some_and(|(at, c)| c == ')' && inside.as_bytes().get(at + 1) == Some(&b'.'))
}

/// Tells whether two sentences are run together without a space: `…the end.The next…`.
fn is_run_together(text: &str, candidate: &Candidate, rules: &SentenceRules) -> bool {
    if candidate.mark == Mark::Semicolon
        || candidate.mark == Mark::Ellipsis
        || candidate.opening != Opening::Upper
    {
        return false;
    }
    let after = candidate.word_after(text);
    let mut letters = after.chars();
    let is_capitalised = letters.next().is_some_and(char::is_uppercase)
        && letters.all(|c| c.is_lowercase() || matches!(c, '\'' | '’'));
    let is_title = rules
        .abbreviation(Lower::of(after).as_str())
        .is_some_and(|abbreviation| abbreviation.never_ends);
    let ends_word = match char_at(text, candidate.next_word + after.len()) {
        Some('.') => is_title,
        behind => behind.is_none_or(|c| c.is_whitespace() || c == ','),
    };
    let is_after_closer = candidate.is_closed
        || char_before(text, candidate.mark_start).is_some_and(|c| is_closer(c) && c != '\'');
    if is_after_closer {
        return after.starts_with(char::is_uppercase) && (is_capitalised || after.len() > 1);
    }
    if !is_capitalised || !ends_word {
        return false;
    }
    let before = candidate.word_before(text);
    let n_letters = before.chars().count();
    let is_plain_word = n_letters >= 3
        && before.chars().all(char::is_lowercase)
        && rules.abbreviation(before).is_none();
    let is_capital_word = n_letters >= 4 && before.chars().skip(1).all(char::is_lowercase);
    let opens = || is_title || is_starter(text, candidate, rules);
    candidate.opener.is_none()
        && (is_plain_word || (is_capital_word || kind(before) == Kind::Number) && opens())
}

/// What a word before a full stop looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Digits, with separators.
    Number,
    /// Two or more capital letters of Roman numerals.
    Roman,
    /// One letter.
    Initial,
    /// Short pieces parted by full stops: "U.S", "p.m", "Ph.D".
    Acronym,
    Plain,
}

fn kind(word: &str) -> Kind {
    let is_number = word.starts_with(|c: char| c.is_ascii_digit())
        && word.chars().all(|c| c.is_numeric() || matches!(c, '.' | ','));
    if is_number {
        return Kind::Number;
    }
    if word.contains('.') {
        let is_short =
            |piece: &str| piece.chars().nth(3).is_none() && !piece.contains(char::is_numeric);
        return if word.split('.').all(is_short) { Kind::Acronym } else { Kind::Plain };
    }
    let is_initial = word.len() <= MAX_INITIAL_BYTES && {
        let mut chars = word.chars();
        chars.next().is_some_and(char::is_alphabetic) && chars.all(|c| !c.is_alphanumeric())
    };
    if is_initial {
        return Kind::Initial;
    }
    let is_roman = word.len() <= 5
        && word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C'));
    if is_roman { Kind::Roman } else { Kind::Plain }
}
