//! The article as it was read, with what was chosen of it marked.
//!
//! Marks overlap (a quote may go over several sentences), so the text is cut at every edge and each
//! piece gets the marks that hold for it.

use super::escape::Escaped;
use crate::grpc::pb;
use std::fmt::Write;

/// What is marked in the text: spans in bytes, ascending and disjoint within each list.
#[derive(Debug, Default)]
struct Marks {
    /// Sentences of the story, with number and rank; 0 if it isn't in the summary.
    sentences: Vec<(Range, u32, u32)>,
    /// Key quotes, with their number.
    quotes: Vec<(Range, usize)>,
    /// What the headline keeps.
    kept: Vec<Range>,
}

type Range = std::ops::Range<usize>;

/// Renders the article's paragraphs.
pub(super) fn render(html: &mut String, text: &str, response: &pb::SummarizeResponse) {
    let marks = Marks::of(response);
    let mut at = 0;
    for line in text.split('\n') {
        let paragraph = at..at + line.len();
        at = paragraph.end + 1;
        if !line.trim().is_empty() {
            marks.paragraph(html, text, paragraph);
        }
    }
}

/// Renders a sentence with what the headline keeps of it.
pub(super) fn kept_parts(html: &mut String, text: &str, headline: &pb::Headline) {
    let marks = Marks { kept: ranges(&headline.kept_spans), ..Marks::default() };
    marks.pieces(html, text, range(headline.sentence_span));
}

impl Marks {
    fn of(response: &pb::SummarizeResponse) -> Self {
        let mut quotes: Vec<(Range, usize)> = response
            .quotes
            .iter()
            .enumerate()
            .map(|(n, quote)| (range(quote.span), n + 1))
            .collect();
        quotes.sort_by_key(|(range, _)| range.start);
        Self {
            sentences: response
                .explanation
                .iter()
                .map(|found| (range(found.span), found.sentence_index + 1, found.rank))
                .collect(),
            quotes,
            kept: Vec::new(),
        }
    }

    fn paragraph(&self, html: &mut String, text: &str, paragraph: Range) {
        let is_story = find(&self.sentences, |(range, ..)| range, &paragraph, |_| true).is_some();
        html.push_str(if is_story { "<p>" } else { "<p class=\"aside\">" });
        self.pieces(html, text, paragraph);
        html.push_str("</p>\n");
    }

    /// Writes the pieces of a stretch of text.
    fn pieces(&self, html: &mut String, text: &str, within: Range) {
        let mut edges = vec![within.start, within.end];
        let quotes = self.quotes.iter().map(|(range, _)| range);
        let ranges = self.sentences.iter().map(|(range, ..)| range).chain(quotes).chain(&self.kept);
        for range in ranges {
            edges.extend([range.start, range.end].into_iter().filter(|edge| within.contains(edge)));
        }
        edges.sort_unstable();
        edges.dedup();
        for edge in edges.windows(2) {
            if let [start, end] = *edge {
                self.piece(html, text, start..end);
            }
        }
    }

    fn piece(&self, html: &mut String, text: &str, piece: Range) {
        let Some(slice) = text.get(piece.clone()) else { return };
        let holds = |range: &Range| range.start <= piece.start && piece.end <= range.end;
        let sentence = find(&self.sentences, |(range, ..)| range, &piece, holds);
        let quote = find(&self.quotes, |(range, _)| range, &piece, holds);
        let is_kept = find(&self.kept, |range| range, &piece, holds).is_some();
        let mut closing = Vec::new();
        // Writing to a string can't fail.
        if let Some((range, number, rank)) = sentence {
            let is_start = range.start == piece.start;
            if is_start {
                let _ = write!(html, "<span id=\"s{number}\"></span>");
            }
            if *rank > 0 {
                html.push_str("<mark>");
                if is_start {
                    let _ = write!(
                        html,
                        "<sup aria-label=\"in the summary, rank {rank}\">{rank}</sup>"
                    );
                }
                closing.push("</mark>");
            }
        }
        if let Some((range, number)) = quote {
            if range.start == piece.start {
                let _ = write!(html, "<span id=\"q{number}\"></span>");
            }
            html.push_str("<span class=\"quoted\">");
            closing.push("</span>");
        }
        if is_kept {
            html.push_str("<b>");
            closing.push("</b>");
        }
        let _ = write!(html, "{}", Escaped(slice));
        html.extend(closing.into_iter().rev());
    }
}

/// Finds the entry whose range overlaps another one and passes; entries ascend.
fn find<'m, M>(
    entries: &'m [M],
    range_of: impl Fn(&M) -> &Range,
    other: &Range,
    passes: impl Fn(&Range) -> bool,
) -> Option<&'m M> {
    let from = entries.partition_point(|entry| range_of(entry).end <= other.start);
    let entry = entries.get(from)?;
    let range = range_of(entry);
    (range.start < other.end && passes(range)).then_some(entry)
}

fn ranges(spans: &[pb::Span]) -> Vec<Range> {
    spans.iter().map(|&span| range(Some(span))).collect()
}

fn range(span: Option<pb::Span>) -> Range {
    let span = span.unwrap_or_default();
    span.start as usize..span.end as usize
}
