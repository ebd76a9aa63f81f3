//! Which marked regions of one or two words are quotes.
//!
//! Depends on the chosen attribution. Nine in ten such regions are scare quotes, nicknames or
//! titles, so that only a close attribution of a fragment that is no name counts.

use super::class::{CONJUNCTION, DETERMINER, PREPOSITION, WORK};
use super::confidence::speaker_mass;
use super::cue::CueClass;
use super::decode::Choice;
use super::feature::Kind;
use super::quote_shape::{Case, Closer, case_of, closer_of};
use super::story::{MarkedQuote, Story};
use super::token::{Token, Tokens};
use super::word::Word;

/// Fewest words from which a region is judged by its weights alone.
pub(super) const MIN_CERTAIN_WORDS: usize = 3;
/// Probability that the speaker must have: two verbs that may both govern the quote share theirs.
/// A judgement, for the annotated data marks no quotes so short.
const MIN_SPEAKER_MASS: f64 = 0.4;
/// The most words between the verb and the quote.
const MAX_VERB_DISTANCE: usize = 8;

/// Tells whether a region of one or two words is a quote.
pub(super) fn is_short_quote(story: &Story<'_>, quote: &MarkedQuote, choice: &Choice) -> bool {
    let best = choice.best();
    if !best.has_speaker() || speaker_mass(story, choice) < MIN_SPEAKER_MASS {
        return false;
    }
    let tokens = story.tokens_of(quote.paragraph);
    let closes = matches!(
        closer_of(story, quote),
        Closer::Comma | Closer::Question | Closer::Stop | Closer::Dash
    ) && !quote.closing_char.is_alphanumeric();
    let is_name = case_of(story.quote_text(quote)) != Case::Lower;
    match best.kind {
        Kind::VerbSubject | Kind::SubjectVerb | Kind::Continued | Kind::Label | Kind::Dash => {
            closes
        }
        Kind::Before | Kind::Participle => {
            let class =
                choice.attribution.verb.and_then(|verb| tokens.at(verb).cue).map(|cue| cue.class);
            let reports = matches!(class, Some(CueClass::Say | CueClass::Call));
            reports
                && is_near(tokens, choice, quote)
                && (closes || !is_name)
                && !is_modifier(tokens, quote)
        }
        Kind::According => !is_name && !is_modifier(tokens, quote),
        _ => false,
    }
}

fn is_near(tokens: Tokens<'_>, choice: &Choice, quote: &MarkedQuote) -> bool {
    choice.attribution.verb.is_some_and(|verb| {
        let between = tokens.range(verb + 1, quote.token);
        between.len() <= MAX_VERB_DISTANCE && !between.iter().any(Token::is_quote)
    })
}

/// *the “miracle” cure*, *the film “rain”*: the region qualifies a noun or is named by one.
fn is_modifier(tokens: Tokens<'_>, quote: &MarkedQuote) -> bool {
    let (before, after) = (tokens.before(quote.token), tokens.at(quote.token + 1));
    let is_named = before.is(WORK) && before.cue.is_none();
    let follows_noun_opener = before.is(DETERMINER) || before.word == Word::Possessive;
    let is_noun = after.is_word()
        && !after.is(PREPOSITION | CONJUNCTION)
        && !after.is_auxiliary()
        && !after.is_adverbial()
        && !after.stops_phrase();
    let ends_sentence = matches!(quote.closing_char, '.' | '!' | '?');
    is_named || follows_noun_opener && is_noun && !ends_sentence
}
