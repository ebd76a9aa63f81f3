//! Which attributions other sentences offer: earlier and next sentences of the paragraph, the
//! paragraph before, a credit line below.
//!
//! Depends on clauses and the quote's place. Speakers of other quotes are carried on by `decode`.

use super::candidate::Candidate;
use super::class::{BODY, GROUP, PERSON_NOUN, PLURAL_PERSON, ROLE, SELF_STANDING};
use super::cue::CueClass;
use super::feature::{Feature, Kind};
use super::grammar::Grammar;
use super::local::{Place, head_of};
use super::noun_phrase::Phrase;
use super::story::{Sentence, Story};
use super::token::{Token, Tokens};

/// Sentences before the quote's own that are searched.
const MAX_SENTENCES_BACK: usize = 3;
/// Candidates of the next sentence.
const MAX_NEXT_CANDIDATES: usize = 2;
/// Tokens of a credit line.
const MAX_CREDIT_TOKENS: usize = 16;
/// Position of the main subject, which has no verb, among the labels of `CLASS`.
const MAIN: usize = 3;

/// A phrase of another sentence that may name the speaker.
struct Offer {
    phrase: Phrase,
    antecedent: Option<Phrase>,
    pronoun: Option<usize>,
    verb: Option<usize>,
    class: usize,
    form: Option<usize>,
    ends_in_colon: bool,
}

impl Offer {
    fn describe(&self, candidate: &mut Candidate) {
        candidate.antecedent = self.antecedent;
        candidate.pronoun = self.pronoun;
    }
}

/// Lists the first clauses and the last one of a sentence, then its main subject.
fn offers<'s>(
    story: &'s Story<'_>,
    tokens: Tokens<'_>,
    grammar: &'s Grammar<'_>,
    sentence: &'s Sentence,
) -> impl Iterator<Item = Offer> + use<'s> {
    let ends_in_colon = tokens.before(sentence.end).is_mark(':');
    let clauses = story.clauses_of(sentence);
    let with_subject = move || clauses.iter().filter(|clause| clause.subject.phrase.is_some());
    let n_clauses = with_subject().count();
    let ends = with_subject()
        .enumerate()
        .filter(move |(at, _)| *at < grammar.n_first_clauses || at + 1 == n_clauses)
        .filter_map(move |(_, clause)| {
            Some(Offer {
                phrase: clause.subject.phrase?,
                antecedent: clause.subject.antecedent,
                pronoun: clause.subject.pronoun,
                verb: Some(clause.verb),
                class: clause.cue.class as usize,
                form: Some(clause.cue.form as usize),
                ends_in_colon,
            })
        });
    ends.chain(sentence.main_subject.map(|phrase| Offer {
        phrase,
        antecedent: None,
        pronoun: None,
        verb: None,
        class: MAIN,
        form: None,
        ends_in_colon,
    }))
}

/// What of the paragraph and its quotes decides how far other sentences reach.
pub(super) struct Surroundings {
    /// The quote's number within its paragraph.
    pub(super) number: usize,
    /// The sentence of the paragraph's previous quote.
    pub(super) previous_quote_sentence: Option<usize>,
    /// Whether the quote is the paragraph's last.
    pub(super) is_last: bool,
    /// Whether the paragraph holds at most one word outside quotes.
    pub(super) is_alone: bool,
}

/// Appends candidates of earlier sentences of the paragraph, back to the previous quote's.
pub(super) fn propose_previous_sentences(
    place: &Place<'_, '_>,
    grammar: &Grammar<'_>,
    around: &Surroundings,
    candidates: &mut Vec<Candidate>,
) {
    let Some(paragraph) = place.story.paragraphs.get(place.quote.paragraph) else { return };
    let here = place.quote.sentence;
    let floor = around.previous_quote_sentence.map_or(paragraph.sentences.start, |at| at + 1);
    let whole = usize::from(place.sentence.is_whole_quote);
    let has_clause = place
        .story
        .clauses_of(place.sentence)
        .first()
        .is_some_and(|clause| clause.verb < place.quote.token);
    let subjunctive = [usize::from(place.sentence.has_subjunctive), usize::from(has_clause)];
    for distance in 0..MAX_SENTENCES_BACK {
        let Some(at) = here.checked_sub(distance + 1).filter(|&at| at >= floor) else { return };
        let Some(sentence) = place.story.sentences.get(at) else { return };
        for offer in offers(place.story, place.tokens, grammar, sentence) {
            let table = place.table;
            let colon = usize::from(offer.ends_in_colon);
            let mut candidate = place.candidate(Kind::PreviousSentence, offer.phrase, offer.verb);
            offer.describe(&mut candidate);
            candidate.add(table, Feature::Head, &[head_of(place.tokens, offer.phrase)]);
            candidate.add(table, Feature::First, &[usize::from(around.number == 0)]);
            candidate.add(table, Feature::Class, &[offer.class]);
            candidate.add(table, Feature::ClassColon, &[offer.class, colon]);
            candidate.add(table, Feature::ColonWholeDistance, &[colon, whole, distance]);
            candidate.add(table, Feature::WholeDistanceClass, &[whole, distance, offer.class]);
            candidate.add(table, Feature::Whole, &[whole]);
            candidate.add(table, Feature::SubjunctiveClause, &subjunctive);
            candidates.push(candidate);
        }
    }
}

/// Appends candidates of the next sentence, if the quote fills its own and the next has none.
pub(super) fn propose_next_sentence(
    place: &Place<'_, '_>,
    grammar: &Grammar<'_>,
    candidates: &mut Vec<Candidate>,
) {
    let Some(paragraph) = place.story.paragraphs.get(place.quote.paragraph) else { return };
    let next = place.quote.sentence + 1;
    let Some(sentence) = place.story.sentences.get(next) else { return };
    if next >= paragraph.sentences.end || !place.sentence.is_whole_quote || sentence.has_quote {
        return;
    }
    let offers = offers(place.story, place.tokens, grammar, sentence).take(MAX_NEXT_CANDIDATES);
    for offer in offers.filter(|offer| !is_thing(place, offer)) {
        let mut candidate = place.candidate(Kind::NextSentence, offer.phrase, offer.verb);
        offer.describe(&mut candidate);
        candidate.add(place.table, Feature::Head, &[head_of(place.tokens, offer.phrase)]);
        candidates.push(candidate);
    }
}

/// *“…” The pier is old*: without a verb of saying, what is no person and no body says nothing.
fn is_thing(place: &Place<'_, '_>, offer: &Offer) -> bool {
    let knows_people = place.story.grammar.has_title_case;
    let head = offer.phrase.head(place.tokens);
    knows_people
        && offer.class != CueClass::Say as usize
        && offer.phrase.is_nominal()
        && !head.starts_with_digit
        && !head.is(ROLE | PLURAL_PERSON | PERSON_NOUN | GROUP | BODY | SELF_STANDING)
}

/// Appends candidates of the last sentence of the paragraph before.
pub(super) fn propose_previous_paragraph(
    place: &Place<'_, '_>,
    grammar: &Grammar<'_>,
    around: &Surroundings,
    candidates: &mut Vec<Candidate>,
) {
    let Some(before) = place.quote.paragraph.checked_sub(1) else { return };
    let Some(paragraph) = place.story.paragraphs.get(before) else { return };
    let Some(sentence) =
        paragraph.sentences.end.checked_sub(1).and_then(|at| place.story.sentences.get(at))
    else {
        return;
    };
    let tokens = place.story.tokens_of(before);
    let whole = usize::from(place.sentence.is_whole_quote);
    let has_quote = usize::from(sentence.has_quote);
    for offer in offers(place.story, tokens, grammar, sentence) {
        let table = place.table;
        let colon = usize::from(offer.ends_in_colon);
        let mut candidate =
            Candidate::new(Kind::PreviousParagraph, before, Some(offer.phrase), table)
                .with_verb(offer.verb);
        offer.describe(&mut candidate);
        candidate.add(table, Feature::Head, &[head_of(tokens, offer.phrase)]);
        candidate.add(table, Feature::Phrase, &[offer.phrase.kind as usize]);
        candidate.add(table, Feature::Alone, &[usize::from(around.is_alone)]);
        candidate.add(table, Feature::Colon, &[colon]);
        candidate.add(table, Feature::Class, &[offer.class]);
        candidate.add(
            table,
            Feature::WholeColonQuoteClass,
            &[whole, colon, has_quote, offer.class],
        );
        if let Some(form) = offer.form {
            candidate.add(table, Feature::Form, &[form]);
        }
        candidates.push(candidate);
    }
}

/// Appends the name on a short line below a quote that stands alone.
pub(super) fn propose_credit(
    place: &Place<'_, '_>,
    grammar: &Grammar<'_>,
    around: &Surroundings,
    candidates: &mut Vec<Candidate>,
) {
    let next = place.quote.paragraph + 1;
    let Some(paragraph) = place.story.paragraphs.get(next) else { return };
    if !around.is_alone
        || !around.is_last
        || paragraph.tokens.len() > MAX_CREDIT_TOKENS
        || !paragraph.quotes.is_empty()
    {
        return;
    }
    let tokens = place.story.tokens_of(next);
    let mut start = tokens.start();
    while matches!(tokens.at(start).mark(), '—' | '–' | '-' | '―') {
        start += 1;
    }
    let Some(phrase) = (grammar.phrase_after)(tokens, start, tokens.end()).filter(Phrase::is_name)
    else {
        return;
    };
    let closes =
        phrase.end >= tokens.end() || matches!(tokens.at(phrase.end).mark(), ',' | '.' | ':' | '(');
    if closes {
        candidates.push(Candidate::new(Kind::Credit, next, Some(phrase), place.table));
    }
}

/// Tells whether a paragraph holds at most one word outside its quotes.
pub(super) fn is_alone(tokens: Tokens<'_>) -> bool {
    tokens
        .range(tokens.start(), tokens.end())
        .iter()
        .filter(|token| Token::is_word(token))
        .take(2)
        .count()
        <= 1
}
