//! What a quote looks like from outside: its first letter, its end, its capitals.
//!
//! Depends on the story. Used as features by `local`, `neighbour` and `reject`.

use super::story::{MarkedQuote, Story};

/// Case of the first letter or digit; the value's position among the labels of `CASE`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Case {
    /// A capital.
    Upper,
    /// A lower-case letter: a fragment.
    Lower,
    /// A digit.
    Digit,
    /// An insertion in brackets first.
    Bracket,
    /// An ellipsis first.
    Ellipsis,
    /// No letter at all.
    None,
}

/// How a quote closes; the value's position among the labels of `CLOSER`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Closer {
    /// A comma within or right behind the marks.
    Comma,
    /// A question or exclamation mark.
    Question,
    /// A full stop.
    Stop,
    /// A dash or an ellipsis.
    Dash,
    /// The paragraph's end.
    End,
    /// A full stop or semicolon behind the marks.
    LooseStop,
    /// Nothing.
    None,
}

/// How many words of a quote are capitalised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum TitleCase {
    /// One word only.
    Single,
    /// Some longer word is in lower case, or there is none.
    Mixed,
    /// All words of more than three letters are capitalised.
    Title,
}

/// Tells the case of a quote.
pub(super) fn case_of(text: &str) -> Case {
    let Some(first) = text.chars().find(|c| c.is_alphanumeric()) else { return Case::None };
    let start = text.trim_start();
    if start.starts_with('[') {
        Case::Bracket
    } else if start.starts_with('…') || start.starts_with("...") {
        Case::Ellipsis
    } else if first.is_uppercase() {
        Case::Upper
    } else if first.is_numeric() {
        Case::Digit
    } else {
        Case::Lower
    }
}

/// Tells how a quote closes.
pub(super) fn closer_of(story: &Story<'_>, quote: &MarkedQuote) -> Closer {
    let tokens = story.tokens_of(quote.paragraph);
    let has_next = quote.token + 1 < tokens.end();
    let next = tokens.at(quote.token + 1);
    match quote.closing_char {
        _ if has_next && next.is_mark(',') => Closer::Comma,
        ',' => Closer::Comma,
        '?' | '!' => Closer::Question,
        '.' => Closer::Stop,
        '…' | '—' | '–' | '-' => Closer::Dash,
        _ if !has_next => Closer::End,
        _ if matches!(next.mark(), '.' | ';') => Closer::LooseStop,
        _ => Closer::None,
    }
}

/// Tells whether a text is written like a title.
pub(super) fn title_case_of(text: &str) -> TitleCase {
    let mut n_words = 0;
    let mut n_long = 0;
    let mut is_title = true;
    for (word, length) in words(text) {
        n_words += 1;
        if length > 3 {
            n_long += 1;
            is_title &= word.is_uppercase();
        }
    }
    if n_words < 2 {
        TitleCase::Single
    } else if n_long > 0 && is_title {
        TitleCase::Title
    } else {
        TitleCase::Mixed
    }
}

/// First letter and length in characters of each word: a letter, then letters, digits, apostrophes.
fn words(text: &str) -> impl Iterator<Item = (char, usize)> {
    let mut chars = text.chars().peekable();
    std::iter::from_fn(move || {
        while chars.peek().is_some_and(|c| !c.is_alphabetic()) {
            chars.next();
        }
        let first = chars.next()?;
        let mut length = 1;
        while chars.peek().is_some_and(|&c| c.is_alphanumeric() || matches!(c, '_' | '\'' | '’'))
        {
            chars.next();
            length += 1;
        }
        Some((first, length))
    })
}

#[cfg(test)]
mod tests {
    use super::{Case, TitleCase, case_of, title_case_of};

    #[test]
    fn the_case_of_a_quote_is_that_of_its_first_letter() {
        assert_eq!(case_of("‘We go"), Case::Upper);
        assert_eq!(case_of("a plan"), Case::Lower);
        assert_eq!(case_of("[The plan] works"), Case::Bracket);
        assert_eq!(case_of("... and so on"), Case::Ellipsis);
        assert_eq!(case_of("20 of them"), Case::Digit);
        assert_eq!(case_of("?!"), Case::None);
    }

    #[test]
    fn titles_capitalise_all_longer_words() {
        assert_eq!(title_case_of("Bread and Roses for All"), TitleCase::Title);
        assert_eq!(title_case_of("Bread and roses"), TitleCase::Mixed);
        assert_eq!(title_case_of("Bread"), TitleCase::Single);
    }
}
