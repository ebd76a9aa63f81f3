//! Which attributions a quote's own sentence offers.
//!
//! Depends on clauses and the quote's shape; `local_source` adds those without a listed verb.
//! The order of the candidates matters: on equal weight the earlier one is chosen.

use super::candidate::Candidate;
use super::class::{
    BODY, CALENDAR, DETERMINER, GROUP, OBJECT_PRONOUN, PLURAL_PERSON, PREPOSITION, PRONOUN, ROLE,
    SUBORDINATOR, TIME_NOUN,
};
use super::clause::Clause;
use super::cue::{Cue, CueClass, Lemma};
use super::feature::{Feature, Kind};
use super::local_source;
use super::noun_cue;
use super::noun_phrase::{Phrase, PhraseKind, phrase_after};
use super::participle;
use super::quote_shape::{Case, Closer, case_of, closer_of};
use super::story::{MarkedQuote, Sentence, Story};
use super::token::{Token, Tokens};
use super::weights::WeightTable;
use super::word::Word;

/// The most clauses before a quote that are candidates, counted from the quote.
const MAX_CLAUSES_BEFORE: usize = 12;
/// Tokens behind *said a spokesman* within which the name is looked for.
const MAX_NAME_DISTANCE: usize = 14;

/// A quote in its sentence, with what all candidates ask for.
pub(super) struct Place<'s, 't> {
    /// The story.
    pub(super) story: &'s Story<'t>,
    /// The quote.
    pub(super) quote: &'s MarkedQuote,
    /// The paragraph's tokens.
    pub(super) tokens: Tokens<'s>,
    /// The sentence.
    pub(super) sentence: &'s Sentence,
    /// The next quote's token in the sentence, or the sentence's end.
    pub(super) next_quote: usize,
    /// The previous quote's token in the sentence.
    pub(super) previous_quote: Option<usize>,
    /// Case of the quote's first letter.
    pub(super) case: Case,
    /// How the quote closes.
    pub(super) closer: Closer,
    /// What features weigh.
    pub(super) table: &'s WeightTable,
}

impl<'s, 't> Place<'s, 't> {
    /// Makes the place of a quote; `None` if there is no such quote.
    pub(super) fn of(
        story: &'s Story<'t>,
        quote_idx: usize,
        table: &'s WeightTable,
    ) -> Option<Self> {
        let quote = story.quotes.get(quote_idx)?;
        let sentence = story.sentences.get(quote.sentence)?;
        let next = story.quotes.get(quote_idx + 1).map_or(usize::MAX, |next| next.token);
        let previous = quote_idx.checked_sub(1).and_then(|at| story.quotes.get(at));
        Some(Self {
            story,
            quote,
            tokens: story.tokens_of(quote.paragraph),
            sentence,
            next_quote: next.min(sentence.end),
            previous_quote: previous.map(|quote| quote.token).filter(|&at| at >= sentence.start),
            case: case_of(story.quote_text(quote)),
            closer: closer_of(story, quote),
            table,
        })
    }

    /// Makes a candidate of this sentence.
    pub(super) fn candidate(&self, kind: Kind, phrase: Phrase, verb: Option<usize>) -> Candidate {
        Candidate::new(kind, self.quote.paragraph, Some(phrase), self.table).with_verb(verb)
    }

    /// Finds the main subject between the sentence's start and a token.
    pub(super) fn main_subject_before(&self, high: usize) -> Option<Phrase> {
        (self.sentence.start < high)
            .then(|| (self.story.grammar.main_subject)(self.tokens, self.sentence.start, high))
            .flatten()
    }
}

/// Appends the candidates of the quote's own sentence.
pub(super) fn propose(
    story: &Story<'_>,
    quote_idx: usize,
    table: &WeightTable,
    candidates: &mut Vec<Candidate>,
) {
    let Some(place) = Place::of(story, quote_idx, table) else { return };
    let first = candidates.len();
    local_source::propose_inner_label(&place, candidates);
    let tag = Tag::behind(&place);
    let tag_verb = propose_verb_subject(&place, &tag, candidates);
    propose_behind(&place, &tag, tag_verb, candidates);
    propose_before(&place, candidates);
    propose_behind_next(&place, candidates);
    local_source::propose_according(&place, candidates);
    participle::propose(&place, candidates);
    noun_cue::propose(&place, candidates);
    if candidates.len() == first {
        local_source::propose_unlisted_verb(&place, tag.start, candidates);
    }
    propose_main_subject(&place, candidates);
    local_source::propose_label(&place, candidates);
    local_source::propose_dash(&place, candidates);
}

/// What stands right behind the quote.
struct Tag {
    /// The first token behind punctuation and a conjunction.
    start: usize,
    /// Whether a conjunction was skipped.
    skips_conjunction: bool,
    /// The first token behind adverbs too.
    verb: usize,
}

impl Tag {
    fn behind(place: &Place<'_, '_>) -> Self {
        let (tokens, end) = (place.tokens, place.sentence.end);
        let mut start = place.quote.token + 1;
        while start < end && matches!(tokens.at(start).mark(), ',' | '—' | '–' | '-' | '.') {
            start += 1;
        }
        let skips_conjunction = start < end
            && matches!(tokens.at(start).word, Word::And | Word::But | Word::As | Word::So);
        start += usize::from(skips_conjunction);
        let mut verb = start;
        while verb < end && tokens.at(verb).is_adverbial() && !tokens.at(verb).is(CALENDAR) {
            verb += 1;
        }
        Self { start, skips_conjunction, verb }
    }
}

/// *“…,” said Doe*: returns the verb if it was read so.
fn propose_verb_subject(
    place: &Place<'_, '_>,
    tag: &Tag,
    candidates: &mut Vec<Candidate>,
) -> Option<usize> {
    let (tokens, end) = (place.tokens, place.sentence.end);
    let token = tokens.at(tag.verb);
    let cue = token.verb().filter(|cue| cue.is_finite() && cue.lemma != Lemma::Tell)?;
    if tag.verb >= end || !token.is_word() || tag.skips_conjunction {
        return None;
    }
    let mut first = tag.verb + 1;
    while first < end && tokens.at(first).is_adverbial() {
        first += 1;
    }
    let phrase = phrase_after(tokens, first, end)?;
    let phrase = name_behind_description(tokens, phrase, end).unwrap_or(phrase);
    let mut candidate = place.candidate(Kind::VerbSubject, phrase, Some(tag.verb));
    candidate.add(place.table, Feature::Head, &[head_of(tokens, phrase)]);
    candidate.add(place.table, Feature::Class, &[cue.class as usize]);
    candidate.add(place.table, Feature::Form, &[cue.form as usize]);
    candidate.add(place.table, Feature::Skip, &[0]);
    candidates.push(candidate);
    Some(tag.verb)
}

/// *said a spokesman for the company, Jane Doe*: the name.
fn name_behind_description(tokens: Tokens<'_>, phrase: Phrase, end: usize) -> Option<Phrase> {
    if !phrase.is_nominal() || !phrase.head(tokens).is(ROLE) {
        return None;
    }
    for position in phrase.end..end.min(phrase.end + MAX_NAME_DISTANCE) {
        let token = tokens.at(position);
        if token.is_quote() || matches!(token.mark(), '.' | ';') {
            return None;
        }
        if token.is_mark(',') && position + 1 < end && tokens.at(position + 1).is_name() {
            return phrase_after(tokens, position + 1, end)
                .filter(|name| name.is_name() && name.end - name.name_start >= 2);
        }
    }
    None
}

/// Clauses behind the quote: *“…,” Doe said*; *“…” in a letter that Doe wrote*; *Doe, “…,” said*.
fn propose_behind(
    place: &Place<'_, '_>,
    tag: &Tag,
    tag_verb: Option<usize>,
    candidates: &mut Vec<Candidate>,
) {
    let quote = place.quote.token;
    for clause in place.story.clauses_of(place.sentence) {
        if clause.verb <= quote || clause.verb >= place.next_quote || tag_verb == Some(clause.verb)
        {
            continue;
        }
        let Some(phrase) = clause.subject.phrase else {
            // “…” said in a statement: the speaker stands before the quote.
            if clause.verb == tag.verb
                && let Some(main) = place.main_subject_before(quote)
            {
                candidates.push(place.candidate(Kind::MainAndVerb, main, Some(clause.verb)));
            }
            continue;
        };
        if phrase.start <= quote && phrase.end > quote {
            continue;
        }
        let candidate = if phrase.start > quote {
            subject_behind(place, tag, clause, phrase)
        } else {
            let mut candidate = place.candidate(Kind::AroundQuote, phrase, Some(clause.verb));
            candidate.add(place.table, Feature::Head, &[head_of(place.tokens, phrase)]);
            candidate
        };
        candidates.push(candidate.with_subject(&clause.subject));
    }
}

fn subject_behind(place: &Place<'_, '_>, tag: &Tag, clause: &Clause, phrase: Phrase) -> Candidate {
    let (tokens, table) = (place.tokens, place.table);
    let skips = tag.skips_conjunction && phrase.start >= tag.start;
    let n_between = count_words(tokens.range(place.quote.token + 1, phrase.start));
    let (class, head) = (clause.cue.class as usize, head_of(tokens, phrase));
    let is_adjacent = n_between == usize::from(skips);
    let kind = if is_adjacent { Kind::SubjectVerb } else { Kind::DistantSubjectVerb };
    let mut candidate = place.candidate(kind, phrase, Some(clause.verb));
    candidate.add(table, Feature::Head, &[head]);
    candidate.add(table, Feature::Class, &[class]);
    if is_adjacent {
        candidate.add(table, Feature::Form, &[clause.cue.form as usize]);
        candidate.add(table, Feature::Via, &[clause.subject.via.label()]);
        candidate.add(table, Feature::CloserClass, &[place.closer as usize, class]);
        candidate.add(table, Feature::Skip, &[usize::from(tag.skips_conjunction)]);
        candidate.add(table, Feature::Lemma, &[lemma_of(clause.cue)]);
        let after = after_verb(tokens.at(clause.verb + 1), clause.verb + 1 < place.sentence.end);
        candidate.add(table, Feature::AfterVerb, &[after, lemma_of(clause.cue)]);
    } else {
        let opener = opener_of(tokens, Some(place.quote.token), phrase.start);
        candidate.add(table, Feature::Phrase, &[phrase.kind as usize]);
        candidate.add(table, Feature::Opener, &[opener]);
    }
    candidate
}

/// *Doe said “…”*, *called it “…”*: every clause before the quote.
fn propose_before(place: &Place<'_, '_>, candidates: &mut Vec<Candidate>) {
    let quote = place.quote.token;
    let (tokens, table) = (place.tokens, place.table);
    let clauses = place.story.clauses_of(place.sentence);
    let clauses = clauses.get(..clauses.partition_point(|c| c.verb < quote)).unwrap_or_default();
    let mut first_say_verb: Option<usize> = None;
    for (number, clause) in clauses.iter().enumerate() {
        let distance = clauses.len() - 1 - number;
        let Some(phrase) = clause.subject.phrase else { continue };
        if distance < MAX_CLAUSES_BEFORE {
            let gap = gap_of(tokens, clause.verb, quote, place.previous_quote) as usize;
            let (class, form) = (clause.cue.class as usize, clause.cue.form as usize);
            let head = head_of(tokens, phrase);
            let is_under = first_say_verb.is_some_and(|verb| verb < phrase.start);
            let opener = if phrase.start > place.sentence.start {
                opener_of(tokens, None, phrase.start)
            } else {
                START
            };
            let mut candidate = place
                .candidate(Kind::Before, phrase, Some(clause.verb))
                .with_subject(&clause.subject);
            candidate.add(table, Feature::Head, &[head]);
            candidate.add(table, Feature::HeadClass, &[head, class]);
            candidate.add(table, Feature::GapCase, &[gap, place.case as usize]);
            candidate.add(table, Feature::Class, &[class]);
            candidate.add(table, Feature::Form, &[form]);
            candidate.add(table, Feature::Number, &[number]);
            candidate.add(table, Feature::Via, &[clause.subject.via.label()]);
            candidate.add(table, Feature::Opener, &[opener]);
            candidate.add(table, Feature::DistanceClassForm, &[distance, class, form]);
            candidate.add(table, Feature::UnderGap, &[usize::from(is_under), gap]);
            candidates.push(candidate);
        }
        if clause.cue.class == CueClass::Say && clause.cue.is_finite() {
            first_say_verb = first_say_verb.or(Some(clause.verb));
        }
    }
}

/// The first clause behind the next quote of the sentence.
fn propose_behind_next(place: &Place<'_, '_>, candidates: &mut Vec<Candidate>) {
    let clauses = place.story.clauses_of(place.sentence);
    let first = clauses.iter().find(|clause| clause.verb > place.next_quote);
    if let Some(clause) = first
        && let Some(phrase) = clause.subject.phrase
    {
        let candidate = place.candidate(Kind::BehindNext, phrase, Some(clause.verb));
        candidates.push(candidate.with_subject(&clause.subject));
    }
}

/// The main subject before the quote, whatever its verb.
fn propose_main_subject(place: &Place<'_, '_>, candidates: &mut Vec<Candidate>) {
    let quote = place.quote.token;
    let Some(main) = place.main_subject_before(quote).filter(|main| main.end <= quote) else {
        return;
    };
    let mut next = main.end;
    while next < quote
        && (place.tokens.at(next).is_adverbial() || place.tokens.at(next).is_auxiliary())
    {
        next += 1;
    }
    let token = place.tokens.at(next);
    let is_cue = next < quote && token.is_word() && (token.cue.is_some() || token.is_auxiliary());
    let mut candidate = place.candidate(Kind::MainSubject, main, is_cue.then_some(next));
    candidate.add(place.table, Feature::Head, &[head_of(place.tokens, main)]);
    candidates.push(candidate);
}

/// Position of a phrase's head among the labels of `HEAD`.
pub(super) fn head_of(tokens: Tokens<'_>, phrase: Phrase) -> usize {
    match phrase.kind {
        PhraseKind::Pronoun => 0,
        PhraseKind::Name => 1,
        PhraseKind::Nominal => {
            let head = phrase.head(tokens);
            if head.is(PLURAL_PERSON | GROUP) || head.is(ROLE) && !head.is(BODY) {
                2
            } else if head.is(BODY) {
                3
            } else {
                4
            }
        }
    }
}

/// Position of a phrase at its sentence's start among the labels of `OPENER`.
pub(super) const START: usize = 1;

/// Position of the word before `start` among the labels of `OPENER`; `floor` is a token that
/// doesn't count.
pub(super) fn opener_of(tokens: Tokens<'_>, floor: Option<usize>, start: usize) -> usize {
    const WORDS: [Word; 18] = [
        Word::That,
        Word::As,
        Word::When,
        Word::If,
        Word::Because,
        Word::While,
        Word::After,
        Word::Before,
        Word::Where,
        Word::What,
        Word::How,
        Word::Who,
        Word::Which,
        Word::And,
        Word::But,
        Word::Since,
        Word::Although,
        Word::Though,
    ];
    if floor.is_some_and(|floor| start == floor + 1) {
        return 0;
    }
    let token = tokens.before(start);
    if matches!(token.mark(), ',' | ';') {
        return 2;
    }
    WORDS.iter().position(|&word| word == token.word).map_or(0, |at| at + 3)
}

/// Position of what follows a verb among the labels of `AFTER_VERB`.
fn after_verb(next: &Token, is_inside: bool) -> usize {
    if !is_inside || !next.is_word() {
        0
    } else if next.is(CALENDAR | TIME_NOUN) || next.is_adverbial() {
        1
    } else if next.word == Word::That {
        4
    } else if next.word == Word::To {
        5
    } else if next.is(PREPOSITION) {
        2
    } else if next.is(SUBORDINATOR) {
        3
    } else if next.is(DETERMINER | PRONOUN | OBJECT_PRONOUN) || next.is_capital {
        6
    } else {
        7
    }
}

fn lemma_of(cue: Cue) -> usize {
    match cue.lemma {
        Lemma::Say => 0,
        Lemma::Tell => 1,
        Lemma::Add => 2,
        Lemma::Ask | Lemma::Heissen | Lemma::Other => 3,
    }
}

/// What stands between a verb and its quote; the value's position among the labels of `GAP`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Gap {
    /// The quote follows at once.
    Nothing,
    /// Another quote.
    Quote,
    /// Up to twelve words and a colon.
    Colon,
    /// More words and a colon.
    FarColon,
    /// Up to three words and a comma.
    Comma,
    /// More words and a comma.
    FarComma,
    /// Up to four words, the last one *that*.
    That,
    /// More words, the last one *that*.
    FarThat,
    /// Up to two words.
    Words2,
    /// Up to six words.
    Words6,
    /// Up to fourteen words.
    Words14,
    /// More.
    Far,
}

/// Tells what stands between a verb and its quote.
pub(super) fn gap_of(
    tokens: Tokens<'_>,
    verb: usize,
    quote: usize,
    previous_quote: Option<usize>,
) -> Gap {
    if verb + 1 >= quote {
        return Gap::Nothing;
    }
    if previous_quote.is_some_and(|previous| previous > verb) {
        return Gap::Quote;
    }
    let n_words = count_words(tokens.range(verb + 1, quote));
    let last = tokens.before(quote);
    match last.mark() {
        ':' if n_words <= 12 => return Gap::Colon,
        ':' => return Gap::FarColon,
        ',' if n_words <= 3 => return Gap::Comma,
        ',' => return Gap::FarComma,
        _ => {}
    }
    match n_words {
        0..=4 if last.word == Word::That => Gap::That,
        _ if last.word == Word::That => Gap::FarThat,
        0..=2 => Gap::Words2,
        3..=6 => Gap::Words6,
        7..=14 => Gap::Words14,
        _ => Gap::Far,
    }
}

/// Counts the words among tokens.
pub(super) fn count_words(tokens: &[Token]) -> usize {
    tokens.iter().filter(|token| token.is_word()).count()
}
