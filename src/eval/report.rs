//! What do the results of many articles say together? A table for people, CSV for programs.

use super::article::{ArticleResult, System, SystemResult};
use super::bootstrap::{Interval, interval, mean};
use super::rouge::Rouge;
use std::borrow::Cow;

/// Draws of the bootstrap unless told otherwise.
pub const DEFAULT_DRAWS: usize = 2000;

/// One of the numbers of [`Rouge`], in \[0, 1\].
pub type Measure = fn(&Rouge) -> f64;

const MEASURES: [(&str, Measure); 4] = [
    ("ROUGE-1", |rouge| rouge.rouge1),
    ("ROUGE-2", |rouge| rouge.rouge2),
    ("ROUGE-Lsum", |rouge| rouge.rouge_lsum),
    ("mean", Rouge::mean),
];

/// Returns the interval of one measure of one system, in points (0 to 100).
#[must_use]
pub fn measured(
    results: &[ArticleResult],
    system: System,
    measure: Measure,
    n_draws: usize,
    seed: u64,
) -> Interval {
    let values: Vec<f64> =
        results.iter().map(|result| 100.0 * measure(&result.of(system).rouge)).collect();
    interval(&values, n_draws, seed)
}

/// Returns the interval of the paired difference between two systems' means of the three measures,
/// in points; above 0 where `system` is better.
#[must_use]
pub fn difference(
    results: &[ArticleResult],
    system: System,
    baseline: System,
    n_draws: usize,
    seed: u64,
) -> Interval {
    let values: Vec<f64> = results
        .iter()
        .map(|result| 100.0 * (result.of(system).rouge.mean() - result.of(baseline).rouge.mean()))
        .collect();
    interval(&values, n_draws, seed)
}

/// Renders one row a system: the three measures and their mean with intervals, words and sentences
/// of a summary, and what the engine gains over the system.
#[must_use]
pub fn table(results: &[ArticleResult], n_draws: usize, seed: u64) -> String {
    let heads = MEASURES.map(|(name, _)| format!("{name:<21}")).join("  ");
    let head = format!("{:9}  {heads}  words  sentences  nutgraf is better by", "");
    let rows = System::ALL.into_iter().map(|system| row(results, system, n_draws, seed));
    std::iter::once(head).chain(rows).map(|line| line.trim_end().to_owned() + "\n").collect()
}

fn row(results: &[ArticleResult], system: System, n_draws: usize, seed: u64) -> String {
    let cells = MEASURES
        .map(|(_, measure)| plain(measured(results, system, measure, n_draws, seed)))
        .map(|cell| format!("{cell:<21}"))
        .join("  ");
    let n_words = mean(results.iter().map(|result| f64::from(result.of(system).n_words)));
    let n_sentences = mean(results.iter().map(|result| f64::from(result.of(system).n_sentences)));
    let gain = match system {
        System::Nutgraf => String::new(),
        _ => signed(difference(results, System::Nutgraf, system, n_draws, seed)),
    };
    format!("{:9}  {cells}  {n_words:>5.1}  {n_sentences:>9.2}  {gain}", system.name())
}

/// Renders one line an article and system, with a header; measures in points.
#[must_use]
pub fn csv(results: &[ArticleResult]) -> String {
    let lines = results.iter().flat_map(|result| {
        System::ALL.into_iter().map(|system| {
            let SystemResult { rouge, n_words, n_sentences } = result.of(system);
            let points =
                MEASURES.map(|(_, measure)| format!("{:.4}", 100.0 * measure(rouge))).join(",");
            let (id, name) = (quoted(&result.id), quoted(system.name()));
            format!("{id},{name},{points},{n_words},{n_sentences}\n")
        })
    });
    let head = "id,system,rouge1,rouge2,rouge_lsum,mean,words,sentences\n".to_owned();
    std::iter::once(head).chain(lines).collect()
}

/// Quotes a CSV field if it must be (RFC 4180, section 2).
fn quoted(field: &str) -> Cow<'_, str> {
    if field.contains(['"', ',', '\n', '\r']) {
        Cow::Owned(format!("\"{}\"", field.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(field)
    }
}

/// "41.10 \[40.20,42.00\]"
#[must_use]
pub fn plain(Interval { mean, low, high }: Interval) -> String {
    format!("{mean:.2} [{low:.2},{high:.2}]")
}

/// "+1.70 \[+1.20,+2.20\]"
#[must_use]
pub fn signed(Interval { mean, low, high }: Interval) -> String {
    format!("{mean:+.2} [{low:+.2},{high:+.2}]")
}

#[cfg(test)]
mod tests {
    use super::{csv, difference, table};
    use crate::eval::article::{ArticleResult, System, SystemResult};
    use crate::eval::rouge::Rouge;

    /// The engine scores `own` on each measure, all others 0.25.
    fn result(id: &str, own: f64) -> ArticleResult {
        let of = |f1| SystemResult {
            rouge: Rouge { rouge1: f1, rouge2: f1, rouge_lsum: f1 },
            n_sentences: 3,
            n_words: 60,
        };
        ArticleResult {
            id: id.to_owned(),
            systems: [of(own), of(0.25), of(0.25), of(0.25), of(0.25)],
        }
    }

    #[test]
    fn differences_are_paired() {
        let results = [result("a", 0.5), result("b", 0.0)];
        let gain = difference(&results, System::Nutgraf, System::Lead, 500, 1);
        assert_eq!((gain.mean, gain.low, gain.high), (0.0, -25.0, 25.0));
    }

    #[test]
    fn the_table_has_a_row_for_each_system() {
        let table = table(&[result("a", 0.5)], 100, 1);
        let rows: Vec<&str> = table.lines().collect();
        assert_eq!(rows.len(), 1 + System::ALL.len());
        assert!(rows[1].starts_with("nutgraf    50.00 [50.00,50.00]"), "{table}");
        assert!(rows[2].ends_with("60.0       3.00  +25.00 [+25.00,+25.00]"), "{table}");
    }

    #[test]
    fn csv_fields_are_quoted_where_they_must_be() {
        let csv = csv(&[result("a,\"b\"", 0.5)]);
        let rows: Vec<&str> = csv.lines().collect();
        assert_eq!(rows.len(), 1 + System::ALL.len());
        assert_eq!(rows[1], "\"a,\"\"b\"\"\",nutgraf,50.0000,50.0000,50.0000,50.0000,60,3");
    }
}
