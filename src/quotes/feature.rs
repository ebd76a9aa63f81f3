//! Which properties of a candidate are weighed, and how they are written in the weight files.
//!
//! Depends on nothing but the enums of the grammar. A feature is one attribute or the product of
//! several; a value is the position of its label, so that a look-up is an addition.

/// Where a candidate stands in relation to its quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(super) enum Kind {
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
    pub(super) const ALL: [(Self, &'static str); 28] = [
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

/// The labels of one attribute's values.
pub(super) type Labels = &'static [&'static str];

/// The attributes; each value's number is the position of its label.
pub(super) mod labels {
    use super::Labels;

    pub(in super::super) const NO_YES: Labels = &["no", "yes"];
    pub(in super::super) const CASE: Labels =
        &["upper", "lower", "digit", "bracket", "ellipsis", "none"];
    pub(in super::super) const CLOSER: Labels =
        &["comma", "question", "stop", "dash", "end", "loose-stop", "none"];
    pub(in super::super) const PHRASE: Labels = &["pronoun", "name", "nominal"];
    pub(in super::super) const HEAD: Labels = &["pronoun", "name", "person", "body", "noun"];
    pub(in super::super) const CLASS: Labels = &["say", "call", "other", "main"];
    pub(in super::super) const FORM: Labels = &["past", "present", "base", "ing", "participle"];
    pub(in super::super) const VIA: Labels = &[
        "direct",
        "apposition",
        "relative",
        "coordination",
        "participle",
        "with",
        "infinitive",
        "main",
        "weak",
        "inverted",
        "perception",
        "none",
    ];
    pub(in super::super) const GAP: Labels = &[
        "nothing",
        "quote",
        "colon",
        "far-colon",
        "comma",
        "far-comma",
        "that",
        "far-that",
        "2-words",
        "6-words",
        "14-words",
        "far",
    ];
    pub(in super::super) const OPENER: Labels = &[
        "other", "start", "comma", "that", "as", "when", "if", "because", "while", "after",
        "before", "where", "what", "how", "who", "which", "and", "but", "since", "although",
        "though",
    ];
    pub(in super::super) const UP_TO_1: Labels = &["0", "1"];
    pub(in super::super) const UP_TO_2: Labels = &["0", "1", "2"];
    pub(in super::super) const UP_TO_3: Labels = &["0", "1", "2", "3"];
    pub(in super::super) const WORDS: Labels = &["1", "2", "3", "4", "5", "6", "7", "8"];
    pub(in super::super) const LEMMA: Labels = &["say", "tell", "add", "other"];
    pub(in super::super) const AFTER_VERB: Labels =
        &["end", "time", "preposition", "subordinator", "that", "to", "noun", "other"];
    pub(in super::super) const SOURCE: Labels = &["according", "per", "words", "by"];
    pub(in super::super) const LABEL_OPENER: Labels = &["start", "known", "other", "dash"];
    pub(in super::super) const MARK: Labels = &["word", "comma", "other"];
    pub(in super::super) const MARGIN: Labels =
        &["far-below-0", "below-0", "0-1.5", "1.5-3", "3-4.5", "4.5-6", "6-up"];
    pub(in super::super) const CUE_WORD: Labels = &["say", "call", "other", "unlisted", "none"];
    pub(in super::super) const BEFORE_QUOTE: Labels = &[
        "start",
        "colon",
        "comma",
        "determiner",
        "preposition",
        "markup",
        "saying",
        "other",
        "work",
        "as",
        "noun",
        "mark",
    ];
    pub(in super::super) const KIND: Labels = &[
        "inner-label",
        "verb-subject",
        "subject-verb",
        "distant-subject-verb",
        "around-quote",
        "main-and-verb",
        "before",
        "before-with-subject-behind",
        "behind-next",
        "according",
        "participle",
        "noun-participle",
        "near-participle",
        "noun-cue",
        "unlisted-verb-subject",
        "unlisted-subject-verb",
        "main-subject",
        "label",
        "dash",
        "continued",
        "next",
        "previous-sentence",
        "next-sentence",
        "carried",
        "previous-paragraph",
        "credit",
        "nobody",
    ];
    pub(in super::super) const PLACEMENT: Labels = &[
        "left-nominative-opening",
        "left-nominative-inside",
        "left-bare-opening",
        "left-bare-inside",
        "left-oblique-opening",
        "left-oblique-inside",
        "left-prepositional-opening",
        "left-prepositional-inside",
        "left-subordinate-opening",
        "left-subordinate-inside",
        "relative",
        "apposition",
        "right-nominative",
        "right-bare",
        "right-oblique",
        "right-nominative/nominative",
        "right-nominative/bare",
        "right-nominative/oblique",
        "right-nominative/prepositional",
        "right-nominative/subordinate",
        "right-nominative/relative",
        "right-nominative/apposition",
        "right-bare/nominative",
        "right-bare/bare",
        "right-bare/oblique",
        "right-bare/prepositional",
        "right-bare/subordinate",
        "right-bare/relative",
        "right-bare/apposition",
        "right-oblique/nominative",
        "right-oblique/bare",
        "right-oblique/oblique",
        "right-oblique/prepositional",
        "right-oblique/subordinate",
        "right-oblique/relative",
        "right-oblique/apposition",
        "subordinate",
        "document-behind",
        "document-before",
    ];
    pub(in super::super) const LOWER_WORDS: Labels = &["0", "1", "2-3", "4-up"];
    pub(in super::super) const WORD_RANGE: Labels = &["3", "4-5", "6-9", "10-up"];
    pub(in super::super) const ENDING: Labels = &["question", "stop", "comma", "other"];
    pub(in super::super) const TITLE_CASE: Labels = &["single", "mixed", "title"];
}

/// Names the features with their attributes.
macro_rules! features {
    ($($(#[$doc:meta])* $feature:ident $name:literal [$($labels:ident),*]),* $(,)?) => {
        /// A property of a candidate that is weighed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub(super) enum Feature { $($(#[$doc])* $feature),* }

        /// All features: name in the weight files and attributes.
        pub(super) const FEATURES: &[(Feature, &str, &[Labels])] =
            &[$((Feature::$feature, $name, &[$(labels::$labels),*])),*];
    };
}

features! {
    /// The kind alone.
    Bias "bias" [],
    /// Case of the quote's first letter.
    Case "case" [CASE],
    /// How the quote closes.
    Closer "closer" [CLOSER],
    /// What the speaker's phrase is.
    Phrase "phrase" [PHRASE],
    /// The same, descriptions by their head.
    Head "head" [HEAD],
    /// Head and class of the verb.
    HeadClass "head+class" [HEAD, CLASS],
    /// Class of the verb.
    Class "class" [CLASS],
    /// Form of the verb.
    Form "form" [FORM],
    /// How the subject was found.
    Via "via" [VIA],
    /// Clauses between this one and the quote, class and form.
    DistanceClassForm "distance+class+form" [UP_TO_2, CLASS, FORM],
    /// What stands between verb and quote, and the quote's case.
    GapCase "gap+case" [GAP, CASE],
    /// Whether an earlier verb of saying governs the clause, and the gap.
    UnderGap "under+gap" [NO_YES, GAP],
    /// The clause's number in its sentence.
    Number "number" [UP_TO_3],
    /// What stands before the subject.
    Opener "opener" [OPENER],
    /// What stands before the phrase of a label.
    LabelOpener "label-opener" [LABEL_OPENER],
    /// What stands before the participle.
    MarkBefore "mark-before" [MARK],
    /// How the quote closes, and the class of the verb.
    CloserClass "closer+class" [CLOSER, CLASS],
    /// What stands between verb and quote.
    Gap "gap" [GAP],
    /// Gap and class.
    GapClass "gap+class" [GAP, CLASS],
    /// Where the subject stands (German).
    Placement "placement" [PLACEMENT],
    /// Where the subject stands, and the verb's form.
    PlacementForm "placement+form" [PLACEMENT, FORM],
    /// Verbs before the quote.
    ClausesBefore "clauses-before" [UP_TO_2],
    /// Sentences between this quote and the other one.
    Distance "distance" [UP_TO_3],
    /// Whole, and sentences between the quotes.
    WholeDistance "whole+distance" [NO_YES, UP_TO_2],
    /// Whether the subject's verb is a subjunctive: the words of someone named before (German).
    Subjunctive "subjunctive" [NO_YES],
    /// Whether the sentence has a subjunctive, and a clause before the quote.
    SubjunctiveClause "subjunctive+clause" [NO_YES, NO_YES],
    /// Which verb it is.
    Lemma "lemma" [LEMMA],
    /// What follows the verb, and which verb it is.
    AfterVerb "after-verb+lemma" [AFTER_VERB, LEMMA],
    /// Whether a conjunction stands between quote and subject.
    Skip "skip" [UP_TO_1],
    /// The words that name a source.
    Source "source" [SOURCE],
    /// Whether the quote before was left open at its paragraph's end.
    Unclosed "unclosed" [NO_YES],
    /// Whether a verb without subject stands right behind the quote.
    Subjectless "subjectless" [NO_YES],
    /// Whether the sentence holds only quotes.
    Whole "whole" [NO_YES],
    /// Whether the paragraph holds only quotes.
    Alone "alone" [NO_YES],
    /// Whether the previous quote's verb stands between the two quotes.
    Tagged "tagged" [NO_YES],
    /// Whether the quote is the first of its paragraph.
    First "first" [NO_YES],
    /// Whether the other sentence ends in a colon.
    Colon "colon" [NO_YES],
    /// Class and colon.
    ClassColon "class+colon" [CLASS, NO_YES],
    /// Colon, whole and the number of sentences between.
    ColonWholeDistance "colon+whole+distance" [NO_YES, NO_YES, UP_TO_2],
    /// Whole, the number of sentences between and class.
    WholeDistanceClass "whole+distance+class" [NO_YES, UP_TO_2, CLASS],
    /// Whole, colon, whether the other sentence has a quote, and class.
    WholeColonQuoteClass "whole+colon+quote+class" [NO_YES, NO_YES, NO_YES, CLASS],
    /// Whether all longer words of the quote are capitalised.
    TitleCase "title-case" [TITLE_CASE],
    /// The number of the quote's words.
    Words "words" [WORDS],
    /// How far the best named candidate lies above nobody.
    Margin "margin" [MARGIN],
    /// What the cue is.
    CueWord "cue-word" [CUE_WORD],
    /// What stands before the quote.
    BeforeQuote "before-quote" [BEFORE_QUOTE],
    /// Whether a possessive stands before the quote: *Doe's “…”*.
    Possessive "possessive" [NO_YES],
    /// Title case and possessive.
    TitleCasePossessive "title-case+possessive" [TITLE_CASE, NO_YES],
    /// Title case, and what stands before the quote.
    TitleCaseBefore "title-case+before-quote" [TITLE_CASE, BEFORE_QUOTE],
    /// Title case, and how the quote's text ends.
    TitleCaseEnding "title-case+ending" [TITLE_CASE, ENDING],
    /// Whether a noun for works stands before, and title case.
    WorkTitleCase "work+title-case" [NO_YES, TITLE_CASE],
    /// Whether the quote qualifies a noun behind it: *the “…” issue*.
    Modifier "modifier" [NO_YES],
    /// Title case, and the number of words.
    TitleCaseRange "title-case+word-range" [TITLE_CASE, WORD_RANGE],
    /// Whether the quote holds words of whole clauses: *I, we, is, not*.
    ClauseWords "clause-words" [NO_YES],
    /// How the quote's text ends.
    Ending "ending" [ENDING],
    /// Whether the quote ends like a sentence.
    Ends "ends" [NO_YES],
    /// Words in lower case.
    LowerWords "lower-words" [LOWER_WORDS],
    /// Words in lower case, and whether words of whole clauses are among them.
    LowerWordsClause "lower-words+clause" [LOWER_WORDS, NO_YES],
    /// The number of the quote's words.
    WordRange "word-range" [WORD_RANGE],
    /// The number of words, and what stands before the quote.
    WordRangeBefore "word-range+before-quote" [WORD_RANGE, BEFORE_QUOTE],
    /// The kind of the chosen attribution.
    ChosenKind "chosen" [KIND],
}

#[cfg(test)]
mod tests {
    use super::{FEATURES, Kind};

    #[test]
    fn tables_stand_in_the_order_of_their_enums() {
        for (at, (kind, name)) in Kind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, at, "{name}");
        }
        for (at, (feature, name, labels)) in FEATURES.iter().enumerate() {
            assert_eq!(*feature as usize, at, "{name}");
            let attributes = if labels.is_empty() { 1 } else { labels.len() };
            assert_eq!(name.split('+').count(), attributes, "{name}");
        }
    }
}
