//! One sentence of the story with all that may be left of it.
//!
//! Reads a sentence by the rules of its language into a [`Draft`] and lists its versions: the ways
//! to begin, to leave parts out and to end, in every legal combination. Doesn't choose: see `rank`.

use super::analysis::Analysis;
use super::clause::Clause;
use super::clean::clean;
use super::deletions::{self, EndOption, Options, Purpose, StartOption};
use super::known_words::KnownWords;
use super::lexicon::{Class, Lexicon};
use super::other_languages;
use super::token::{Source, Token, tokenise};
use super::tokens::Tokens;
use crate::text::{Document, Language, List, SentenceId};
use std::ops::Range;

/// Longer sentences are not analysed: they are lists or broken text. Bounds the work on a sentence.
pub(super) const MAX_TOKENS: usize = 120;
const MIN_WORDS: usize = 5;

/// A sentence, cleaned, with what may be deleted from it.
pub(super) struct Draft<'t> {
    pub(super) sentence: SentenceId,
    pub(super) clause: Clause<'t>,
    pub(super) options: Options,
    pub(super) condition: Condition,
    pub(super) is_english: bool,
    /// Whether the sentence asks something.
    pub(super) is_question: bool,
    /// Whether a straight quotation mark lacks its partner.
    pub(super) has_odd_quote: bool,
}

/// What a sentence is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Condition {
    /// It can stand as a headline: it has a main verb and looks like a sentence of the story.
    Usable,
    /// It can't, unless there is nothing else.
    Unusable,
    /// It is longer than what was read of it.
    Truncated,
}

impl<'t> Draft<'t> {
    /// Reads a sentence by the rules of its language.
    pub(super) fn read(
        document: &Document<'t>,
        source: Source<'t>,
        id: SentenceId,
        purpose: Purpose,
    ) -> Self {
        let sentence = document.sentence(id);
        let words = KnownWords::of_sentence(document, id);
        let tokens = tokenise(source, sentence.span, words, MAX_TOKENS + 1);
        let is_truncated = tokens.len() > MAX_TOKENS;
        let may_serve = tokens.iter().any(|token| token.class.any(Class::TELLS_SERVICE_PHRASE));
        let has_odd_quote = tokens.iter().filter(|token| token.lower == "\"").count() % 2 == 1;
        let text = document.slice(sentence.span);
        // Behind a full stop the mark stands for a lost quotation mark.
        let is_question = text
            .trim_end_matches(['"', '”', '\'', '’', ' '])
            .strip_suffix('?')
            .is_some_and(|rest| !rest.ends_with(['.', ',']));
        let rules = document.language().rules;
        let is_english = rules == Some(Language::English);
        let (clause, options) = if is_truncated {
            (Clause::new(tokens), None)
        } else if is_english {
            read_english(tokens, purpose)
        } else {
            let (clause, options) = other_languages::read(Clause::new(tokens), rules, purpose);
            (clause, Some(options))
        };
        let looks_like_text = !sentence.is_boilerplate
            && n_words(&clause) >= MIN_WORDS
            && opens_sentence(&clause, text_of_first(document, &clause))
            && !(is_english && is_service_line(source.lower(sentence.span), may_serve, &clause));
        Self {
            sentence: id,
            condition: match options {
                _ if is_truncated => Condition::Truncated,
                Some(_) if looks_like_text => Condition::Usable,
                _ => Condition::Unusable,
            },
            is_english,
            options: options.unwrap_or_else(|| Options::whole(clause.len())),
            clause,
            is_question,
            has_odd_quote,
        }
    }

    /// Calls `visit` with the tokens of each version and its cost; the whole sentence is the first.
    pub(super) fn for_each_version(&self, mut visit: impl FnMut(&[Token<'t>], f64)) {
        let mut kept = Tokens::new();
        let mut chosen: List<Range<usize>> = List::new();
        for start in &self.options.starts {
            for end in &self.options.ends {
                let is_whole = start.at == 0 && end.at == self.clause.len();
                if end.at <= start.at + 2 && !is_whole {
                    continue;
                }
                chosen.clear();
                self.keep(start, end, &chosen, &mut kept);
                visit(&kept, start.cost + end.cost);
                let mut cost = start.cost + end.cost;
                for insertion in &self.options.insertions {
                    let range = &insertion.range;
                    // Behind an insertion at the very end other words would be last than the guards saw.
                    let is_inside = range.start >= start.at
                        && (range.end < end.at || range.end == self.clause.len());
                    let is_apart = chosen
                        .iter()
                        .all(|other| range.end < other.start || range.start > other.end);
                    if is_inside && is_apart {
                        chosen.push(range.clone());
                        cost += insertion.cost;
                        self.keep(start, end, &chosen, &mut kept);
                        visit(&kept, cost);
                    }
                }
            }
        }
    }

    fn keep(
        &self,
        start: &StartOption,
        end: &EndOption,
        left_out: &[Range<usize>],
        kept: &mut Tokens<'t>,
    ) {
        kept.clear();
        let tokens = self.clause.tokens.get(start.at..end.at).unwrap_or_default();
        kept.extend((start.at..).zip(tokens).filter_map(|(i, token)| {
            let is_left_out = left_out.iter().any(|range| range.contains(&i));
            (!is_left_out).then_some(*token)
        }));
        if let Some(resumes_at) = end.resumes_at {
            kept.extend_from_slice(self.clause.tokens.get(resumes_at..).unwrap_or_default());
        }
    }
}

fn read_english(tokens: Tokens<'_>, purpose: Purpose) -> (Clause<'_>, Option<Options>) {
    match Analysis::new(clean(Clause::new(tokens), purpose)) {
        Ok(analysis) => {
            let options = deletions::find(&analysis, purpose);
            (analysis.clause, Some(options))
        }
        Err(clause) => (clause, None),
    }
}

fn n_words(clause: &Clause<'_>) -> usize {
    clause.tokens.iter().filter(|token| token.is_word()).count()
}

fn text_of_first<'t>(document: &Document<'t>, clause: &Clause<'t>) -> &'t str {
    clause.tokens.first().map_or("", |token| document.slice(token.span))
}

/// Whether the sentence opens as one does: not in lower case, not with a mark but a quotation's.
fn opens_sentence(clause: &Clause<'_>, first: &str) -> bool {
    (clause.is_word(0) || clause.is_quoted(0)) && !first.starts_with(char::is_lowercase)
}

/// `Scroll down for video`, `By Ana Torvald`, `Published: ...`
fn is_service_line(text: &str, may_hold_phrase: bool, clause: &Clause<'_>) -> bool {
    clause.is_one_of(0, &["published", "updated"])
        || (clause.is(0, "by") && clause.has(1, Class::CAPITAL))
        || may_hold_phrase && Lexicon::english().has_service_phrase(text)
}
