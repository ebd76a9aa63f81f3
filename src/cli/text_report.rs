//! A result as text for reading on a terminal.

use crate::grpc::pb;
use std::fmt::Write;

/// Renders headline, sentences, quotes and warnings.
pub(super) fn render(response: &pb::SummarizeResponse) -> String {
    let mut report = String::new();
    if let Some(headline) = &response.headline {
        line(&mut report, &headline.text);
    }
    if !response.sentences.is_empty() {
        report.push('\n');
    }
    for sentence in &response.sentences {
        line(&mut report, &format!("- {}", sentence.text));
    }
    if !response.quotes.is_empty() {
        report.push('\n');
    }
    for quote in &response.quotes {
        line(&mut report, &format!("“{}”{}", quote.text, attribution(quote)));
    }
    for warning in &response.warnings {
        line(&mut report, &format!("\nwarning: {}", warning.message));
    }
    report
}

/// " — Sergey Lavrov, Russia's Foreign Minister", or nothing if nobody is known to have said it.
fn attribution(quote: &pb::Quote) -> String {
    quote.speaker.as_ref().map_or_else(String::new, |speaker| {
        let mut attribution = format!(" — {}", speaker.name);
        if !speaker.role.is_empty() {
            // Writing to a string can't fail.
            let _ = write!(attribution, ", {}", speaker.role);
        }
        attribution
    })
}

/// Adds a line; line breaks inside the text (hard-wrapped feeds) become spaces.
fn line(report: &mut String, text: &str) {
    for (idx, part) in text.trim_end().split(['\r', '\n']).enumerate() {
        if idx > 0 && !part.is_empty() && !report.ends_with('\n') {
            report.push(' ');
        }
        report.push_str(part);
    }
    report.push('\n');
}
