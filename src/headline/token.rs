//! Where the words and marks of a sentence stand and which classes they have.
//!
//! One pass over the sentence, one look-up a word in `lexicon`. Doesn't decide what a verb is
//! finite or what may go: see `verb` and `deletions`.

use super::form::{classify, is_currency_or_tag};
use super::known_words::KnownWords;
use super::lexicon::{Class, Lexicon};
use super::tokens::Tokens;
use crate::text::{Span, is_alphanumeric};

/// The text with its ASCII letters lowered beside it, so that offsets are the same in both.
#[derive(Clone, Copy)]
pub(super) struct Source<'t> {
    /// The whole text.
    pub(super) text: &'t str,
    /// The part of it that is read, in lower case.
    pub(super) lower: &'t str,
    /// Where that part begins.
    pub(super) lower_start: usize,
}

impl<'t> Source<'t> {
    /// A piece of the text as it stands.
    pub(super) fn text(self, span: Span) -> &'t str {
        span.slice(self.text).unwrap_or_default()
    }

    /// The same in lower case; empty outside the part that is read.
    pub(super) fn lower(self, span: Span) -> &'t str {
        let start = span.start().checked_sub(self.lower_start);
        start.and_then(|start| self.lower.get(start..start + span.len())).unwrap_or_default()
    }
}

/// What a token stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    Sentence,
    Quote,
    Bracket,
}

/// A word or a mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'t> {
    pub(super) span: Span,
    /// The text with ASCII letters lowered.
    pub(super) lower: &'t str,
    pub(super) class: Class,
    pub(super) inside: Inside,
    /// Position in the sentence before anything was deleted.
    pub(super) index: u32,
}

impl Token<'_> {
    pub(super) fn is_word(&self) -> bool {
        self.class.any(Class::WORD)
    }
}

/// What feeds with a broken encoding hold in the place of an apostrophe or a quotation mark.
const LOST_CHARACTER: char = '?';

/// A single quotation mark that opens must close within so many tokens.
const MAX_SINGLE_QUOTED: usize = 25;

/// Reads the tokens of a sentence, of which `words` are known; stops after `max_tokens`.
pub(super) fn tokenise<'t>(
    source: Source<'t>,
    sentence: Span,
    mut words: KnownWords<'_>,
    max_tokens: usize,
) -> Tokens<'t> {
    let mut tokens = Tokens::new();
    let mut at = sentence.start();
    while at < sentence.end() && tokens.len() < max_tokens {
        if source.text.as_bytes().get(at) == Some(&b' ') {
            at += 1;
            continue;
        }
        let known = words.class_at(source, at, sentence.end());
        let ends_in_stop = |word: Span| source.text.as_bytes().get(word.end()) == Some(&b'.');
        let (span, class) =
            if let Some((word, class)) = known.filter(|(word, _)| !ends_in_stop(*word)) {
                (word, class)
            } else {
                let rest = source.text.get(at..sentence.end()).unwrap_or_default();
                let Some(first) = rest.chars().next() else { break };
                if first.is_whitespace() {
                    at += first.len_utf8();
                    continue;
                }
                let length = match word_length(rest) {
                    0 => mark_length(rest, first),
                    length => full_stop_of_abbreviation(source, at, length, rest),
                };
                let span = Span::new(at, at + length);
                (span, classify(source.text(span), source.lower(span)))
            };
        let lower = source.lower(span);
        let index = u32::try_from(tokens.len()).unwrap_or(u32::MAX);
        tokens.push(Token { span, lower, class, inside: Inside::Sentence, index });
        at = span.end();
    }
    mark_quotes_and_brackets(&mut tokens);
    mark_single_quotes(&mut tokens);
    tokens
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// Length of the word at the start of `rest`: letters and digits with marks inside
/// (`Kell's`, `co-pilot`, `£2.1bn`, `6-2`, `7%`), or a dotted abbreviation; 0 if none starts here.
pub(super) fn word_length(rest: &str) -> usize {
    let n_plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if is_plain(rest.as_bytes(), n_plain) {
        return n_plain;
    }
    let mut characters = rest.char_indices().peekable();
    let mut end = 0;
    let mut last = ' ';
    if let Some(&(_, c)) = characters.peek()
        && is_currency_or_tag(c)
        && rest
            .get(c.len_utf8()..)
            .and_then(|next| next.chars().next())
            .is_some_and(char::is_alphanumeric)
    {
        characters.next();
    }
    while let Some((at, c)) = characters.next() {
        if is_alphanumeric(c) {
            end = at + c.len_utf8();
            last = c;
            continue;
        }
        let after = characters.peek().map(|&(_, next)| next);
        let joins = end > 0
            && after.is_some_and(|next| {
                is_alphanumeric(next)
                    && match c {
                        '\'' | '’' | '-' | '/' | '&' | '+' => true,
                        LOST_CHARACTER => last.is_lowercase() && next.is_lowercase(),
                        ',' | ':' => last.is_ascii_digit() && next.is_ascii_digit(),
                        '.' => next.is_ascii_digit() || next.is_lowercase(),
                        _ => false,
                    }
            });
        if joins || (c == '.' && end > 0 && is_dotted(rest.get(..at).unwrap_or_default(), after)) {
            end = if joins { end } else { at + 1 };
            last = c;
            continue;
        }
        if c == '%' && end > 0 {
            return at + 1;
        }
        let ends_here = |next: Option<char>| {
            next.is_none_or(|n| n.is_whitespace() || matches!(n, ',' | '.' | ';' | ':'))
        };
        if is_apostrophe(c) && matches!(last, 's' | 'S') && ends_here(after) {
            return at + c.len_utf8();
        }
        break;
    }
    end
}

/// Whether the word ends, or none starts, behind `length` letters and digits, as the next bytes alone
/// tell: most words end before a space or a comma.
pub(super) fn is_plain(rest: &[u8], length: usize) -> bool {
    let Some(&byte) = rest.get(length) else { return true };
    if length == 0 {
        return byte.is_ascii() && !is_currency_or_tag(char::from(byte));
    }
    match byte {
        b'\'' | b'-' | b'/' | b'&' | b'+' | b'%' => false,
        b'?' | b',' | b':' | b'.' => {
            rest.get(length + 1).is_none_or(|next| next.is_ascii() && !next.is_ascii_alphanumeric())
        }
        _ => byte.is_ascii() && !byte.is_ascii_alphanumeric(),
    }
}

/// Whether a full stop after `before` belongs to letters with full stops (`U.S.`, `a.m.`): either
/// one letter stands before it and another with its full stop may follow, or pairs stand before.
fn is_dotted(before: &str, after: Option<char>) -> bool {
    let mut letters = before.rsplit('.');
    let has_one_letter = letters
        .next()
        .is_some_and(|last| last.len() == 1 && last.bytes().all(|b| b.is_ascii_alphabetic()));
    let is_continued = before.contains('.') && letters.all(|letter| letter.len() == 1);
    has_one_letter && (is_continued || after.is_some_and(|next| next.is_ascii_alphabetic()))
}

fn full_stop_of_abbreviation(source: Source<'_>, at: usize, length: usize, rest: &str) -> usize {
    let mut following = rest.get(length..).unwrap_or_default().chars();
    if following.next() != Some('.') {
        return length;
    }
    let is_last = following.all(|c| !is_alphanumeric(c));
    let with_stop = source.lower(Span::new(at, at + length + 1));
    let class = Lexicon::english().classes(with_stop);
    let is_initial = length == 1 && rest.starts_with(|c: char| c.is_ascii_uppercase());
    let keeps = class.any(Class::CLOSING_ABBREVIATION)
        || (!is_last && (class.any(Class::ABBREVIATION) || is_initial));
    length + usize::from(keeps)
}

/// Length of a mark: runs of hyphens and of full stops are one mark.
fn mark_length(rest: &str, first: char) -> usize {
    match first {
        '-' | '.' => {
            let run = rest.bytes().take_while(|&b| b == first as u8).count();
            if first == '-' || run >= 3 { run } else { 1 }
        }
        _ => first.len_utf8(),
    }
}

fn mark_quotes_and_brackets(tokens: &mut [Token<'_>]) {
    let mut is_quoted = false;
    let mut depth = 0_u32;
    for token in tokens {
        token.inside = match token.lower {
            "\"" | "“" | "”" | "«" | "»" => {
                is_quoted = match token.lower {
                    "\"" => !is_quoted,
                    opener => matches!(opener, "“" | "«"),
                };
                Inside::Quote
            }
            "(" | "[" | "{" => {
                depth += 1;
                Inside::Bracket
            }
            ")" | "]" | "}" => {
                depth = depth.saturating_sub(1);
                Inside::Bracket
            }
            _ if is_quoted => Inside::Quote,
            _ if depth > 0 => Inside::Bracket,
            _ => Inside::Sentence,
        };
    }
}

/// Marks what stands between single quotation marks: one that opens follows a space and touches
/// the next word, one that closes touches the last.
fn mark_single_quotes(tokens: &mut [Token<'_>]) {
    let mut i = 0;
    while i < tokens.len() {
        if tokens[i].inside == Inside::Sentence && opens_single_quote(tokens, i) {
            let end = tokens.len().min(i + MAX_SINGLE_QUOTED);
            let closing = (i + 1..end).find(|&j| {
                matches!(tokens[j].lower, "'" | "’" | "?")
                    && tokens[j - 1].span.end() == tokens[j].span.start()
            });
            // A plural's apostrophe closes only if nothing else does.
            let closing = closing
                .or_else(|| (i + 1..end).find(|&j| tokens[j].lower.ends_with(is_apostrophe)));
            if let Some(closing) = closing {
                for token in &mut tokens[i..=closing] {
                    token.inside = Inside::Quote;
                }
                i = closing;
            }
        }
        i += 1;
    }
}

fn opens_single_quote(tokens: &[Token<'_>], i: usize) -> bool {
    matches!(tokens[i].lower, "'" | "‘" | "?")
        && (i == 0 || tokens[i - 1].span.end() < tokens[i].span.start())
        && tokens.get(i + 1).is_some_and(|next| next.span.start() == tokens[i].span.end())
}

#[cfg(test)]
mod tests {
    use super::{Class, Inside, KnownWords, Source, Span, Token, tokenise};

    fn read<R>(text: &str, look: impl Fn(&[Token<'_>]) -> R) -> R {
        let lower = text.to_ascii_lowercase();
        let source = Source { text, lower: &lower, lower_start: 0 };
        look(&tokenise(source, Span::new(0, text.len()), KnownWords::default(), 100))
    }

    fn check(text: &str, expected: &[&str]) {
        read(text, |tokens| {
            let found: Vec<&str> =
                tokens.iter().map(|t| t.span.slice(text).unwrap_or_default()).collect();
            assert_eq!(found, expected);
        });
    }

    #[test]
    fn words_keep_the_marks_inside_them() {
        check("Kell's co-pilot won 6-2.", &["Kell's", "co-pilot", "won", "6-2", "."]);
        check("£2.1bn, 7% or 1,000 m", &["£2.1bn", ",", "7%", "or", "1,000", "m"]);
        check("M&S and/or nutgraf.org", &["M&S", "and/or", "nutgraf.org"]);
    }

    #[test]
    fn abbreviations_keep_their_full_stop_unless_the_sentence_ends() {
        check(
            "Mr. K. Orsic of the U.S. left.",
            &["Mr.", "K.", "Orsic", "of", "the", "U.S.", "left", "."],
        );
        check("It closed in Dec.", &["It", "closed", "in", "Dec", "."]);
        check("It was bought by Corvane Inc.", &["It", "was", "bought", "by", "Corvane", "Inc."]);
        check("The U.S.-led talks", &["The", "U.S.-led", "talks"]);
    }

    #[test]
    fn runs_of_dashes_and_dots_are_one_mark() {
        check("Well -- yes ... no", &["Well", "--", "yes", "...", "no"]);
    }

    #[test]
    fn quotes_and_brackets_are_marked() {
        let inside =
            |text: &str| read(text, |tokens| tokens.iter().map(|t| t.inside).collect::<Vec<_>>());
        let (s, q, b) = (Inside::Sentence, Inside::Quote, Inside::Bracket);
        assert_eq!(inside("He \"won\" (again)"), [s, q, q, q, b, b, b]);
        assert_eq!(inside("a 'new start' for"), [s, q, q, q, q, s]);
        assert_eq!(inside("the teachers' strike"), [s, s, s]);
    }

    #[test]
    fn forms_give_classes() {
        let class = |word: &str| read(word, |tokens| tokens[0].class);
        assert!(class("flooded").any(Class::PAST) && !class("hundred").any(Class::PAST));
        assert!(
            class("largest").any(Class::SUPERLATIVE) && !class("interest").any(Class::SUPERLATIVE)
        );
        assert!(class("won't").any(Class::MODAL) && class("isn’t").any(Class::BE));
        assert!(class("teachers'").any(Class::GENITIVE) && !class("teachers'").any(Class::IN_S));
    }
}
