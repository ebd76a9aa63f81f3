//! Which language a text is in.

/// A language with rules of its own: the 18 for which a Snowball stemmer exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Language {
    Arabic,
    Danish,
    German,
    Greek,
    English,
    Spanish,
    Finnish,
    French,
    Hungarian,
    Italian,
    Dutch,
    Norwegian,
    Portuguese,
    Romanian,
    Russian,
    Swedish,
    Tamil,
    Turkish,
}

impl Language {
    /// All languages, in the order of their codes.
    pub const ALL: [Self; 18] = [
        Self::Arabic,
        Self::Danish,
        Self::German,
        Self::Greek,
        Self::English,
        Self::Spanish,
        Self::Finnish,
        Self::French,
        Self::Hungarian,
        Self::Italian,
        Self::Dutch,
        Self::Norwegian,
        Self::Portuguese,
        Self::Romanian,
        Self::Russian,
        Self::Swedish,
        Self::Tamil,
        Self::Turkish,
    ];

    /// Returns the ISO 639-1 code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Arabic => "ar",
            Self::Danish => "da",
            Self::German => "de",
            Self::Greek => "el",
            Self::English => "en",
            Self::Spanish => "es",
            Self::Finnish => "fi",
            Self::French => "fr",
            Self::Hungarian => "hu",
            Self::Italian => "it",
            Self::Dutch => "nl",
            Self::Norwegian => "no",
            Self::Portuguese => "pt",
            Self::Romanian => "ro",
            Self::Russian => "ru",
            Self::Swedish => "sv",
            Self::Tamil => "ta",
            Self::Turkish => "tr",
        }
    }

    /// Returns the position in [`Language::ALL`].
    pub(crate) fn index(self) -> usize {
        self as usize
    }

    /// Finds the language of a BCP-47 tag by its primary subtag, whatever its case; `nb` and `nn`
    /// are Norwegian. `None` for languages without rules of their own.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let is = |code: &str| primary.eq_ignore_ascii_case(code);
        if is("nb") || is("nn") {
            return Some(Self::Norwegian);
        }
        Self::ALL.into_iter().find(|language| is(language.code()))
    }
}

/// The language of a document and how sure that is.
#[derive(Debug, Clone, PartialEq)]
pub struct DetectedLanguage {
    /// BCP-47 code: as given by the caller, or as detected; `und` if nothing could be told.
    pub code: String,
    /// The language whose rules are applied; `None`: language-neutral rules.
    pub rules: Option<Language>,
    /// Certainty in \[0, 1\]; 1 when the caller named the language.
    pub confidence: f64,
    /// Whether it was detected, not given.
    pub is_detected: bool,
}
