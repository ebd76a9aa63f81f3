//! Which quotes belong to one utterance.
//!
//! Depends on attributed quotes: *“…,” she said. “…”* is one utterance of two parts.

use crate::quotes::attribute::AttributedQuote;
use crate::text::List;
use std::ops::Range;

/// Characters between two parts of one turn.
const MAX_TURN_GAP: usize = 160;

/// Groups consecutive quotes of one utterance.
pub(super) fn turns_of(quotes: &[AttributedQuote]) -> List<Range<usize>> {
    let mut turns: List<Range<usize>> = List::new();
    for (number, quote) in quotes.iter().enumerate() {
        let goes_on =
            number.checked_sub(1).and_then(|before| quotes.get(before)).is_some_and(|before| {
                let same = before.speaker.as_ref().map(|s| s.name)
                    == quote.speaker.as_ref().map(|s| s.name);
                let is_near = quote.span.start() < before.span.end() + MAX_TURN_GAP;
                let has_same_cue = quote.cue.is_some() && quote.cue == before.cue;
                (quote.continues_turn || has_same_cue) && same && is_near
            });
        match turns.last_mut() {
            Some(turn) if goes_on => turn.end = number + 1,
            _ => turns.push(number..number + 1),
        }
    }
    turns
}
