//! Whose words a noun announces: *her remark that “…”*, *Doe's call for “…”*, *in Doe's words*.
//!
//! Depends on the quote's place and the nouns of `data/cues/en.txt`.

use super::candidate::Candidate;
use super::class::{LEADING_DETERMINER, NOUN_CUE};
use super::feature::{Feature, Kind};
use super::local::{Place, gap_of, head_of};
use super::noun_phrase::{Phrase, PhraseKind, phrase_before};
use super::token::Tokens;
use super::word::Word;

/// Tokens between such a noun and the quote.
const MAX_NOUN_DISTANCE: usize = 16;
/// Words between the owner and the noun: *her much-quoted remark*.
const MAX_ADJECTIVES: usize = 2;

/// Appends the owner of the nearest noun before the quote, or right behind it.
pub(super) fn propose(place: &Place<'_, '_>, candidates: &mut Vec<Candidate>) {
    let quote = place.quote.token;
    let lowest = place.sentence.start.max(quote.saturating_sub(MAX_NOUN_DISTANCE));
    let before = (lowest..quote).rev().find_map(|noun| Some((noun, owner_of(place, noun)?)));
    let Some((noun, owner)) = before.or_else(|| view_behind(place)) else { return };
    let gap = gap_of(place.tokens, noun, quote, place.previous_quote);
    let mut candidate = place.candidate(Kind::NounCue, owner, Some(noun));
    candidate.add(place.table, Feature::Head, &[head_of(place.tokens, owner)]);
    candidate.add(place.table, Feature::Gap, &[gap as usize]);
    candidate.add(place.table, Feature::Case, &[place.case as usize]);
    candidates.push(candidate);
}

/// *“…” in Doe's view*, *“…,” in her words*.
fn view_behind(place: &Place<'_, '_>) -> Option<(usize, Phrase)> {
    let highest = place.next_quote.min(place.quote.token + MAX_NOUN_DISTANCE);
    let is_in = |at: usize| place.tokens.at(at).word == Word::In;
    let start = (place.quote.token + 1..highest).find(|&at| is_in(at))?;
    let noun = (start + 2..highest.min(start + 5)).find(|&at| place.tokens.at(at).is(NOUN_CUE))?;
    let owner = owner_of(place, noun)?;
    (owner.start > start).then_some((noun, owner))
}

fn owner_of(place: &Place<'_, '_>, noun: usize) -> Option<Phrase> {
    let (tokens, start) = (place.tokens, place.sentence.start);
    let token = tokens.at(noun);
    if !token.is_word() || token.is_capital || !token.is(NOUN_CUE) {
        return None;
    }
    (start..noun).rev().take(MAX_ADJECTIVES + 1).find_map(|at| owner_at(tokens, start, at))
}

/// A possessive pronoun, or the phrase before *'s* or a bare apostrophe.
fn owner_at(tokens: Tokens<'_>, start: usize, at: usize) -> Option<Phrase> {
    let token = tokens.at(at);
    if matches!(token.word, Word::His | Word::Her | Word::Their) && token.is(LEADING_DETERMINER) {
        return Some(Phrase::plain(at, at + 1, PhraseKind::Pronoun));
    }
    let is_possessive = token.word == Word::Possessive
        || matches!(token.mark(), '\'' | '’') && tokens.before(at).ends_in_s;
    let last = at.checked_sub(1).filter(|&last| is_possessive && last >= start)?;
    phrase_before(tokens, start, last)
}
