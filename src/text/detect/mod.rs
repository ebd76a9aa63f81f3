//! Which language a text is written in.
//!
//! First the script, then a vote of the stop-word lists over the words, and trigrams (whatlang)
//! only where that leaves a doubt. Depends on words and stop words.

mod script;
mod trigrams;
mod votes;

use self::script::{
    Script, has_foreign_letters, is_arabic_letter, is_foreign_arabic_letter,
    is_foreign_cyrillic_letter, is_russian_letter,
};
use self::trigrams::{guess, guess_among_ours};
use self::votes::{Tally, VOTERS};
use super::character::beginning;
use super::text_words::TextWords;
use super::{DetectedLanguage, Language, Span};

/// How much of a text is looked at, in bytes; the rest rarely tells more.
const MAX_DETECTION_BYTES: usize = 4096;

/// How much of it is looked at first, in bytes; mostly that settles it.
const MAX_QUICK_BYTES: usize = 1024;

/// Lead of the first over the second language, as a share of the votes of the first, from which the
/// vote is trusted.
const CLEAR_MARGIN: f64 = 0.25;

/// Share of the first language's votes from which another one that the trigrams name may win.
const RIVAL_SHARE: f64 = 0.9;

/// Votes below which there is too little text to trust the vote.
const MIN_VOTES: f64 = 2.5;

/// Share of listed words below which the language is probably none that has a list. Running text has
/// 30 to 60 %, headlines 10 to 20 %.
const MIN_LISTED_SHARE: f64 = 0.12;

/// Detects the language of a text, or takes the tag that the caller gave.
///
/// # Complexity
/// Linear in the first 4,096 bytes.
#[must_use]
pub fn detect_language(text: &str, tag: &str) -> DetectedLanguage {
    let sample = beginning(text, MAX_DETECTION_BYTES);
    detect_by(&TextWords::of(sample), sample, tag)
}

/// Like [`detect_language`], given the words of the text.
pub(crate) fn detect_by(words: &TextWords<'_>, text: &str, tag: &str) -> DetectedLanguage {
    let tag = tag.trim();
    if !tag.is_empty() && !tag.eq_ignore_ascii_case("und") {
        return DetectedLanguage {
            code: tag.to_owned(),
            rules: Language::from_tag(tag),
            confidence: 1.0,
            is_detected: false,
        };
    }
    let sample = beginning(text, MAX_DETECTION_BYTES);
    match Script::of(sample) {
        Script::None => unknown(),
        Script::Greek => found(Language::Greek, 1.0),
        Script::Tamil => found(Language::Tamil, 1.0),
        Script::Arabic => {
            by_letters(sample, Language::Arabic, is_arabic_letter, is_foreign_arabic_letter)
        }
        Script::Cyrillic => {
            by_letters(sample, Language::Russian, is_russian_letter, is_foreign_cyrillic_letter)
        }
        Script::Latin => by_votes(words, sample),
        Script::Other => by_trigrams(sample),
    }
}

fn by_votes(words: &TextWords<'_>, sample: &str) -> DetectedLanguage {
    let beginning = beginning(sample, MAX_QUICK_BYTES);
    let tally_of = |part: &str| Tally::of(part, words.within(Span::new(0, part.len())));
    let mut tally = tally_of(beginning);
    let favourite = |tally: &Tally| {
        let votes = tally.votes(tally.first);
        VOTERS.codes.get(tally.first).copied().filter(|_| votes > 0.0)
    };
    let is_ours = favourite(&tally).is_some_and(|code| Language::from_tag(code).is_some());
    if is_ours && has_foreign_letters(beginning) {
        return by_trigrams(sample);
    }
    if !is_clear(&tally) && beginning.len() < sample.len() {
        tally = tally_of(sample);
    }
    match favourite(&tally) {
        Some(code) if is_clear(&tally) => {
            let doubt = 0.5_f64.powf(tally.votes(tally.first) / MIN_VOTES);
            named(code, 1.0 - (1.0 - tally.margin()) * doubt)
        }
        favourite => in_doubt(sample, &tally, favourite),
    }
}

/// Tells whether the votes alone name the language.
fn is_clear(tally: &Tally) -> bool {
    tally.votes(tally.first) >= MIN_VOTES
        && tally.share >= MIN_LISTED_SHARE
        && tally.margin() >= CLEAR_MARGIN
}

/// Asks the trigrams: among all languages if hardly a word is listed, among ours otherwise.
fn in_doubt(sample: &str, tally: &Tally, favourite: Option<&'static str>) -> DetectedLanguage {
    if tally.share < MIN_LISTED_SHARE
        && let Some(guess) = guess(sample).filter(|guess| guess.is_reliable)
    {
        return named(guess.code, guess.confidence * 0.9);
    }
    let is_ours = favourite.is_none_or(|code| Language::from_tag(code).is_some());
    let guess = if is_ours { guess_among_ours(sample) } else { guess(sample) };
    let votes = tally.votes(tally.first);
    match (guess, favourite) {
        (Some(guess), Some(favourite)) => {
            let is_rival = tally.votes_of(guess.code) >= votes * RIVAL_SHARE;
            if guess.code == favourite {
                named(favourite, 0.5 + tally.margin().max(guess.confidence) / 2.0)
            } else if votes < MIN_VOTES || is_rival && guess.confidence > tally.margin() {
                named(guess.code, guess.confidence / 2.0)
            } else {
                named(favourite, tally.margin() / 2.0)
            }
        }
        (Some(guess), None) => named(guess.code, guess.confidence / 2.0),
        (None, Some(favourite)) => named(favourite, tally.margin() / 2.0),
        (None, None) => unknown(),
    }
}

fn by_trigrams(sample: &str) -> DetectedLanguage {
    guess(sample).map_or_else(unknown, |guess| named(guess.code, guess.confidence))
}

/// Decides between one of our languages and others of its script by letters that tell.
fn by_letters(
    sample: &str,
    language: Language,
    own: fn(char) -> bool,
    foreign: fn(char) -> bool,
) -> DetectedLanguage {
    let (mut n_letters, mut n_own, mut n_foreign) = (0_usize, 0_usize, 0_usize);
    for c in sample.chars().filter(|c| c.is_alphabetic()) {
        n_letters += 1;
        n_own += usize::from(own(c));
        n_foreign += usize::from(foreign(c));
    }
    // Without a letter of its own a text must hold hardly any of the others', or be short.
    let is_own = n_foreign * if n_own > 0 { 50 } else { 100 } <= n_letters
        && (n_own * 400 >= n_letters || n_letters < 400);
    if is_own {
        return found(language, if n_own > 0 { 1.0 } else { 0.5 });
    }
    let detected = by_trigrams(sample);
    if detected.rules == Some(language) && n_foreign * 50 > n_letters {
        return DetectedLanguage {
            code: "und".to_owned(),
            rules: None,
            confidence: 0.0,
            is_detected: true,
        };
    }
    detected
}

fn found(language: Language, confidence: f64) -> DetectedLanguage {
    named(language.code(), confidence)
}

fn named(code: &str, confidence: f64) -> DetectedLanguage {
    DetectedLanguage {
        code: code.to_owned(),
        rules: Language::from_tag(code),
        confidence: confidence.clamp(0.0, 1.0),
        is_detected: true,
    }
}

fn unknown() -> DetectedLanguage {
    named("und", 0.0)
}

#[cfg(test)]
mod tests;
