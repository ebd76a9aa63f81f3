//! Which runs of capitals may be names, and which of their words are titles.
//!
//! Depends on the story's capitals and the lists of titles.

use crate::quotes::class::{
    CALENDAR, GIVEN_NAME, OFFICE_TITLE, PARTICLE, PRONOUN, SOFT_TITLE, SUFFIX, SURNAME_TITLE, TITLE,
};
use crate::quotes::story::Story;
use crate::quotes::token::{Token, Tokens};
use crate::quotes::word::Word;
use crate::text::List;

/// Where a run of capitals stands: in a paragraph's narrative or in a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Home {
    /// In the narrative of a paragraph.
    Paragraph(usize),
    /// Within a quote.
    Quote(usize),
}

/// A run of capitals that may be a name: titles, the name's words.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Run {
    /// Where it stands.
    pub(in super::super) home: Home,
    /// The first token, of the titles.
    pub(in super::super) start: usize,
    /// The name's first token, behind titles.
    pub(in super::super) name_start: usize,
    /// Behind the name's last token, before suffixes.
    pub(in super::super) name_end: usize,
    /// Behind the last token.
    pub(in super::super) end: usize,
}

impl Run {
    /// Tells whether it stands in the narrative, not in a quote.
    pub(in super::super) fn is_narrative(&self) -> bool {
        matches!(self.home, Home::Paragraph(_))
    }
}

/// Finds the runs of the narrative, then those within the quotes.
pub(in super::super) fn find_runs(story: &Story<'_>) -> List<Run> {
    let mut runs = List::new();
    for (number, paragraph) in story.paragraphs.iter().enumerate() {
        let tokens = Tokens::new(&story.tokens, paragraph.tokens.start, paragraph.tokens.end);
        push_runs(tokens, Home::Paragraph(number), &mut runs);
    }
    for (number, quote) in story.quotes.iter().enumerate() {
        let tokens = Tokens::new(&story.inner_tokens, quote.inner.start, quote.inner.end);
        push_runs(tokens, Home::Quote(number), &mut runs);
    }
    runs
}

/// Returns the tokens among which a run stands.
pub(in super::super) fn tokens_of_run<'s>(story: &'s Story<'_>, run: &Run) -> Tokens<'s> {
    match run.home {
        Home::Paragraph(paragraph) => story.tokens_of(paragraph),
        Home::Quote(quote) => {
            let inner = story.quotes.get(quote).map_or(0..0, |quote| quote.inner.clone());
            Tokens::new(&story.inner_tokens, inner.start, inner.end)
        }
    }
}

fn push_runs(tokens: Tokens<'_>, home: Home, runs: &mut Vec<Run>) {
    let is_part = |at: usize| {
        let token = tokens.at(at);
        token.is_name() && !token.is(CALENDAR)
    };
    let mut start = tokens.start();
    while start < tokens.end() {
        if !is_part(start) || tokens.at(start).is(PRONOUN) {
            start += 1;
            continue;
        }
        let mut end = start + 1;
        while is_part(end)
            || tokens.at(end).is(PARTICLE)
                && !matches!(tokens.at(end).word, Word::The | Word::Of)
                && tokens.at(end + 1).is_name()
        {
            end += 1;
        }
        runs.extend(trim_run(tokens, home, start, end));
        start = end;
    }
}

/// Cuts titles before and suffixes behind a run; `None` if only a title is left.
fn trim_run(tokens: Tokens<'_>, home: Home, start: usize, end: usize) -> Option<Run> {
    let mut name_start = start;
    while name_start + 1 < end
        && tokens.at(name_start).is(TITLE)
        && !(tokens.at(name_start).is(SURNAME_TITLE)
            && is_leading_given_name(tokens.at(name_start)))
    {
        name_start += 1;
    }
    // "House Speaker Jane Doe": everything up to the last title is title.
    for position in (name_start..end.saturating_sub(1)).rev() {
        let token = tokens.at(position);
        let cuts = token.is(TITLE) && !token.is(SOFT_TITLE)
            || token.is(OFFICE_TITLE) && position > name_start;
        if cuts {
            name_start = position + 1;
            break;
        }
    }
    let mut name_end = end;
    while name_end > name_start + 1 && tokens.at(name_end - 1).is(SUFFIX) {
        name_end -= 1;
    }
    let first = tokens.at(name_start);
    let is_title_only = name_end == name_start + 1 && first.is(TITLE) && !first.is(SURNAME_TITLE);
    (!is_title_only).then_some(Run { home, start, name_start, name_end, end })
}

/// Titles that are given names too: *Dean Smith*.
fn is_leading_given_name(token: &Token) -> bool {
    token.is(GIVEN_NAME)
}
