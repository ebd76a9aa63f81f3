//! How good are the summary of one article and those of the baselines?

use super::baseline;
use super::bootstrap::SplitMix64;
use super::rouge::{Rouge, Tokenization, Tokens, Vocabulary, rouge};
use crate::error::SummarizeError;
use crate::options::Options;
use crate::select::{Budget, SummaryOptions, candidates};
use crate::summarize::{Article, summarize};

/// One article with its reference summaries.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// What the caller calls it.
    pub id: String,
    /// The title, empty if it isn't known.
    pub title: String,
    /// The text.
    pub text: String,
    /// BCP-47 tag of the language, empty to have it detected and compared as English.
    pub language: String,
    /// One or more summaries by people, as sentences.
    pub references: Vec<Vec<String>>,
}

/// How articles are summarised for the comparison.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Setting {
    /// The budget, the same for all systems.
    pub summary: SummaryOptions,
    /// Whether the engine sees the titles.
    pub with_titles: bool,
    /// Seed of the random baseline and of the intervals.
    pub seed: u64,
}

/// Who wrote a summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum System {
    /// The engine.
    Nutgraf,
    /// The first sentences, until one doesn't fit.
    Lead,
    /// The first sentences, passing over what doesn't fit.
    FilledLead,
    /// Sentences in random order.
    Random,
    /// Sentences chosen by the references.
    Oracle,
}

impl System {
    /// All systems, in the order of reports and of [`ArticleResult::systems`].
    pub const ALL: [Self; 5] =
        [Self::Nutgraf, Self::Lead, Self::FilledLead, Self::Random, Self::Oracle];

    /// Returns the name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Nutgraf => "nutgraf",
            Self::Lead => "lead",
            Self::FilledLead => "lead-fill",
            Self::Random => "random",
            Self::Oracle => "oracle",
        }
    }
}

/// One system's summary of one article.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct SystemResult {
    /// Mean over the references.
    pub rouge: Rouge,
    /// Sentences of the summary.
    pub n_sentences: u32,
    /// Words of the summary.
    pub n_words: u32,
}

/// All systems' summaries of one article.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleResult {
    /// The article's id.
    pub id: String,
    /// One result for each of [`System::ALL`].
    pub systems: [SystemResult; 5],
}

impl ArticleResult {
    /// Returns the result of one system.
    #[must_use]
    pub fn of(&self, system: System) -> &SystemResult {
        &self.systems[system as usize]
    }
}

/// Summarises an article in every way and compares with its references.
///
/// Where no sentence fits the budget the shortest one stands in, for all systems alike: an empty
/// summary would be a gift to the other side of a difference.
///
/// # Errors
/// Those of [`summarize`].
pub fn evaluate(record: &Record, setting: &Setting) -> Result<ArticleResult, SummarizeError> {
    let title = if setting.with_titles { record.title.as_str() } else { "" };
    let article = Article { title, text: &record.text, language: &record.language };
    let options = Options { summary: setting.summary.clone(), ..Options::default() };
    let summary = summarize(&article, &options)?;
    let document = &summary.document;

    let language = if record.language.is_empty() { "en" } else { &record.language };
    let mut vocabulary = Vocabulary::new(Tokenization::of_language(language));
    let references: Vec<Tokens> = record
        .references
        .iter()
        .map(|reference| vocabulary.read(reference.iter().map(String::as_str)))
        .collect();
    let sentences: Vec<Tokens> = document
        .sentences()
        .iter()
        .map(|sentence| vocabulary.read([document.slice(sentence.span)]))
        .collect();

    let candidates = candidates(document);
    let budget = Budget::of(&setting.summary, candidates.len());
    let own = summary.sentences.iter().map(|sentence| sentence.sentence.index()).collect();
    let mut random = SplitMix64::new(setting.seed ^ fingerprint(&record.id));
    let chosen: [Vec<usize>; 5] = [
        own,
        baseline::lead(&candidates, &budget),
        baseline::filled_lead(&candidates, &budget),
        baseline::random(&candidates, &budget, &mut random),
        baseline::oracle(&candidates, &budget, &sentences, &references),
    ];
    let systems = chosen.map(|chosen| {
        let chosen = if chosen.is_empty() { baseline::shortest(&candidates) } else { chosen };
        let mut tokens = Tokens::default();
        for &idx in &chosen {
            tokens.extend(&sentences[idx]);
        }
        let scores: Vec<Rouge> =
            references.iter().map(|reference| rouge(reference, &tokens)).collect();
        SystemResult {
            rouge: Rouge::average(&scores),
            n_sentences: u32::try_from(chosen.len()).unwrap_or(u32::MAX),
            n_words: chosen.iter().map(|&idx| candidates[idx].n_words).sum(),
        }
    });
    Ok(ArticleResult { id: record.id.clone(), systems })
}

/// FNV-1a (Fowler, Noll and Vo) of an id: the random baseline draws alike whatever else is measured.
fn fingerprint(id: &str) -> u64 {
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::{Record, Setting, System, evaluate};
    use crate::select::SummaryOptions;

    fn record() -> Record {
        Record {
            id: "flood".to_owned(),
            title: "Flood in Arlen".to_owned(),
            text: "The Arlen river flooded the town of Marrow on Sunday night. \
                   Two hundred people fled the flood in Marrow. \
                   A concert was put off. \
                   The river fell again on Monday."
                .to_owned(),
            language: "en".to_owned(),
            references: vec![
                vec!["Two hundred people fled the flood in Marrow.".to_owned()],
                vec!["A concert was put off.".to_owned()],
            ],
        }
    }

    fn setting(summary: SummaryOptions) -> Setting {
        Setting { summary, with_titles: true, seed: 1 }
    }

    #[test]
    fn a_summary_that_is_one_of_two_references_scores_half() {
        let summary = SummaryOptions { max_sentences: Some(1), ..SummaryOptions::default() };
        let result = evaluate(&record(), &setting(summary)).expect("within all limits");
        let oracle = result.of(System::Oracle);
        assert_eq!((oracle.n_sentences, oracle.n_words), (1, 8));
        assert!((oracle.rouge.mean() - 0.5).abs() < 1e-12, "{oracle:?}");
        assert!(result.of(System::Lead).rouge.mean() < oracle.rouge.mean());
    }

    #[test]
    fn where_nothing_fits_all_systems_get_the_shortest_sentence() {
        let summary = SummaryOptions { max_words: Some(2), ..SummaryOptions::default() };
        let result = evaluate(&record(), &setting(summary)).expect("within all limits");
        assert!(result.systems.iter().all(|system| system.n_words == 5), "{result:?}");
    }

    #[test]
    fn an_article_outside_the_limits_is_an_error() {
        let empty = Record { text: String::new(), ..record() };
        assert!(evaluate(&empty, &Setting::default()).is_err());
    }
}
