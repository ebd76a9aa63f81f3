//! Where a list of tokens finds its room: where the last one left it.
//!
//! Tokens borrow the text, so that their list can't be a [`List`](crate::text::List), which outlives it.

use super::token::Token;
use crate::text::{keep, take};
use std::ops::{Deref, DerefMut};

/// A list of tokens in room that the thread keeps.
#[derive(Debug, Clone, Default)]
pub(super) struct Tokens<'t>(Vec<Token<'t>>);

impl Tokens<'_> {
    pub(super) fn new() -> Self {
        Self(take::<Vec<Token<'static>>>().unwrap_or_default())
    }
}

impl<'t> Deref for Tokens<'t> {
    type Target = Vec<Token<'t>>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Tokens<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl<'t> From<Vec<Token<'t>>> for Tokens<'t> {
    fn from(tokens: Vec<Token<'t>>) -> Self {
        Self(tokens)
    }
}

impl<'t> From<&[Token<'t>]> for Tokens<'t> {
    fn from(tokens: &[Token<'t>]) -> Self {
        let mut list = Self::new();
        list.extend_from_slice(tokens);
        list
    }
}

impl Drop for Tokens<'_> {
    fn drop(&mut self) {
        let mut tokens = std::mem::take(&mut self.0);
        tokens.clear();
        // The same room for texts of any lifetime: the standard library collects in place.
        let without_text = |token: Token<'_>| {
            let Token { span, class, inside, index, .. } = token;
            Token { span, lower: "", class, inside, index }
        };
        keep(tokens.into_iter().map(without_text).collect::<Vec<Token<'static>>>());
    }
}
