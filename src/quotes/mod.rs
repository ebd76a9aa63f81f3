//! The key quotes of a story and who said them.
//!
//! Reading order: `marks` and `regions` (what stands between quotation marks), `token`, `sentence`,
//! `noun_phrase`, `subject`, `clause` and `story` (what a grammar sees of the text); `local` and
//! `neighbour` (the attributions that a quote's own and other sentences offer), `feature`,
//! `weights` and `candidate` (how one is weighed), `decode` (which one is chosen); `reject`,
//! `naming` and `short` (which regions quote nobody); `names`, `mentions`, `pronouns` and `resolve`
//! (who the people are); `attribute`, `roles`, `office` and `confidence` (what is told of a
//! speaker); `rank` (which quotes matter). `grammar` names what differs between languages;
//! `english`, `german` and `universal` fill it in.

mod apposition;
mod attribute;
mod candidate;
mod class;
mod clause;
mod confidence;
mod cue;
mod decode;
mod english;
mod explain;
mod feature;
mod gender;
mod german;
mod grammar;
mod lexicon;
mod local;
mod local_source;
mod marks;
mod mentions;
mod names;
mod naming;
mod neighbour;
mod nicknames;
mod noun_cue;
mod noun_phrase;
mod office;
mod participle;
mod pronouns;
mod quote_shape;
mod rank;
mod regions;
mod reject;
mod resolve;
mod roles;
mod sentence;
mod short;
mod story;
mod subject;
mod token;
mod universal;
mod weights;
mod word;
mod word_end;

use crate::text::{Document, Language, List, Span, Wanted};
use attribute::attribute;
use grammar::Grammar;
use regions::marked_regions_of;
use short::{MIN_CERTAIN_WORDS, is_short_quote};
use story::Story;
use weights::WeightTable;

pub use explain::{Explanation, WeighedAttribution, explain};

/// What the caller asks of the quotes.
#[derive(Debug, Clone, PartialEq)]
pub struct QuoteOptions {
    /// The most quotes to return.
    pub max_quotes: u32,
    /// The fewest words that a quote must have.
    pub min_words: u32,
}

impl QuoteOptions {
    /// Number of quotes returned when no limit is given.
    pub const DEFAULT_MAX_QUOTES: u32 = 5;
    /// Fewest words of a quote when no limit is given: below it most marked words are no quotes.
    pub const DEFAULT_MIN_WORDS: u32 = 3;
}

impl Default for QuoteOptions {
    fn default() -> Self {
        Self { max_quotes: Self::DEFAULT_MAX_QUOTES, min_words: Self::DEFAULT_MIN_WORDS }
    }
}

/// What features of attributions weigh, read from a file like those under `data/quotes`.
#[derive(Debug)]
pub struct Weights(WeightTable);

impl Weights {
    /// Reads a weight file: kind, feature, value and weight a line; skips lines that name nothing
    /// known.
    #[must_use]
    pub fn parse(data: &str) -> Self {
        Self(WeightTable::parse(data))
    }

    fn apply_to<'w>(&'w self, rules: &Grammar<'static>) -> Grammar<'w> {
        Grammar { weights: &self.0, ..*rules }
    }
}

/// How a quote stands in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuoteKind {
    /// A whole utterance.
    Direct,
    /// A fragment woven into the reporter's sentence.
    Partial,
}

/// Who said a quote; every part of it stands in the article.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Speaker {
    /// The fullest form of the name in the article; for a body or a role, and for a pronoun that
    /// couldn't be resolved, the mention itself.
    pub name: Span,
    /// What stands beside the quote: "he", "Lavrov", "the ministry".
    pub mention: Span,
    /// Title, office or description, without the name.
    pub role: Option<Span>,
    /// Whether the mention is a pronoun and `name` the person it stands for.
    pub is_pronoun_resolved: bool,
}

/// One quote of the story.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quote {
    /// The words between the marks, verbatim.
    pub span: Span,
    /// Whole utterance or fragment.
    pub kind: QuoteKind,
    /// Who said it; `None` if the article doesn't tell.
    pub speaker: Option<Speaker>,
    /// The reporting verb or phrase.
    pub cue: Option<Span>,
    /// Number of the utterance, from 0 in order of appearance: parts of one utterance share it.
    pub turn: u32,
    /// How much the quote matters, in \[0, 1\].
    pub score: f64,
    /// How certain the speaker is, in \[0, 1\]; 0 without a speaker.
    pub confidence: f64,
}

/// Finds the key quotes of a story, in order of appearance; quotes that only repeat the spans `told`,
/// such as the sentences of a summary, count less. Marked words that look like a title and that nobody
/// beside them says are none.
///
/// # Complexity
/// Linear in the text's length.
#[must_use]
pub fn extract(document: &Document<'_>, options: &QuoteOptions, told: &[Span]) -> Vec<Quote> {
    extract_while(document, options, told, &Wanted::always())
}

/// Like [`extract`], leaving out quotes once they aren't `wanted`.
pub(crate) fn extract_while(
    document: &Document<'_>,
    options: &QuoteOptions,
    told: &[Span],
    wanted: &Wanted<'_>,
) -> Vec<Quote> {
    let found = find(document, options.min_words, None, told, wanted);
    let mut quotes: Vec<Quote> =
        found.iter().filter(|(_, is_title)| !is_title).map(|&(quote, _)| quote).collect();
    let max_quotes = options.max_quotes as usize;
    if quotes.len() > max_quotes {
        let mut order: List<usize> = (0..quotes.len()).collect();
        order.sort_by(|&a, &b| quotes[b].score.total_cmp(&quotes[a].score).then(a.cmp(&b)));
        order.truncate(max_quotes);
        order.sort_unstable();
        let mut number = 0..;
        quotes.retain(|_| number.next().is_some_and(|at| order.binary_search(&at).is_ok()));
    }
    quotes
}

/// Finds all quotes of a story that have at least `min_words` words, in order of appearance.
///
/// # Complexity
/// Linear in the text's length.
#[must_use]
pub fn find_all(document: &Document<'_>, min_words: u32) -> Vec<Quote> {
    find_all_by(document, min_words, None)
}

/// Like [`find_all`], with weights in place of the built-in ones if there are any.
///
/// # Complexity
/// Linear in the text's length.
#[must_use]
pub fn find_all_by(
    document: &Document<'_>,
    min_words: u32,
    weights: Option<&Weights>,
) -> Vec<Quote> {
    let found = find(document, min_words, weights, &[], &Wanted::always());
    found.iter().map(|&(quote, _)| quote).collect()
}

/// Finds quotes in order of appearance, each with whether it looks like a title that nobody says.
fn find(
    document: &Document<'_>,
    min_words: u32,
    weights: Option<&Weights>,
    told: &[Span],
    wanted: &Wanted<'_>,
) -> List<(Quote, bool)> {
    let min_words = min_words as usize;
    let regions = marked_regions_of(document, wanted);
    if regions.is_empty() {
        return List::new();
    }
    let rules = grammar_of(document);
    let grammar = &weights.map_or(*rules, |weights| weights.apply_to(rules));
    let story = Story::read(document, rules, &regions, MIN_CERTAIN_WORDS, wanted);
    let mut found = attribute(&story, grammar, wanted, |quote, _| quote.n_words >= min_words);
    if min_words < MIN_CERTAIN_WORDS {
        // Short regions are read as words above, so that they can't change longer quotes.
        let short_story = Story::read(document, rules, &regions, min_words.max(1), wanted);
        found.append(&mut attribute(&short_story, grammar, wanted, |quote, choice| {
            quote.n_words < MIN_CERTAIN_WORDS && is_short_quote(&short_story, quote, choice)
        }));
        found.sort_by_key(|quote| quote.span);
    }
    let ranks = rank::rank(&story, &found, told, wanted);
    let quotes = found.iter().zip(&ranks).map(|(found, rank)| {
        let quote = Quote {
            span: found.span,
            kind: found.kind,
            speaker: found.speaker,
            cue: found.cue,
            turn: rank.turn,
            score: rank.score,
            confidence: found.confidence,
        };
        (quote, found.is_title)
    });
    quotes.collect()
}

/// Returns the grammar of the document's language.
fn grammar_of(document: &Document<'_>) -> &'static Grammar<'static> {
    match document.language().rules {
        Some(Language::English) => &english::GRAMMAR,
        Some(Language::German) => &german::GRAMMAR,
        Some(language) => universal::grammar(language).unwrap_or(&universal::NEUTRAL),
        None => &universal::NEUTRAL,
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
