//! What is returned of a chosen attribution: name, mention, role, cue, certainty.
//!
//! Depends on the resolved people. Turns candidates into spans of the text; ranks nothing.

use super::candidate::Candidate;
use super::class::{BODY, DETERMINER, NAMED_BODY};
use super::confidence::{
    ABSTAIN, OFFICE_MENTION, SHARED_SURNAME, UNREGISTERED_NAME, mention_span, pronoun_factor,
    speaker_mass,
};
use super::decode::{Choice, decode};
use super::feature::Kind;
use super::grammar::Grammar;
use super::names::PersonId;
use super::naming::is_title;
use super::noun_phrase::{Phrase, PhraseKind};
use super::office::office_holder;
use super::reject::is_rejected;
use super::resolve::People;
use super::roles::{assign_roles, role_in_phrase};
use super::story::{MarkedQuote, Story};
use super::token::Tokens;
use super::word::Word;
use super::{QuoteKind, Speaker};
use crate::text::{List, Span, Wanted};

/// A quote with its attribution, before ranking.
#[derive(Debug, Clone)]
pub(super) struct AttributedQuote {
    /// The words between the marks.
    pub(super) span: Span,
    /// Whole utterance or fragment.
    pub(super) kind: QuoteKind,
    /// Who said it.
    pub(super) speaker: Option<Speaker>,
    /// Whether the speaker is a description; a bare *that* describes nobody.
    pub(super) is_nominal: bool,
    /// The person, if the story names one.
    pub(super) person: Option<PersonId>,
    /// How often the person is mentioned.
    pub(super) n_mentions: u32,
    /// The reporting verb or phrase.
    pub(super) cue: Option<Span>,
    /// How certain the speaker is.
    pub(super) confidence: f64,
    /// Whether it looks like a title that nobody says.
    pub(super) is_title: bool,
    /// Whether the quote goes on with the turn of the quote before.
    pub(super) continues_turn: bool,
    /// The number of its words.
    pub(super) n_words: usize,
}

/// Finds the quotes of a story that `is_kept` keeps, with their speakers, in order; none once they
/// aren't `wanted`.
pub(super) fn attribute(
    story: &Story<'_>,
    grammar: &Grammar<'_>,
    wanted: &Wanted<'_>,
    is_kept: impl Fn(&MarkedQuote, &Choice) -> bool,
) -> List<AttributedQuote> {
    let choices = decode(story, grammar, wanted);
    if wanted.is_over() {
        return List::new();
    }
    let mut people = People::of(story, &choices);
    assign_roles(story, &people.mentions, &mut people.registry);
    let accepted = story.quotes.iter().zip(&choices).filter(|(quote, choice)| {
        let is_story = story.paragraphs.get(quote.paragraph).is_some_and(|p| p.is_story);
        is_story && is_kept(quote, choice) && !is_rejected(story, quote, choice, grammar)
    });
    accepted.map(|(quote, choice)| attributed(story, &people, quote, choice)).collect()
}

fn attributed(
    story: &Story<'_>,
    people: &People,
    quote: &MarkedQuote,
    choice: &Choice,
) -> AttributedQuote {
    let attribution = &choice.attribution;
    let mut found = Found::of(story, people, attribution);
    let confidence = found.factor * speaker_mass(story, choice);
    if confidence < ABSTAIN {
        found.speaker = None;
    }
    let n_mentions = found
        .person
        .and_then(|person| people.registry.person(person))
        .map_or(0, |person| person.n_mentions);
    AttributedQuote {
        span: trimmed(story, quote.region.content),
        kind: kind_of(story, quote),
        is_nominal: attribution.phrase.is_some_and(|phrase| {
            let is_bare = phrase.end == phrase.start + 1
                && story.tokens_of(attribution.paragraph).at(phrase.start).is(DETERMINER);
            phrase.is_nominal() && !is_bare
        }),
        person: found.person,
        n_mentions,
        cue: cue_span(story, attribution),
        confidence: match found.speaker {
            Some(_) => confidence * story.grammar.certainty,
            None => 0.0,
        },
        speaker: found.speaker,
        is_title: is_title(story, quote, choice),
        continues_turn: matches!(choice.best().kind, Kind::Continued | Kind::Carried),
        n_words: quote.n_words,
    }
}

/// The speaker of an attribution and how far that is to be trusted apart from the choice itself.
struct Found {
    speaker: Option<Speaker>,
    person: Option<PersonId>,
    factor: f64,
}

impl Found {
    fn of(story: &Story<'_>, people: &People, attribution: &Candidate) -> Self {
        let Some(mention) = mention_span(story, attribution) else {
            return Self { speaker: None, person: None, factor: 0.0 };
        };
        let unnamed = |factor| Self {
            speaker: Some(Speaker {
                name: described_span(story, attribution).unwrap_or(mention),
                mention,
                role: None,
                is_pronoun_resolved: false,
            }),
            person: None,
            factor,
        };
        let Some(phrase) = attribution.phrase else {
            let person = people.of_label(story, mention);
            let named =
                person.and_then(|id| people.registry.person(id)?.name.map(|name| (id, name)));
            return match named {
                Some((id, name)) => Self {
                    speaker: Some(Speaker {
                        name,
                        mention,
                        role: people.registry.person(id).and_then(|person| person.role),
                        is_pronoun_resolved: false,
                    }),
                    person: Some(id),
                    factor: 1.0,
                },
                None => unnamed(1.0),
            };
        };
        let tokens = story.tokens_of(attribution.paragraph);
        if let Some(reference) = people.refer(attribution)
            && let Some(person) = people.registry.person(reference.person)
        {
            let factor = match reference.margin {
                Some(margin) => pronoun_factor(margin),
                None if people.has_namesakes(reference.person) => SHARED_SURNAME,
                None => 1.0,
            };
            let Some(name) = person.name else {
                return Self { person: Some(reference.person), ..unnamed(factor) };
            };
            let role = role_in_phrase(tokens, phrase).or(person.role);
            return Self {
                speaker: Some(Speaker {
                    name,
                    mention,
                    role,
                    is_pronoun_resolved: phrase.is_pronoun(),
                }),
                person: Some(reference.person),
                factor,
            };
        }
        match phrase.kind {
            PhraseKind::Pronoun => unnamed(1.0),
            PhraseKind::Name => unnamed(UNREGISTERED_NAME),
            PhraseKind::Nominal => {
                if let Some((id, person)) = office_holder(story, people, tokens, phrase)
                    && let Some(name) = person.name
                {
                    return Self {
                        speaker: Some(Speaker {
                            name,
                            mention,
                            role: person.role,
                            is_pronoun_resolved: false,
                        }),
                        person: Some(id),
                        factor: OFFICE_MENTION,
                    };
                }
                let mut found = unnamed(1.0);
                if let (Some(speaker), Some(name)) =
                    (&mut found.speaker, named_body(tokens, phrase))
                {
                    speaker.name = name;
                }
                found
            }
        }
    }
}

/// What *who*, *which* or *that* stands for.
fn described_span(story: &Story<'_>, attribution: &Candidate) -> Option<Span> {
    let pronoun_phrase = attribution.phrase.filter(|_| attribution.pronoun.is_some());
    let phrase = attribution.antecedent.or(pronoun_phrase)?;
    let tokens = story.tokens_of(attribution.paragraph);
    let first = tokens.at(phrase.name_start).span();
    Some(Span::new(first.start(), phrase.head(tokens).span().end()))
}

/// *the KCNA news agency*, *local agency Yonhap*: the name within a medium's description.
fn named_body(tokens: Tokens<'_>, phrase: Phrase) -> Option<Span> {
    if !phrase.head(tokens).is(NAMED_BODY) {
        return None;
    }
    let is_name = |at: usize| tokens.at(at).is_name();
    let last = (phrase.start..phrase.end).rev().find(|&at| is_name(at))?;
    if tokens.at(last + 1).word == Word::Possessive {
        return None;
    }
    let mut first = last;
    while first > phrase.start && is_name(first - 1) && !tokens.at(first - 1).is(BODY) {
        first -= 1;
    }
    Some(Span::new(tokens.at(first).span().start(), tokens.at(last).span().end()))
}

/// A quote without spaces at its ends, and without the comma that the sentence around it puts
/// before the closing mark.
fn trimmed(story: &Story<'_>, content: Span) -> Span {
    let text = story.slice(content);
    let start = content.start() + (text.len() - text.trim_start().len());
    let end = text.trim_end_matches(|c: char| c.is_whitespace() || c == ',').len();
    Span::new(start, content.start() + end)
}

fn cue_span(story: &Story<'_>, attribution: &Candidate) -> Option<Span> {
    let (start, end) = attribution.cue?;
    let tokens = story.tokens_of(attribution.paragraph);
    let first = tokens.at(start);
    first.is_word().then(|| Span::new(first.span().start(), tokens.before(end).span().end()))
}

/// A whole utterance starts like a sentence where one may start, or closes like one.
fn kind_of(story: &Story<'_>, quote: &MarkedQuote) -> QuoteKind {
    let text = story.quote_text(quote);
    let starts_whole = text
        .chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(|c| c.is_uppercase() || c.is_numeric() || !c.is_lowercase());
    let tokens = story.tokens_of(quote.paragraph);
    let before = tokens.before(quote.token);
    let is_woven = before.is_word() && before.cue.is_none();
    let closes = matches!(quote.closing_char, '.' | ',' | '?' | '!' | '…' | '—' | '–' | '-')
        || quote.region.is_unclosed
        || matches!(tokens.at(quote.token + 1).mark(), ',' | '.');
    if starts_whole && closes && !is_woven { QuoteKind::Direct } else { QuoteKind::Partial }
}
