//! What stands for a headline when no version of any sentence fits or is whole: the longest
//! beginning of a sentence that can be read, marked with "…".

use super::Headline;
use super::draft::{Condition, Draft};
use super::join::{join, spans};
use super::lexicon::Class;
use super::token::{Source, Token};
use crate::text::Span;

const ELLIPSIS: char = '…';
const MAX_SENTENCES: usize = 3;
const MAX_CHARACTER_BYTES: usize = 4;

/// Cuts one of the first drafts to at most `max_characters`, the mark with it; `None` if nothing
/// of a sentence can be kept.
pub(super) fn cut(
    drafts: &[Draft<'_>],
    source: Source<'_>,
    max_characters: usize,
) -> Option<Headline> {
    let room = max_characters.checked_sub(1).filter(|&room| room > 0)?;
    let drafts = drafts.get(..MAX_SENTENCES.min(drafts.len()))?;
    drafts
        .iter()
        .find_map(|draft| longest(draft, source, room, ends_phrase))
        .or_else(|| drafts.iter().find_map(|draft| longest(draft, source, room, |_, _| true)))
        .or_else(|| drafts.iter().find_map(|draft| within_first_word(draft, source, room)))
}

/// Whether a phrase may end before token `end`: before a mark or a function word, not on one.
fn ends_phrase(draft: &Draft<'_>, end: usize) -> bool {
    let clause = &draft.clause;
    end > 1
        && !clause.has(end - 1, Class::FUNCTION)
        && clause.is_open(end - 1)
        && (!clause.is_word(end) || clause.has(end, Class::FUNCTION))
}

/// The longest beginning of at most `room` characters that `may_end` accepts.
fn longest(
    draft: &Draft<'_>,
    source: Source<'_>,
    room: usize,
    may_end: impl Fn(&Draft<'_>, usize) -> bool,
) -> Option<Headline> {
    let tokens = &draft.clause.tokens;
    // Every token has a character, so a longer beginning can't fit.
    (1..=tokens.len().min(room)).rev().filter(|&end| may_end(draft, end)).find_map(|end| {
        let kept = spans(tokens.get(..end)?);
        // Far too long for the room, whatever its characters: isn't joined.
        if kept.iter().map(|span| span.len()).sum::<usize>() > MAX_CHARACTER_BYTES * (room + 8) {
            return None;
        }
        let text = join(source.text, &kept);
        let has_word = tokens.iter().take(end).any(Token::is_word);
        let fits = has_word && text.chars().count() <= room;
        let is_whole = end == tokens.len() && draft.condition != Condition::Truncated;
        fits.then(|| headline(draft, &text, &kept, !is_whole))
    })
}

/// For a first word that is longer than the room, and for scripts without blanks.
fn within_first_word(draft: &Draft<'_>, source: Source<'_>, room: usize) -> Option<Headline> {
    let span = draft.clause.tokens.iter().find(|token| token.is_word())?.span;
    let piece = source.text(span);
    let length = piece.char_indices().nth(room).map_or(piece.len(), |(at, _)| at);
    let kept = [Span::new(span.start(), span.start() + length)];
    let text = join(source.text, &kept);
    (text.chars().count() <= room).then(|| headline(draft, &text, &kept, true))
}

fn headline(draft: &Draft<'_>, text: &str, kept: &[Span], is_cut: bool) -> Headline {
    let mut text = text.to_owned();
    if is_cut {
        text.push(ELLIPSIS);
    }
    Headline { text, sentence: draft.sentence, kept_spans: kept.to_vec(), is_complete: false }
}
