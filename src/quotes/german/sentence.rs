//! Where German sentences end.
//!
//! Depends on tokens. Ordinals before months and abbreviations end none.

use crate::quotes::class::{CALENDAR, ORDINAL_NOUN};
use crate::quotes::token::{TokenKind, Tokens};

/// The German rule, as [`super::super::sentence::EndRule`].
pub(super) fn ends_sentence(
    tokens: Tokens<'_>,
    position: usize,
    _text: &str,
    closers: &dyn Fn(u32) -> char,
) -> bool {
    let token = tokens.at(position);
    let next = (position + 1 < tokens.end()).then(|| tokens.at(position + 1));
    let opens = next.is_some_and(|next| next.is_quote() || next.is_capital);
    match token.kind {
        TokenKind::Punctuation(mark @ ('.' | '!' | '?')) => {
            let starts = next.is_none_or(|next| next.starts_with_digit) || opens;
            let before = tokens.before(position);
            let is_ordinal = before.starts_with_digit
                && before.span().len() <= 2
                && next.is_some_and(|next| next.is(CALENDAR | ORDINAL_NOUN));
            let is_letter =
                before.is_word() && before.span().len() == 1 && !before.starts_with_digit;
            !token.is_short_quoted
                && starts
                && !(mark == '.' && next.is_some() && (is_ordinal || is_letter))
        }
        TokenKind::Quote(number) => opens && matches!(closers(number), '.' | '!' | '?' | '…'),
        TokenKind::Punctuation(_) | TokenKind::Word => false,
    }
}
