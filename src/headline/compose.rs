//! Which version of which sentence becomes the headline.
//!
//! The first usable sentences of the story are read into drafts; every version that fits is judged
//! by `rank`; the best wins. Later sentences are asked only while the best has a fault.

use super::clause::Clause;
use super::deletions::Purpose;
use super::draft::{Condition, Draft};
use super::faults::faults;
use super::join::{join, spans};
use super::last_resort;
use super::rank::Yardstick;
use super::salience::{Salience, TokenWeights};
use super::token::{Source, Token};
use super::{Headline, HeadlineOptions};
use crate::text::{Document, Language, List, Reused, SentenceId, Span, Wanted};

/// Sentences of the story that are looked at.
const MAX_SENTENCES: usize = 12;
/// Usable sentences that always compete; more only while the best version has a fault.
const N_COMPETING: usize = 3;
/// From this penalty on a version has a fault.
const FAULTY: f64 = 0.3;

/// The best version so far.
struct Best {
    score: f64,
    penalty: f64,
    is_fatal: bool,
    sentence: SentenceId,
    text: Reused<String>,
    kept_spans: List<Span>,
}

/// Composes the headline of a story; `None` if the story has no sentence that could serve, or if
/// not even the beginning of one fits.
///
/// # Complexity
/// Linear in the text's length; a bounded number of sentences and versions is judged.
#[must_use]
pub fn compose(document: &Document<'_>, options: &HeadlineOptions) -> Option<Headline> {
    compose_while(document, options, &Wanted::always())
}

/// Like [`compose`], leaving out sentences once the headline isn't `wanted`.
pub(crate) fn compose_while(
    document: &Document<'_>,
    options: &HeadlineOptions,
    wanted: &Wanted<'_>,
) -> Option<Headline> {
    let mut lower: Reused<String> = Reused::new();
    lower.push_str(document.text());
    lower.make_ascii_lowercase();
    let source = Source { text: document.text(), lower: &lower, lower_start: 0 };
    compose_from(document, source, options, wanted)
}

fn compose_from<'t>(
    document: &Document<'t>,
    source: Source<'t>,
    options: &HeadlineOptions,
    wanted: &Wanted<'_>,
) -> Option<Headline> {
    let max_characters = usize::try_from(options.max_characters).unwrap_or(usize::MAX);
    let is_english = document.language().rules == Some(Language::English);
    let mut drafts = (0..)
        .map(SentenceId)
        .take(document.sentences().len().min(MAX_SENTENCES))
        .take_while(|&id| wanted.for_more(document.sentence(id).span.len()))
        .map(|id| Draft::read(document, source, id, Purpose::Headline));
    let mut competing: Vec<Draft<'_>> = Vec::with_capacity(N_COMPETING);
    let mut unusable = Vec::new();
    while competing.len() < N_COMPETING
        && let Some(draft) = drafts.next()
    {
        let is_usable = draft.condition == Condition::Usable;
        if is_usable { &mut competing } else { &mut unusable }.push(draft);
    }
    if competing.is_empty() {
        unusable.truncate(N_COMPETING);
        competing = unusable;
    }
    if !wanted.for_more(document.text().len()) {
        return None;
    }
    let salience = Salience::of(document, source, is_english);
    let judge = Judge { source, salience: &salience, max_characters };
    let weights: List<TokenWeights> =
        competing.iter().map(|draft| salience.weigh(&draft.clause)).collect();
    let most_salient = competing
        .iter()
        .zip(&weights)
        .map(|(draft, weights)| weights.sum(&draft.clause.tokens).0)
        .fold(0.0, f64::max);
    let mut best: Option<Best> = None;
    for (rank, (draft, weights)) in competing.iter().zip(&weights).enumerate() {
        judge.judge(draft, weights, rank, most_salient, &mut best);
    }
    let more = drafts.filter(|draft| draft.condition == Condition::Usable);
    for (rank, draft) in (N_COMPETING..).zip(more) {
        if best.as_ref().is_some_and(|best| best.penalty < FAULTY) {
            break;
        }
        judge.judge(&draft, &salience.weigh(&draft.clause), rank, most_salient, &mut best);
    }
    match best {
        Some(best) if !best.is_fatal => Some(Headline {
            text: best.text.to_string(),
            sentence: best.sentence,
            kept_spans: best.kept_spans.to_vec(),
            is_complete: true,
        }),
        _ if !wanted.for_more(document.text().len()) => None,
        _ => last_resort::cut(&competing, source, max_characters),
    }
}

/// What all versions are judged by.
struct Judge<'d, 't> {
    source: Source<'t>,
    salience: &'d Salience,
    max_characters: usize,
}

impl<'t> Judge<'_, 't> {
    /// Judges all versions of a draft; a better one than `best` replaces it.
    fn judge(
        &self,
        draft: &Draft<'t>,
        weights: &TokenWeights,
        rank: usize,
        most_salient: f64,
        best: &mut Option<Best>,
    ) {
        if draft.condition == Condition::Truncated {
            return;
        }
        let (whole, _) = weights.sum(&draft.clause.tokens);
        let position = (-f64::from(u32::try_from(rank).unwrap_or(u32::MAX))).exp();
        let most_salient_word = self.salience.max();
        let yardstick = Yardstick { position, weights, whole, most_salient, most_salient_word };
        draft.for_each_version(|tokens, cost| {
            let has_word = tokens.iter().any(Token::is_word);
            let n_least = least_length(tokens);
            if !has_word || n_least > self.max_characters {
                return;
            }
            let is_beaten = |score: f64| best.as_ref().is_some_and(|best| score <= best.score);
            if is_beaten(yardstick.at_most(tokens, cost, n_least)) {
                return;
            }
            let kept_spans = spans(tokens);
            let text = join(self.source.text, &kept_spans);
            let n_characters = text.chars().count();
            let faultless = yardstick.score(tokens, cost, n_characters);
            if n_characters > self.max_characters || is_beaten(faultless) {
                return;
            }
            let clause = Clause::new(tokens);
            let (penalty, is_fatal) = faults(draft, &clause)
                .fold((0.0, false), |(penalty, is_fatal), fault| {
                    (penalty + fault.penalty, is_fatal || fault.is_fatal)
                });
            let score = faultless - penalty;
            if best.as_ref().is_none_or(|best| score > best.score) {
                let sentence = draft.sentence;
                *best = Some(Best { score, penalty, is_fatal, sentence, text, kept_spans });
            }
        });
    }
}

/// A lower bound of a version's length in characters, cheap to tell: its letters at four bytes each
/// would be fewer, so bytes are divided by the most that a character takes unless all are ASCII.
fn least_length(tokens: &[Token<'_>]) -> usize {
    let (n_bytes, is_ascii) = tokens.iter().fold((0, true), |(bytes, is_ascii), token| {
        (bytes + token.span.len(), is_ascii && token.lower.is_ascii())
    });
    if is_ascii { n_bytes } else { n_bytes / 4 }
}
