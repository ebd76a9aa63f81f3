//! Which properties of a candidate are weighed.
//!
//! Depends on nothing but the labels of their values. A feature is one attribute or the product of
//! several; a value is the position of its label, so that a look-up is an addition.

mod kind;
pub(super) mod labels;

use labels::Labels;

pub(super) use kind::Kind;

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
