//! Which marked words name something and quote nobody: titles, terms, nicknames, definitions.
//!
//! Depends on the words around the marks and, for participles, on their clause. Who said a quote
//! doesn't matter here, except where someone is said to have chosen the name.

use super::class::{
    AUTHORING, CONJUNCTION, DEFINED, DEFINING, DETERMINER, LANGUAGE, MEDIA, NAMING, NICKNAMING,
    PERSON_NOUN, PLURAL_PERSON, PREPOSITION, PRONOUN, ROLE, SO_CALLED, TERM, TITLED_WORK, TITLING,
};
use super::cue::{CueClass, Lemma};
use super::decode::Choice;
use super::feature::Kind;
use super::quote_shape::{TitleCase, title_case_of};
use super::reject::is_modifier;
use super::story::{MarkedQuote, Story};
use super::subject::Via;
use super::token::{Token, Tokens};
use super::word::Word;

/// The most words between *nicknamed* and the name: *nicknamed the old pier “…”*.
const MAX_OBJECT_WORDS: usize = 3;
/// The most words between a title and its verb: *“…,” the leader of the group said*.
const MAX_SUBJECT_WORDS: usize = 6;
/// The most adverbs between a verb and what belongs to it: *known here as*, *actually means*.
const MAX_ADVERBS: usize = 2;

/// Tells whether marked words name something.
///
/// On `PolNeAR` train (5,790 quotes) it drops 23 more regions that the annotation leaves out, and 12
/// that it counts as quotes: names and terms, and titles as the words of their works.
pub(super) fn names_something(story: &Story<'_>, quote: &MarkedQuote, choice: &Choice) -> bool {
    let tokens = story.tokens_of(quote.paragraph);
    let is_title = title_case_of(story.quote_text(quote)) == TitleCase::Title;
    is_term(tokens, quote.token)
        || is_defined(tokens, quote.token)
        || is_given_name(story, quote, tokens, choice, is_title)
        || is_title && is_beside_work(tokens, quote)
        || choice.best().kind == Kind::Nobody && is_modifier(tokens, quote.token)
}

/// *the so-called “…”*, *the term “…”*, *Latin for “…”*.
fn is_term(tokens: Tokens<'_>, quote: usize) -> bool {
    let (nearest, next) = (tokens.before(quote), tokens.before(quote.saturating_sub(1)));
    nearest.is(SO_CALLED | TERM) || nearest.word == Word::For && next.is(LANGUAGE)
}

/// *What “…” actually means*, *the word “…” refers to*.
fn is_defined(tokens: Tokens<'_>, quote: usize) -> bool {
    let mut verb = quote + 1;
    while verb <= quote + MAX_ADVERBS && tokens.at(verb).is_adverbial() {
        verb += 1;
    }
    tokens.before(quote).is(DEFINED) && tokens.at(verb).is(DEFINING)
}

/// *is dubbed “…”*, *known as “…”*, *nicknamed him “…”*, *a play called “…”*; but *she dubbed it
/// “…”* and *termed “…” by the union* are what someone said.
fn is_given_name(
    story: &Story<'_>,
    quote: &MarkedQuote,
    tokens: Tokens<'_>,
    choice: &Choice,
    is_title: bool,
) -> bool {
    let mut last = quote.token.saturating_sub(1);
    if tokens.at(last).is(DETERMINER) || tokens.at(last).is_mark(',') {
        last = last.saturating_sub(1);
    }
    let lowest = last.saturating_sub(MAX_OBJECT_WORDS);
    for position in (lowest..=last).rev() {
        let token = tokens.at(position);
        if !token.is_word() || token.is(PREPOSITION) {
            break;
        }
        if token.is(NICKNAMING) {
            return true;
        }
    }
    if choice.best().kind == Kind::According {
        return false;
    }
    if tokens.at(last).word == Word::As {
        return tokens.at(skip_adverbs(tokens, last)).word == Word::Known;
    }
    let verb = tokens.at(last);
    if verb.is(TITLING) {
        let before = tokens.range(last.saturating_sub(MAX_OBJECT_WORDS), last);
        return is_title && before.iter().any(|token| token.is(TITLED_WORK));
    }
    if !verb.is(NAMING) || verb.is_capital {
        return false;
    }
    // "is called" tells a name; "was called" may tell of one remark.
    let is_present = matches!(tokens.at(skip_adverbs(tokens, last)).word, Word::Is | Word::Are);
    let always_names = matches!(verb.word, Word::Dubbed | Word::Termed) || is_present;
    (always_names || is_title) && !is_active(story, quote, last)
}

/// Returns the nearest token before a position that is no adverb.
fn skip_adverbs(tokens: Tokens<'_>, position: usize) -> usize {
    let mut before = position.saturating_sub(1);
    while before + MAX_ADVERBS >= position && tokens.at(before).is_adverbial() {
        before = before.saturating_sub(1);
    }
    before
}

/// Tells whether a verb has a subject that may speak: the play of *a play called “…”* is none, nor
/// is what stands before the comma of *the plan, dubbed “…”*.
fn is_active(story: &Story<'_>, quote: &MarkedQuote, verb: usize) -> bool {
    let tokens = story.tokens_of(quote.paragraph);
    if tokens.before(verb).is_comma_or_dash() {
        return false;
    }
    let Some(sentence) = story.sentences.get(quote.sentence) else { return false };
    let clause = story.clauses_of(sentence).iter().find(|clause| clause.verb == verb);
    let Some(subject) = clause.map(|clause| &clause.subject) else { return false };
    subject.phrase.is_some_and(|phrase| {
        let speaks = ROLE | PLURAL_PERSON | PERSON_NOUN;
        let is_thing = phrase.is_nominal() && !phrase.head(tokens).is(speaks);
        !(is_thing && subject.via == Via::Direct)
    })
}

/// A title with its work before or behind it, or where only a show can stand: *told “…”*, *on “…”*.
fn is_beside_work(tokens: Tokens<'_>, quote: &MarkedQuote) -> bool {
    let nearest = tokens.before(quote.token);
    let next = tokens.before(quote.token.saturating_sub(1));
    let behind = tokens.at(quote.token + 1);
    let is_named = nearest.is(TITLED_WORK) || nearest.is_mark(',') && next.is(TITLED_WORK);
    let is_part = nearest.is(PREPOSITION) && next.is(MEDIA);
    let names_noun = behind.is(TITLED_WORK | MEDIA) && !behind.is_capital;
    // "said on “…”", "appeared on “…”", "Doe on “…”", but not "a project on “…”".
    let is_on_air = next.is(MEDIA | PRONOUN) || next.is_name() || next.verb().is_some();
    let is_medium = nearest.verb().is_some_and(|cue| cue.lemma == Lemma::Tell)
        || nearest.word == Word::On && (is_on_air || next.is_punctuation());
    is_named || is_part || names_noun || is_medium
}

/// Tells whether marked words look like a title and nobody beside them says them: no key quote. Of
/// 11,766 key quotes in four sets of news, 114 were such, all but eight of them songs, books, films or names;
/// the annotators of `PolNeAR` count many of these as quotes of whom tells of them.
pub(super) fn is_title(story: &Story<'_>, quote: &MarkedQuote, choice: &Choice) -> bool {
    let tokens = story.tokens_of(quote.paragraph);
    story.grammar.has_title_case
        && is_written_as_title(story, quote)
        && !is_spoken(tokens, quote, choice)
}

/// *Bread and Roses for All*: every word but articles, prepositions and conjunctions has a capital,
/// and at least two do; but not *BREAD FOR ALL*, nor *Bread for All!*.
fn is_written_as_title(story: &Story<'_>, quote: &MarkedQuote) -> bool {
    let text = story.quote_text(quote);
    let words = story.inner_tokens.get(quote.inner.clone()).unwrap_or_default();
    let is_small = |token: &Token| {
        token.is(PREPOSITION | CONJUNCTION)
            || matches!(token.word, Word::The | Word::A | Word::An | Word::To)
    };
    let mut n_capitals = 0;
    let mut is_first = true;
    for token in words.iter().filter(|token| token.is_word()) {
        if token.is_capital && !token.is_caseless {
            n_capitals += 1;
        } else if is_first || !token.starts_with_digit && !is_small(token) {
            return false;
        }
        is_first = false;
    }
    n_capitals > 1 && !text.contains(['!', '?']) && text.contains(char::is_lowercase)
}

/// Tells whether a verb or noun of saying stands right beside the marks, or *called her* before them;
/// but *she wrote “…”*, without a comma or colon, tells of a book, and *a shirt that read “…”* doesn't.
fn is_spoken(tokens: Tokens<'_>, quote: &MarkedQuote, choice: &Choice) -> bool {
    let best = choice.best();
    let Some((start, end)) = best.cue.filter(|_| best.paragraph == quote.paragraph) else {
        return false;
    };
    let class = tokens.at(start).verb().map_or(CueClass::Say, |verb| verb.class);
    let gap = quote.token.saturating_sub(end);
    let tells_of_display = matches!(tokens.before(start).word, Word::That | Word::Which);
    let is_authoring = tokens.at(start).is(AUTHORING) && gap == 0 && !tells_of_display;
    let stands_before = end <= quote.token
        && match class {
            CueClass::Say => {
                !is_authoring && tokens.range(end, quote.token).iter().all(Token::is_punctuation)
            }
            CueClass::Call => gap <= MAX_SUBJECT_WORDS,
            CueClass::Other => false,
        };
    let stands_behind =
        class == CueClass::Say && start > quote.token && start - quote.token <= MAX_SUBJECT_WORDS;
    stands_before || stands_behind
}
