//! Where a candidate stands in relation to its quote.
//!
//! The names are those of the weight files.

/// Where a candidate stands in relation to its quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(in super::super) enum Kind {
    /// A label in the quote itself: *“DOE: I agree.”*.
    InnerLabel,
    /// *“…,” said Doe*.
    VerbSubject,
    /// *“…,” Doe said*.
    SubjectVerb,
    /// *“…” in a letter that Doe wrote*.
    DistantSubjectVerb,
    /// *Doe, “…,” said*: the subject before the quote, the verb behind it.
    AroundQuote,
    /// A verb behind the quote without subject; the main subject before the quote.
    MainAndVerb,
    /// A clause before the quote: *Doe said “…”*.
    Before,
    /// A verb before the quote with its subject behind it (German).
    BeforeWithSubjectBehind,
    /// A clause behind the next quote of the sentence.
    BehindNext,
    /// *according to Doe*, *in the words of Doe*, *was called “…” by Doe*.
    According,
    /// The last participle before the quote with the main subject.
    Participle,
    /// *a sign reading “…”*: the noun right before the participle.
    NounParticiple,
    /// *when protesters interrupted her, shouting “…”*: the nearest finite verb's subject.
    NearParticiple,
    /// *her remark that “…”*: the owner of a noun that announces words.
    NounCue,
    /// *“…” beamed Doe* with a verb that no list holds.
    UnlistedVerbSubject,
    /// *“…” Doe crowed* with a verb that no list holds.
    UnlistedSubjectVerb,
    /// The main subject before the quote, whatever its verb.
    MainSubject,
    /// *Doe: “…”*.
    Label,
    /// *“…” — Doe*.
    Dash,
    /// The speaker of the previous quote of the paragraph.
    Continued,
    /// The speaker of the next quote of the paragraph.
    Next,
    /// A clause or the main subject of an earlier sentence of the paragraph.
    PreviousSentence,
    /// A clause or the main subject of the next sentence.
    NextSentence,
    /// The last speaker of the article.
    Carried,
    /// A clause or the main subject of the previous paragraph's last sentence.
    PreviousParagraph,
    /// A line under a quote that stands alone.
    Credit,
    /// Nobody.
    Nobody,
    /// Not a candidate: what speaks for the region being no quote at all.
    Rejected,
}

impl Kind {
    /// All kinds with their names in the weight files, in the order of the enum.
    pub(in super::super) const ALL: [(Self, &'static str); 28] = [
        (Self::InnerLabel, "inner-label"),
        (Self::VerbSubject, "verb-subject"),
        (Self::SubjectVerb, "subject-verb"),
        (Self::DistantSubjectVerb, "distant-subject-verb"),
        (Self::AroundQuote, "around-quote"),
        (Self::MainAndVerb, "main-and-verb"),
        (Self::Before, "before"),
        (Self::BeforeWithSubjectBehind, "before-with-subject-behind"),
        (Self::BehindNext, "behind-next"),
        (Self::According, "according"),
        (Self::Participle, "participle"),
        (Self::NounParticiple, "noun-participle"),
        (Self::NearParticiple, "near-participle"),
        (Self::NounCue, "noun-cue"),
        (Self::UnlistedVerbSubject, "unlisted-verb-subject"),
        (Self::UnlistedSubjectVerb, "unlisted-subject-verb"),
        (Self::MainSubject, "main-subject"),
        (Self::Label, "label"),
        (Self::Dash, "dash"),
        (Self::Continued, "continued"),
        (Self::Next, "next"),
        (Self::PreviousSentence, "previous-sentence"),
        (Self::NextSentence, "next-sentence"),
        (Self::Carried, "carried"),
        (Self::PreviousParagraph, "previous-paragraph"),
        (Self::Credit, "credit"),
        (Self::Nobody, "nobody"),
        (Self::Rejected, "rejected"),
    ];
}
