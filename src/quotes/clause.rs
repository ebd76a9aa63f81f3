//! Which clauses of a sentence report: a reporting verb with its subject.
//!
//! Depends on `subject` and `noun_phrase`. A clause says who reports, not what; `local` pairs
//! clauses with quotes.

use super::class::{
    ADVERB, AMBIGUOUS_FORM, AUXILIARY, BASE_LICENSER, BODY, CALENDAR, COUNTING_DETERMINER,
    DETERMINER, INTRODUCER, NOUN_LIKE, PERCEPTION, PLURAL_PERSON, PREPOSITION,
    PRONOMINAL_DETERMINER, PRONOUN, RELATIVE, ROLE,
};
use super::cue::{Cue, CueClass, Form, Lemma};
use super::noun_phrase::{Phrase, PhraseKind, phrase_after};
use super::subject::{Subject, Via, subject_of};
use super::token::{Token, Tokens};
use super::word::Word;

/// A reporting verb with its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clause {
    /// The token of the verb.
    pub(super) verb: usize,
    /// The verb's form and class.
    pub(super) cue: Cue,
    /// Its subject.
    pub(super) subject: Subject,
}

/// Finds the listed verbs of the sentence `start..end`, in order, but those with a capital behind its
/// first word, which are names.
pub(super) fn reporting_verbs(
    tokens: Tokens<'_>,
    start: usize,
    end: usize,
) -> impl Iterator<Item = (usize, Cue)> {
    (start..end).filter_map(move |verb| {
        let token = tokens.at(verb);
        let is_word = token.is_word() && !token.is_short_quoted;
        let is_name = token.is_capital && verb > start;
        token.cue.filter(|_| is_word && !is_name).map(|cue| (verb, cue))
    })
}

/// Appends the clauses of the sentence `start..end`, in the order of their verbs.
pub(super) fn read_clauses(
    tokens: Tokens<'_>,
    start: usize,
    end: usize,
    clauses: &mut Vec<Clause>,
) {
    for verb in start..end {
        let token = tokens.at(verb);
        let Some(cue) = token.cue.filter(|_| token.is_word() && !token.is_short_quoted) else {
            continue;
        };
        if token.is_capital {
            if verb == start
                && let Some(phrase) = inverted_opening(tokens, verb, end, cue)
            {
                clauses.push(Clause { verb, cue, subject: inverted(phrase) });
            }
            continue;
        }
        if is_noun_use(tokens, start, verb, end, cue) {
            continue;
        }
        if let Some(phrase) = perceived_subject(tokens, start, verb, cue) {
            // "saw him admit" reports what was admitted, not what was seen.
            if clauses.last().is_some_and(|clause| clause.verb + 1 == phrase.start) {
                clauses.pop();
            }
            let subject = Subject::found(phrase, Via::Perception);
            clauses.push(Clause { verb, cue, subject });
            continue;
        }
        if cue.form == Form::Base && !is_licensed(tokens, start, verb) {
            continue;
        }
        if let Some((phrase, is_only_reading)) =
            inverted_between_commas(tokens, start, verb, end, cue)
        {
            if let Some(phrase) = phrase {
                clauses.push(Clause { verb, cue, subject: inverted(phrase) });
            }
            if is_only_reading {
                continue;
            }
        }
        let subject = subject_of(tokens, start, verb);
        if subject.via != Via::Passive {
            clauses.push(Clause { verb, cue, subject });
        }
    }
}

fn inverted(phrase: Phrase) -> Subject {
    Subject::found(phrase, Via::Inverted)
}

/// *Said Doe: …* at the start of a sentence.
fn inverted_opening(tokens: Tokens<'_>, verb: usize, end: usize, cue: Cue) -> Option<Phrase> {
    if cue.class != CueClass::Say || !cue.is_finite() || !tokens.at(verb).is(INTRODUCER) {
        return None;
    }
    phrase_after(tokens, verb + 1, end).filter(|phrase| !phrase.is_nominal())
}

/// Tells whether a form that is noun and verb is the noun here: *the reports*, *in a statement*.
fn is_noun_use(tokens: Tokens<'_>, start: usize, verb: usize, end: usize, cue: Cue) -> bool {
    let token = tokens.at(verb);
    let is_doubtful = token.is(NOUN_LIKE) && cue.form != Form::Past || token.is(AMBIGUOUS_FORM);
    if verb == start {
        return is_doubtful;
    }
    let previous = tokens.at(verb - 1);
    if cue.form == Form::Ing && previous.is(DETERMINER) {
        return true;
    }
    if !is_doubtful {
        return false;
    }
    let is_saying = cue.form == Form::Ing && cue.class == CueClass::Say;
    if previous.is(DETERMINER) && !previous.is(PRONOMINAL_DETERMINER)
        || previous.is(PREPOSITION) && !is_saying
        || previous.word == Word::Possessive
        || cue.form == Form::Base && verb + 1 < end && tokens.at(verb + 1).word == Word::Of
    {
        return true;
    }
    // "the first answer", "Doe's latest claim"
    let before = tokens.before(verb - 1);
    verb > start + 1
        && previous.is_word()
        && !previous.is_capital
        && !previous.is(PRONOUN | AUXILIARY | ADVERB | ROLE | PLURAL_PERSON | BODY | RELATIVE)
        && (before.is(DETERMINER) || before.word == Word::Possessive)
}

/// A base form is a verb behind *to*, a modal, a plural noun or *I, we, you, they, who*.
fn is_licensed(tokens: Tokens<'_>, start: usize, verb: usize) -> bool {
    let mut position = verb;
    while position > start {
        position -= 1;
        let token = tokens.at(position);
        if position > start && token.is_adverbial() {
            continue;
        }
        return token.is(BASE_LICENSER | PLURAL_PERSON | COUNTING_DETERMINER)
            || token.ends_in_s
                && !matches!(
                    token.word,
                    Word::Possessive | Word::Is | Word::Was | Word::Has | Word::This
                );
    }
    false
}

/// *saw him admit*: the object of a verb of perception is the subject of the bare verb behind it.
fn perceived_subject(tokens: Tokens<'_>, start: usize, verb: usize, cue: Cue) -> Option<Phrase> {
    if cue.form != Form::Base {
        return None;
    }
    let mut position = verb;
    while position > start && tokens.at(position - 1).is_adverbial() {
        position -= 1;
    }
    let object = position.checked_sub(1).filter(|&object| object > start)?;
    let is_pronoun = matches!(tokens.at(object).word, Word::Him | Word::Her | Word::Them);
    let sees = is_pronoun && tokens.at(object - 1).is(PERCEPTION);
    sees.then(|| Phrase::plain(object, object + 1, PhraseKind::Pronoun))
}

/// *The old law, explained Doe, was …*: a comma, the verb, and a phrase that ends there.
///
/// Returns the phrase, if it reads so, and whether no other reading is to be tried.
fn inverted_between_commas(
    tokens: Tokens<'_>,
    start: usize,
    verb: usize,
    end: usize,
    cue: Cue,
) -> Option<(Option<Phrase>, bool)> {
    let may_be = cue.is_finite()
        && cue.class == CueClass::Say
        && !matches!(cue.lemma, Lemma::Tell | Lemma::Ask)
        && verb > start
        && tokens.at(verb - 1).is_mark(',')
        && verb + 1 < end;
    if !may_be {
        return None;
    }
    let mut first = verb + 1;
    while first < end && tokens.at(first).is_adverbial() && !tokens.at(first).is(CALENDAR) {
        first += 1;
    }
    let phrase = phrase_after(tokens, first, end)?;
    let head = phrase.head(tokens);
    let next = (phrase.end < end).then(|| tokens.at(phrase.end));
    let next_is_verb = next.is_some_and(|next| next.is_word() && next.is_auxiliary());
    let is_subject_of_next =
        phrase.is_pronoun() && next.is_some_and(|next| next.is_word() && !next.is_adverbial());
    if phrase.is_nominal() && !head.is(ROLE | PLURAL_PERSON | BODY)
        || is_subject_of_next
        || next_is_verb
    {
        return None;
    }
    let closes = |next: &Token| {
        matches!(next.mark(), ',' | '.' | ':' | ';' | '—' | '–')
            || next.is_word() && next.is(PREPOSITION | RELATIVE | CALENDAR)
    };
    let is_only_reading = next.is_none_or(|next| matches!(next.mark(), '.' | ':' | ','));
    Some((next.is_none_or(closes).then_some(phrase), is_only_reading))
}
