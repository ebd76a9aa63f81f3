//! How kept tokens become spans of the text, and how spans become a headline's text.
//!
//! Joining changes nothing but blanks and one letter: pieces are joined by a blank, except before
//! `, . ; : ! ? %`, a genitive's `'s` and a compound's `-led`; runs of white space become one blank; blanks before
//! `, . ; : ! ?` go unless the mark touches a word behind it; the first letter is raised, unless the word is written small on purpose
//! (`iPhone`, `al-`, `de`, `van`, `von`).

use super::token::Token;
use crate::text::{List, Reused, Span, is_alphanumeric};

/// The spans of kept tokens: neighbours in the sentence share one span. Marks that end nothing
/// (`. , ; : -`) are dropped at the end, as is a `?` behind a full stop (a lost quotation mark).
pub(super) fn spans(tokens: &[Token<'_>]) -> List<Span> {
    const DROPPED: [&str; 7] = [".", ",", ";", ":", "-", "–", "—"];
    let is_dropped =
        |token: &Token<'_>| DROPPED.contains(&token.lower) || token.lower.starts_with("--");
    let mut kept = tokens;
    while let [rest @ .., last] = kept {
        let is_lost_mark =
            last.lower == "?" && rest.last().is_some_and(|before| before.lower == ".");
        if !is_lost_mark && !is_dropped(last) {
            break;
        }
        kept = rest;
    }
    let mut spans: List<Span> = List::new();
    let mut next_index = None;
    for token in kept {
        match spans.last_mut() {
            Some(last) if next_index == Some(token.index) => {
                *last = Span::new(last.start(), token.span.end());
            }
            _ => spans.push(token.span),
        }
        next_index = Some(token.index + 1);
    }
    spans
}

/// The text of spans, joined.
pub(super) fn join(text: &str, spans: &[Span]) -> Reused<String> {
    let mut joined: Reused<String> = Reused::new();
    for span in spans {
        let piece = span.slice(text).unwrap_or_default();
        if !joined.is_empty() && !closes(piece) {
            joined.push(' ');
        }
        push_squeezed(&mut joined, piece);
    }
    raise_first_letter(joined)
}

fn is_point(c: char) -> bool {
    matches!(c, ',' | '.' | ';' | ':' | '!' | '?')
}

fn closes(piece: &str) -> bool {
    piece.starts_with(|c: char| is_point(c) || c == '%')
        || piece.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic))
        || ["'s", "’s"].iter().any(|genitive| {
            piece
                .strip_prefix(genitive)
                .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
}

fn push_squeezed(joined: &mut String, piece: &str) {
    let mut rest = piece;
    while let Some(length) = rest.find(|c: char| c.is_whitespace() || is_point(c)) {
        let (plain, behind) = rest.split_at(length);
        joined.push_str(plain);
        let mut characters = behind.chars();
        let c = characters.next().unwrap_or(' ');
        rest = characters.as_str();
        if c.is_whitespace() {
            if !joined.is_empty() && !joined.ends_with(' ') {
                joined.push(' ');
            }
            continue;
        }
        // A mark that touches the next word opens something: "the so called ?new? plan".
        if joined.ends_with(' ') && !rest.starts_with(is_alphanumeric) {
            joined.pop();
        }
        joined.push(c);
    }
    joined.push_str(rest);
}

fn raise_first_letter(mut joined: Reused<String>) -> Reused<String> {
    const SMALL: [&str; 4] = ["al-", "de ", "van ", "von "];
    let mut characters = joined.chars();
    let Some(first) = characters.next() else { return joined };
    let is_small_on_purpose = characters.next().is_some_and(char::is_uppercase)
        || SMALL.iter().any(|small| joined.starts_with(small));
    if first.is_ascii() && !is_small_on_purpose {
        if let Some(letter) = joined.get_mut(..1) {
            letter.make_ascii_uppercase();
        }
        return joined;
    }
    let mut raised = first.to_uppercase();
    match (raised.next(), raised.next()) {
        (Some(capital), None) if !is_small_on_purpose => {
            let mut text: Reused<String> = Reused::new();
            text.push(capital);
            text.push_str(characters_after(&joined, first));
            text
        }
        _ => joined,
    }
}

fn characters_after(text: &str, first: char) -> &str {
    text.get(first.len_utf8()..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Span, join};

    /// `[` and `]` mark the kept spans.
    fn check(marked: &str, expected: &str) {
        let mut text = String::new();
        let mut starts = Vec::new();
        let mut spans = Vec::new();
        for c in marked.chars() {
            match c {
                '[' => starts.push(text.len()),
                ']' => spans.push(Span::new(starts.pop().unwrap_or_default(), text.len())),
                c => text.push(c),
            }
        }
        assert_eq!(*join(&text, &spans), expected);
    }

    #[test]
    fn pieces_are_joined_by_a_blank_except_before_points() {
        check("[the mayor], Ana, [has resigned]", "The mayor has resigned");
        check("[the mayor] (Ana)[, of Hallen, left]", "The mayor, of Hallen, left");
        check("[Corvane] (CVN)['s shares] fell", "Corvane's shares");
    }

    #[test]
    fn white_space_is_squeezed_and_goes_before_points() {
        check("[the  mayor\t, of Hallen]", "The mayor, of Hallen");
    }

    #[test]
    fn the_first_letter_is_raised_unless_small_on_purpose() {
        check("[éclairs are back]", "Éclairs are back");
        check("[iPhones are back]", "iPhones are back");
        check("[von Senn is back]", "von Senn is back");
    }
}
