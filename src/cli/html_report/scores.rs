//! The scores of all sentences as bars: what speaks for a sentence to the right, what against it to
//! the left.

use super::escape::Escaped;
use crate::cli::verdict::{FEATURES, beginning, contribution, value, verdict};
use crate::grpc::pb;
use std::fmt::Write;

/// How much of a sentence stands beside its bar, in characters.
const MAX_TEXT_CHARACTERS: usize = 120;

/// Renders the table of bars.
pub(super) fn render(html: &mut String, text: &str, explanation: &[pb::SentenceExplanation]) {
    let parts: Vec<Vec<(&str, f64)>> = explanation.iter().map(parts).collect();
    let sum = |parts: &[(&str, f64)], sign: f64| -> f64 {
        parts.iter().map(|(_, value)| (value * sign).max(0.0)).sum()
    };
    let highest = parts.iter().map(|parts| sum(parts, 1.0)).fold(0.1, f64::max);
    let lowest = parts.iter().map(|parts| sum(parts, -1.0)).fold(0.1, f64::max);
    let percent = |value: f64| 100.0 * value / (highest + lowest);
    html.push_str(
        "<table><caption>What speaks for each sentence stands to the right of the line, what speaks \
         against it to the left.</caption>\n<thead><tr><th scope=\"col\">No.</th>\
         <th scope=\"col\">Sentence</th><th scope=\"col\">Value</th></tr></thead>\n<tbody>\n",
    );
    // Writing to a string can't fail.
    for (sentence, parts) in explanation.iter().zip(&parts) {
        let class = if sentence.rank > 0 { " class=\"chosen\"" } else { "" };
        let number = sentence.sentence_index + 1;
        let _ = write!(
            html,
            "<tr{class}><th scope=\"row\"><a href=\"#s{number}\">{number}</a></th><td>\
             <span class=\"text\">{}</span><span class=\"bar\" role=\"img\" aria-label=\"{}\">",
            Escaped(&beginning(text, sentence.span, MAX_TEXT_CHARACTERS)),
            spoken(parts),
        );
        let against = percent(lowest) - percent(sum(parts, -1.0));
        let _ = write!(html, "<i class=\"gap\" style=\"width:{against:.2}%\"></i>");
        let negative = parts.iter().rev().filter(|(_, value)| *value < 0.0);
        let positive = parts.iter().filter(|(_, value)| *value > 0.0);
        for (name, value) in negative.clone() {
            bar(html, name, *value, percent(-value));
        }
        html.push_str("<i class=\"zero\"></i>");
        for (name, value) in positive {
            bar(html, name, *value, percent(*value));
        }
        let _ = writeln!(
            html,
            "</span><span class=\"verdict\">{}</span></td><td class=\"figure\">{:.2}</td></tr>",
            verdict(sentence),
            value(sentence),
        );
    }
    html.push_str("</tbody></table>\n");
}

/// Writes what the colours mean.
pub(super) fn legend(html: &mut String) {
    let names = FEATURES.into_iter().map(|(_, name)| name).chain(["repeats", "dangling"]);
    let meanings = [
        "speaks of what the story mentions early and often",
        "later sentences take it up (right) or it repeats earlier ones (left)",
        "stands near the top",
        "holds a number",
        "opens with a quotation mark",
        "is a service line",
        "holds words of the query",
        "repeats a chosen sentence",
        "opens with “He”, “This” and the like",
    ];
    html.push_str("<ul class=\"legend\">");
    for (name, meaning) in names.zip(meanings) {
        let _ = write!(html, "<li><i class=\"{name}\"></i><b>{name}</b> {meaning}</li>");
    }
    html.push_str("</ul>\n");
}

fn bar(html: &mut String, name: &str, value: f64, width: f64) {
    let side = if value < 0.0 { "against" } else { "for" };
    let _ = write!(
        html,
        "<i class=\"{name} {side}\" style=\"width:{width:.2}%\" title=\"{name} {value:+.2}\"></i>"
    );
}

fn parts(sentence: &pb::SentenceExplanation) -> Vec<(&'static str, f64)> {
    let features = FEATURES.map(|(feature, name)| (name, contribution(sentence, feature)));
    let losses = [("repeats", -sentence.redundancy_loss), ("dangling", -sentence.dangling_loss)];
    features.into_iter().chain(losses).filter(|(_, value)| value.abs() >= 0.005).collect()
}

fn spoken(parts: &[(&str, f64)]) -> String {
    let named: Vec<String> =
        parts.iter().map(|(name, value)| format!("{name} {value:+.2}")).collect();
    named.join(", ")
}
