//! Which marked regions does an article have? Double marks, else dashes, else single marks.
//!
//! Depends on `marks`, which finds the regions of one paragraph.

use super::marks::{MarkedRegion, dash_regions, marked_regions, single_marked_regions};
use super::story::count_words;
use crate::text::{Document, Language, List, Span, Wanted};

/// The fewest words between single marks for them to count as quotation marks.
const MIN_SINGLE_MARKED_WORDS: usize = 3;
/// The fewest such regions in an article without double marks.
const MIN_SINGLE_MARKED_REGIONS: usize = 2;

/// Finds all marked regions of a document, in order; O(length).
pub(super) fn marked_regions_of(
    document: &Document<'_>,
    wanted: &Wanted<'_>,
) -> List<MarkedRegion> {
    let paragraphs = document.paragraphs().iter().map(|paragraph| paragraph.span);
    let wanted = paragraphs.take_while(|span| wanted.for_more(span.len()));
    all_regions(document.text(), wanted, document.language().rules)
}

/// Finds all marked regions of the article, in order.
///
/// Single marks count if the article has no double ones and they enclose several longer stretches
/// (British and Dutch style); otherwise they are nested quotes, headlines and apostrophes.
fn all_regions(
    text: &str,
    paragraphs: impl Iterator<Item = Span> + Clone,
    language: Option<Language>,
) -> List<MarkedRegion> {
    let mut double: List<MarkedRegion> = List::new();
    for span in paragraphs.clone() {
        let n_before = double.len();
        double.append(&mut marked_regions(text, span, language));
        if double.len() == n_before && writes_dialogue_with_dashes(language) {
            double.append(&mut dash_regions(text, span));
        }
    }
    // Two apostrophes for a double mark make every single one doubtful.
    if !double.is_empty() || text.contains("''") {
        return double;
    }
    let mut single: List<MarkedRegion> = List::new();
    for span in paragraphs {
        single.append(&mut single_marked_regions(text, span));
    }
    let n_long = single.iter().filter(|region| {
        let content = region.content.slice(text).unwrap_or_default();
        count_words(content, MIN_SINGLE_MARKED_WORDS) >= MIN_SINGLE_MARKED_WORDS
    });
    if n_long.count() >= MIN_SINGLE_MARKED_REGIONS { single } else { List::new() }
}

fn writes_dialogue_with_dashes(language: Option<Language>) -> bool {
    use Language::{Arabic, Dutch, English, German, Tamil};
    !matches!(language, None | Some(Arabic | Dutch | English | German | Tamil))
}
