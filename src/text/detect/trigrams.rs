//! What trigrams (whatlang) take a text's language for.
//!
//! The only file that names the detector's types.

use crate::text::character::beginning;
use whatlang::{Detector, Info, Lang};

/// How much of a text the trigrams are computed for, in bytes; they cost most.
const MAX_TRIGRAM_BYTES: usize = 400;

/// A guess by trigrams.
#[derive(Debug, Clone, Copy)]
pub(super) struct Guess {
    pub(super) code: &'static str,
    pub(super) confidence: f64,
    /// Whether the detector itself trusts it.
    pub(super) is_reliable: bool,
}

/// Guesses among all languages that the detector knows.
pub(super) fn guess(sample: &str) -> Option<Guess> {
    Detector::new().detect(beginning(sample, MAX_TRIGRAM_BYTES)).map(Guess::from)
}

/// Guesses among our languages of the Latin script.
pub(super) fn guess_among_ours(sample: &str) -> Option<Guess> {
    Detector::with_allowlist(OURS.to_vec())
        .detect(beginning(sample, MAX_TRIGRAM_BYTES))
        .map(Guess::from)
}

impl From<Info> for Guess {
    fn from(info: Info) -> Self {
        Self {
            code: code(info.lang()),
            confidence: info.confidence(),
            is_reliable: info.is_reliable(),
        }
    }
}

const OURS: [Lang; 14] = [
    Lang::Dan,
    Lang::Deu,
    Lang::Eng,
    Lang::Spa,
    Lang::Fin,
    Lang::Fra,
    Lang::Hun,
    Lang::Ita,
    Lang::Nld,
    Lang::Nob,
    Lang::Por,
    Lang::Ron,
    Lang::Swe,
    Lang::Tur,
];

/// Returns the shortest ISO 639 code, as BCP 47 wants it.
fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Afr => "af",
        Lang::Aka => "ak",
        Lang::Amh => "am",
        Lang::Ara => "ar",
        Lang::Aze => "az",
        Lang::Bel => "be",
        Lang::Ben => "bn",
        Lang::Bul => "bg",
        Lang::Cat => "ca",
        Lang::Ces => "cs",
        Lang::Cmn => "zh",
        Lang::Cym => "cy",
        Lang::Dan => "da",
        Lang::Deu => "de",
        Lang::Ell => "el",
        Lang::Eng => "en",
        Lang::Epo => "eo",
        Lang::Est => "et",
        Lang::Fin => "fi",
        Lang::Fra => "fr",
        Lang::Guj => "gu",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Hrv => "hr",
        Lang::Hun => "hu",
        Lang::Hye => "hy",
        Lang::Ind => "id",
        Lang::Ita => "it",
        Lang::Jav => "jv",
        Lang::Jpn => "ja",
        Lang::Kan => "kn",
        Lang::Kat => "ka",
        Lang::Khm => "km",
        Lang::Kor => "ko",
        Lang::Lat => "la",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Mal => "ml",
        Lang::Mar => "mr",
        Lang::Mkd => "mk",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Nld => "nl",
        Lang::Nob => "no",
        Lang::Ori => "or",
        Lang::Pan => "pa",
        Lang::Pes => "fa",
        Lang::Pol => "pl",
        Lang::Por => "pt",
        Lang::Ron => "ro",
        Lang::Rus => "ru",
        Lang::Sin => "si",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Sna => "sn",
        Lang::Spa => "es",
        Lang::Srp => "sr",
        Lang::Swe => "sv",
        Lang::Tam => "ta",
        Lang::Tel => "te",
        Lang::Tgl => "tl",
        Lang::Tha => "th",
        Lang::Tuk => "tk",
        Lang::Tur => "tr",
        Lang::Ukr => "uk",
        Lang::Urd => "ur",
        Lang::Uzb => "uz",
        Lang::Vie => "vi",
        Lang::Yid => "yi",
        Lang::Zul => "zu",
    }
}
