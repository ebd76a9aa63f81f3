//! Who watches the engine at work? Told of each stage as it ends, asked whether the result is
//! still wanted. The engine itself has no clock.

/// A part of the work on an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Reading the text: language, paragraphs, sentences, words and terms.
    Document,
    /// Scoring and choosing the sentences.
    Score,
    /// The keywords.
    Keywords,
    /// The headline.
    Headline,
    /// The quotes and their speakers.
    Quotes,
    /// What is left: warnings, bullets, counts, and the message of an answer.
    Answer,
}

impl Stage {
    /// All stages, in their order.
    pub const ALL: [Self; 6] =
        [Self::Document, Self::Score, Self::Keywords, Self::Headline, Self::Quotes, Self::Answer];

    /// Returns the stage's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Score => "score",
            Self::Keywords => "keywords",
            Self::Headline => "headline",
            Self::Quotes => "quotes",
            Self::Answer => "answer",
        }
    }
}

/// Watches the work on one article. Called by the thread that works: must be fast.
pub trait Watch {
    /// Tells whether the result is still wanted; asked again and again, until it isn't.
    fn is_wanted(&self) -> bool {
        true
    }

    /// A stage has ended and the next begins; each begins where the one before ended.
    fn stage_ended(&self, stage: Stage) {
        let _ = stage;
    }
}

/// Wants every result.
impl Watch for () {}
