//! The explanation of a summary as a table on a terminal: a line of figures a sentence, its text
//! below.

use super::verdict::{FEATURES, beginning, contribution, value, verdict};
use crate::grpc::pb;
use std::fmt::Write;

/// How much of a sentence is shown, in characters.
const MAX_TEXT_CHARACTERS: usize = 92;

/// Renders the table; `text` is the article's, with spans in bytes.
pub(super) fn render(text: &str, explanation: &[pb::SentenceExplanation]) -> String {
    let mut table =
        String::from("\nWhy these sentences: value = the features less the losses\n\n   no. score");
    // Writing to a string can't fail.
    for (_, name) in FEATURES {
        let _ = write!(table, " {name:>9}");
    }
    table.push_str("  repeats dangling  value  what became of it\n");
    for sentence in explanation {
        let mark = if sentence.rank > 0 { '*' } else { ' ' };
        let number = sentence.sentence_index + 1;
        let _ = write!(table, "{mark} {number:>4}  {:>4.2}", sentence.score);
        for (feature, _) in FEATURES {
            let _ = write!(table, " {:>9}", figure(contribution(sentence, feature)));
        }
        let _ = writeln!(
            table,
            " {:>8} {:>8} {:>6.2}  {}",
            figure(-sentence.redundancy_loss),
            figure(-sentence.dangling_loss),
            value(sentence),
            verdict(sentence),
        );
        let _ = writeln!(table, "        {}", beginning(text, sentence.span, MAX_TEXT_CHARACTERS));
    }
    table
}

/// A signed figure; a dot for nothing.
fn figure(value: f64) -> String {
    if value.abs() < 0.005 { "·".to_owned() } else { format!("{value:+.2}") }
}
